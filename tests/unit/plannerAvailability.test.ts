// What the form asks about busy times, where things stand on the day's track, and the choices of the link check.

import { describe, expect, it } from 'vitest';
import { availabilityAskOf, toFormTime, wishOf } from '../../client/planner/availability/availabilityAsk.ts';
import { LINK_CONTENTS, LINK_LAYOUTS, LINK_QUALITIES } from '../../client/planner/availability/choices.ts';
import { overlaps, placeSpan, scaleOf } from '../../client/planner/availability/timelineLayout.ts';
import type { ConferenceForm, Directory } from '../../client/planner/conferenceForm.ts';
import type { PersonView, SiteView } from '../../server/contract/http.ts';
import type { AccountId, SiteId, UnitId } from '../../server/contract/ids.ts';
import * as contract from '../../server/contract/planning.ts';

const CHAIR = '0199c5a0-0000-7000-8000-000000000001';
const CO_CHAIR = '0199c5a0-0000-7000-8000-000000000002';
const [HUB, DISTRICT, OFFICE] = [
  '0199c5a0-0000-7000-8000-000000000011',
  '0199c5a0-0000-7000-8000-000000000012',
  '0199c5a0-0000-7000-8000-000000000013',
];

const person = (accountId: string, siteId: string): PersonView => ({
  accountId: accountId as AccountId,
  name: accountId,
  role: 'chair',
  siteId: siteId as SiteId,
  siteName: siteId,
});
const site = (siteId: string, order: number): SiteView => ({
  siteId: siteId as SiteId,
  unitId: siteId as UnitId,
  unitName: siteId,
  name: siteId,
  shortName: siteId,
  order,
  level: 'district',
  isHub: order === 0,
  deviceClass: 'room',
  linkDownKbps: 4_000,
  linkUpKbps: 4_000,
  backupPhone: null,
  email: null,
  version: 1,
});
const directory: Directory = {
  people: [person(CHAIR, HUB), person(CO_CHAIR, OFFICE)],
  sites: [site(HUB, 0), site(DISTRICT, 1), site(OFFICE, 2)],
};
const form = (change: Partial<ConferenceForm> = {}): ConferenceForm => ({
  kind: 'giaoBan',
  title: '',
  date: '2026-11-24',
  startTime: '8h',
  endTime: '11:00',
  endsNextDay: false,
  mode: 'giaoBan',
  chairId: CHAIR,
  coChairIds: [],
  secretaryIds: [],
  siteIds: [DISTRICT],
  agenda: [],
  ...change,
});

describe('what the form asks', () => {
  it('[AV8] asks for the chosen time, the officers with their sites, and two weeks, as the contract takes it', () => {
    const ask = availabilityAskOf(form({ coChairIds: [CO_CHAIR] }), directory, null);
    expect(contract.availabilityAskSchema.safeParse(ask).success).toBe(true);
    expect(ask).toEqual({
      from: '2026-11-24',
      to: '2026-12-07',
      chairIds: [CHAIR, CO_CHAIR],
      siteIds: [HUB, DISTRICT, OFFICE],
      durationMinutes: 180,
      wishedAt: '2026-11-24T01:00:00Z',
      conferenceId: null,
    });
  });

  it('[AV8] asks nothing while day, times or chair are missing or make no time', () => {
    const incomplete: Partial<ConferenceForm>[] = [
      { date: '' },
      { startTime: 'x' },
      { endTime: '' },
      { endTime: '08:00' },
      { endTime: '07:00' },
      { endsNextDay: true },
      { chairId: null },
    ];
    for (const change of incomplete) expect(availabilityAskOf(form(change), directory, null)).toBeNull();
  });

  it('[AV8] a suggestion sets day and times, which then ask for just that time', () => {
    const slot = { startsAt: '2026-11-26T06:30:00.000Z', endsAt: '2026-11-26T09:00:00.000Z' };
    expect(toFormTime(slot)).toEqual({ date: '2026-11-26', startTime: '13:30', endTime: '16:00', endsNextDay: false });
    const wish = wishOf(form(toFormTime(slot)));
    expect([Date.parse(wish?.startsAt ?? ''), Date.parse(wish?.endsAt ?? '')]).toEqual([
      Date.parse(slot.startsAt),
      Date.parse(slot.endsAt),
    ]);
    const night = { startsAt: '2026-11-26T15:00:00.000Z', endsAt: '2026-11-26T18:00:00.000Z' };
    expect(toFormTime(night)).toMatchObject({ endTime: '01:00', endsNextDay: true });
  });
});

describe('the track of a day', () => {
  const at = (from: string, to: string) => ({ startsAt: `2026-11-24T${from}Z`, endsAt: `2026-11-24T${to}Z` });

  it('[AV11] shows 06–19 and more when something lies outside, each block where its hours are', () => {
    const scale = scaleOf('2026-11-24', [at('01:00:00', '04:00:00')]);
    expect([scale.firstHour, scale.lastHour]).toEqual([6, 19]);
    expect(placeSpan(scale, at('01:00:00', '04:00:00'))).toEqual({
      left: `${(2 / 13) * 100}%`,
      width: `${(3 / 13) * 100}%`,
    });
    expect(placeSpan(scale, { startsAt: '2026-11-25T01:00:00Z', endsAt: '2026-11-25T04:00:00Z' })).toBeNull();
    const late = scaleOf('2026-11-24', [at('12:00:00', '16:30:00')]);
    expect([late.firstHour, late.lastHour]).toEqual([6, 24]);
  });

  it('[AV11] over midnight a block is cut at each day, and touching times do not clash', () => {
    const night = at('15:00:00', '19:00:00');
    const today = scaleOf('2026-11-24', [night]);
    const tomorrow = scaleOf('2026-11-25', [night]);
    expect(placeSpan(today, night)).toEqual({ left: `${(16 / 18) * 100}%`, width: `${(2 / 18) * 100}%` });
    expect(placeSpan(tomorrow, night)).toEqual({ left: '0%', width: `${(2 / 19) * 100}%` });
    expect(overlaps(at('01:00:00', '02:00:00'), at('02:00:00', '03:00:00'))).toBe(false);
    expect(overlaps(at('01:00:00', '02:00:01'), at('02:00:00', '03:00:00'))).toBe(true);
  });
});

describe('the link check', () => {
  it('[AV10] offers exactly the layouts, qualities and contents of the contract', () => {
    expect(LINK_LAYOUTS).toEqual(contract.LINK_LAYOUTS);
    expect(LINK_QUALITIES).toEqual(contract.LINK_QUALITIES);
    expect(LINK_CONTENTS).toEqual(contract.LINK_CONTENTS);
  });
});
