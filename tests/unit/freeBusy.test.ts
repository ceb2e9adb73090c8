/** The free/busy planner (FB*): side by side, suggestions against a brute force, reasons against a wished time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConferenceId } from '../../server/contract/ids.ts';
import { DEFAULT_WORKING_HOURS, workingHoursSchema } from '../../server/contract/rules.ts';
import { addDays, epochOf, instantOf, localTimeOf } from '../../server/domain/scheduling/civilDate.ts';
import {
  type Booking,
  explainWish,
  listBusy,
  type Planner,
  type Resource,
  type SlotSearch,
  suggestSlots,
} from '../../server/domain/scheduling/freeBusy.ts';
import { mergeIntervals } from '../../server/domain/scheduling/intervals.ts';
import { isWorkingDay } from '../../server/domain/scheduling/workingDays.ts';
import { countedId } from './support/conference.ts';
import { calendar } from './support/planning.ts';

const CHAIR: Resource = { resource: 'chair', resourceId: 'chair' };
const SITE: Resource = { resource: 'site', resourceId: 'site' };
const NAMES = { chair: 'Nguyễn Thị Chủ Trì', site: 'Huyện Bến Lức' };
/** A Tuesday. */
const DAY = '2026-03-10';

function booking(of: Resource, from: string, to: string, number = 1, day = DAY): Booking {
  return {
    ...of,
    resourceName: of.resource === 'chair' ? NAMES.chair : NAMES.site,
    conferenceId: countedId<ConferenceId>('conference', number),
    conferenceTitle: `Họp ${number}`,
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
  };
}

function makePlanner(bookings: readonly Booking[], change: Partial<Planner> = {}): Planner {
  const ignored = { ignoreConferenceId: null, workingHours: DEFAULT_WORKING_HOURS };
  return { bookings, resources: [CHAIR, SITE], calendar, ...ignored, ...change };
}

function makeSearch(change: Partial<SlotSearch> = {}): SlotSearch {
  return {
    window: { from: DAY, to: DAY },
    durationMinutes: 120,
    stepMinutes: 30,
    acrossLunch: false,
    notBefore: instantOf('2026-03-01', '00:00'),
    wished: null,
    limit: 5,
    ...change,
  };
}

const clock = (slots: readonly { startsAt: string; endsAt: string }[]) =>
  slots.map((slot) => `${localTimeOf(slot.startsAt)}–${localTimeOf(slot.endsAt)}`);

describe('side by side', () => {
  it('[FB1] each chair and site has its busy times, merged, with what it is busy with', () => {
    const rows = listBusy(
      makePlanner([
        booking(SITE, '14:00', '15:00', 3),
        booking(SITE, '08:00', '09:00', 1),
        booking(SITE, '09:00', '10:00', 2),
        booking({ resource: 'site', resourceId: 'elsewhere' }, '10:00', '11:00', 4),
      ]),
    );
    expect(rows.map((row) => [row.resource, clock(row.busy), row.busy.map((one) => one.conferenceTitles)])).toEqual([
      ['chair', [], []],
      ['site', ['08:00–10:00', '14:00–15:00'], [['Họp 1', 'Họp 2'], ['Họp 3']]],
    ]);
  });

  it('[FB1] merged times cover exactly the moments that are taken', () => {
    const interval = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 20 }), (drawn) => {
        const intervals = drawn.map(([start, length]) => ({ start, end: start + length }));
        const merged = mergeIntervals(intervals);
        for (let moment = 0; moment <= 72; moment += 1) {
          const isIn = (all: typeof intervals) => all.filter((one) => one.start <= moment && moment < one.end).length;
          expect(isIn(merged)).toBe(isIn(intervals) > 0 ? 1 : 0);
        }
        expect(merged.every((one, index) => index === 0 || (merged[index - 1]?.end ?? 0) < one.start)).toBe(true);
      }),
      { seed: 41, numRuns: 300 },
    );
  });
});

