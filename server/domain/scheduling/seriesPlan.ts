// A series against the conferences it has already (rules SR*): what was done by hand is read from the conferences themselves, and a
// changed series becomes conferences to make, change and cancel. Pure; never plans anything for what has begun.

import type { CANCEL_REASONS, ConferenceStatus } from '../../contract/http.ts';
import type { ConferenceId } from '../../contract/ids.ts';
import type { LocalDate } from '../../contract/rules.ts';
import type {
  Series,
  SeriesContent,
  SeriesContentEdit,
  SeriesContentField,
  SeriesException,
} from '../../contract/series.ts';
import { localDateOf, localTimeOf } from './civilDate.ts';
import { EDITABLE } from './life.ts';
import { expandAll, type Occurrence } from './recurrence.ts';
import type { WorkingCalendar } from './workingDays.ts';

/** A conference of a series as it is. Instants ISO 8601 UTC with milliseconds. */
export interface HeldConference {
  readonly conferenceId: ConferenceId;
  readonly recurrenceId: LocalDate;
  readonly status: ConferenceStatus;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly content: SeriesContent;
  readonly cancelled: { readonly reason: (typeof CANCEL_REASONS)[number]; readonly note: string } | null;
}

/** A conference to be: new, or changed and known by the same id. */
export interface PlannedConference {
  readonly occurrence: Occurrence;
  readonly content: SeriesContent;
}
export interface ChangedConference extends PlannedConference {
  readonly held: HeldConference;
}

export interface SeriesPlan {
  readonly create: readonly PlannedConference[];
  readonly change: readonly ChangedConference[];
  /** On no day of the series any more. */
  readonly cancel: readonly HeldConference[];
  readonly untouched: readonly HeldConference[];
  readonly dropped: readonly HeldConference[];
}

/** Not begun, and in a status in which planning may change it. */
export function isChangeable(held: Pick<HeldConference, 'status' | 'startsAt'>, now: string): boolean {
  return EDITABLE.includes(held.status) && Date.parse(held.startsAt) > Date.parse(now);
}

/** What was cancelled, moved and edited by hand; `calendar` as it stood when the series was last placed. */
export function readExceptions(
  series: Series,
  calendar: WorkingCalendar,
  held: readonly HeldConference[],
): SeriesException[] {
  const expected = byRecurrenceId(expandAll({ ...series, exceptions: [] }, calendar));
  return held.flatMap((conference) => {
    const occurrence = expected.get(conference.recurrenceId);
    if (occurrence === undefined) return [];
    const exception = {
      recurrenceId: conference.recurrenceId,
      cancelled: conference.cancelled,
      moved: readMove(conference, occurrence),
      edited: readEdit(conference.content, series.content),
    };
    return exception.cancelled === null && exception.moved === null && exception.edited === null ? [] : [exception];
  });
}

function readMove(conference: HeldConference, occurrence: Occurrence): SeriesException['moved'] {
  const isInPlace = conference.startsAt === occurrence.startsAt && conference.endsAt === occurrence.endsAt;
  if (isInPlace && occurrence.status === 'planned') return null;
  return {
    localDate: localDateOf(conference.startsAt),
    startTime: localTimeOf(conference.startsAt),
    durationMinutes: Math.round((Date.parse(conference.endsAt) - Date.parse(conference.startsAt)) / 60_000),
  };
}

function readEdit(content: SeriesContent, usual: SeriesContent): SeriesContentEdit | null {
  const fields = CONTENT_FIELDS.filter((field) => comparable(content, field) !== comparable(usual, field));
  return fields.length === 0 ? null : Object.fromEntries(fields.map((field) => [field, content[field]]));
}

/** What can differ between a conference and its series. */
export const CONTENT_FIELDS = [
  'kind',
  'title',
  'mode',
  'chairId',
  'coChairIds',
  'secretaryIds',
  'siteIds',
  'agenda',
] as const satisfies readonly SeriesContentField[];

/** Sites are a set: their order is precedence's, of the day. */
function comparable(content: SeriesContent, field: (typeof CONTENT_FIELDS)[number]): string {
  if (field === 'siteIds') return JSON.stringify([...content.siteIds].sort());
  if (field !== 'agenda') return JSON.stringify(content[field]);
  return JSON.stringify(content.agenda.map((item) => [item.title, item.durationMinutes, item.speakingLimitSeconds]));
}

