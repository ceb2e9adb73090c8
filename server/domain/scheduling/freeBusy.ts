// The free/busy planner (rules FB*): who is taken when, which times suit everybody, and why a wished time does not. Pure; the database
// stays the one that refuses a double booking.

import type { BookingClash } from '../../contract/http.ts';
import type { LocalDate, WorkingHours } from '../../contract/rules.ts';
import { addDays, epochOf, formatDate, localDateOf } from './civilDate.ts';
import { describeSpan } from './clashText.ts';
import { type Interval, isOverlapping, listGaps, mergeIntervals } from './intervals.ts';
import type { DayWindow } from './recurrence.ts';
import type { Sentence } from './wording.ts';
import { describeDayOff, isWorkingDay, type WorkingCalendar } from './workingDays.ts';

/** A booking as the database answers it; `resource` and `resourceId` name the chair, site or device taken. */
export type Booking = BookingClash;
export type Resource = Pick<Booking, 'resource' | 'resourceId'>;

/** Longest search window, days: two months ahead is where the secretariat plans. */
export const LONGEST_SEARCH_DAYS = 92;

/** One resource's row in the side-by-side view. */
export interface BusyRow extends Resource {
  /** Merged, in order, apart; instants ISO 8601 UTC. */
  readonly busy: readonly {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly conferenceTitles: readonly string[];
  }[];
}

/** What the planner looks at. Bookings of resources that are not asked for are ignored. */
export interface Planner {
  readonly bookings: readonly Booking[];
  /** Everybody who must be free. */
  readonly resources: readonly Resource[];
  readonly calendar: WorkingCalendar;
  readonly workingHours: WorkingHours;
  /** The conference being moved: its own bookings do not stand in its way; null: a new one. */
  readonly ignoreConferenceId: string | null;
}

export interface SlotSearch {
  /** Both days included; at most LONGEST_SEARCH_DAYS. */
  readonly window: DayWindow;
  readonly durationMinutes: number;
  /** Starts are multiples of this, minutes after midnight. */
  readonly stepMinutes: number;
  /** true: one slot may run through the pause between the halves of the day. */
  readonly acrossLunch: boolean;
  /** ISO 8601; nothing begins before it. */
  readonly notBefore: string;
  /** ISO 8601; the nearest slots are the best. null: the earliest are. */
  readonly wished: string | null;
  readonly limit: number;
}

export interface Slot {
  readonly startsAt: string;
  readonly endsAt: string;
}

const keyOf = ({ resource, resourceId }: Resource) => `${resource} ${resourceId}`;

/** The rows of the side-by-side view, one for each resource asked for, in that order. */
export function listBusy(planner: Planner): BusyRow[] {
  const byResource = Map.groupBy(relevantBookings(planner), keyOf);
  return planner.resources.map(({ resource, resourceId }) => {
    const bookings = (byResource.get(keyOf({ resource, resourceId })) ?? []).toSorted((a, b) =>
      a.startsAt < b.startsAt ? -1 : 1,
    );
    let next = 0;
    const busy = mergeIntervals(bookings.map(intervalOf)).map((merged) => {
      const titles: string[] = [];
      for (; next < bookings.length; next += 1) {
        const booking = bookings[next];
        if (booking === undefined || Date.parse(booking.startsAt) >= merged.end) break;
        titles.push(booking.conferenceTitle);
      }
      return { ...slotOf(merged), conferenceTitles: [...new Set(titles)] };
    });
    return { resource, resourceId, busy };
  });
}

/**
 * The best times that suit everybody, best first: at most one for each half day, so that the choice is a real one.
 * O(n log n) in the bookings. Errors: RangeError for a window longer than LONGEST_SEARCH_DAYS.
 */
export function suggestSlots(planner: Planner, search: SlotSearch): Slot[] {
  const busy = mergeIntervals(relevantBookings(planner).map(intervalOf));
  const past = { start: Number.NEGATIVE_INFINITY, end: Date.parse(search.notBefore) };
  const spans = listSpans(planner, search.window, search.acrossLunch);
  const wished = search.wished === null ? Number.NEGATIVE_INFINITY : Date.parse(search.wished);
  return listGaps(spans, mergeIntervals([past, ...busy]))
    .flatMap(([, gaps]) => bestStart(gaps, search, wished) ?? [])
    .toSorted((a, b) => distance(a, wished) - distance(b, wished) || a - b)
    .slice(0, search.limit)
    .map((start) => slotOf({ start, end: start + search.durationMinutes * 60_000 }));
}

/** Half days (or whole days) of the working days in the window. */
function listSpans({ calendar, workingHours }: Planner, { from, to }: DayWindow, acrossLunch: boolean): Interval[] {
  if (to >= addDays(from, LONGEST_SEARCH_DAYS))
    throw new RangeError(`a window of more than ${LONGEST_SEARCH_DAYS} days`);
  const spans: Interval[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) spans.push(...spansOfDay(workingHours, day, acrossLunch));
  }
  return spans;
}

function spansOfDay(workingHours: WorkingHours, day: LocalDate, acrossLunch: boolean): Interval[] {
  const halves = workingHours.map((half) => ({ start: epochOf(day, half.from), end: epochOf(day, half.to) }));
  const [first, last] = [halves[0], halves.at(-1)];
  return acrossLunch && first !== undefined && last !== undefined ? [{ start: first.start, end: last.end }] : halves;
}

