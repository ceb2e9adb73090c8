/** Working days (WD*) and the calendar table that ships with the service. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { COUNTINGS, holidayFileSchema, type SpecialDay, specialDaysSchema } from '../../server/contract/rules.ts';
import {
  addDays,
  epochOf,
  isoWeekdayOf,
  localDateOf,
  localDateOfDay,
  localTimeOf,
} from '../../server/domain/scheduling/civilDate.ts';
import {
  addWorkingDays,
  COUNTING_NAMES,
  countWorkingDays,
  createCalendar,
  describeDayOff,
  isWorkingDay,
  lastDayAfter,
  lastSendingDay,
  workingDayFrom,
  workingDayUntil,
} from '../../server/domain/scheduling/workingDays.ts';

const file = holidayFileSchema.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../prisma/rules/holidays.json'), 'utf8')),
);
const calendar = createCalendar(file.days);
const SEED = { seed: 20_260_217, numRuns: 300 };
const FIRST = Date.parse('2024-01-01') / 86_400_000;
const someDay = fc.integer({ min: FIRST, max: FIRST + 1400 }).map(localDateOfDay);

/** Month and day of the lunar calendar at the meridian of Beijing; the same day as in Việt Nam for all feasts of these years. */
function lunarDay(localDate: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  return parts.format(new Date(`${localDate}T12:00:00Z`));
}

describe('the table of special days', () => {
  it('[WD1] a day off is a weekend or a row of the table, and a swapped Saturday is worked', () => {
    expect(describeDayOff(calendar, '2026-02-17')?.vi).toBe('Tết Nguyên đán Bính Ngọ');
    expect(describeDayOff(calendar, '2026-02-21')).toEqual({ vi: 'thứ Bảy', en: 'Saturday' });
    expect(isWorkingDay(calendar, '2026-02-23')).toBe(true);
    expect(isWorkingDay(calendar, '2026-08-22')).toBe(true);
    expect(isWorkingDay(calendar, '2026-08-31')).toBe(false);
    expect(isWorkingDay(calendar, '2024-05-04')).toBe(true);
  });

  it('[WD2] a row that waits for a decision is not a day off until the office says so', () => {
    expect(file.days.find((day) => day.localDate === '2026-11-24')?.certainty).toBe('awaiting');
    expect(isWorkingDay(calendar, '2026-11-24')).toBe(true);
    const decided = file.days.map((day): SpecialDay => ({ ...day, certainty: 'decided' }));
    expect(isWorkingDay(createCalendar(decided), '2026-11-24')).toBe(false);
  });

  it('[WD3] every year of the file has the eleven days of the Labour Code and pays a swapped day back', () => {
    for (const year of ['2024', '2025', '2026', '2027']) {
      const days = file.days.filter((day) => day.localDate.startsWith(year) && day.certainty !== 'awaiting');
      const count = (kind: string) => days.filter((day) => day.kind === kind).length;
      expect(count('holiday'), year).toBe(11);
      expect(count('swappedOff'), year).toBe(count('workingSaturday'));
      const tet = days.filter((day) => day.kind === 'holiday' && day.name.startsWith('Tết Nguyên đán'));
      expect(
        tet.map((day) => lunarDay(day.localDate)),
        year,
      ).toContain('1/1');
      const ancestor = days.find((day) => day.kind === 'holiday' && day.name.startsWith('Giỗ Tổ'));
      expect(lunarDay(ancestor?.localDate ?? ''), year).toBe('3/10');
    }
  });

  it('[WD3] a compensatory day is a weekday given for a holiday at a weekend', () => {
    for (const year of ['2024', '2026', '2027']) {
      const days = file.days.filter((day) => day.localDate.startsWith(year) && day.certainty !== 'awaiting');
      const lost = days.filter((day) => day.kind === 'holiday' && isoWeekdayOf(day.localDate) > 5);
      const given = days.filter((day) => day.kind === 'compensatory');
      expect(given.length, year).toBe(lost.length);
      expect(given.every((day) => isoWeekdayOf(day.localDate) <= 5)).toBe(true);
    }
  });

  it.each([
    ['a day twice', [row('2026-01-01', 'holiday'), row('2026-01-01', 'holiday')]],
    ['a working Saturday that is a Friday', [row('2026-08-21', 'workingSaturday')]],
    ['a day that does not exist', [row('2026-02-30', 'holiday')]],
    ['a day out of range', [row('1975-04-30', 'holiday')]],
  ])('[WD4] the table refuses %s', (_what, rows) => {
    expect(specialDaysSchema.safeParse(rows).success).toBe(false);
    expect(specialDaysSchema.safeParse([row('2026-08-22', 'workingSaturday')]).success).toBe(true);
  });
});

function row(localDate: string, kind: SpecialDay['kind']): SpecialDay {
  return { localDate, kind, name: 'Ngày thử', certainty: 'decided' };
}

