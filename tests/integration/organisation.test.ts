// Units and sites over time, over real HTTP on a real database: what a day shows, what a change leaves alone, who may.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConferenceView,
  type ErrorAnswer,
  ROLES,
  type Role,
  type SiteView,
  type UnitView,
} from '../../server/contract/index.ts';
import type { HistoryView, SiteVersionView, UnitVersionView } from '../../server/contract/organisation.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, PASSWORD, plan, publishPlan, SINCE, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let admin: TestClient;
const clients = new Map<Role, TestClient>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  for (const role of ROLES) {
    const siteId = role === 'site' ? world.hub.siteId : null;
    const account = { username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD };
    await store.accounts.create({ ...account, effectiveFrom: SINCE });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
  admin = clients.get('administrator') as TestClient;
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

const sitesOn = async (on: string) => (await admin.get<SiteView[]>(`/api/sites?on=${on}`)).body;
const unitsOn = async (on: string) => (await admin.get<UnitView[]>(`/api/units?on=${on}`)).body;
/** What PATCH takes, from what GET answers. */
function siteWrite(
  { siteId: _id, unitName: _name, level: _level, version: _version, ...site }: SiteView,
  change: object,
) {
  return { ...site, ...change };
}
function unitWrite({ unitId: _id, version: _version, ...unit }: UnitView, change: object) {
  return { ...unit, ...change };
}
async function getSite(name: string, on = '2026-11-23'): Promise<SiteView> {
  const site = (await sitesOn(on)).find((candidate) => candidate.name === name);
  if (site === undefined) throw new Error(`no site ${name} on ${on}`);
  return site;
}

describe('a day', () => {
  it('[OT2][OT3] a renaming, a move and a new order hold from their day on and not before', async () => {
    const site = await getSite('Huyện Đức Huệ');
    const change = { name: 'Huyện Đức Huệ (mới)', order: 999, linkDownKbps: 8_000, backupPhone: '0272 3850 001' };
    const edited = await admin.edit<SiteView>(
      `/api/sites/${site.siteId}`,
      site.version,
      siteWrite(site, { ...change, effectiveFrom: '2027-07-01' }),
    );
    expect(edited.body).toMatchObject({ ...change, siteId: site.siteId, version: site.version + 1 });
    expect((await sitesOn('2027-06-30')).find((one) => one.siteId === site.siteId)).toMatchObject({
      name: site.name,
      order: site.order,
      linkDownKbps: site.linkDownKbps,
      backupPhone: null,
    });
    const later = await sitesOn('2027-07-01');
    expect(later.find((one) => one.siteId === site.siteId)).toMatchObject(change);
    expect(later.at(-1)?.siteId).toBe(site.siteId);
    expect((await admin.get<SiteView[]>('/api/sites')).body.map((one) => one.name)).toContain('Huyện Đức Huệ');
    expect(await sitesOn('2009-12-31')).toEqual([]);
    const unit = (await unitsOn('2026-11-23')).find((one) => one.unitId === site.unitId) as UnitView;
    await admin.edit(
      `/api/units/${unit.unitId}`,
      unit.version,
      unitWrite(unit, { name: 'Tên sau', effectiveFrom: '2028-01-01' }),
    );
    expect((await unitsOn('2027-12-31')).map((one) => one.name)).not.toContain('Tên sau');
    expect((await sitesOn('2028-01-01')).find((one) => one.siteId === site.siteId)?.unitName).toBe('Tên sau');
  });

  it('[OT3] without a day it is today in Việt Nam, also between midnight there and midnight UTC', async () => {
    const site = await getSite('Huyện Vĩnh Hưng');
    const change = { name: 'Từ 23/11', effectiveFrom: '2026-11-23' };
    await admin.edit(`/api/sites/${site.siteId}`, site.version, siteWrite(site, change));
    const seenAt = async (now: string) => {
      api.clock.now = new Date(now);
      const { body } = await admin.get<SiteView[]>('/api/sites');
      return body.find((one) => one.siteId === site.siteId)?.name;
    };
    try {
      expect(await seenAt('2026-11-22T16:59:59.999Z')).toBe('Huyện Vĩnh Hưng');
      expect(await seenAt('2026-11-22T17:00:00.000Z')).toBe('Từ 23/11');
    } finally {
      api.clock.now = NOW;
    }
    for (const on of ['yesterday', '2026-02-30', '1989-12-31', '2026-11-23T00:00:00Z', ''])
      expect((await admin.get(`/api/sites?on=${on}`)).status, on).toBe(400);
  });

  it('[OT8] every state is told with its days, and to an observer without the telephone', async () => {
    const site = await getSite('Huyện Tân Trụ');
    const phone = '0272 3867 999';
    await admin.edit(
      `/api/sites/${site.siteId}`,
      site.version,
      siteWrite(site, { backupPhone: phone, effectiveFrom: '2027-01-01' }),
    );
    const path = `/api/sites/${site.siteId}/history`;
    const history = await admin.get<HistoryView<SiteVersionView>>(path);
    expect(
      history.body.versions.map(({ validFrom, validTo, backupPhone }) => [validFrom, validTo, backupPhone]),
    ).toEqual([
      ['2010-01-01', '2027-01-01', null],
      ['2027-01-01', null, phone],
    ]);
    expect(history.headers.get('etag')).toBe(`"${site.version + 1}"`);
    const observed = await (clients.get('observer') as TestClient).get<HistoryView<SiteVersionView>>(path);
    expect(JSON.stringify(observed.body)).not.toContain(phone);
    const unit = await admin.get<HistoryView<UnitVersionView>>(`/api/units/${site.unitId}/history`);
    expect(unit.body.versions).toMatchObject([{ validFrom: '2010-01-01', validTo: null, distanceKm: 15 }]);
    expect((await admin.get<ErrorAnswer>(`/api/sites/${randomUUID()}/history`)).body.code).toBe('notFound');
  });
});

describe('ending', () => {
  it('[OT4] a unit ends after what belongs to it, and is in no list from that day on', async () => {
    const site = await getSite('Huyện Tân Hưng');
    const unit = (await unitsOn('2026-11-23')).find((one) => one.unitId === site.unitId) as UnitView;
    const body = { effectiveFrom: '2027-03-01' };
    const early = await admin.edit<ErrorAnswer>(`/api/units/${unit.unitId}/close`, unit.version, body, 'POST');
    expect([early.status, early.body.code, early.body.details]).toEqual([
      409,
      'wrongState',
      { names: ['Huyện Tân Hưng'] },
    ]);
    expect((await admin.send('POST', `/api/sites/${site.siteId}/close`, body)).status).toBe(428);
    const ended = await admin.edit<HistoryView<SiteVersionView>>(
      `/api/sites/${site.siteId}/close`,
      site.version,
      body,
      'POST',
    );
    expect(ended.body.versions.map((one) => one.validTo)).toEqual(['2027-03-01']);
    expect((await admin.edit(`/api/units/${unit.unitId}/close`, unit.version, body, 'POST')).status).toBe(200);
    expect((await sitesOn('2027-02-28')).some((one) => one.siteId === site.siteId)).toBe(true);
    expect((await sitesOn('2027-03-01')).some((one) => one.siteId === site.siteId)).toBe(false);
    expect((await unitsOn('2027-03-01')).some((one) => one.unitId === unit.unitId)).toBe(false);
    const again = await admin.edit<ErrorAnswer>(
      `/api/sites/${site.siteId}/close`,
      site.version + 1,
      { effectiveFrom: '2027-04-01' },
      'POST',
    );
    expect(again.body).toMatchObject({ code: 'invalidInput', details: [{ path: ['effectiveFrom'] }] });
    const hub = await admin.edit<ErrorAnswer>(`/api/sites/${world.hub.siteId}/close`, world.hub.version, body, 'POST');
    expect(hub.body.code).toBe('wrongState');
    const orphan = await admin.send<ErrorAnswer>(
      'POST',
      '/api/sites',
      siteWrite(site, { effectiveFrom: '2027-03-01' }),
    );
    expect(orphan.body).toMatchObject({ code: 'invalidInput', details: [{ path: ['unitId'] }] });
  });

  it('[OT1] the database refuses two states on a day and two hubs on a day, whatever writes them', async () => {
    const columns = 'unit_id, name, short_name, "order", is_hub, device_class, link_down_kbps, link_up_kbps';
    const insert = (siteId: string, isHub: string, from: string, to: string | null) =>
      query(
        databaseUrl,
        `INSERT INTO site_version (site_id, valid_from, valid_to, ${columns}) SELECT $1, $2::date, $3::date, ${columns.replace('is_hub', isHub)} FROM site_version WHERE site_id = $1 ORDER BY valid_from LIMIT 1`,
        [siteId, from, to],
      );
    const [, district] = world.sites;
    await expect(insert(district?.siteId ?? '', 'is_hub', '2026-01-01', null)).rejects.toThrow(
      /site_version_no_overlap/,
    );
    await expect(insert(district?.siteId ?? '', 'is_hub', '2009-12-31', '2010-01-02')).rejects.toThrow(/no_overlap/);
    const site = await store.organisation.createSite({
      unitId: world.hub.unitId,
      name: 'Phòng họp số 2',
      shortName: 'Số 2',
      order: 15,
      isHub: false,
      deviceClass: 'room',
      linkDownKbps: 1_000,
      linkUpKbps: 1_000,
      backupPhone: null,
      effectiveFrom: '2030-01-01',
    });
    await expect(insert(site.siteId, 'true', '2029-01-01', '2030-01-01')).rejects.toThrow(/site_version_one_hub/);
    await expect(
      query(databaseUrl, 'UPDATE unit_version SET valid_to = valid_from WHERE unit_id = $1', [world.hub.unitId]),
    ).rejects.toThrow(/unit_version_valid_check/);
  });

  it('[OT2] of two changes of one site at once one is told to look again', async () => {
    const site = await getSite('Huyện Thủ Thừa');
    const path = `/api/sites/${site.siteId}`;
    const answers = await Promise.all([
      admin.edit<ErrorAnswer>(path, site.version, siteWrite(site, { name: 'Một', effectiveFrom: '2027-01-01' })),
      admin.edit<ErrorAnswer>(`${path}/close`, site.version, { effectiveFrom: '2027-02-01' }, 'POST'),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

describe('conferences', () => {
  it('[OT6][OT7] keep the names of their own day, and invite only what is in force on it', async () => {
    const site = await getSite('Huyện Châu Thành');
    const siteIds = [world.hub.siteId, site.siteId];
    const on = (date: string) =>
      plan(world, { siteIds, startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z` });
    const before = await publishPlan(store, on('2027-06-30'));
    const after = await publishPlan(store, on('2027-07-01'));
    await admin.edit(
      `/api/sites/${site.siteId}`,
      site.version,
      siteWrite(site, { name: 'Tầm Vu', effectiveFrom: '2027-07-01' }),
    );
    const names = async ({ conferenceId }: ConferenceView) =>
      (await admin.get<ConferenceView>(`/api/conferences/${conferenceId}`)).body.sites.map((one) => one.name);
    expect(await names(before)).toEqual([world.hub.name, 'Huyện Châu Thành']);
    expect(await names(after)).toEqual([world.hub.name, 'Tầm Vu']);
    const setup = await store.schedule.getSetup(before.conferenceId);
    expect(setup.sites.map((one) => one.name)).toEqual([world.hub.name, 'Huyện Châu Thành']);
    const secretary = clients.get('secretary') as TestClient;
    const clash = await secretary.send<ErrorAnswer>('POST', '/api/conferences', {
      ...on('2027-07-01'),
      chairId: world.otherChair.accountId,
      siteIds: [...siteIds, world.otherChair.siteId],
    });
    expect([clash.body.code, clash.body.details]).toMatchObject(['bookingClash', expect.any(Array)]);
    expect(JSON.stringify(clash.body.details)).toContain('Tầm Vu');

    await admin.edit(`/api/sites/${site.siteId}/close`, site.version + 1, { effectiveFrom: '2027-08-01' }, 'POST');
    const late = await secretary.send<ErrorAnswer>('POST', '/api/conferences', on('2027-08-01'));
    expect([late.status, late.body.code]).toEqual([400, 'invalidInput']);
    expect(late.body.details).toEqual([
      { code: 'custom', path: ['siteIds', 1], message: 'Điểm cầu Tầm Vu không có hiệu lực vào ngày 01/08/2027.' },
    ]);
    expect((await secretary.send('POST', '/api/conferences', on('2027-07-31'))).status).toBe(201);
    const moved = await secretary.edit<ErrorAnswer>(`/api/conferences/${after.conferenceId}`, after.version, {
      startsAt: '2027-08-02T01:00:00.000Z',
      endsAt: '2027-08-02T04:00:00.000Z',
    });
    expect(moved.body.code).toBe('invalidInput');
  });
});

describe('who may', () => {
  it('[AP1] ending and history answer their roles and refuse the others and the unknown', async () => {
    const site = await getSite('Huyện Bến Lức');
    const staff: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician', 'observer'];
    const doors = (['sites', 'units'] as const).flatMap((kind) => {
      const path = `/api/${kind}/${kind === 'sites' ? site.siteId : site.unitId}`;
      return [
        { method: 'GET', path: `${path}/history`, roles: staff, body: undefined },
        { method: 'POST', path: `${path}/close`, roles: ['administrator'], body: { effectiveFrom: '2031-01-01' } },
      ];
    });
    for (const door of doors) {
      for (const role of ROLES) {
        const client = clients.get(role) as TestClient;
        const answer = await client.send<ErrorAnswer>(door.method, door.path, door.body, { 'if-match': '"999"' });
        const expected = door.method === 'GET' ? 200 : 409;
        expect(answer.status, `${role} ${door.method} ${door.path}`).toBe(door.roles.includes(role) ? expected : 403);
      }
      expect((await new TestClient(api.url).send(door.method, door.path, door.body)).status).toBe(401);
    }
  });
});
