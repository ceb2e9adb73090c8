// Which days are worked and how working days are counted (rules WD*). The calendar is the office's table over a
// Monday-to-Friday week; lunar days are entered there, never computed. Pure.

import type { Counting, LocalDate, SpecialDay } from '../../contract/rules.ts';
import { addDays, formatDate, isoWeekdayOf } from './civilDate.ts';
import { type Sentence, WEEKDAY_NAMES } from './wording.ts';

/** Longest run of days looked through for a working one; a table without any is a fault, not an endless loop. */
const LONGEST_SEARCH_DAYS = 3_660;

export interface WorkingCalendar {
  readonly days: ReadonlyMap<LocalDate, SpecialDay>;
  /** Years the table says anything about; the rest is a guess from weekdays. */
  readonly years: ReadonlySet<string>;
}

/** The setting "Cách tính ngày làm việc", as choices. */
export const COUNTING_NAMES: Record<Counting, Sentence> = {
  neither: { vi: 'Không tính ngày gửi và ngày họp', en: 'Neither the sending day nor the meeting day is counted' },
  sendingDay: { vi: 'Tính cả ngày gửi', en: 'The sending day is counted' },
  meetingDay: { vi: 'Tính cả ngày họp', en: 'The meeting day is counted' },
  both: { vi: 'Tính cả ngày gửi và ngày họp', en: 'Both days are counted' },
};

/** The calendar of a table; rows that wait for a decision are left out, so that they never count. */
export function createCalendar(specialDays: readonly SpecialDay[]): WorkingCalendar {
  const counted = specialDays.filter((day) => day.certainty !== 'awaiting');
  return {
    days: new Map(counted.map((day) => [day.localDate, day])),
    years: new Set(counted.map((day) => day.localDate.slice(0, 4))),
  };
}

/** True if the offices work on this day. */
export function isWorkingDay(calendar: WorkingCalendar, localDate: LocalDate): boolean {
  return describeDayOff(calendar, localDate) === null;
}

/** Why nobody works on this day ("thứ Bảy", "Tết Nguyên đán"); null: a working day. */
export function describeDayOff(calendar: WorkingCalendar, localDate: LocalDate): Sentence | null {
  const special = calendar.days.get(localDate);
  if (special?.kind === 'workingSaturday' || special?.kind === 'workingSunday') return null;
  if (special !== undefined) return { vi: special.name, en: special.name };
  const weekday = isoWeekdayOf(localDate);
  return weekday >= 6 ? (WEEKDAY_NAMES[weekday] ?? null) : null;
}

/**
 * The n-th working day after a day; negative n: before it. The day itself is never counted; n = 0 is the day itself.
 * Errors: RangeError when the table leaves no working days.
 */
export function addWorkingDays(calendar: WorkingCalendar, localDate: LocalDate, n: number): LocalDate {
  const step = Math.sign(n);
  let day = localDate;
  for (let left = Math.abs(n); left > 0; left -= 1) day = seekWorkingDay(calendar, addDays(day, step), step);
  return day;
}

/** The first working day from this one on, itself included. */
export function workingDayFrom(calendar: WorkingCalendar, localDate: LocalDate): LocalDate {
  return seekWorkingDay(calendar, localDate, 1);
}

/** The last working day up to this one, itself included. */
export function workingDayUntil(calendar: WorkingCalendar, localDate: LocalDate): LocalDate {
  return seekWorkingDay(calendar, localDate, -1);
}

function seekWorkingDay(calendar: WorkingCalendar, localDate: LocalDate, step: number): LocalDate {
  let day = localDate;
  for (let searched = 0; searched < LONGEST_SEARCH_DAYS; searched += 1) {
    if (isWorkingDay(calendar, day)) return day;
    day = addDays(day, step);
  }
  throw new RangeError(`no working day within ten years of ${formatDate(localDate)}`);
}

/**
 * Working days between a sending day and a meeting day, end days as the setting says; 0 when sent on or after the day
 * of the meeting and neither end counts. A day that is both ends is counted once.
 */
export function countWorkingDays(
  calendar: WorkingCalendar,
  sentOn: LocalDate,
  meetingOn: LocalDate,
  counting: Counting,
): number {
  if (sentOn > meetingOn) return 0;
  const countsSending = counting === 'sendingDay' || counting === 'both';
  const countsMeeting = counting === 'meetingDay' || counting === 'both';
  if (sentOn === meetingOn) return (countsSending || countsMeeting) && isWorkingDay(calendar, sentOn) ? 1 : 0;
  let count = 0;
  for (let day = sentOn; day <= meetingOn; day = addDays(day, 1)) {
    const counts = day === sentOn ? countsSending : day === meetingOn ? countsMeeting : true;
    if (counts && isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** The last working day on which something may be sent so that `n` working days are counted before the meeting. */
export function lastSendingDay(
  calendar: WorkingCalendar,
  meetingOn: LocalDate,
  n: number,
  counting: Counting,
): LocalDate {
  let day = workingDayUntil(calendar, meetingOn);
  // Each step adds at most one, so it ends after n + 2 of them.
  while (countWorkingDays(calendar, day, meetingOn, counting) < n) day = addWorkingDays(calendar, day, -1);
  return day;
}

/** The last day of a limit of `n` working days after a meeting; the meeting day is the first when the setting counts it. */
export function lastDayAfter(
  calendar: WorkingCalendar,
  meetingOn: LocalDate,
  n: number,
  counting: Counting,
): LocalDate {
  const countsMeeting = counting === 'meetingDay' || counting === 'both';
  const counted = countsMeeting && n > 0 && isWorkingDay(calendar, meetingOn) ? 1 : 0;
  return addWorkingDays(calendar, meetingOn, n - counted);
}
