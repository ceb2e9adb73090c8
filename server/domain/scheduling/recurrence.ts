// A series expanded into occurrences (rules SE*): the rule's days, the holiday policy, added and excluded days, exceptions. Pure;
// an occurrence is known for ever by the day the rule gave it, its recurrence id.

import type { LocalDate } from '../../contract/rules.ts';
import type { SeriesContentEdit, SeriesException, SeriesSchedule } from '../../contract/series.ts';
import { lastSeriesDay, SERIES_LIMITS } from '../../contract/seriesLimits.ts';
import type { PlanIssue } from './checkPlan.ts';
import { epochOf, formatDate, instantOf } from './civilDate.ts';
import { listRuleDates } from './ruleDates.ts';
import type { Sentence } from './wording.ts';
import { describeDayOff, type WorkingCalendar, workingDayFrom, workingDayUntil } from './workingDays.ts';

export interface Occurrence {
  /** The day the rule (or RDATE) gave. */
  readonly recurrenceId: LocalDate;
  /** RECURRENCE-ID as an instant, ISO 8601 UTC. */
  readonly recurrenceAt: string;
  /** When it takes place, or would have. */
  readonly localDate: LocalDate;
  readonly startsAt: string;
  readonly endsAt: string;
  /** skipped: the holiday policy left it out. */
  readonly status: 'planned' | 'cancelled' | 'skipped';
  /** What put it on another time than the rule's. */
  readonly movedBy: 'holiday' | 'hand' | null;
  /** Why the day is special: the holiday met, or the sibling it fell together with; null: nothing to say. */
  readonly reason: Sentence | null;
  /** What differs from the series' content; null: nothing. */
  readonly edited: SeriesContentEdit | null;
}

/** Both days included; by the day an occurrence takes place. */
export interface DayWindow {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The occurrences in a window, in order of time; cancelled and skipped ones are there and say so. */
export function expandSeries(series: SeriesSchedule, window: DayWindow, calendar: WorkingCalendar): Occurrence[] {
  return expandAll(series, calendar).filter(
    (occurrence) => window.from <= occurrence.localDate && occurrence.localDate <= window.to,
  );
}

/** Every occurrence of the series, in order of time. At most SERIES_LIMITS.occurrences of the rule plus the added days. */
export function expandAll(series: SeriesSchedule, calendar: WorkingCalendar): Occurrence[] {
  const exceptions = new Map(series.exceptions.map((exception) => [exception.recurrenceId, exception]));
  return placeDates(series, calendar)
    .map((placed) => occurrenceOf(series, placed, exceptions.get(placed.recurrenceId)))
    .toSorted((a, b) => compare(a.startsAt, b.startsAt) || compare(a.recurrenceId, b.recurrenceId));
}

/** The days of the series before holidays and exceptions: rule and RDATE without EXDATE, in order. */
export function listRecurrenceIds(series: SeriesSchedule): LocalDate[] {
  const excluded = new Set(series.excludedDates);
  const all = new Set([...listRuleDates(series).slice(0, SERIES_LIMITS.occurrences), ...series.extraDates]);
  return [...all].filter((date) => !excluded.has(date)).toSorted(compare);
}

interface PlacedDate {
  readonly recurrenceId: LocalDate;
  /** null: left out. */
  readonly localDate: LocalDate | null;
  readonly reason: Sentence | null;
}

/** Exceptions are not looked at here: what one of them does never moves another occurrence (SE6). */
function placeDates(series: SeriesSchedule, calendar: WorkingCalendar): PlacedDate[] {
  const extra = new Set(series.extraDates);
  const dates = listRecurrenceIds(series).map((date) => ({ date, dayOff: describeDayOff(calendar, date) }));
  const stays = ({ date, dayOff }: (typeof dates)[number]) =>
    dayOff === null || series.holidayPolicy === 'keep' || extra.has(date);
  const taken = new Set(dates.filter(stays).map(({ date }) => date));
  return dates.map((one) => {
    const { date, dayOff } = one;
    if (stays(one)) return { recurrenceId: date, localDate: date, reason: dayOff };
    if (series.holidayPolicy === 'skip') return { recurrenceId: date, localDate: null, reason: dayOff };
    const target =
      series.holidayPolicy === 'nextWorkingDay' ? workingDayFrom(calendar, date) : workingDayUntil(calendar, date);
    if (taken.has(target)) return { recurrenceId: date, localDate: null, reason: describeMerge(target) };
    taken.add(target);
    return { recurrenceId: date, localDate: target, reason: dayOff };
  });
}

function describeMerge(target: LocalDate): Sentence {
  const day = formatDate(target);
  return { vi: `trùng với phiên ngày ${day} của cùng lịch`, en: `falls together with the one on ${day}` };
}

function occurrenceOf(series: SeriesSchedule, placed: PlacedDate, exception: SeriesException | undefined): Occurrence {
  const { recurrenceId } = placed;
  const moved = exception?.moved ?? null;
  const localDate = moved?.localDate ?? placed.localDate ?? recurrenceId;
  const startTime = moved?.startTime ?? series.startTime;
  const minutes = moved?.durationMinutes ?? series.durationMinutes;
  const isSkipped = placed.localDate === null && moved === null;
  const isShifted = placed.localDate !== null && placed.localDate !== recurrenceId;
  return {
    recurrenceId,
    recurrenceAt: instantOf(recurrenceId, series.startTime),
    localDate,
    startsAt: instantOf(localDate, startTime),
    endsAt: new Date(epochOf(localDate, startTime) + minutes * 60_000).toISOString(),
    status: exception?.cancelled ? 'cancelled' : isSkipped ? 'skipped' : 'planned',
    movedBy: moved !== null ? 'hand' : isShifted ? 'holiday' : null,
    reason: moved === null ? placed.reason : null,
    edited: exception?.edited ?? null,
  };
}

/** Every problem of a series beyond the shape of its fields; empty: it can be saved. Shaped like zod's issues. */
export function checkSeries(series: SeriesSchedule): PlanIssue[] {
  const dates = listRuleDates(series);
  const last = lastSeriesDay(series.startsOn);
  const known = new Set(listRecurrenceIds(series));
  const limit = SERIES_LIMITS.occurrences;
  const isCut = series.end.kind === 'count' && dates.length < series.end.count;
  return [
    ...(known.size === 0 ? [issue(['rule'], 'Lịch này không có phiên họp nào.')] : []),
    ...(dates.length > limit || known.size > limit
      ? [issue(['end'], `Một lịch có nhiều nhất ${limit} phiên họp.`)]
      : []),
    ...(isCut
      ? [issue(['end'], `Lịch kéo dài nhiều nhất ${SERIES_LIMITS.years} năm, đến ngày ${formatDate(last)}.`)]
      : []),
    ...series.exceptions.flatMap(({ recurrenceId }, index) =>
      known.has(recurrenceId)
        ? []
        : [issue(['exceptions', index], `Lịch không có phiên họp ngày ${formatDate(recurrenceId)}.`)],
    ),
  ];
}

function issue(path: PlanIssue['path'], message: string): PlanIssue {
  return { code: 'custom', path, message };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
