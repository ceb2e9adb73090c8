/** Recurring briefings (SE1–SE7): rules against two independent libraries, holidays, exceptions, bounds. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { type SeriesSchedule, seriesSchema } from '../../server/contract/series.ts';
import { lastSeriesDay, SERIES_LIMITS } from '../../server/contract/seriesLimits.ts';
import { epochOf, isoWeekdayOf, localDateOf } from '../../server/domain/scheduling/civilDate.ts';
import {
  checkSeries,
  expandAll,
  expandSeries,
  listRecurrenceIds,
  type Occurrence,
} from '../../server/domain/scheduling/recurrence.ts';
import { formatRRule, listRecurrenceLines } from '../../server/domain/scheduling/rruleText.ts';
import { listRuleDates } from '../../server/domain/scheduling/ruleDates.ts';
import { isWorkingDay } from '../../server/domain/scheduling/workingDays.ts';
import { calendar, makeSeries, someDay, someSchedule } from './support/planning.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const planned = (occurrences: readonly Occurrence[]) => occurrences.filter((one) => one.status === 'planned');
const days = (occurrences: readonly Occurrence[]) => occurrences.map((one) => one.localDate);

/** The same rule by rrule-temporal. */
function datesByTemporal(series: SeriesSchedule): string[] {
  const start = `${series.startsOn.replaceAll('-', '')}T${series.startTime.replace(':', '')}00`;
  const rruleString = `DTSTART;TZID=Asia/Ho_Chi_Minh:${start}\nRRULE:${formatRRule(series)}`;
  return new RRuleTemporal({ rruleString }).all().map((date) => date.toString().slice(0, 10));
}

/** The same rule by ical.js; it wants a start that fits the rule. */
function datesByIcal(series: SeriesSchedule): string[] {
  const first = listRuleDates(series)[0];
  if (first === undefined) return [];
  const rule = formatRRule(series).replace(/UNTIL=(\d{8})T\d{6}Z/, 'UNTIL=$1T235959');
  const iterator = ICAL.Recur.fromString(rule).iterator(
    ICAL.Time.fromDateTimeString(`${first}T${series.startTime}:00`),
  );
  const dates: string[] = [];
  for (let next = iterator.next(); next && dates.length < 1000; next = iterator.next()) {
    dates.push(next.toString().slice(0, 10));
  }
  return dates;
}

describe('rules', () => {
  it('[SE1] a weekly series of a year: local days and times, one recurrence id each', () => {
    const occurrences = expandSeries(makeSeries(), YEAR, calendar);
    expect(occurrences).toHaveLength(52);
    expect(occurrences[0]).toEqual({
      recurrenceId: '2026-01-05',
      recurrenceAt: '2026-01-05T01:00:00.000Z',
      localDate: '2026-01-05',
      startsAt: '2026-01-05T01:00:00.000Z',
      endsAt: '2026-01-05T04:00:00.000Z',
      status: 'planned',
      movedBy: null,
      reason: null,
      edited: null,
    });
    expect(occurrences.every((one) => isoWeekdayOf(one.localDate) === 1)).toBe(true);
  });

  it('[SE2] the days of a rule are those of two independent libraries', () => {
    fc.assert(
      fc.property(someSchedule, (series) => {
        const dates = listRuleDates(series);
        fc.pre(dates.length <= SERIES_LIMITS.occurrences);
        const inBounds = (date: string) => date <= lastSeriesDay(series.startsOn);
        expect(dates).toEqual(datesByTemporal(series).filter(inBounds));
        expect(dates).toEqual(datesByIcal(series).filter(inBounds));
      }),
      { seed: 5545, numRuns: 300 },
    );
  });

  it.each([
    [
      'the first Monday',
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'MO', position: 1 },
      '2026-01-05 2026-02-02 2026-03-02',
    ],
    [
      'the last Friday',
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'FR', position: -1 },
      '2026-01-30 2026-02-27 2026-03-27',
    ],
    ['day 31, where there is one', { freq: 'monthlyByDay', interval: 1, day: 31 }, '2026-01-31 2026-03-31 2026-05-31'],
    ['the last day each quarter', { freq: 'monthlyByDay', interval: 3, day: -1 }, '2026-01-31 2026-04-30 2026-07-31'],
    ['every second week', { freq: 'weekly', interval: 2, weekdays: ['MO', 'TH'] }, '2026-01-01 2026-01-12 2026-01-15'],
  ] as const)('[SE2] every month or so: %s', (_what, rule, expected) => {
    const series = makeSeries({
      rule: structuredClone(rule) as SeriesSchedule['rule'],
      end: { kind: 'count', count: 3 },
    });
    expect(listRuleDates(series).join(' ')).toBe(expected);
  });
});