/** The exceptions with what is said now for the occurrence one stands at outweighing what was said for it alone before. */
export function yieldAt(
  exceptions: readonly SeriesException[],
  recurrenceId: LocalDate | null,
  change: { startTime?: string; durationMinutes?: number; content?: SeriesContentEdit },
): SeriesException[] {
  return exceptions.flatMap((exception) => {
    if (exception.recurrenceId !== recurrenceId) return [exception];
    const kept = Object.entries(exception.edited ?? {}).filter(
      ([field]) => !Object.hasOwn(change.content ?? {}, field),
    );
    const { moved } = exception;
    const { startTime = moved?.startTime, durationMinutes = moved?.durationMinutes } = change;
    const yielded = {
      ...exception,
      edited: kept.length === 0 ? null : Object.fromEntries(kept),
      moved:
        moved === null || startTime === undefined || durationMinutes === undefined
          ? null
          : { ...moved, startTime, durationMinutes },
    };
    return yielded.cancelled === null && yielded.moved === null && yielded.edited === null ? [] : [yielded];
  });
}

/** What must happen so that the conferences are what `next` says; `leaveOut`: occurrences that stay as they are. */
export function planSeries(
  next: Series,
  calendar: WorkingCalendar,
  held: readonly HeldConference[],
  options: {
    readonly now: string;
    readonly leaveOut: readonly LocalDate[];
    /** Recurrence ids of what was done by hand under the series as it was. */
    readonly byHand: ReadonlySet<LocalDate>;
  },
): SeriesPlan {
  const occurrences = expandAll(next, calendar);
  const expected = byRecurrenceId(occurrences);
  const isFree = (one: HeldConference) =>
    isChangeable(one, options.now) && !options.leaveOut.includes(one.recurrenceId);
  const untouched = held.filter((one) => !isFree(one));
  const free = held.filter(isFree);
  const matched = free.filter((one) => expected.get(one.recurrenceId)?.status === 'planned');
  const orphans = free.filter((one) => expected.get(one.recurrenceId)?.status !== 'planned');
  const dropped = orphans.filter((one) => options.byHand.has(one.recurrenceId));
  const movable = orphans.filter((one) => !options.byHand.has(one.recurrenceId)).toSorted(byStart);
  const taken = new Set(held.map((one) => one.recurrenceId));
  const open = occurrences.filter(
    (one) =>
      one.status === 'planned' &&
      !taken.has(one.recurrenceId) &&
      !options.leaveOut.includes(one.recurrenceId) &&
      Date.parse(one.startsAt) > Date.parse(options.now),
  );
  const planned = (occurrence: Occurrence) => ({ occurrence, content: { ...next.content, ...occurrence.edited } });
  // A conference whose day is gone takes the next new day: who was invited is told of a move, not of an end and a beginning.
  const pairs = movable.slice(0, open.length).map((one, index) => ({ held: one, occurrence: open[index] }));
  return {
    create: open.slice(pairs.length).map(planned),
    change: [...matched.map((one) => ({ held: one, occurrence: expected.get(one.recurrenceId) })), ...pairs]
      .flatMap(({ held: one, occurrence }) => (occurrence === undefined ? [] : [{ held: one, ...planned(occurrence) }]))
      .filter(isChanged),
    cancel: movable.slice(open.length),
    untouched,
    dropped,
  };
}

function isChanged({ held, occurrence, content }: ChangedConference): boolean {
  return (
    held.recurrenceId !== occurrence.recurrenceId ||
    held.startsAt !== occurrence.startsAt ||
    held.endsAt !== occurrence.endsAt ||
    readEdit(held.content, content) !== null
  );
}

function byRecurrenceId(occurrences: readonly Occurrence[]): Map<LocalDate, Occurrence> {
  return new Map(occurrences.map((occurrence) => [occurrence.recurrenceId, occurrence]));
}

function byStart(a: HeldConference, b: HeldConference): number {
  return Date.parse(a.startsAt) - Date.parse(b.startsAt);
}
