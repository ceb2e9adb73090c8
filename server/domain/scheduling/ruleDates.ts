// The days a recurrence rule gives (RFC 5545 §3.3.10 for the forms the contract knows), before holidays and exceptions. Weeks begin
// on Monday. Small enough to run in the form as it is filled in; checked against two independent libraries (rule SE2).

import type { LocalDate } from '../../contract/rules.ts';
import type { SeriesRule, SeriesSchedule } from '../../contract/series.ts';
import { lastSeriesDay, SERIES_LIMITS, WEEKDAYS } from '../../contract/seriesLimits.ts';
import { addDays, dayNumberOf, isoWeekdayOf, localDateOfDay } from './civilDate.ts';

/** The parts of a series its days depend on. */
export type RuleParts = Pick<SeriesSchedule, 'startsOn' | 'rule' | 'end'>;

/**
 * The rule's days in order, from `startsOn` to its end.
 * Shape: at most one more than SERIES_LIMITS.occurrences (so that too many is seen), never past five years.
 */
export function listRuleDates({ startsOn, rule, end }: RuleParts): LocalDate[] {
  const bound = lastSeriesDay(startsOn);
  const last = end.kind === 'until' && end.localDate < bound ? end.localDate : bound;
  const most = end.kind === 'count' ? end.count : SERIES_LIMITS.occurrences + 1;
  const dates: LocalDate[] = [];
  for (const date of walk(rule, startsOn, last)) {
    if (dates.length >= most || date > last) break;
    if (date >= startsOn) dates.push(date);
  }
  return dates;
}

/** Candidates in order, period by period, until a period begins after `last`. */
function* walk(rule: SeriesRule, startsOn: LocalDate, last: LocalDate): Generator<LocalDate> {
  if (rule.freq === 'daily') {
    for (let day = startsOn; day <= last; day = addDays(day, rule.interval)) yield day;
    return;
  }
  if (rule.freq === 'weekly') {
    const offsets = rule.weekdays.map((weekday) => WEEKDAYS.indexOf(weekday));
    let monday = addDays(startsOn, 1 - isoWeekdayOf(startsOn));
    for (; monday <= last; monday = addDays(monday, 7 * rule.interval)) {
      for (const offset of offsets) yield addDays(monday, offset);
    }
    return;
  }
  const first = monthIndexOf(startsOn);
  for (let month = first; firstOfMonth(month) <= last; month += rule.interval) {
    const day = dayInMonth(rule, month);
    if (day !== null) yield day;
  }
}

type MonthlyRule = Extract<SeriesRule, { freq: 'monthlyByDay' | 'monthlyByWeekday' }>;

function dayInMonth(rule: MonthlyRule, month: number): LocalDate | null {
  const first = dayNumberOf(firstOfMonth(month));
  const length = dayNumberOf(firstOfMonth(month + 1)) - first;
  if (rule.freq === 'monthlyByDay') {
    if (rule.day === -1) return localDateOfDay(first + length - 1);
    return rule.day <= length ? localDateOfDay(first + rule.day - 1) : null;
  }
  const wanted = WEEKDAYS.indexOf(rule.weekday) + 1;
  if (rule.position === -1) {
    const end = localDateOfDay(first + length - 1);
    return addDays(end, -((isoWeekdayOf(end) - wanted + 7) % 7));
  }
  const toFirst = (wanted - isoWeekdayOf(localDateOfDay(first)) + 7) % 7;
  return localDateOfDay(first + toFirst + 7 * (rule.position - 1));
}

/** Months since year 0. */
function monthIndexOf(localDate: LocalDate): number {
  return Number(localDate.slice(0, 4)) * 12 + Number(localDate.slice(5, 7)) - 1;
}

function firstOfMonth(month: number): LocalDate {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
