// Where busy blocks, working hours and the wish stand on one day's track, in percent. Pure.

import { addDays, instantAt, type LocalDate } from '../localTime.ts';

/** Hours always shown, as on the week's grid. */
const FIRST_HOUR = 6;
const LAST_HOUR = 19;
const HOUR_MS = 3_600_000;

interface Span {
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface DayScale {
  readonly date: LocalDate;
  readonly firstHour: number;
  readonly lastHour: number;
}

/** The hours to show so that everything on this day is seen. */
export function scaleOf(date: LocalDate, spans: readonly Span[]): DayScale {
  const hours = spans.flatMap((span) => {
    const { from, to } = hoursOn(date, span);
    return to > from ? [from, to] : [];
  });
  return {
    date,
    firstHour: Math.floor(Math.min(FIRST_HOUR, ...hours)),
    lastHour: Math.ceil(Math.max(LAST_HOUR, ...hours)),
  };
}

/** Left edge and width in percent of the track; null: not on this day. */
export function placeSpan(scale: DayScale, span: Span): { readonly left: string; readonly width: string } | null {
  const { from, to } = hoursOn(scale.date, span);
  const length = scale.lastHour - scale.firstHour;
  const start = Math.max(from, scale.firstHour);
  const end = Math.min(to, scale.lastHour);
  if (end <= start) return null;
  return { left: `${((start - scale.firstHour) / length) * 100}%`, width: `${((end - start) / length) * 100}%` };
}

/** True if both share a moment. */
export function overlaps(a: Span, b: Span): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);
}

/** Hours since this day's midnight, cut to the day. */
function hoursOn(date: LocalDate, span: Span): { from: number; to: number } {
  const midnight = Date.parse(instantAt(date, '00:00'));
  const length = (Date.parse(instantAt(addDays(date, 1), '00:00')) - midnight) / HOUR_MS;
  const hour = (instant: string) => Math.min(length, Math.max(0, (Date.parse(instant) - midnight) / HOUR_MS));
  return { from: hour(span.startsAt), to: hour(span.endsAt) };
}
