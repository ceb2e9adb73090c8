// Civil days and times of Việt Nam as plain arithmetic. The country has kept UTC+7 without summer time since 1975, so one
// offset holds for every day the contract accepts (1990–2199). Never reads a clock.

import type { LocalDate, LocalTime } from '../../contract/rules.ts';

/** The zone all civil days and times here belong to. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01. Errors: RangeError for what is not a day. */
export function dayNumberOf(localDate: LocalDate): number {
  const number = Date.parse(`${localDate}T00:00:00Z`) / DAY_MS;
  if (!Number.isInteger(number) || localDateOfDay(number) !== localDate) throw new RangeError(`no day: ${localDate}`);
  return number;
}

/** The day with this number. */
export function localDateOfDay(dayNumber: number): LocalDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** The day `days` later; negative: earlier. */
export function addDays(localDate: LocalDate, days: number): LocalDate {
  return localDateOfDay(dayNumberOf(localDate) + days);
}

/** 1 (Monday) to 7 (Sunday). */
export function isoWeekdayOf(localDate: LocalDate): number {
  return ((((dayNumberOf(localDate) + 3) % 7) + 7) % 7) + 1;
}

/** The civil day on which an instant (ISO 8601) falls in Việt Nam. */
export function localDateOf(instant: string): LocalDate {
  return localIso(instant).slice(0, 10);
}

/** The time of day of an instant in Việt Nam, to the minute. */
export function localTimeOf(instant: string): LocalTime {
  return localIso(instant).slice(11, 16);
}

/** Milliseconds since 1970 of a civil day and time. */
export function epochOf(localDate: LocalDate, localTime: LocalTime): number {
  return dayNumberOf(localDate) * DAY_MS + minutesOf(localTime) * 60_000 - OFFSET_MS;
}

/** The same as an instant: ISO 8601 UTC with milliseconds. */
export function instantOf(localDate: LocalDate, localTime: LocalTime): string {
  return new Date(epochOf(localDate, localTime)).toISOString();
}

/** Minutes since midnight. */
export function minutesOf(localTime: LocalTime): number {
  return Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3, 5));
}

/** "10/02/2026". */
export function formatDate(localDate: LocalDate): string {
  return `${localDate.slice(8, 10)}/${localDate.slice(5, 7)}/${localDate.slice(0, 4)}`;
}

function localIso(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString();
}
