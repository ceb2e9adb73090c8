// Free and busy times and the link check over real HTTP on a real database: who is told what, and that a suggestion holds.

import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AvailabilityView,
  type ConferenceView,
  type ErrorAnswer,
  LIMITS,
  type LinkCheckView,
  ROLES,
  type Role,
} from '../../server/contract/index.ts';
import { localDateOf, localTimeOf } from '../../server/domain/scheduling/civilDate.ts';
import type { Store } from '../../server/store/createStore.ts';
import { type TestApi, TestClient } from './support/api.ts';
import { prepareApi } from './support/apiRoom.ts';
import { query } from './support/database.ts';
import { NOW, plan, publishPlan, type World } from './support/schedule.ts';

const PLANNERS: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician'];

const { as, the } = prepareApi();
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let draft: ConferenceView;

beforeAll(async () => {
  ({ store, databaseUrl, world, api } = the());
  // Tuesday 08:00–11:00: the chair, the hub and three districts.
  await publishPlan(store, plan(world));
  // Wednesday 08:00–11:00: another chair and a fifth site, not published.
  draft = await store.schedule.create(
    plan(world, {
      title: 'Bản nháp riêng',
      chairId: world.otherChair.accountId,
      siteIds: [siteAt(1), siteAt(5)],
      startsAt: '2026-11-25T01:00:00.000Z',
      endsAt: '2026-11-25T04:00:00.000Z',
    }),
    NOW,
  );
});