describe('days off', () => {
  it('[SE3] a year of Mondays across Tết: kept, skipped or moved to the next working day', () => {
    const on = (holidayPolicy: SeriesSchedule['holidayPolicy']) =>
      expandSeries(makeSeries({ holidayPolicy }), YEAR, calendar);
    expect(on('keep').find((one) => one.localDate === '2026-02-16')).toMatchObject({
      status: 'planned',
      reason: { vi: 'Tết Nguyên đán Bính Ngọ' },
    });
    const skipped = on('skip').filter((one) => one.status === 'skipped');
    expect(skipped.map((one) => `${one.recurrenceId} ${one.reason?.vi}`)).toEqual([
      '2026-02-16 Tết Nguyên đán Bính Ngọ',
      '2026-04-27 Nghỉ bù Giỗ Tổ Hùng Vương',
      '2026-08-31 Nghỉ hoán đổi (làm bù thứ Bảy 22/08/2026)',
    ]);
    const moved = on('nextWorkingDay');
    // Monday after Tết has its own briefing, so the one of Tết falls together with it.
    expect(moved.find((one) => one.recurrenceId === '2026-02-16')).toMatchObject({
      status: 'skipped',
      reason: { vi: 'trùng với phiên ngày 23/02/2026 của cùng lịch' },
    });
    expect(moved.find((one) => one.recurrenceId === '2026-04-27')).toMatchObject({
      status: 'planned',
      localDate: '2026-04-28',
      movedBy: 'holiday',
    });
    expect(moved.find((one) => one.recurrenceId === '2026-08-31')?.localDate).toBe('2026-09-03');
    expect(planned(moved)).toHaveLength(51);
  });

  it('[SE3] every month on day 1 moved to the next working day', () => {
    const series = makeSeries({ rule: { freq: 'monthlyByDay', interval: 1, day: 1 }, holidayPolicy: 'nextWorkingDay' });
    expect(days(expandAll(series, calendar)).slice(0, 9)).toEqual([
      '2026-01-05',
      '2026-02-02',
      '2026-03-02',
      '2026-04-01',
      '2026-05-04',
      '2026-06-01',
      '2026-07-01',
      '2026-08-03',
      '2026-09-03',
    ]);
  });

  it('[SE3] the last working day of each month is the last day, brought forward', () => {
    const rule = { freq: 'monthlyByDay', interval: 1, day: -1 } as const;
    const series = makeSeries({ rule, holidayPolicy: 'previousWorkingDay' });
    expect(days(expandAll(series, calendar)).slice(0, 8)).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-31',
      '2026-04-29',
      '2026-05-29',
      '2026-06-30',
      '2026-07-31',
      '2026-08-28',
    ]);
  });

  it('[SE4] only kept days are days off, no day has two occurrences, and every recurrence id is accounted for', () => {
    fc.assert(
      fc.property(someSchedule, (series) => {
        const occurrences = expandAll(series, calendar);
        expect(occurrences.map((one) => one.recurrenceId).toSorted()).toEqual(listRecurrenceIds(series));
        const taking = planned(occurrences);
        expect(new Set(days(taking)).size).toBe(taking.length);
        expect(days(occurrences)).toEqual(days(occurrences).toSorted());
        if (series.holidayPolicy !== 'keep') {
          expect(taking.every((one) => isWorkingDay(calendar, one.localDate))).toBe(true);
        }
        for (const one of occurrences) {
          expect(localDateOf(one.startsAt)).toBe(one.localDate);
          expect(Date.parse(one.endsAt) - Date.parse(one.startsAt)).toBe(series.durationMinutes * 60_000);
          expect(Date.parse(one.recurrenceAt)).toBe(epochOf(one.recurrenceId, series.startTime));
        }
      }),
      { seed: 216, numRuns: 300 },
    );
  });

  it('[SE4] a window gives the same occurrences as the whole', () => {
    fc.assert(
      fc.property(someSchedule, someDay, someDay, (series, a, b) => {
        const [from, to] = [a, b].toSorted() as [string, string];
        const whole = expandAll(series, calendar).filter((one) => from <= one.localDate && one.localDate <= to);
        expect(expandSeries(series, { from, to }, calendar)).toEqual(whole);
      }),
      { seed: 217, numRuns: 100 },
    );
  });
});

