// "This one / this and later / all" as functions from one series to the next (rules SE8–SE11). Pure: whoever saves the result sends the
// mails. Never changes what already has its own exception unless that occurrence no longer exists, and then says so.

import type { CANCEL_REASONS } from '../../contract/http.ts';
import type { LocalDate, LocalTime } from '../../contract/rules.ts';
import type { Series, SeriesContentEdit, SeriesException } from '../../contract/series.ts';
import { addDays } from './civilDate.ts';
import { listRecurrenceIds } from './recurrence.ts';
import { listRuleDates } from './ruleDates.ts';

/** What may happen to one occurrence. restore: it becomes what the series says again. */
export type OccurrenceChange =
  | { readonly kind: 'cancel'; readonly reason: (typeof CANCEL_REASONS)[number]; readonly note: string }
  | {
      readonly kind: 'move';
      readonly localDate: LocalDate;
      readonly startTime: LocalTime;
      readonly durationMinutes: number;
    }
  | { readonly kind: 'edit'; readonly content: SeriesContentEdit }
  | { readonly kind: 'restore' };

/** What may happen to many. */
export interface SeriesChange
  extends Partial<Pick<Series, 'startTime' | 'durationMinutes' | 'rule' | 'end' | 'holidayPolicy'>> {
  readonly content?: SeriesContentEdit;
}

/** A changed series and the exceptions whose occurrence no longer exists in it; the user is told about them. */
export interface ChangedSeries {
  readonly series: Series;
  readonly dropped: readonly SeriesException[];
}

/** "This one": the series with one occurrence different; null: it has no such occurrence. */
export function editThis(series: Series, recurrenceId: LocalDate, change: OccurrenceChange): Series | null {
  if (!listRecurrenceIds(series).includes(recurrenceId)) return null;
  const others = series.exceptions.filter((exception) => exception.recurrenceId !== recurrenceId);
  if (change.kind === 'restore') return { ...series, exceptions: others };
  const current = series.exceptions.find((exception) => exception.recurrenceId === recurrenceId) ?? {
    recurrenceId,
    cancelled: null,
    moved: null,
    edited: null,
  };
  return { ...series, exceptions: [...others, withChange(current, change)].toSorted(byRecurrenceId) };
}

function withChange(
  exception: SeriesException,
  change: Exclude<OccurrenceChange, { kind: 'restore' }>,
): SeriesException {
  if (change.kind === 'cancel') return { ...exception, cancelled: { reason: change.reason, note: change.note } };
  if (change.kind === 'edit') return { ...exception, edited: { ...exception.edited, ...change.content } };
  const { localDate, startTime, durationMinutes } = change;
  // Whoever gives a cancelled meeting a new time means it to take place.
  return { ...exception, cancelled: null, moved: { localDate, startTime, durationMinutes } };
}

/** "All": the whole series changed; occurrences with exceptions keep them. */
export function editAll(series: Series, change: SeriesChange): ChangedSeries {
  const { content, ...schedule } = change;
  const whole = { ...series, ...schedule, content: { ...series.content, ...content } };
  const changed = { ...whole, excludedDates: schedule.rule === undefined ? series.excludedDates : listExcluded(whole) };
  const known = new Set(listRecurrenceIds(changed));
  const isKept = (exception: SeriesException) => known.has(exception.recurrenceId);
  return {
    series: { ...changed, exceptions: series.exceptions.filter(isKept) },
    dropped: series.exceptions.filter((exception) => !isKept(exception)),
  };
}

/** Days left out of another rule say nothing about days this one never has. */
function listExcluded(series: Series): LocalDate[] {
  const given = new Set(listRecurrenceIds({ ...series, excludedDates: [] }));
  return series.excludedDates.filter((date) => given.has(date));
}

export interface SplitSeries extends ChangedSeries {
  /** What stays as it was; null: the change began with the first occurrence, so nothing is left. */
  readonly before: Series | null;
}

/** "This and later": the series ends before this occurrence and a changed one begins with it; null: no such occurrence. */
export function editThisAndLater(series: Series, recurrenceId: LocalDate, change: SeriesChange): SplitSeries | null {
  const known = listRecurrenceIds(series);
  if (!known.includes(recurrenceId)) return null;
  const dayBefore = addDays(recurrenceId, -1);
  const before: Series = {
    ...series,
    end: { kind: 'until', localDate: dayBefore },
    extraDates: series.extraDates.filter((date) => date < recurrenceId),
    excludedDates: series.excludedDates.filter((date) => date < recurrenceId),
    exceptions: series.exceptions.filter((exception) => exception.recurrenceId < recurrenceId),
  };
  return {
    before: known[0] === recurrenceId ? null : before,
    ...editAll(laterPart(series, recurrenceId), withStart(change, recurrenceId)),
  };
}

/** A new rule looks from the chosen occurrence on; the old one goes on from its own next day, so that intervals stay in step. */
function withStart(change: SeriesChange, recurrenceId: LocalDate): SeriesChange & Partial<Pick<Series, 'startsOn'>> {
  return change.rule === undefined ? change : { ...change, startsOn: recurrenceId };
}

function laterPart(series: Series, recurrenceId: LocalDate): Series {
  const left = listRuleDates(series).filter((date) => date >= recurrenceId);
  const first = left[0];
  // Only added days are left: the rule itself has ended.
  const ended = { kind: 'until', localDate: addDays(recurrenceId, -1) } as const;
  const rest = series.end.kind === 'count' ? ({ kind: 'count', count: left.length } as const) : series.end;
  return {
    ...series,
    startsOn: first ?? recurrenceId,
    end: first === undefined ? ended : rest,
    extraDates: series.extraDates.filter((date) => date >= recurrenceId),
    excludedDates: series.excludedDates.filter((date) => date >= recurrenceId),
    exceptions: series.exceptions.filter((exception) => exception.recurrenceId >= recurrenceId),
  };
}

function byRecurrenceId(a: SeriesException, b: SeriesException): number {
  return a.recurrenceId < b.recurrenceId ? -1 : 1;
}