function siteAt(index: number) {
  const site = world.sites[index];
  if (site === undefined) throw new Error(`no site ${index}`);
  return site.siteId;
}
function ask(change: Record<string, unknown> = {}) {
  return {
    from: '2026-11-24',
    to: '2026-11-27',
    chairIds: [world.chair.accountId],
    siteIds: [world.hub.siteId, siteAt(1), siteAt(5)],
    durationMinutes: 180,
    ...change,
  };
}
async function look(role: Role, change: Record<string, unknown> = {}): Promise<AvailabilityView> {
  const answer = await as(role).send<AvailabilityView>('POST', '/api/planning/availability', ask(change));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const linkAsk = (change: Record<string, unknown> = {}) => ({
  siteIds: [world.hub.siteId, siteAt(1), siteAt(2)],
  layout: 'four',
  quality: 'standard',
  content: 'hub',
  ...change,
});

describe('the doors', () => {
  it('[AV1] planners are answered, everybody else and every foreign page is refused', async () => {
    const doors = [
      ['/api/planning/availability', ask()],
      ['/api/planning/link-check', linkAsk()],
    ] as const;
    for (const [path, body] of doors) {
      for (const role of ROLES) {
        const { status, body: answer } = await as(role).send<ErrorAnswer>('POST', path, body);
        if (PLANNERS.includes(role)) expect(status, `${role} ${path}`).toBe(200);
        else expect([status, answer.code], `${role} ${path}`).toEqual([403, 'forbidden']);
      }
      const unknown = await new TestClient(api.url).send<ErrorAnswer>('POST', path, body);
      expect([unknown.status, unknown.body.code]).toEqual([401, 'notSignedIn']);
      const foreign = await as('secretary').send<ErrorAnswer>('POST', path, body, { 'sec-fetch-site': 'cross-site' });
      expect(foreign.body.code).toBe('forbidden');
    }
  });

  it('[AV2] a look is bounded: 62 days, 200 sites, real sites and chairs, a wish inside the days', async () => {
    const many = Array.from({ length: LIMITS.sitesPerConference + 1 }, () => siteAt(1));
    const refused = [
      { to: '2027-01-25' },
      { to: '2026-11-23' },
      { siteIds: many },
      { siteIds: [], chairIds: [] },
      { siteIds: [world.chair.accountId] },
      { chairIds: [siteAt(1)] },
      { wishedAt: '2026-11-23T01:00:00.000Z' },
      { wishedAt: '2026-11-27T16:00:00.000Z' },
      { durationMinutes: 0 },
    ];
    for (const change of refused) {
      const { body } = await as('secretary').send<ErrorAnswer>('POST', '/api/planning/availability', ask(change));
      expect(body.code, JSON.stringify(change)).toBe('invalidInput');
    }
    expect((await look('secretary', { to: '2027-01-24' })).workingDays.length).toBeGreaterThan(40);
  });
});

describe('free and busy', () => {
  it('[AV3] each chair and site has its row with what takes its time, chairs first, then sites by precedence', async () => {
    const { rows } = await look('secretary', { siteIds: [siteAt(5), siteAt(1), world.hub.siteId] });
    expect(rows.map(({ resourceId }) => resourceId)).toEqual([
      world.chair.accountId,
      world.hub.siteId,
      siteAt(1),
      siteAt(5),
    ]);
    const tuesday = { startsAt: '2026-11-24T01:00:00.000Z', endsAt: '2026-11-24T04:00:00.000Z' };
    const wednesday = { startsAt: draft.startsAt, endsAt: draft.endsAt };
    const district = rows.find(({ resourceId }) => resourceId === siteAt(1));
    expect(district?.busy).toEqual([
      { ...tuesday, titles: ['Giao ban tháng 11'] },
      { ...wednesday, titles: ['Bản nháp riêng'] },
    ]);
    expect(rows.find(({ resourceId }) => resourceId === siteAt(5))?.busy).toEqual([
      { ...wednesday, titles: ['Bản nháp riêng'] },
    ]);
    expect(rows[0]?.busy).toEqual([{ ...tuesday, titles: ['Giao ban tháng 11'] }]);
  });

  it('[AV4] who may not read a draft sees that the time is taken, and never by what', async () => {
    const view = await look('technician', { wishedAt: '2026-11-25T01:00:00.000Z' });
    const row = view.rows.find(({ resourceId }) => resourceId === siteAt(5));
    expect(row?.busy).toEqual([{ startsAt: draft.startsAt, endsAt: draft.endsAt, titles: [null] }]);
    expect(view.refusals.filter(({ code }) => code === 'clash')).toHaveLength(2);
    expect(JSON.stringify(view)).not.toContain(draft.title);
    expect(JSON.stringify(await look('chair'))).toContain(draft.title);
  });

  it('[AV5] a wish is told with whom it clashes and when, and the same plan is refused by the database', async () => {
    const wish = '2026-11-24T02:00:00.000Z';
    const { refusals } = await look('secretary', { wishedAt: wish, durationMinutes: 60 });
    expect(refusals.map(({ code, resourceId }) => [code, resourceId])).toEqual([
      ['clash', world.chair.accountId],
      ['clash', world.hub.siteId],
      ['clash', siteAt(1)],
    ]);
    expect(refusals[0]?.vi).toContain('08:00–11:00 ngày 24/11/2026');
    const refused = await as('secretary').send<ErrorAnswer>(
      'POST',
      '/api/conferences',
      plan(world, { startsAt: wish, endsAt: '2026-11-24T03:00:00.000Z' }),
    );
    expect(refused.body.code).toBe('bookingClash');
  });

  it('[AV5] an edited conference does not stand in its own way', async () => {
    const change = {
      wishedAt: draft.startsAt,
      siteIds: [siteAt(1), siteAt(5)],
      chairIds: [world.otherChair.accountId],
    };
    expect((await look('secretary', change)).refusals).not.toEqual([]);
    expect((await look('secretary', { ...change, conferenceId: draft.conferenceId })).refusals).toEqual([]);
  });

  it('[AV6] holidays, the pause at noon and the hours are told; suggestions keep to working days and hours', async () => {
    const sunday = await look('secretary', { to: '2026-11-30', wishedAt: '2026-11-29T01:00:00.000Z' });
    expect(sunday.refusals.map(({ code }) => code)).toEqual(['dayOff']);
    expect(sunday.workingDays).not.toContain('2026-11-29');
    const evening = await look('secretary', { wishedAt: '2026-11-26T12:00:00.000Z' });
    expect(evening.refusals.map(({ code }) => code)).toEqual(['outsideWorkingHours']);
    const holidays = await store.planningRules.getHolidays();
    const put = [
      { localDate: '2026-11-26', kind: 'holiday' as const, name: 'Ngày nghỉ riêng', certainty: 'decided' as const },
    ];
    await store.planningRules.editHolidays(holidays.version, { put, remove: [] });
    const closed = await look('secretary', { wishedAt: '2026-11-26T01:00:00.000Z' });
    expect(closed.refusals.map(({ code }) => code)).toEqual(['dayOff']);
    expect(closed.suggestions.map(({ startsAt }) => localDateOf(startsAt))).not.toContain('2026-11-26');
    for (const { startsAt, endsAt } of closed.suggestions) {
      const isMorning = localTimeOf(startsAt) >= '07:00' && localTimeOf(endsAt) <= '11:30';
      const isAfternoon = localTimeOf(startsAt) >= '13:30' && localTimeOf(endsAt) <= '17:00';
      expect(isMorning || isAfternoon, startsAt).toBe(true);
    }
  });

  it('[AV7] a suggested time is free when it is taken: whatever is booked, creating it never clashes', async () => {
    const random = seededRandom(20_261_124);
    let taken = 0;
    for (let round = 0; round < 40; round += 1) {
      const minutes = 30 * (1 + Math.floor(random() * 6));
      const siteIds = [world.hub.siteId, ...[1, 2, 3, 4, 5, 6].filter(() => random() < 0.5).map(siteAt)];
      const view = await look('secretary', { from: '2026-12-07', to: '2026-12-18', siteIds, durationMinutes: minutes });
      const slot = view.suggestions[Math.floor(random() * view.suggestions.length)];
      if (slot === undefined) continue;
      const input = plan(world, { ...slot, siteIds, title: `Vòng ${round}` });
      const created = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', input);
      expect(created.status, JSON.stringify([slot, created.body])).toBe(201);
      taken += 1;
    }
    expect(taken).toBeGreaterThan(15);
  });

  it('[AV7] a device that is booked elsewhere takes the site it stands at now', async () => {
    const device = await query<{ id: string }>(databaseUrl, 'SELECT device_id AS id FROM device WHERE site_id = $1', [
      siteAt(5),
    ]);
    expect(device).toHaveLength(1);
    await query(databaseUrl, 'UPDATE device SET site_id = $2 WHERE device_id = $1', [device[0]?.id, siteAt(8)]);
    const { rows } = await look('secretary', { siteIds: [siteAt(8)] });
    await query(databaseUrl, 'UPDATE device SET site_id = $2 WHERE device_id = $1', [device[0]?.id, siteAt(5)]);
    expect(rows.find(({ resourceId }) => resourceId === siteAt(8))?.busy).toMatchObject([{ startsAt: draft.startsAt }]);
  });
});

describe('the link check', () => {
  it('[AV9] every line is told what it needs and what it has, both ways, with a verdict that fits the numbers', async () => {
    const { body } = await as('secretary').send<LinkCheckView>('POST', '/api/planning/link-check', linkAsk());
    expect(body.sites.map(({ siteId }) => siteId)).toEqual([world.hub.siteId, siteAt(1), siteAt(2)]);
    for (const site of body.sites) {
      const stored = world.sites.find(({ siteId }) => siteId === site.siteId);
      expect([site.down.haveKbps, site.up.haveKbps]).toEqual([stored?.linkDownKbps, stored?.linkUpKbps]);
      for (const way of [site.down, site.up]) expect(way.verdict === 'fits').toBe(way.needKbps <= way.haveKbps);
      expect(site.vi).toContain(site.name);
    }
  });

  it('[AV9] the lines are those of the day of the meeting', async () => {
    await store.organisation.closeSite(siteAt(9), 1, '2026-12-01');
    const ask = (on: string) =>
      as('secretary').send<ErrorAnswer>('POST', '/api/planning/link-check', linkAsk({ on, siteIds: [siteAt(9)] }));
    expect((await ask('2026-11-30')).status).toBe(200);
    expect((await ask('2026-12-01')).body.code).toBe('invalidInput');
  });

  it('[AV9] a narrow line is degraded, a hopeless one refused, with the numbers in the sentence', async () => {
    const narrow = async (kbps: number) => {
      await query(databaseUrl, 'UPDATE site_version SET link_down_kbps = $2, link_up_kbps = $2 WHERE site_id = $1', [
        siteAt(2),
        kbps,
      ]);
      const { body } = await as('technician').send<LinkCheckView>('POST', '/api/planning/link-check', linkAsk());
      return body.sites.find(({ siteId }) => siteId === siteAt(2));
    };
    const degraded = await narrow(800);
    expect(degraded?.verdict).toBe('degraded');
    expect((await narrow(64))?.verdict).toBe('refused');
    expect(degraded?.vi).toMatch(/800/);
  });
});

/** Mulberry32: the same numbers on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
