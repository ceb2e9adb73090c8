/** Builders for tests of planning: the calendar that ships, a weekly series of 2026, arbitrary schedules. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { AccountId, SiteId } from '../../../server/contract/ids.ts';
import { holidayFileSchema } from '../../../server/contract/rules.ts';
import type { Series, SeriesContent, SeriesEnd, SeriesRule, SeriesSchedule } from '../../../server/contract/series.ts';
import { WEEKDAYS } from '../../../server/contract/seriesLimits.ts';
import { addDays, localDateOfDay } from '../../../server/domain/scheduling/civilDate.ts';
import { createCalendar } from '../../../server/domain/scheduling/workingDays.ts';
import { countedId } from './conference.ts';

const holidayFile = path.join(import.meta.dirname, '../../../prisma/rules/holidays.json');
export const calendar = createCalendar(holidayFileSchema.parse(JSON.parse(readFileSync(holidayFile, 'utf8'))).days);

export const content: SeriesContent = {
  kind: 'giaoBan',
  title: 'Giao ban tuần',
  mode: 'giaoBan',
  chairId: countedId<AccountId>('account', 1),
  coChairIds: [],
  secretaryIds: [countedId<AccountId>('account', 2)],
  siteIds: [countedId<SiteId>('site', 0)],
  agenda: [],
};

/** Every Monday of 2026, 08:00–11:00, unless changed. */
export function makeSeries(change: Partial<Series> = {}): Series {
  return {
    startsOn: '2026-01-01',
    startTime: '08:00',
    durationMinutes: 180,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'until', localDate: '2026-12-31' },
    holidayPolicy: 'keep',
    extraDates: [],
    excludedDates: [],
    exceptions: [],
    content,
    ...change,
  };
}

const FIRST_DAY = Date.parse('2024-01-01') / 86_400_000;
/** A day of 2024–2027. */
export const someDay = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 1400 }).map(localDateOfDay);

const interval = fc.integer({ min: 1, max: 4 });
const weekday = fc.constantFrom(...WEEKDAYS);
export const someRule: fc.Arbitrary<SeriesRule> = fc.oneof(
  fc.record({ freq: fc.constant('daily' as const), interval }),
  fc.record({
    freq: fc.constant('weekly' as const),
    interval,
    weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  }),
  fc.record({
    freq: fc.constant('monthlyByDay' as const),
    interval,
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)),
  }),
  fc.record({
    freq: fc.constant('monthlyByWeekday' as const),
    interval,
    weekday,
    position: fc.constantFrom(1, 2, 3, 4, -1),
  }),
);

const someEnd = (startsOn: string): fc.Arbitrary<SeriesEnd> =>
  fc.oneof(
    fc.record({ kind: fc.constant('count' as const), count: fc.integer({ min: 1, max: 60 }) }),
    fc.integer({ min: 0, max: 380 }).map((days) => ({ kind: 'until' as const, localDate: addDays(startsOn, days) })),
  );

/** A schedule without added, excluded or changed days. */
export const someSchedule: fc.Arbitrary<SeriesSchedule> = fc
  .record({
    startsOn: someDay,
    startTime: fc.constantFrom('00:15', '07:30', '08:00', '23:00'),
    durationMinutes: fc.integer({ min: 15, max: 300 }),
    rule: someRule,
    holidayPolicy: fc.constantFrom(
      'keep' as const,
      'skip' as const,
      'nextWorkingDay' as const,
      'previousWorkingDay' as const,
    ),
  })
  .chain((parts) =>
    someEnd(parts.startsOn).map((end) => ({ ...parts, end, extraDates: [], excludedDates: [], exceptions: [] })),
  );
