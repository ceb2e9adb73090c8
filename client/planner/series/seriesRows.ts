// What was done to each conference of a series alone, as its page shows it. Pure.

import type {
  SeriesConferenceView,
  SeriesContentField,
  SeriesException,
  SeriesView,
} from '../../../server/contract/series.ts';
import { type LocalDate, localDateOf } from '../localTime.ts';

export interface SeriesRow {
  readonly conference: SeriesConferenceView;
  readonly cancelled: SeriesException['cancelled'];
  /** The day of the rule it does not take place on. null: it does. */
  readonly movedFrom: LocalDate | null;
  /** holiday: by the holiday table; hand: by somebody. */
  readonly movedBy: 'holiday' | 'hand' | null;
  readonly edited: readonly SeriesContentField[];
}

/** By the time each takes place. */
export function listSeriesRows(view: SeriesView): readonly SeriesRow[] {
  const exceptions = new Map(view.schedule.exceptions.map((one) => [one.recurrenceId, one]));
  return view.conferences
    .map((conference) => toRow(conference, exceptions.get(conference.recurrenceId)))
    .toSorted((a, b) => Date.parse(a.conference.startsAt) - Date.parse(b.conference.startsAt));
}

function toRow(conference: SeriesConferenceView, exception: SeriesException | undefined): SeriesRow {
  const isElsewhere = localDateOf(conference.startsAt) !== conference.recurrenceId;
  const byHand = exception !== undefined && exception.moved !== null;
  return {
    conference,
    cancelled: exception?.cancelled ?? null,
    movedFrom: isElsewhere ? conference.recurrenceId : null,
    movedBy: byHand ? 'hand' : isElsewhere ? 'holiday' : null,
    edited: Object.keys(exception?.edited ?? {}) as SeriesContentField[],
  };
}
