// The planner's calendar arithmetic and the geometry of the week.

import { describe, expect, it } from 'vitest';
import {
  daysOfWeek,
  instantAt,
  localDateOf,
  localTimeOf,
  mondayOf,
  nextWorkingDay,
  parseTypedDate,
  parseTypedTime,
  spanOfWeek,
} from '../../client/planner/localTime.ts';
import { hoursNeeded, placeDay } from '../../client/planner/weekLayout.ts';
import type { ConferenceSummary } from '../../server/contract/http.ts';
import type { ConferenceId } from '../../server/contract/ids.ts';
import type { SpecialDay } from '../../server/contract/rules.ts';

function summary(id: string, startsAt: string, endsAt: string): ConferenceSummary {
  return {
    conferenceId: id as ConferenceId,
    status: 'published',
    kind: 'giaoBan',
    title: id,
    startsAt,
    endsAt,
    mode: 'giaoBan',
    chairName: 'Người chủ trì',
    siteCount: 30,
    seriesId: null,
  };
}

describe('weeks and days', () => {
  it('[PL1] a Sunday belongs to the week of the Monday before', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(daysOfWeek('2026-11-23')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
  });

  it('[PL1] the week spans the instants from Monday midnight here, which is Sunday 17:00 UTC', () => {
    expect(spanOfWeek('2026-11-23')).toEqual({ from: '2026-11-22T17:00:00Z', to: '2026-11-29T17:00:00Z' });
  });

  it('[PL1] an instant late in the UTC day is the next day here', () => {
    expect(localDateOf('2026-11-22T17:30:00Z')).toBe('2026-11-23');
    expect(localTimeOf('2026-11-22T17:30:00Z')).toBe('00:30');
    expect(instantAt('2026-11-23', '00:30')).toBe('2026-11-22T17:30:00Z');
  });

  it('[PL1] a year boundary does not move the Monday', () => {
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  });

  it('[PL5] the next working day after Friday, Saturday and Sunday is Monday', () => {
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      expect(nextWorkingDay(Date.parse(`${day}T10:00:00+07:00`), [])).toBe('2026-11-23');
    }
    expect(nextWorkingDay(Date.parse('2026-11-23T23:59:00+07:00'), [])).toBe('2026-11-24');
  });

  it('[PL5] the office’s table counts: Tết is passed over, a worked Saturday is not, a day that waits for a decision is worked', () => {
    const off = (localDate: string, certainty: SpecialDay['certainty'] = 'decided'): SpecialDay => ({
      localDate,
      kind: 'holiday',
      name: 'Tết Nguyên đán',
      certainty,
    });
    const nextAfter = (day: string, days: readonly SpecialDay[]) =>
      nextWorkingDay(Date.parse(`${day}T10:00:00+07:00`), days);
    const tet = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map((day) => off(day));
    expect(nextAfter('2026-02-13', tet)).toBe('2026-02-23');
    const saturday: SpecialDay = { ...off('2026-02-28'), kind: 'workingSaturday', name: 'Làm bù' };
    expect(nextAfter('2026-02-27', [saturday])).toBe('2026-02-28');
    expect(nextAfter('2026-11-23', [off('2026-11-24', 'awaiting')])).toBe('2026-11-24');
  });
});

describe('what people type', () => {
  it.each([
    ['8', '08:00'],
    ['08', '08:00'],
    ['8h', '08:00'],
    ['8h30', '08:30'],
    ['8:05', '08:05'],
    ['0830', '08:30'],
    ['830', '08:30'],
    ['13.45', '13:45'],
    ['08 giờ 30', '08:30'],
    ['14g15', '14:15'],
  ])('[PL4] the time %s is %s', (typed, time) => {
    expect(parseTypedTime(typed)).toBe(time);
  });

  it.each(['', '24', '8:60', '8:5:1', 'sáng', '12345'])('[PL4] %j is no time', (typed) => {
    expect(parseTypedTime(typed)).toBeUndefined();
  });

  it('[PL4] a date is day, month, year', () => {
    expect(parseTypedDate('3/4/2026')).toBe('2026-04-03');
    expect(parseTypedDate('23.11.2026')).toBe('2026-11-23');
    expect(parseTypedDate('31/02/2026')).toBeUndefined();
    expect(parseTypedDate('11/23/2026')).toBeUndefined();
    expect(parseTypedDate('2026-11-23')).toBeUndefined();
  });
});

describe('the grid', () => {
  const morning = summary('morning', '2026-11-23T01:00:00Z', '2026-11-23T04:00:00Z');
  const beside = summary('beside', '2026-11-23T02:00:00Z', '2026-11-23T03:30:00Z');
  const after = summary('after', '2026-11-23T04:00:00Z', '2026-11-23T05:00:00Z');
  const night = summary('night', '2026-11-22T15:00:00Z', '2026-11-22T17:30:00Z');

  it('[PL2] overlapping conferences share the width, one that follows has it alone', () => {
    const placed = placeDay('2026-11-23', [after, beside, morning]);
    expect(placed.map(({ conference, lane, lanes }) => [conference.conferenceId, lane, lanes])).toEqual([
      ['morning', 0, 2],
      ['beside', 1, 2],
      ['after', 0, 1],
    ]);
    expect(placed[0]).toMatchObject({ fromMinute: 8 * 60, toMinute: 11 * 60 });
  });

  it('[PL2] a lane is used again once its conference has ended', () => {
    const late = summary('late', '2026-11-23T03:30:00Z', '2026-11-23T04:30:00Z');
    expect(placeDay('2026-11-23', [morning, beside, late]).map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('[PL2] a conference over midnight stands on both days, cut at midnight', () => {
    expect(placeDay('2026-11-22', [night])[0]).toMatchObject({ fromMinute: 22 * 60, toMinute: 1440 });
    expect(placeDay('2026-11-23', [night])[0]).toMatchObject({ fromMinute: 0, toMinute: 30 });
    expect(placeDay('2026-11-24', [night])).toEqual([]);
  });

  it('[PL2] a conference that ends at midnight does not touch the next day', () => {
    const untilMidnight = summary('until', '2026-11-23T15:00:00Z', '2026-11-23T17:00:00Z');
    expect(placeDay('2026-11-23', [untilMidnight])[0]).toMatchObject({ toMinute: 1440 });
    expect(placeDay('2026-11-24', [untilMidnight])).toEqual([]);
  });

  it('[PL3] the grid is 06–19 and grows only for what lies outside', () => {
    expect(hoursNeeded([])).toEqual({ first: 6, last: 19 });
    expect(hoursNeeded([placeDay('2026-11-23', [morning])])).toEqual({ first: 6, last: 19 });
    expect(hoursNeeded([placeDay('2026-11-22', [night])])).toEqual({ first: 6, last: 24 });
    expect(hoursNeeded([placeDay('2026-11-23', [night])])).toEqual({ first: 0, last: 19 });
  });
});
