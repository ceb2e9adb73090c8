// States over time as pure arithmetic: splitting, carrying on, ending, and the tree on every day.

import { describe, expect, it } from 'vitest';
import {
  amend,
  endBefore,
  findDayWithout,
  findNearestVersion,
  findVersionOn,
  lastsTo,
  type Version,
} from '../../server/domain/organisation/timeline.ts';
import { findRing } from '../../server/domain/organisation/tree.ts';

interface Fields {
  readonly name: string;
  readonly phone: string | null;
}
const state = (
  validFrom: string,
  validTo: string | null,
  name: string,
  phone: string | null = null,
): Version<Fields> => ({ validFrom, validTo, fields: { name, phone } });
const SINCE_2010 = [state('2010-01-01', null, 'Huyện Mộc Hóa')];

describe('changing from a day on', () => {
  it('[OT2] splits the state of that day and leaves the days before as they were', () => {
    const changed = amend(SINCE_2010, '2013-03-18', { name: 'Thị xã Kiến Tường', phone: null });
    expect(changed).toEqual([
      state('2010-01-01', '2013-03-18', 'Huyện Mộc Hóa'),
      state('2013-03-18', null, 'Thị xã Kiến Tường'),
    ]);
    expect(findVersionOn(changed, '2013-03-17')?.fields.name).toBe('Huyện Mộc Hóa');
    expect(findVersionOn(changed, '2013-03-18')?.fields.name).toBe('Thị xã Kiến Tường');
    expect(findVersionOn(changed, '2009-12-31')).toBeUndefined();
  });

  it('[OT2] on its first day replaces the state', () => {
    expect(amend(SINCE_2010, '2010-01-01', { name: 'Khác', phone: null })).toEqual([state('2010-01-01', null, 'Khác')]);
  });

  it('[OT2] carries on into later states, but never over what a later state has changed itself', () => {
    const renamed = amend(SINCE_2010, '2025-07-01', { name: 'Phường Kiến Tường', phone: null });
    expect(amend(renamed, '2020-01-01', { name: 'Huyện Mộc Hóa', phone: '0272 1' })).toEqual([
      state('2010-01-01', '2020-01-01', 'Huyện Mộc Hóa'),
      state('2020-01-01', '2025-07-01', 'Huyện Mộc Hóa', '0272 1'),
      state('2025-07-01', null, 'Phường Kiến Tường', '0272 1'),
    ]);
    expect(
      findVersionOn(amend(renamed, '2020-01-01', { name: 'Sai tên', phone: null }), '2026-01-01')?.fields.name,
    ).toBe('Phường Kiến Tường');
  });

  it('[OT2] that changes nothing, or takes a change back, leaves no seam', () => {
    expect(amend(SINCE_2010, '2020-01-01', { name: 'Huyện Mộc Hóa', phone: null })).toEqual(SINCE_2010);
    const renamed = amend(SINCE_2010, '2025-07-01', { name: 'Khác', phone: null });
    expect(amend(renamed, '2025-07-01', { name: 'Huyện Mộc Hóa', phone: null })).toEqual(SINCE_2010);
  });

  it('[OT2] fills a gap up to the next state, and begins what has ended anew', () => {
    const gap = [state('2010-01-01', '2012-01-01', 'A'), state('2015-01-01', null, 'B')];
    expect(amend(gap, '2013-01-01', { name: 'C', phone: null })).toEqual([
      state('2010-01-01', '2012-01-01', 'A'),
      state('2013-01-01', '2015-01-01', 'C'),
      state('2015-01-01', null, 'B'),
    ]);
    const ended = endBefore(SINCE_2010, '2025-07-01');
    expect(amend(ended, '2025-07-01', { name: 'Huyện Mộc Hóa', phone: null })).toEqual(SINCE_2010);
  });
});

describe('ending', () => {
  it('[OT4] cuts the state of the day and drops later ones; what began that day never was', () => {
    const renamed = amend(SINCE_2010, '2025-07-01', { name: 'Khác', phone: null });
    expect(endBefore(renamed, '2020-01-01')).toEqual([state('2010-01-01', '2020-01-01', 'Huyện Mộc Hóa')]);
    expect(endBefore(SINCE_2010, '2010-01-01')).toEqual([]);
    expect(lastsTo(SINCE_2010, '2099-01-01')).toBe(true);
    expect(lastsTo(endBefore(SINCE_2010, '2020-01-01'), '2020-01-01')).toBe(false);
  });

  it('[OT6] outside its days a site keeps the nearest name before, else its first', () => {
    const gap = [state('2015-01-01', null, 'B'), state('2010-01-01', '2012-01-01', 'A')];
    expect(findNearestVersion(gap, '2013-01-01')?.fields.name).toBe('A');
    expect(findNearestVersion(gap, '2000-01-01')?.fields.name).toBe('A');
    expect(findNearestVersion(gap, '2016-01-01')?.fields.name).toBe('B');
  });
});

describe('the tree', () => {
  it('[OT5] a ring that only closes on a later day is found with that day', () => {
    const below = (parentId: string | null, validFrom = '2010-01-01', validTo: string | null = null) => ({
      validFrom,
      validTo,
      fields: { parentId },
    });
    const tree = new Map([
      ['a', [below(null, '2010-01-01', '2030-01-01'), below('b', '2030-01-01')]],
      ['b', [below('a')]],
      ['c', [below('b')]],
    ]);
    expect(findRing(tree, '2020-01-01')).toBe('2030-01-01');
    expect(findRing(new Map([...tree, ['b', [below('a', '2010-01-01', '2030-01-01')]]]), '2020-01-01')).toBeUndefined();
  });
});

describe('a day without', () => {
  const isWanted = ({ name }: Fields) => name === 'quản trị';
  const admin = (from: string, to: string | null) => state(from, to, 'quản trị');

  it('[OT19] is the first from the day asked for that no timeline covers with what is wanted', () => {
    const first = [admin('2010-01-01', '2027-07-01'), state('2027-07-01', null, 'thôi')];
    const second = [admin('2027-06-01', null)];
    expect(findDayWithout([first], isWanted, '2026-11-23')).toBe('2027-07-01');
    expect(findDayWithout([first, second], isWanted, '2026-11-23')).toBeUndefined();
    expect(findDayWithout([second], isWanted, '2026-11-23')).toBe('2026-11-23');
    expect(findDayWithout([first], isWanted, '2028-01-01')).toBe('2028-01-01');
    // What is missing in the past is past.
    expect(findDayWithout([second], isWanted, '2027-06-01')).toBeUndefined();
    expect(findDayWithout([], isWanted, '2026-11-23')).toBe('2026-11-23');
  });

  it('[OT19] finds a gap, and the day on which several end together', () => {
    const gap = [admin('2010-01-01', '2027-01-01'), admin('2027-02-01', null)];
    expect(findDayWithout([gap], isWanted, '2026-11-23')).toBe('2027-01-01');
    expect(findDayWithout([gap, [admin('2026-12-31', '2027-02-01')]], isWanted, '2026-11-23')).toBeUndefined();
    const both = [[admin('2010-01-01', '2027-01-01')], [admin('2010-01-01', '2027-03-01')]];
    expect(findDayWithout(both, isWanted, '2026-11-23')).toBe('2027-03-01');
  });
});
