// A series while it is edited: what is stored, what is chosen, and the change that makes of it. Restarts from what somebody else saved.

import { useState } from 'react';
import type { SeriesScope, SeriesView } from '../../../server/contract/series.ts';
import type { ConferenceForm, Directory } from '../conferenceForm.ts';
import type { LocalDate } from '../localTime.ts';
import { listChangedFields, mergeEdits } from '../mergeEdits.ts';
import type { SeriesEditWrite } from './seriesApi.ts';
import { type SeriesChoice, toScheduleChange, toSeriesChoice } from './seriesChoice.ts';
import { chooseFormDay, toSeriesChange, toSeriesForm } from './seriesForm.ts';

interface Stored {
  /** What the next save starts from. */
  readonly view: SeriesView;
  readonly base: ConferenceForm;
  /** When it takes place, as far as the change reaches. */
  readonly baseChoice: SeriesChoice;
  /** What the form shows when it is (re)started. */
  readonly initial: ConferenceForm;
  /** Grows when the form is restarted from other values. */
  readonly round: number;
}

/** How far a change goes; `from`: the occurrence it begins at, or where somebody stands. */
export interface SeriesReach {
  readonly scope: SeriesScope;
  readonly from: LocalDate | null;
}

export function useEditedSeries(first: SeriesView, { scope, from }: SeriesReach) {
  const [stored, setStored] = useState<Stored>(() => {
    const form = toSeriesForm(first, chooseFormDay(first, from, Date.now()));
    return { view: first, base: form, baseChoice: toSeriesChoice(first, scope, from), initial: form, round: 0 };
  });
  const [choice, setChoice] = useState(stored.baseChoice);
  const [leaveOut, setLeaveOut] = useState<readonly LocalDate[]>([]);
  const { base, baseChoice, round } = stored;
  return {
    ...stored,
    choice,
    /** Other days: what was left as it is on the old ones is asked again. */
    setChoice: (next: SeriesChoice) => {
      setChoice(next);
      setLeaveOut([]);
    },
    leaveOut,
    setLeaveOut,
    isChoiceChanged: listChangedFields(baseChoice, choice).length > 0,
    /** null: nothing is changed. Only for a form and a choice that are whole. */
    toEdit: (form: ConferenceForm, directory: Directory): SeriesEditWrite | null => {
      const change = { ...toSeriesChange(form, base, directory), ...toScheduleChange(choice, baseChoice, base.date) };
      return Object.keys(change).length === 0 ? null : { scope, recurrenceId: from, change };
    },
    /** From what is stored now, with what was typed and chosen here on top; `mine` null: without it. */
    restart: (theirs: SeriesView, mine: ConferenceForm | null) => {
      const next = toSeriesForm(theirs, base.date);
      const nextChoice = toSeriesChoice(theirs, scope, from);
      const initial = mine === null ? next : mergeEdits(base, mine, next);
      setChoice(mine === null ? nextChoice : mergeEdits(baseChoice, choice, nextChoice));
      setLeaveOut([]);
      setStored({ view: theirs, base: next, baseChoice: nextChoice, initial, round: round + 1 });
    },
  };
}
