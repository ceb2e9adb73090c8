// How a conference repeats while the form is filled in, and the series it makes of the form. Pure.

import type { z } from 'zod';
import type { seriesSchema } from '../../../server/contract/series.ts';
import type { Weekday } from '../../../server/contract/seriesLimits.ts';
import { type ConferenceForm, type Directory, toConferenceWrite } from '../conferenceForm.ts';
import { addDays, type LocalDate, mondayOf } from '../localTime.ts';

export type SeriesWrite = z.input<typeof seriesSchema>;

export const REPEATS = ['none', 'weekly', 'fortnightly', 'monthlyByWeekday', 'monthlyByDay', 'lastWorkingDay'] as const;
export type Repeat = (typeof REPEATS)[number];
export const POLICIES = ['keep', 'skip', 'nextWorkingDay', 'previousWorkingDay'] as const;
const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface SeriesChoice {
  readonly repeat: Repeat;
  readonly endKind: 'until' | 'count';
  readonly until: LocalDate | '';
  readonly count: number | '';
  readonly policy: (typeof POLICIES)[number];
  /** Days of the rule that are not held. */
  readonly leaveOut: readonly LocalDate[];
}

export const NOT_REPEATED: SeriesChoice = {
  repeat: 'none',
  endKind: 'count',
  until: '',
  count: 12,
  policy: 'skip',
  leaveOut: [],
};

/** The series the form and the choice make; null: it does not repeat, or its end is not said. Only for a form whose times are valid. */
export function toSeriesWrite(form: ConferenceForm, choice: SeriesChoice, directory: Directory): SeriesWrite | null {
  if (choice.repeat === 'none' || form.date === '') return null;
  const end = toEnd(choice);
  if (end === null) return null;
  const { startsAt, endsAt, ...content } = toConferenceWrite(form, directory);
  return {
    startsOn: form.date,
    startTime: form.startTime,
    durationMinutes: (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000,
    rule: toRule(choice.repeat, form.date),
    end,
    holidayPolicy: choice.repeat === 'lastWorkingDay' ? 'previousWorkingDay' : choice.policy,
    excludedDates: [...choice.leaveOut],
    content,
  };
}

function toEnd({ endKind, until, count }: SeriesChoice): SeriesWrite['end'] | null {
  if (endKind === 'count') return count === '' ? null : { kind: 'count', count };
  return until === '' ? null : { kind: 'until', localDate: until };
}

function toRule(repeat: Exclude<Repeat, 'none'>, date: LocalDate): SeriesWrite['rule'] {
  const weekday = weekdayOf(date);
  const day = Number(date.slice(8));
  if (repeat === 'weekly') return { freq: 'weekly', interval: 1, weekdays: [weekday] };
  if (repeat === 'fortnightly') return { freq: 'weekly', interval: 2, weekdays: [weekday] };
  if (repeat === 'monthlyByDay') return { freq: 'monthlyByDay', interval: 1, day };
  if (repeat === 'lastWorkingDay') return { freq: 'monthlyByDay', interval: 1, day: -1 };
  const week = Math.ceil(day / 7);
  // The fifth such weekday is not in every month: the last is meant.
  return { freq: 'monthlyByWeekday', interval: 1, weekday, position: week > 4 ? -1 : week };
}

function weekdayOf(date: LocalDate): Weekday {
  const monday = mondayOf(date);
  return WEEKDAYS.find((_, index) => addDays(monday, index) === date) ?? 'MO';
}