describe('added, excluded and different days', () => {
  it('[SE5] an added day is held even on a day off, an excluded day does not exist', () => {
    const series = makeSeries({
      holidayPolicy: 'skip',
      extraDates: ['2026-02-17', '2026-03-04'],
      excludedDates: ['2026-03-02', '2026-03-04'],
    });
    const found = days(planned(expandSeries(series, { from: '2026-02-10', to: '2026-03-09' }, calendar)));
    expect(found).toEqual(['2026-02-17', '2026-02-23', '2026-03-09']);
  });

  it('[SE6] a moved, a cancelled and an edited occurrence keep their recurrence id and move nobody else', () => {
    const series = makeSeries({
      holidayPolicy: 'skip',
      exceptions: [
        exception('2026-02-16', { moved: { localDate: '2026-02-24', startTime: '14:00', durationMinutes: 60 } }),
        exception('2026-03-02', { cancelled: { reason: 'yKienCapTren', note: '' } }),
        exception('2026-03-09', { edited: { title: 'Giao ban mở rộng' } }),
      ],
    });
    const window = { from: '2026-02-16', to: '2026-03-09' };
    const found = expandSeries(series, window, calendar);
    expect(found.map((one) => [one.recurrenceId, one.localDate, one.status, one.movedBy])).toEqual([
      ['2026-02-23', '2026-02-23', 'planned', null],
      ['2026-02-16', '2026-02-24', 'planned', 'hand'],
      ['2026-03-02', '2026-03-02', 'cancelled', null],
      ['2026-03-09', '2026-03-09', 'planned', null],
    ]);
    expect(found[1]).toMatchObject({ startsAt: '2026-02-24T07:00:00.000Z', endsAt: '2026-02-24T08:00:00.000Z' });
    expect(found[3]?.edited).toEqual({ title: 'Giao ban mở rộng' });
  });

  it('[SE7] the master event’s lines give another calendar program the same days', () => {
    fc.assert(
      fc.property(someSchedule, someDay, (drawn, extra) => {
        fc.pre(checkSeries(drawn).length === 0);
        const series = { ...drawn, extraDates: [extra], excludedDates: listRuleDates(drawn).slice(1, 2) };
        const expected = expandAll(series, calendar).filter((one) => one.status === 'planned');
        expect(datesOfEvent(listRecurrenceLines(series, calendar))).toEqual(
          expected.map((one) => one.recurrenceId).toSorted(),
        );
      }),
      { seed: 5546, numRuns: 150 },
    );
  });

  it('[SE7] lines carry the zone, and cancelled days as excluded ones', () => {
    const series = makeSeries({
      end: { kind: 'count', count: 3 },
      exceptions: [exception('2026-01-12', { cancelled: { reason: 'khac', note: 'Đoàn công tác' } })],
    });
    expect(listRecurrenceLines(series, calendar)).toEqual([
      'DTSTART;TZID=Asia/Ho_Chi_Minh:20260105T080000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3',
      'EXDATE;TZID=Asia/Ho_Chi_Minh:20260112T080000',
    ]);
  });
});