describe('counting', () => {
  it('[WD5] neither the sending day nor the meeting day is counted by default', () => {
    // Wednesday to Monday: Thursday and Friday lie between.
    expect(countWorkingDays(calendar, '2026-03-04', '2026-03-09', 'neither')).toBe(2);
    expect(countWorkingDays(calendar, '2026-03-04', '2026-03-09', 'sendingDay')).toBe(3);
    expect(countWorkingDays(calendar, '2026-03-04', '2026-03-09', 'meetingDay')).toBe(3);
    expect(countWorkingDays(calendar, '2026-03-04', '2026-03-09', 'both')).toBe(4);
    expect(countWorkingDays(calendar, '2026-03-09', '2026-03-09', 'neither')).toBe(0);
    expect(countWorkingDays(calendar, '2026-03-09', '2026-03-09', 'both')).toBe(1);
    expect(countWorkingDays(calendar, '2026-03-10', '2026-03-09', 'both')).toBe(0);
    expect(Object.keys(COUNTING_NAMES)).toEqual([...COUNTINGS]);
  });

  it('[WD5] the whole of Tết lies between without being counted', () => {
    expect(countWorkingDays(calendar, '2026-02-13', '2026-02-24', 'neither')).toBe(1);
    expect(addWorkingDays(calendar, '2026-02-13', 1)).toBe('2026-02-23');
    expect(addWorkingDays(calendar, '2026-02-23', -1)).toBe('2026-02-13');
    expect(lastSendingDay(calendar, '2026-02-24', 3, 'neither')).toBe('2026-02-11');
  });

  it('[WD6] the n-th working day is one, and n working days lie up to it', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 30 }), (day, n) => {
        const later = addWorkingDays(calendar, day, n);
        expect(isWorkingDay(calendar, later)).toBe(true);
        expect(countWorkingDays(calendar, day, later, 'meetingDay')).toBe(n);
        const earlier = addWorkingDays(calendar, day, -n);
        expect(isWorkingDay(calendar, earlier)).toBe(true);
        expect(countWorkingDays(calendar, earlier, day, 'sendingDay')).toBe(n);
        expect(addWorkingDays(calendar, day, 0)).toBe(day);
      }),
      SEED,
    );
  });

  it('[WD7] the last sending day keeps the rule and no later working day does', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 10 }), fc.constantFrom(...COUNTINGS), (meeting, n, counting) => {
        const last = lastSendingDay(calendar, meeting, n, counting);
        expect(isWorkingDay(calendar, last)).toBe(true);
        expect(countWorkingDays(calendar, last, meeting, counting)).toBeGreaterThanOrEqual(n);
        const next = addWorkingDays(calendar, last, 1);
        if (next <= meeting) expect(countWorkingDays(calendar, next, meeting, counting)).toBeLessThan(n);
      }),
      SEED,
    );
  });

  it('[WD7] a limit after a meeting ends on its n-th working day; counting the meeting day ends it one earlier', () => {
    expect(lastDayAfter(calendar, '2026-02-10', 5, 'neither')).toBe('2026-02-24');
    expect(lastDayAfter(calendar, '2026-02-10', 5, 'meetingDay')).toBe('2026-02-23');
    expect(lastDayAfter(calendar, '2026-02-14', 5, 'meetingDay')).toBe('2026-02-27');
  });

  it('[WD6] the working day from and until a day is itself when it is one', () => {
    expect([workingDayFrom(calendar, '2026-02-14'), workingDayUntil(calendar, '2026-02-22')]).toEqual([
      '2026-02-23',
      '2026-02-13',
    ]);
    expect([workingDayFrom(calendar, '2026-02-13'), workingDayUntil(calendar, '2026-02-13')]).toEqual([
      '2026-02-13',
      '2026-02-13',
    ]);
  });

  it('[WD6] a table that leaves no working day is a fault and not an endless loop', () => {
    const rows = Array.from({ length: 4000 }, (_, index) => row(addDays('2026-01-01', index), 'holiday'));
    expect(() => workingDayFrom(createCalendar(rows), '2026-01-01')).toThrow(RangeError);
  });
});

describe('civil days', () => {
  it('[WD8] days and times agree with the zone Asia/Ho_Chi_Minh from 1990 to 2199', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2199-12-31') }), (epoch) => {
        const instant = new Date(epoch).toISOString();
        const local = DateTime.fromMillis(epoch, { zone: 'Asia/Ho_Chi_Minh' });
        expect(localDateOf(instant)).toBe(local.toISODate());
        expect(localTimeOf(instant)).toBe(local.toFormat('HH:mm'));
        expect(isoWeekdayOf(localDateOf(instant))).toBe(local.weekday);
        expect(epochOf(localDateOf(instant), localTimeOf(instant))).toBe(local.startOf('minute').toMillis());
        expect(addDays(localDateOf(instant), 45)).toBe(local.plus({ days: 45 }).toISODate());
      }),
      SEED,
    );
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });
});