/** The start nearest to the wish in these gaps of one half day; undefined: none is long enough. */
function bestStart(gaps: readonly Interval[], search: SlotSearch, wished: number): number | undefined {
  const starts = gaps.flatMap((gap) => {
    const midnight = epochOf(localDateOf(new Date(gap.start).toISOString()), '00:00');
    const step = search.stepMinutes * 60_000;
    const latest = midnight + Math.floor((gap.end - search.durationMinutes * 60_000 - midnight) / step) * step;
    const earliest = midnight + Math.ceil((gap.start - midnight) / step) * step;
    if (latest < earliest) return [];
    if (wished <= earliest) return [earliest];
    const before = midnight + Math.floor((wished - midnight) / step) * step;
    return [Math.min(before, latest), Math.min(before + step, latest)].filter((start) => start >= earliest);
  });
  return starts.toSorted((a, b) => distance(a, wished) - distance(b, wished) || a - b)[0];
}

function distance(start: number, wished: number): number {
  return wished === Number.NEGATIVE_INFINITY ? 0 : Math.abs(start - wished);
}

export interface WishRefusal extends Sentence {
  readonly code: 'clash' | 'past' | 'dayOff' | 'outsideWorkingHours' | 'acrossLunch';
  /** What it clashes with; null for the other codes. */
  readonly booking: Booking | null;
}

/** Every reason against a wished time, clashes first, in the order of the resources; empty: it suits everybody. */
export function explainWish(
  planner: Planner,
  wish: Slot,
  options: { acrossLunch: boolean; now: string },
): WishRefusal[] {
  const wished = intervalOf(wish);
  const order = new Map(planner.resources.map((resource, index) => [keyOf(resource), index]));
  const rank = (booking: Booking) => order.get(keyOf(booking)) ?? 0;
  const clashes = relevantBookings(planner)
    .filter((booking) => isOverlapping(intervalOf(booking), wished))
    .toSorted((a, b) => rank(a) - rank(b) || Date.parse(a.startsAt) - Date.parse(b.startsAt))
    .map(clashRefusal);
  return [...clashes, ...explainTime(planner, wish, options)];
}

function explainTime(planner: Planner, wish: Slot, options: { acrossLunch: boolean; now: string }): WishRefusal[] {
  const wished = intervalOf(wish);
  const past = Date.parse(options.now) > wished.start ? [refusal('past', PAST)] : [];
  const day = localDateOf(wish.startsAt);
  const dayOff = describeDayOff(planner.calendar, day);
  if (dayOff !== null) return [...past, refusal('dayOff', describeOff(day, dayOff))];
  const fits = (spans: readonly Interval[]) =>
    spans.some((span) => span.start <= wished.start && wished.end <= span.end);
  if (fits(spansOfDay(planner.workingHours, day, options.acrossLunch))) return past;
  const isLunch = fits(spansOfDay(planner.workingHours, day, true));
  return [...past, isLunch ? refusal('acrossLunch', LUNCH) : refusal('outsideWorkingHours', describeHours(planner))];
}

const PAST: Sentence = { vi: 'Thời gian này đã qua.', en: 'This time has passed.' };
const LUNCH: Sentence = { vi: 'Phiên họp kéo qua giờ nghỉ trưa.', en: 'It runs through the midday pause.' };
const RESOURCES: Record<Booking['resource'], Sentence> = {
  chair: { vi: 'người chủ trì', en: 'the chair' },
  site: { vi: 'phòng họp', en: 'the room of' },
  device: { vi: 'thiết bị', en: 'the device' },
};

function describeOff(day: LocalDate, dayOff: Sentence): Sentence {
  return {
    vi: `Ngày ${formatDate(day)} là ngày nghỉ (${dayOff.vi}).`,
    en: `${formatDate(day)} is not a working day (${dayOff.en}).`,
  };
}

function describeHours({ workingHours }: Planner): Sentence {
  const hours = workingHours.map((half) => `${half.from}–${half.to}`).join(', ');
  return { vi: `Ngoài giờ làm việc (${hours}).`, en: `Outside working hours (${hours}).` };
}

function clashRefusal(booking: Booking): WishRefusal {
  const what = RESOURCES[booking.resource];
  const clock = describeSpan(booking.startsAt, booking.endsAt);
  return {
    code: 'clash',
    booking,
    vi: `Trùng lịch: ${what.vi} ${booking.resourceName} đã được đăng ký ${clock} (${booking.conferenceTitle}).`,
    en: `Clash: ${what.en} ${booking.resourceName} is booked ${clock.replace('ngày', 'on')} (${booking.conferenceTitle}).`,
  };
}

function refusal(code: WishRefusal['code'], sentence: Sentence): WishRefusal {
  return { code, booking: null, ...sentence };
}

function relevantBookings({ bookings, resources, ignoreConferenceId }: Planner): Booking[] {
  const asked = new Set(resources.map(keyOf));
  return bookings.filter((booking) => asked.has(keyOf(booking)) && booking.conferenceId !== ignoreConferenceId);
}

function intervalOf({ startsAt, endsAt }: Slot): Interval {
  return { start: Date.parse(startsAt), end: Date.parse(endsAt) };
}

function slotOf({ start, end }: Interval): Slot {
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}
