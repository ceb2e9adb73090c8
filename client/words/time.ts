// Times as people in Việt Nam read them: Asia/Ho_Chi_Minh, dd/MM/yyyy, 24 hours. Pure; instants are ISO 8601 UTC or epoch ms.

import type { Language } from './language.ts';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});

const WEEKDAYS = {
  vi: { Mon: 'Thứ Hai', Tue: 'Thứ Ba', Wed: 'Thứ Tư', Thu: 'Thứ Năm', Fri: 'Thứ Sáu', Sat: 'Thứ Bảy', Sun: 'Chủ Nhật' },
  en: {
    Mon: 'Monday',
    Tue: 'Tuesday',
    Wed: 'Wednesday',
    Thu: 'Thursday',
    Fri: 'Friday',
    Sat: 'Saturday',
    Sun: 'Sunday',
  },
} as const;

type Instant = string | number;

function partsOf(instant: Instant): Record<string, string> {
  const date = typeof instant === 'number' ? new Date(instant) : new Date(Date.parse(instant));
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

/** `09:42` */
export function formatTime(instant: Instant): string {
  const { hour, minute } = partsOf(instant);
  return `${hour}:${minute}`;
}

/** `09:42:07` */
export function formatTimeWithSeconds(instant: Instant): string {
  return `${formatTime(instant)}:${partsOf(instant).second}`;
}

/** `23/11/2026` */
export function formatDate(instant: Instant): string {
  const { day, month, year } = partsOf(instant);
  return `${day}/${month}/${year}`;
}

/** `Thứ Hai, 23/11/2026` */
export function formatLongDate(instant: Instant, language: Language): string {
  const weekday = partsOf(instant).weekday as keyof (typeof WEEKDAYS)['vi'];
  return `${WEEKDAYS[language][weekday]}, ${formatDate(instant)}`;
}

/** `Thứ Hai` is 1, `Chủ Nhật` is 7. */
export function formatWeekday(isoWeekday: number, language: Language): string {
  return Object.values(WEEKDAYS[language])[isoWeekday - 1] ?? '';
}

/** `08 giờ 00` as official papers write it; `08:00` in English. */
export function formatOfficialTime(instant: Instant, language: Language): string {
  const { hour, minute } = partsOf(instant);
  return language === 'vi' ? `${hour} giờ ${minute}` : `${hour}:${minute}`;
}

/** A turn's clock: `03:42`, hours only when there are any, `-00:12` past the limit. Seconds, whole or not. */
export function formatSeconds(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const clock = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return `${seconds < 0 && whole > 0 ? '-' : ''}${hours > 0 ? `${hours}:` : ''}${clock}`;
}

/** How long until something, in words with at most two units: `26 phút`, `2 giờ 5 phút`, `3 ngày 4 giờ`. */
export function formatUntil(milliseconds: number, language: Language): string {
  const minutes = Math.max(0, Math.ceil(milliseconds / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const unit = (count: number, vi: string, en: string) =>
    language === 'vi' ? `${count} ${vi}` : `${count} ${en}${count === 1 ? '' : 's'}`;
  const words: string[] = [];
  if (days > 0) words.push(unit(days, 'ngày', 'day'));
  if (hours > 0) words.push(unit(hours, 'giờ', 'hour'));
  if (days === 0 && (rest > 0 || hours === 0)) words.push(unit(rest, 'phút', 'minute'));
  return words.join(' ');
}
