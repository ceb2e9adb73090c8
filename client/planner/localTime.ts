// Calendar arithmetic of the planner: weeks, days and wall-clock times in Asia/Ho_Chi_Minh whatever zone the browser has.
// Pure; never reads the clock (the caller passes `now`) and never formats sentences (client/words/time.ts does).

import { DateTime, IANAZone, type Zone } from 'luxon';
import type { SpecialDay } from '../../server/contract/rules.ts';
import { addWorkingDays, createCalendar } from '../../server/domain/scheduling/workingDays.ts';
import { TIME_ZONE } from '../words/time.ts';

const zone: Zone = IANAZone.create(TIME_ZONE);

/** A calendar day, `yyyy-MM-dd`. */
export type LocalDate = string;
/** A wall-clock time of a day, `HH:mm`, 24 hours. */
export type LocalTime = string;

/** The calendar day an instant falls on here. */
export function localDateOf(instant: string | number): LocalDate {
  return toLocal(instant).toFormat('yyyy-MM-dd');
}

/** The wall-clock time of an instant here. */
export function localTimeOf(instant: string | number): LocalTime {
  return toLocal(instant).toFormat('HH:mm');
}

/** Minutes since midnight of an instant here. */
export function minuteOfDay(instant: string | number): number {
  const local = toLocal(instant);
  return local.hour * 60 + local.minute;
}

/** The instant (ISO 8601 UTC) of a day and time here. Errors: RangeError when either is malformed. */
export function instantAt(date: LocalDate, time: LocalTime): string {
  const local = DateTime.fromFormat(`${date} ${time}`, 'yyyy-MM-dd HH:mm', { zone });
  if (!local.isValid) throw new RangeError(`not a local date and time: ${date} ${time}`);
  return local.toUTC().toISO({ suppressMilliseconds: true });
}

/** The Monday of the week a day belongs to. */
export function mondayOf(date: LocalDate): LocalDate {
  return parseDay(date).startOf('week').toFormat('yyyy-MM-dd');
}

/** The seven days of a week, Monday first. */
export function daysOfWeek(monday: LocalDate): readonly LocalDate[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return parseDay(date).plus({ days }).toFormat('yyyy-MM-dd');
}

/** The half-open span of instants [from, to) that seven days from Monday cover. */
export function spanOfWeek(monday: LocalDate): { readonly from: string; readonly to: string } {
  return { from: instantAt(monday, '00:00'), to: instantAt(addDays(monday, 7), '00:00') };
}

/** The first day after today that the offices work, by the office's table of special days over a Monday-to-Friday week. */
export function nextWorkingDay(now: number, specialDays: readonly SpecialDay[]): LocalDate {
  return addWorkingDays(createCalendar(specialDays), localDateOf(now), 1);
}

/** Whether the text is a calendar day that exists, `yyyy-MM-dd`. */
export function isLocalDate(text: string): text is LocalDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone }).isValid;
}

/** `23/11` */
export function formatDayAndMonth(date: LocalDate): string {
  return parseDay(date).toFormat('dd/MM');
}

/** `23/11/2026` */
export function formatLocalDate(date: LocalDate): string {
  return parseDay(date).toFormat('dd/MM/yyyy');
}

/** The day a person typed as dd/MM/yyyy (also d/M/yyyy and with dots or hyphens); undefined when it is none. */
export function parseTypedDate(text: string): LocalDate | undefined {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  if (match === null) return undefined;
  const [, day = '', month = '', year = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : undefined;
}

/** The time a person typed: `8`, `8h30`, `08:30`, `0830`, `8 giờ 30`; undefined when it is none. */
export function parseTypedTime(text: string): LocalTime | undefined {
  const match = /^\s*(\d{1,2})(?:\s*(?:[:.hg]|giờ)\s*(\d{2})?|(\d{2}))?\s*$/iu.exec(text);
  if (match === null) return undefined;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? match[3] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function toLocal(instant: string | number): DateTime<true> {
  const local =
    typeof instant === 'number' ? DateTime.fromMillis(instant, { zone }) : DateTime.fromISO(instant, { zone });
  if (!local.isValid) throw new RangeError(`not an instant: ${instant}`);
  return local;
}

function parseDay(date: LocalDate): DateTime<true> {
  const day = DateTime.fromFormat(date, 'yyyy-MM-dd', { zone });
  if (!day.isValid) throw new RangeError(`not a local date: ${date}`);
  return day;
}