describe('suggestions', () => {
  it('[FB2] suit everybody, lie in working hours, one for each half day', () => {
    const bookings = [booking(CHAIR, '07:00', '08:15', 1), booking(SITE, '14:00', '15:00', 2)];
    expect(clock(suggestSlots(makePlanner(bookings), makeSearch()))).toEqual(['08:30–10:30', '15:00–17:00']);
    expect(clock(suggestSlots(makePlanner(bookings), makeSearch({ durationMinutes: 300 })))).toEqual([]);
  });

  it('[FB2] run through lunch only when asked', () => {
    const long = { durationMinutes: 360 };
    expect(suggestSlots(makePlanner([]), makeSearch(long))).toEqual([]);
    expect(clock(suggestSlots(makePlanner([]), makeSearch({ ...long, acrossLunch: true })))).toEqual(['07:00–13:00']);
  });

  it('[FB2] pass over days off and what has passed, and keep other working hours', () => {
    const window = { from: '2026-02-13', to: '2026-02-24' };
    const notBefore = instantOf('2026-02-13', '12:00');
    const found = suggestSlots(makePlanner([]), makeSearch({ window, notBefore, limit: 2 }));
    expect(found.map((slot) => slot.startsAt)).toEqual([
      instantOf('2026-02-13', '13:30'),
      instantOf('2026-02-23', '07:00'),
    ]);
    const workingHours = [{ from: '07:30', to: '11:30' }];
    expect(clock(suggestSlots(makePlanner([], { workingHours }), makeSearch()))).toEqual(['07:30–09:30']);
    expect(workingHoursSchema.safeParse(DEFAULT_WORKING_HOURS).success).toBe(true);
    expect(workingHoursSchema.safeParse([...DEFAULT_WORKING_HOURS].reverse()).success).toBe(false);
  });

  it('[FB3] the nearest to the wished time come first', () => {
    const search = makeSearch({ wished: instantOf(DAY, '14:20'), durationMinutes: 60 });
    expect(clock(suggestSlots(makePlanner([]), search))).toEqual(['14:30–15:30', '10:30–11:30']);
    const taken = makePlanner([booking(CHAIR, '14:00', '16:00')]);
    expect(clock(suggestSlots(taken, { ...search, durationMinutes: 30 }))).toEqual(['13:30–14:00', '11:00–11:30']);
  });

  it('[FB2] the conference being moved does not stand in its own way', () => {
    const own = booking(CHAIR, '07:00', '11:30', 7);
    expect(clock(suggestSlots(makePlanner([own]), makeSearch({ limit: 1 })))).toEqual(['13:30–15:30']);
    const moving = makePlanner([own], { ignoreConferenceId: own.conferenceId });
    expect(clock(suggestSlots(moving, makeSearch({ limit: 1 })))).toEqual(['07:00–09:00']);
  });

  it('[FB4] are those of a brute force over every start', () => {
    const someBooking = fc.tuple(
      fc.constantFrom(CHAIR, SITE, { resource: 'site', resourceId: 'elsewhere' } as const),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 22 * 60 }),
      fc.integer({ min: 1, max: 300 }),
    );
    const someSearch = fc.record({
      durationMinutes: fc.integer({ min: 15, max: 500 }),
      stepMinutes: fc.constantFrom(5, 15, 30, 60),
      acrossLunch: fc.boolean(),
      limit: fc.integer({ min: 1, max: 8 }),
      wishedMinute: fc.option(fc.integer({ min: -600, max: 9 * 1440 }), { nil: null }),
      notBeforeMinute: fc.integer({ min: -600, max: 5000 }),
    });
    const from = '2026-02-12';
    const instant = (minute: number) => new Date(epochOf(from, '00:00') + minute * 60_000).toISOString();
    fc.assert(
      fc.property(
        fc.array(someBooking, { maxLength: 12 }),
        someSearch,
        (drawn, { wishedMinute, notBeforeMinute, ...parts }) => {
          const bookings = drawn.map(([of, day, minute, length], index) => ({
            ...booking(of, '00:00', '00:01', index),
            startsAt: instant(day * 1440 + minute),
            endsAt: instant(day * 1440 + minute + length),
          }));
          const planner = makePlanner(bookings);
          const search = makeSearch({
            ...parts,
            window: { from, to: addDays(from, 13) },
            notBefore: instant(notBeforeMinute),
            wished: wishedMinute === null ? null : instant(wishedMinute),
          });
          expect(suggestSlots(planner, search)).toEqual(bruteForce(planner, search));
        },
      ),
      { seed: 42, numRuns: 200 },
    );
  });

  it('[FB4] stay quick with twenty thousand bookings and refuse a window without bound', () => {
    const bookings = Array.from({ length: 20_000 }, (_, index) => {
      const start = epochOf('2026-03-02', '07:00') + index * 60_000;
      const span = { startsAt: new Date(start).toISOString(), endsAt: new Date(start + 30_000).toISOString() };
      return { ...booking(CHAIR, '00:00', '00:01', index), ...span };
    });
    const window = { from: '2026-03-02', to: '2026-05-30' };
    expect(suggestSlots(makePlanner(bookings), makeSearch({ window, limit: 1 }))[0]?.startsAt).toBe(
      instantOf('2026-03-16', '07:00'),
    );
    expect(() => suggestSlots(makePlanner([]), makeSearch({ window: { from: DAY, to: '2027-03-10' } }))).toThrow(
      RangeError,
    );
  });
});

