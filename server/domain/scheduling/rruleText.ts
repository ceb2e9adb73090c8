// RRULE as text, in and out (RFC 5545 §3.3.10). Reads exactly the rules the contract can hold and refuses every other one with a
// reason: a rule that is half understood would move meetings. Never expands.

import type { LocalDate, LocalTime } from '../../contract/rules.ts';
import type { SeriesEnd, SeriesRule, SeriesSchedule } from '../../contract/series.ts';
import { SERIES_LIMITS, WEEKDAYS, type Weekday } from '../../contract/seriesLimits.ts';
import { addDays, instantOf, isoWeekdayOf, localDateOf, TIME_ZONE } from './civilDate.ts';
import { expandAll } from './recurrence.ts';
import { listRuleDates } from './ruleDates.ts';
import type { Sentence } from './wording.ts';
import type { WorkingCalendar } from './workingDays.ts';

/** The value of an RRULE property: "FREQ=WEEKLY;BYDAY=MO;COUNT=52". The end of `until` is the end of that day. */
export function formatRRule({ rule, end }: Pick<SeriesSchedule, 'rule' | 'end'>): string {
  const interval = rule.interval === 1 ? '' : `;INTERVAL=${rule.interval}`;
  const limit = end.kind === 'count' ? `;COUNT=${end.count}` : `;UNTIL=${compact(instantOf(end.localDate, '23:59'))}`;
  return `FREQ=${FREQUENCY[rule.freq]}${interval}${formatDays(rule)}${limit}`;
}

const FREQUENCY = {
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthlyByDay: 'MONTHLY',
  monthlyByWeekday: 'MONTHLY',
} as const satisfies Record<SeriesRule['freq'], string>;

function formatDays(rule: SeriesRule): string {
  if (rule.freq === 'daily') return '';
  if (rule.freq === 'weekly') return `;BYDAY=${rule.weekdays.join(',')}`;
  if (rule.freq === 'monthlyByDay') return `;BYMONTHDAY=${rule.day}`;
  return `;BYDAY=${rule.position}${rule.weekday}`;
}

/**
 * The iCalendar lines of a series' master event: DTSTART, RRULE, RDATE, EXDATE; days that were cancelled or skipped are EXDATEs.
 * Occurrences on another time or with other content are events of their own with RECURRENCE-ID (`movedBy`, `edited`).
 */
export function listRecurrenceLines(series: SeriesSchedule, calendar: WorkingCalendar): string[] {
  const ruleDates = listRuleDates(series);
  const first = ruleDates[0] ?? series.extraDates[0] ?? series.startsOn;
  const at = (date: LocalDate) => `;TZID=${TIME_ZONE}:${compactLocal(date, series.startTime)}`;
  const left = expandAll(series, calendar).filter((occurrence) => occurrence.status !== 'planned');
  const excluded = [...new Set([...series.excludedDates, ...left.map((one) => one.recurrenceId)])].toSorted();
  const extra = series.extraDates.filter((date) => !ruleDates.includes(date));
  return [
    `DTSTART${at(first)}`,
    ...(ruleDates.length === 0 ? [] : [`RRULE:${formatRRule(series)}`]),
    ...extra.map((date) => `RDATE${at(date)}`),
    ...excluded.map((date) => `EXDATE${at(date)}`),
  ];
}

function compactLocal(date: LocalDate, time: LocalTime): string {
  return `${date.replaceAll('-', '')}T${time.replace(':', '')}00`;
}

function compact(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

export type RRuleProblem = 'tooLong' | 'malformed' | 'unsupported' | 'endless' | 'outOfBounds';

export type ParsedRRule =
  | { readonly ok: true; readonly rule: SeriesRule; readonly end: SeriesEnd }
  | ({ readonly ok: false; readonly problem: RRuleProblem; readonly part: string } & Sentence);

const PROBLEMS: Record<RRuleProblem, Sentence> = {
  tooLong: { vi: 'Quy tắc lặp quá dài', en: 'The rule is too long' },
  malformed: { vi: 'Quy tắc lặp sai cú pháp', en: 'The rule is malformed' },
  unsupported: { vi: 'Quy tắc lặp chưa được hỗ trợ', en: 'This form of rule is not supported' },
  endless: { vi: 'Quy tắc lặp phải có ngày kết thúc hoặc số lần', en: 'The rule must have an end' },
  outOfBounds: { vi: 'Quy tắc lặp vượt giới hạn', en: 'The rule is out of bounds' },
};

/** Thrown inside this file only, and answered as a value. */
class Refusal extends Error {
  readonly problem: RRuleProblem;
  readonly part: string;
  constructor(problem: RRuleProblem, part: string) {
    super(problem);
    this.problem = problem;
    this.part = part;
  }
}

/** Reads an RRULE (with or without the "RRULE:" before it) for a series that starts then. Never throws. */
export function parseRRule(text: string, starts: Pick<SeriesSchedule, 'startsOn' | 'startTime'>): ParsedRRule {
  try {
    const parts = splitParts(text);
    const end = readEnd(parts, starts.startTime);
    const rule = readRule(parts, starts.startsOn);
    const left = [...parts.keys()].at(0);
    if (left !== undefined) throw new Refusal('unsupported', left);
    return { ok: true, rule, end };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { problem, part } = error;
    const { vi, en } = PROBLEMS[problem];
    return {
      ok: false,
      problem,
      part,
      vi: `${vi}${part === '' ? '' : ` (${part})`}.`,
      en: `${en}${part === '' ? '' : ` (${part})`}.`,
    };
  }
}

type Parts = Map<string, string>;

function splitParts(text: string): Parts {
  if (text.length > SERIES_LIMITS.rruleLength) throw new Refusal('tooLong', '');
  const parts: Parts = new Map();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || parts.has(name)) throw new Refusal('malformed', part.slice(0, 40));
    parts.set(name, value);
  }
  return parts;
}