function exception(recurrenceId: string, change: Partial<SeriesSchedule['exceptions'][number]>) {
  return { recurrenceId, cancelled: null, moved: null, edited: null, ...change };
}

/** All days of an event with these lines, as ical.js reads them. */
function datesOfEvent(lines: readonly string[]): string[] {
  // Floating times: ical.js would need the zone registered, and a zone without summer time changes no day.
  const floating = lines.map((line) => line.replace(';TZID=Asia/Ho_Chi_Minh', '').replace(/T\d{6}Z$/, 'T235959'));
  const text = ['BEGIN:VEVENT', ...floating, 'END:VEVENT'].join('\r\n');
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)));
  if (!event.isRecurring()) return [event.startDate.toString().slice(0, 10)];
  const iterator = event.iterator();
  const dates: string[] = [];
  for (let next = iterator.next(); next && dates.length < 1000; next = iterator.next()) {
    dates.push(next.toString().slice(0, 10));
  }
  return [...new Set(dates)].toSorted();
}

describe('bounds', () => {
  it('[SE9] a series ends: at most 400 occurrences and five years, and it has one', () => {
    const messages = (change: Partial<SeriesSchedule>) => checkSeries(makeSeries(change)).map((issue) => issue.message);
    const daily = { freq: 'daily', interval: 1 } as const;
    expect(messages({})).toEqual([]);
    expect(messages({ rule: daily, end: { kind: 'until', localDate: '2027-12-31' } })).toEqual([
      'Một lịch có nhiều nhất 400 phiên họp.',
    ]);
    expect(messages({ rule: daily, end: { kind: 'count', count: 400 } })).toEqual([]);
    expect(messages({ end: { kind: 'count', count: 300 } })).toEqual([
      'Lịch kéo dài nhiều nhất 5 năm, đến ngày 01/01/2031.',
    ]);
    expect(messages({ end: { kind: 'until', localDate: '2026-01-02' } })).toEqual(['Lịch này không có phiên họp nào.']);
    expect(messages({ exceptions: [exception('2026-01-06', { edited: {} })] })).toEqual([
      'Lịch không có phiên họp ngày 06/01/2026.',
    ]);
  });

  it.each([
    ['six years', { end: { kind: 'until', localDate: '2031-01-02' } }],
    ['401 times', { end: { kind: 'count', count: 401 } }],
    ['no weekday', { rule: { freq: 'weekly', interval: 1, weekdays: [] } }],
    ['day 0', { rule: { freq: 'monthlyByDay', interval: 1, day: 0 } }],
    ['an exception that changes nothing', { exceptions: [{ recurrenceId: '2026-01-05' }] }],
    ['an added day twice', { extraDates: ['2026-02-17', '2026-02-17'] }],
    ['an added day after five years', { extraDates: ['2031-01-02'] }],
    ['an hour that does not exist', { startTime: '24:00' }],
  ])('[SE9] the contract refuses %s', (_what, change) => {
    const base = makeSeries({ end: { kind: 'until', localDate: '2031-01-01' } });
    expect(seriesSchema.safeParse(base).success).toBe(true);
    expect(seriesSchema.safeParse({ ...base, ...change }).success).toBe(false);
  });

  it('[SE9] weekdays and added days are kept in order, whatever order they come in', () => {
    const rule = { freq: 'weekly', interval: 1, weekdays: ['FR', 'MO'] } as const;
    const parsed = seriesSchema.parse({ ...makeSeries(), rule, extraDates: ['2026-03-04', '2026-02-17'] });
    expect(parsed).toMatchObject({ rule: { weekdays: ['MO', 'FR'] }, extraDates: ['2026-02-17', '2026-03-04'] });
  });
});