/** Every start of every half day tried one by one; the best of each half day; then the best of those. */
function bruteForce(planner: Planner, search: SlotSearch): { startsAt: string; endsAt: string }[] {
  const length = search.durationMinutes * 60_000;
  const wished = search.wished === null ? null : Date.parse(search.wished);
  const worse = (a: number, b: number) => (wished === null ? 0 : Math.abs(a - wished) - Math.abs(b - wished)) || a - b;
  const isFree = (start: number) =>
    start >= Date.parse(search.notBefore) &&
    planner.bookings
      .filter((one) => one.resourceId !== 'elsewhere')
      .every((one) => Date.parse(one.endsAt) <= start || start + length <= Date.parse(one.startsAt));
  const best: number[] = [];
  for (let day = search.window.from; day <= search.window.to; day = addDays(day, 1)) {
    if (!isWorkingDay(planner.calendar, day)) continue;
    const hours = search.acrossLunch ? [{ from: '07:00', to: '17:00' }] : planner.workingHours;
    for (const { from, to } of hours) {
      const free: number[] = [];
      for (let minute = 0; minute < 1440; minute += search.stepMinutes) {
        const start = epochOf(day, '00:00') + minute * 60_000;
        if (start >= epochOf(day, from) && start + length <= epochOf(day, to) && isFree(start)) free.push(start);
      }
      best.push(...free.toSorted(worse).slice(0, 1));
    }
  }
  const iso = (epoch: number) => new Date(epoch).toISOString();
  const chosen = best.toSorted(worse).slice(0, search.limit);
  return chosen.map((start) => ({ startsAt: iso(start), endsAt: iso(start + length) }));
}

describe('a wished time', () => {
  const wish = (from: string, to: string, day = DAY) => ({
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
  });
  const NOW = { acrossLunch: false, now: instantOf('2026-03-01', '08:00') };
  const codes = (...args: Parameters<typeof explainWish>) => explainWish(...args).map((reason) => reason.code);

  it('[FB5] is refused with whom it clashes, the chair first', () => {
    const planner = makePlanner([booking(SITE, '08:00', '11:00', 2), booking(CHAIR, '10:00', '11:00', 1)]);
    const reasons = explainWish(planner, wish('10:30', '11:30'), NOW);
    expect(reasons.map((reason) => reason.vi)).toEqual([
      'Trùng lịch: người chủ trì Nguyễn Thị Chủ Trì đã được đăng ký 10:00–11:00 ngày 10/03/2026 (Họp 1).',
      'Trùng lịch: phòng họp Huyện Bến Lức đã được đăng ký 08:00–11:00 ngày 10/03/2026 (Họp 2).',
    ]);
    expect(reasons[1]).toMatchObject({
      code: 'clash',
      booking: { resourceId: 'site' },
      en: 'Clash: the room of Huyện Bến Lức is booked 08:00–11:00 on 10/03/2026 (Họp 2).',
    });
    expect(explainWish(planner, wish('07:00', '08:00'), NOW)).toEqual([]);
  });

  it('[FB5] is refused outside working hours, across lunch, on a day off and when it has passed', () => {
    const planner = makePlanner([]);
    expect(explainWish(planner, wish('16:00', '17:30'), NOW)[0]).toMatchObject({
      code: 'outsideWorkingHours',
      vi: 'Ngoài giờ làm việc (07:00–11:30, 13:30–17:00).',
    });
    expect(codes(planner, wish('10:00', '14:00'), NOW)).toEqual(['acrossLunch']);
    expect(codes(planner, wish('10:00', '14:00'), { ...NOW, acrossLunch: true })).toEqual([]);
    expect(explainWish(planner, wish('08:00', '09:00', '2026-02-17'), NOW).map((reason) => reason.vi)).toEqual([
      'Thời gian này đã qua.',
      'Ngày 17/02/2026 là ngày nghỉ (Tết Nguyên đán Bính Ngọ).',
    ]);
  });

  it('[FB5] a suggested time is never refused', () => {
    const spans = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 3 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(spans, fc.boolean(), (drawn, acrossLunch) => {
        const pad = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
        const planner = makePlanner(
          drawn.map(([chair, from, length], index) =>
            booking(chair ? CHAIR : SITE, pad(from), pad(from + length), index),
          ),
        );
        for (const slot of suggestSlots(planner, makeSearch({ acrossLunch, durationMinutes: 60 }))) {
          expect(explainWish(planner, slot, { ...NOW, acrossLunch })).toEqual([]);
        }
      }),
      { seed: 43, numRuns: 200 },
    );
  });
});
