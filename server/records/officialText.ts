/**
 * Numbers, dates and times as Vietnamese administrative papers write them (Nghị định 30/2020/NĐ-CP, Phụ lục I).
 * Owns the wording only; never decides which date is meant.
 */
import { DateTime } from 'luxon';

/** Papers of the province are dated in its own time, whatever the server's zone. */
export const PROVINCE_ZONE = 'Asia/Ho_Chi_Minh';

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;

/** Shape: an instant in ISO 8601. */
export function toLocal(instant: string): DateTime {
  return DateTime.fromISO(instant, { zone: PROVINCE_ZONE });
}

/** "05", "12", "132": a number below 10 takes a leading zero. */
export function formatOfficialNumber(value: number): string {
  return String(value).padStart(2, '0');
}

/** "ngày 03 tháng 02 năm 2026", "ngày 12 tháng 3 năm 2026": days below 10 and months 1 and 2 take a leading zero. */
export function formatOfficialDate(date: DateTime): string {
  const month = date.month <= 2 ? formatOfficialNumber(date.month) : String(date.month);
  return `ngày ${formatOfficialNumber(date.day)} tháng ${month} năm ${date.year}`;
}

/** "08 giờ 00 phút". */
export function formatOfficialTime(date: DateTime): string {
  return `${formatOfficialNumber(date.hour)} giờ ${formatOfficialNumber(date.minute)} phút`;
}

/** "08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba)". */
export function formatOfficialMoment(date: DateTime): string {
  return `${formatOfficialTime(date)}, ${formatOfficialDate(date)} (${formatWeekday(date)})`;
}

/** "thứ Ba", "Chủ nhật". */
export function formatWeekday(date: DateTime): string {
  return WEEKDAYS[date.weekday - 1] ?? '';
}

/** "01 buổi" for a conference on one side of noon, "01 ngày" for one that spans it, else "đến …". */
export function formatOfficialLength(startsAt: DateTime, endsAt: DateTime): string {
  if (!startsAt.hasSame(endsAt, 'day')) return `đến ${formatOfficialMoment(endsAt)}`;
  const noon = startsAt.startOf('day').plus({ hours: 12 });
  const isHalfDay = startsAt >= noon || endsAt <= noon.plus({ minutes: 30 });
  // A no-break space: a number never ends a line without what it counts.
  return isHalfDay ? '01\u00a0buổi' : '01\u00a0ngày';
}
