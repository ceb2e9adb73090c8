/** RRULE text in and out (SE8) and the sentence of a rule (SE12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HOLIDAY_POLICIES, SeriesRule } from '../../server/contract/series.ts';
import type { WEEKDAYS } from '../../server/contract/seriesLimits.ts';
import { describeRule, describeSeries } from '../../server/domain/scheduling/describeSeries.ts';
import { formatRRule, parseRRule } from '../../server/domain/scheduling/rruleText.ts';
import { makeSeries, someSchedule } from './support/planning.ts';

const STARTS = { startsOn: '2026-01-05', startTime: '08:00' };

describe('RRULE', () => {
  it('[SE8] what is written is read back as it was', () => {
    fc.assert(
      fc.property(someSchedule, (series) => {
        const { rule, end } = series;
        expect(parseRRule(formatRRule(series), series)).toEqual({ ok: true, rule, end });
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it.each([
    ['RRULE:FREQ=WEEKLY;COUNT=10', { freq: 'weekly', interval: 1, weekdays: ['MO'] }],
    ['freq=weekly;wkst=SU;byday=fr,mo;count=4', { freq: 'weekly', interval: 1, weekdays: ['MO', 'FR'] }],
    ['FREQ=MONTHLY;COUNT=3', { freq: 'monthlyByDay', interval: 1, day: 5 }],
    ['FREQ=MONTHLY;BYDAY=+2TU;COUNT=3', { freq: 'monthlyByWeekday', interval: 1, weekday: 'TU', position: 2 }],
    [
      'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1;COUNT=3',
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'TU', position: -1 },
    ],
  ])('[SE8] %s is understood', (text, rule) => {
    expect(parseRRule(text, STARTS)).toMatchObject({ ok: true, rule });
  });

  it.each([
    ['20260202', '2026-02-02'],
    ['20260202T010000Z', '2026-02-02'],
    ['20260202T005959Z', '2026-02-01'],
    ['20260201T235959Z', '2026-02-01'],
  ])('[SE8] UNTIL=%s lets in occurrences up to %s', (until, localDate) => {
    expect(parseRRule(`FREQ=DAILY;UNTIL=${until}`, STARTS)).toMatchObject({ end: { kind: 'until', localDate } });
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', 'endless'],
    ['FREQ=WEEKLY;COUNT=401', 'outOfBounds'],
    ['FREQ=DAILY;INTERVAL=61;COUNT=2', 'outOfBounds'],
    ['FREQ=YEARLY;COUNT=2', 'unsupported'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=2', 'unsupported'],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=2', 'unsupported'],
    ['FREQ=MONTHLY;BYDAY=MO;COUNT=2', 'unsupported'],
    ['FREQ=MONTHLY;BYDAY=5MO;COUNT=2', 'unsupported'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=2', 'unsupported'],
    ['FREQ=WEEKLY;BYHOUR=9;COUNT=2', 'unsupported'],
    ['FREQ=WEEKLY;UNTIL=20260202T080000', 'unsupported'],
    ['FREQ=WEEKLY;COUNT=2;UNTIL=20260202', 'malformed'],
    ['FREQ=WEEKLY;UNTIL=20260231', 'malformed'],
    ['FREQ=WEEKLY;BYDAY=XX;COUNT=2', 'malformed'],
    ['FREQ=WEEKLY;FREQ=DAILY;COUNT=2', 'malformed'],
    ['FREQ=WEEKLY;COUNT=2\r\nATTENDEE:x', 'malformed'],
    ['COUNT=2', 'malformed'],
    ['', 'malformed'],
    [`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(300)}`, 'tooLong'],
  ])('[SE8] %s is refused: %s', (text, problem) => {
    expect(parseRRule(text, STARTS)).toMatchObject({ ok: false, problem });
  });

  it('[SE8] no text makes it throw', () => {
    const token = fc.constantFrom(
      'FREQ=',
      'WEEKLY',
      'MONTHLY',
      ';',
      ',',
      'COUNT=',
      '7',
      '-',
      'BYDAY=',
      'MO',
      'UNTIL=',
      'Z',
      '=',
    );
    const text = fc
      .array(fc.oneof(token, fc.string({ maxLength: 4 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (rrule) => {
        const parsed = parseRRule(rrule, STARTS);
        expect(parsed.ok || parsed.vi.endsWith('.')).toBe(true);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});

describe('the sentence of a rule', () => {
  const weekly = (weekdays: (typeof WEEKDAYS)[number][], interval = 1): SeriesRule => ({
    freq: 'weekly',
    interval,
    weekdays,
  });

  it.each<[SeriesRule, (typeof HOLIDAY_POLICIES)[number], string, string]>([
    [weekly(['MO']), 'keep', 'Hằng tuần vào thứ Hai, 08:00–11:00', 'Every week on Monday, 08:00–11:00'],
    [
      weekly(['MO', 'WE', 'SU'], 2),
      'keep',
      '2 tuần một lần vào thứ Hai, thứ Tư và Chủ nhật, 08:00–11:00',
      'Every 2 weeks on Monday, Wednesday and Sunday, 08:00–11:00',
    ],
    [{ freq: 'daily', interval: 1 }, 'keep', 'Hằng ngày, 08:00–11:00', 'Every day, 08:00–11:00'],
    [{ freq: 'daily', interval: 1 }, 'skip', 'Các ngày làm việc, 08:00–11:00', 'Every working day, 08:00–11:00'],
    [
      { freq: 'monthlyByDay', interval: 1, day: 5 },
      'nextWorkingDay',
      'Hằng tháng vào ngày 05, 08:00–11:00',
      'Every month on day 5, 08:00–11:00',
    ],
    [
      { freq: 'monthlyByDay', interval: 3, day: -1 },
      'keep',
      '3 tháng một lần vào ngày cuối tháng, 08:00–11:00',
      'Every 3 months on the last day, 08:00–11:00',
    ],
    [
      { freq: 'monthlyByDay', interval: 1, day: -1 },
      'previousWorkingDay',
      'Hằng tháng vào ngày làm việc cuối tháng, 08:00–11:00',
      'Every month on the last working day, 08:00–11:00',
    ],
    [
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'MO', position: 1 },
      'keep',
      'Hằng tháng vào thứ Hai đầu tiên của tháng, 08:00–11:00',
      'Every month on the first Monday, 08:00–11:00',
    ],
    [
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'FR', position: -1 },
      'keep',
      'Hằng tháng vào thứ Sáu cuối cùng của tháng, 08:00–11:00',
      'Every month on the last Friday, 08:00–11:00',
    ],
    [
      { freq: 'monthlyByWeekday', interval: 1, weekday: 'FR', position: 3 },
      'keep',
      'Hằng tháng vào thứ Sáu lần thứ 3 của tháng, 08:00–11:00',
      'Every month on the third Friday, 08:00–11:00',
    ],
  ])('[SE12] %j %s', (rule, holidayPolicy, vi, en) => {
    expect(describeRule(makeSeries({ rule, holidayPolicy }))).toEqual({ vi, en });
  });

  it('[SE12] the whole series names its end, its holidays and its added and excluded days', () => {
    expect(describeSeries(makeSeries({ holidayPolicy: 'nextWorkingDay', excludedDates: ['2026-03-02'] })).vi).toBe(
      'Hằng tuần vào thứ Hai, 08:00–11:00, từ 01/01/2026 đến 31/12/2026; trùng ngày nghỉ thì dời sang ngày làm việc kế tiếp; trừ 02/03/2026.',
    );
    const night = makeSeries({ startTime: '22:00', end: { kind: 'count', count: 2 }, extraDates: ['2026-03-04'] });
    expect(describeSeries(night)).toEqual({
      vi: 'Hằng tuần vào thứ Hai, 22:00–01:00 hôm sau, từ 01/01/2026, 2 phiên; trùng ngày nghỉ vẫn họp; thêm 04/03/2026.',
      en: 'Every week on Monday, 22:00–01:00 the next day, from 01/01/2026, 2 times; also on days off; also 04/03/2026.',
    });
  });

  it('[SE12] every schedule has a sentence in both languages', () => {
    fc.assert(
      fc.property(someSchedule, (series) => {
        const { vi, en } = describeSeries(series);
        expect(`${vi}${en}`).not.toMatch(/undefined|null|NaN/);
        expect(vi.endsWith('.') && en.endsWith('.')).toBe(true);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