function take(parts: Parts, name: string): string | undefined {
  const value = parts.get(name);
  parts.delete(name);
  return value;
}

function takeInteger(parts: Parts, name: string, least: number, most: number): number | undefined {
  const value = take(parts, name);
  if (value === undefined) return undefined;
  if (!/^[+-]?\d{1,9}$/.test(value))
    throw new Refusal(value.includes(',') ? 'unsupported' : 'malformed', `${name}=${value}`);
  if (Number(value) < least || Number(value) > most) throw new Refusal('outOfBounds', `${name}=${value}`);
  return Number(value);
}

function readEnd(parts: Parts, startTime: LocalTime): SeriesEnd {
  const count = takeInteger(parts, 'COUNT', 1, SERIES_LIMITS.occurrences);
  const until = take(parts, 'UNTIL');
  if (count !== undefined && until !== undefined) throw new Refusal('malformed', 'COUNT;UNTIL');
  if (count !== undefined) return { kind: 'count', count };
  if (until === undefined) throw new Refusal('endless', '');
  return { kind: 'until', localDate: readUntil(until, startTime) };
}

/** UNTIL is inclusive: a day whose occurrence would begin after it is not in. */
function readUntil(until: string, startTime: LocalTime): LocalDate {
  const [, y, mo, d, time] = /^(\d{4})(\d\d)(\d\d)(T\d{6}Z)?$/.exec(until) ?? [];
  if (y === undefined) throw new Refusal(/^\d{8}T\d{6}$/.test(until) ? 'unsupported' : 'malformed', `UNTIL=${until}`);
  const clock = time === undefined ? '00:00:00' : `${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}`;
  const instant = `${y}-${mo}-${d}T${clock}Z`;
  const parsed = new Date(instant);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== `${y}-${mo}-${d}`)
    throw new Refusal('malformed', `UNTIL=${until}`);
  if (time === undefined) return `${y}-${mo}-${d}`;
  const day = localDateOf(instant);
  return Date.parse(instantOf(day, startTime)) <= parsed.getTime() ? day : addDays(day, -1);
}

function readRule(parts: Parts, startsOn: LocalDate): SeriesRule {
  const freq = take(parts, 'FREQ');
  const interval = takeInteger(parts, 'INTERVAL', 1, SERIES_LIMITS.interval) ?? 1;
  const weekStart = take(parts, 'WKST');
  // With an interval of one the first day of the week changes nothing.
  if (weekStart !== undefined && weekStart !== 'MO' && interval > 1)
    throw new Refusal('unsupported', `WKST=${weekStart}`);
  const startsWeekday = WEEKDAYS[isoWeekdayOf(startsOn) - 1] as Weekday;
  if (freq === 'DAILY') return { freq: 'daily', interval };
  if (freq === 'WEEKLY')
    return { freq: 'weekly', interval, weekdays: readWeekdays(take(parts, 'BYDAY') ?? startsWeekday) };
  if (freq === 'MONTHLY') return readMonthly(parts, interval, startsOn);
  throw new Refusal(freq === undefined ? 'malformed' : 'unsupported', `FREQ=${freq ?? ''}`);
}

function readWeekdays(value: string): Weekday[] {
  const named = value.split(',');
  const unknown = named.find((code) => !WEEKDAYS.some((weekday) => weekday === code));
  if (unknown !== undefined) throw new Refusal('malformed', `BYDAY=${value}`);
  return WEEKDAYS.filter((weekday) => named.includes(weekday));
}

function readMonthly(parts: Parts, interval: number, startsOn: LocalDate): SeriesRule {
  const byDay = take(parts, 'BYDAY');
  if (byDay === undefined) {
    const day = takeInteger(parts, 'BYMONTHDAY', -1, 31) ?? Number(startsOn.slice(8, 10));
    if (day === 0) throw new Refusal('malformed', 'BYMONTHDAY=0');
    return { freq: 'monthlyByDay', interval, day };
  }
  const [, ordinal, code] = /^([+-]?\d)?([A-Z]{2})$/.exec(byDay) ?? [];
  const weekday = WEEKDAYS.find((one) => one === code);
  if (weekday === undefined) throw new Refusal(byDay.includes(',') ? 'unsupported' : 'malformed', `BYDAY=${byDay}`);
  const position = ordinal === undefined ? takeInteger(parts, 'BYSETPOS', -1, 4) : Number(ordinal);
  if (position === undefined || position === 0 || position < -1 || position > 4)
    throw new Refusal('unsupported', `BYDAY=${byDay}`);
  return { freq: 'monthlyByWeekday', interval, weekday, position };
}
