// Every address of the HTTP door: who may, what is refused, what is shown to whom. Over real HTTP on a real database.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AccountView,
  type AttendanceView,
  type ConferenceSummary,
  type ConferenceView,
  type ErrorAnswer,
  type JournalView,
  LIMITS,
  ROLES,
  type Role,
  type RoomView,
  type SiteView,
  type UnitView,
} from '../../server/contract/index.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, numberEntries, PASSWORD, plan, publishPlan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
const clients = new Map<Role, TestClient>();
/** The site of the `site` account: the first district, invited by `plan`. */
let ownSite: SiteView;

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  const [, district] = world.sites;
  if (district === undefined) throw new Error('the preset has no district');
  ownSite = district;
  for (const role of ROLES) {
    const siteId = role === 'site' ? district.siteId : null;
    await store.accounts.create({ username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

function as(role: Role): TestClient {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`nobody is signed in as ${role}`);
  return client;
}
let day = 0;
function onOwnDay(title = 'Giao ban tháng 11') {
  day += 1;
  const date = `2027-06-${String(day).padStart(2, '0')}`;
  return plan(world, { title, startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z` });
}
/** Everything a client could change, as text: equal before and after means nothing happened. */
async function fingerprint(): Promise<string> {
  const tables = [
    'unit',
    'site',
    'device',
    'account',
    'conference',
    'conference_officer',
    'conference_site',
    'agenda_item',
    'journal_entry',
    'booking',
  ];
  const rows = await Promise.all(
    tables.map((table) => query(databaseUrl, `SELECT t::text AS row FROM ${table} t ORDER BY 1`)),
  );
  return JSON.stringify(rows);
}

const everybody: readonly Role[] = ROLES;
const staff: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician', 'observer'];
const UNIT = { code: 'don-vi-moi', name: 'Đơn vị mới', shortName: 'Mới', level: 'other', parentId: null, order: 900 };
const ACCOUNT = { username: 'nguoi-moi', name: 'Người mới', role: 'observer', password: PASSWORD };

interface Door {
  readonly method: string;
  readonly path: string;
  readonly roles: readonly Role[];
  /** Undefined: no body. */
  readonly body?: unknown;
}

describe('who may', () => {
  it('[AP1] every address answers its roles and refuses the others and the unknown, who change nothing', async () => {
    const draft = await store.schedule.create(onOwnDay(), NOW);
    const published = await publishPlan(store, onOwnDay());
    const unit = (await store.organisation.listUnits())[3] as UnitView;
    const account = await store.accounts.create({
      username: 'bi-sua',
      name: 'Bị sửa',
      role: 'observer',
      siteId: null,
      password: PASSWORD,
    });
    const { siteId: _siteId, unitName: _unitName, level: _level, version: _version, ...site } = ownSite;
    const { unitId: _unitId, version: _unitVersion, ...unitFields } = unit;
    const doors: Door[] = [
      { method: 'GET', path: '/api/me', roles: everybody },
      { method: 'GET', path: '/api/room', roles: ['site'] },
      { method: 'GET', path: '/api/accounts', roles: ['administrator'] },
      { method: 'POST', path: '/api/accounts', roles: ['administrator'], body: ACCOUNT },
      {
        method: 'PATCH',
        path: `/api/accounts/${account.accountId}`,
        roles: ['administrator'],
        body: { name: 'Đã sửa' },
      },
      { method: 'GET', path: '/api/people', roles: ['administrator', 'secretary'] },
      { method: 'GET', path: '/api/units', roles: staff },
      { method: 'POST', path: '/api/units', roles: ['administrator'], body: UNIT },
      { method: 'PATCH', path: `/api/units/${unit.unitId}`, roles: ['administrator'], body: unitFields },
      { method: 'GET', path: '/api/sites', roles: staff },
      {
        method: 'POST',
        path: '/api/sites',
        roles: ['administrator'],
        body: { ...site, name: 'Điểm cầu mới', isHub: false },
      },
      { method: 'PATCH', path: `/api/sites/${ownSite.siteId}`, roles: ['administrator'], body: site },
      { method: 'GET', path: '/api/conferences', roles: everybody },
      { method: 'POST', path: '/api/conferences', roles: ['secretary'], body: onOwnDay() },
      { method: 'GET', path: `/api/conferences/${published.conferenceId}`, roles: everybody },
      {
        method: 'PATCH',
        path: `/api/conferences/${published.conferenceId}`,
        roles: ['secretary'],
        body: { title: 'Tên khác' },
      },
      {
        method: 'GET',
        path: `/api/conferences/${published.conferenceId}/journal`,
        roles: ['administrator', 'secretary', 'chair', 'technician'],
      },
      {
        method: 'GET',
        path: `/api/conferences/${published.conferenceId}/attendance`,
        roles: ['administrator', 'secretary', 'chair', 'technician'],
      },
      { method: 'POST', path: `/api/conferences/${draft.conferenceId}/publish`, roles: ['secretary'], body: {} },
      {
        method: 'POST',
        path: `/api/conferences/${draft.conferenceId}/cancel`,
        roles: ['secretary'],
        body: { reason: 'khac' },
      },
    ];
    const send = (client: TestClient, { method, path, body }: Door) =>
      client.send<ErrorAnswer>(method, path, body, method === 'PATCH' ? { 'if-match': '"1"' } : {});
    const before = await fingerprint();
    for (const door of doors) {
      for (const role of ROLES.filter((candidate) => !door.roles.includes(candidate))) {
        const answer = await send(as(role), door);
        expect([answer.status, answer.body.code], `${role} ${door.method} ${door.path}`).toEqual([403, 'forbidden']);
      }
      const answer = await send(new TestClient(api.url), door);
      expect([answer.status, answer.body.code], `nobody ${door.method} ${door.path}`).toEqual([401, 'notSignedIn']);
    }
    expect(await fingerprint()).toBe(before);
    for (const door of doors) {
      const readers = door.method === 'GET' ? door.roles : door.roles.slice(0, 1);
      for (const role of readers) {
        // `published` had two versions before its edit.
        const version = door.path === `/api/conferences/${published.conferenceId}` ? '"2"' : '"1"';
        const answer = await as(role).send(
          door.method,
          door.path,
          door.body,
          door.method === 'PATCH' ? { 'if-match': version } : {},
        );
        expect(answer.status, `${role} ${door.method} ${door.path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      }
    }
  });

  it('[AP9] a draft is seen by the secretariat and the chairs only', async () => {
    const draft = await store.schedule.create(onOwnDay('Bản nháp riêng'), NOW);
    for (const role of ROLES) {
      const sees = ['administrator', 'secretary', 'chair'].includes(role);
      const listed = await as(role).get<ConferenceSummary[]>('/api/conferences');
      expect(
        listed.body.some((row) => row.conferenceId === draft.conferenceId),
        role,
      ).toBe(sees);
      expect((await as(role).get(`/api/conferences/${draft.conferenceId}`)).status, role).toBe(sees ? 200 : 404);
    }
  });

  it('[AP9] a site sees its own conferences without the other sites, and nothing of the rest', async () => {
    const invited = await publishPlan(store, onOwnDay('Có mời'));
    const foreign = await publishPlan(store, { ...onOwnDay('Không mời'), siteIds: [world.hub.siteId] });
    const listed = await as('site').get<ConferenceSummary[]>('/api/conferences');
    const ids = listed.body.map((row) => row.conferenceId);
    expect(ids).toContain(invited.conferenceId);
    expect(ids).not.toContain(foreign.conferenceId);
    const view = await as('site').get<ConferenceView>(`/api/conferences/${invited.conferenceId}`);
    expect(view.body.sites.map((site) => site.siteId)).toEqual([ownSite.siteId]);
    expect(view.body.secretaries).toEqual([]);
    const unknown = await as('site').get(`/api/conferences/${foreign.conferenceId}`);
    const missing = await as('site').get('/api/conferences/0198c2a1-0000-7000-8000-000000000000');
    expect([unknown.status, unknown.body]).toEqual([missing.status, missing.body]);
    const room = await as('site').get<RoomView>('/api/room');
    expect(room.body).toMatchObject({ siteName: ownSite.name, linkDownKbps: ownSite.linkDownKbps });
    expect(JSON.stringify(room.body)).not.toContain('conferenceId');
  });
});

describe('edits', () => {
  it('[AP2] need the version they start from; a stale one is told what is there now', async () => {
    const draft = await store.schedule.create(onOwnDay(), NOW);
    const path = `/api/conferences/${draft.conferenceId}`;
    const secretary = as('secretary');
    expect((await secretary.get(path)).headers.get('etag')).toBe('"1"');
    const without = await secretary.send<ErrorAnswer>('PATCH', path, { title: 'Không phiên bản' });
    expect([without.status, without.body.code]).toEqual([428, 'invalidInput']);
    const first = await secretary.edit<ConferenceView>(path, 1, { title: 'Người thứ nhất' });
    expect([first.status, first.headers.get('etag'), first.body.version]).toEqual([200, '"2"', 2]);
    const second = await secretary.edit<ErrorAnswer>(path, 1, { title: 'Người thứ hai' });
    expect([second.status, second.body.code]).toEqual([409, 'conflict']);
    expect(second.body.details).toEqual({ version: 2, current: first.body, changedBy: 'Vai secretary' });
    expect((await secretary.edit<ErrorAnswer>(`${path}/publish`, 1, {}, 'POST')).body.code).toBe('conflict');
    expect((await secretary.send<ErrorAnswer>('PATCH', path, { title: 'x' }, { 'if-match': '*' })).body.code).toBe(
      'conflict',
    );
    expect((await secretary.get<ConferenceView>(path)).body).toEqual(first.body);
    expect(api.changed.filter((id) => id === draft.conferenceId)).toHaveLength(1);
  });

  it('[AP2] units, sites and accounts are guarded alike', async () => {
    const admin = as('administrator');
    const unit = (await admin.get<UnitView[]>('/api/units')).body[5] as UnitView;
    const site = (await admin.get<SiteView[]>('/api/sites')).body[8] as SiteView;
    const account = (await admin.get<AccountView[]>('/api/accounts')).body[0] as AccountView;
    const { unitId, version: _unitVersion, ...unitFields } = unit;
    const { siteId, unitName: _unitName, level: _level, version: _siteVersion, ...siteFields } = site;
    const edits: [string, number, object][] = [
      [`/api/units/${unitId}`, unit.version, { ...unitFields, order: 555 }],
      [`/api/sites/${siteId}`, site.version, { ...siteFields, linkUpKbps: 4_000, deviceClass: 'personal' }],
      [`/api/accounts/${account.accountId}`, account.version, { name: 'Tên đã đổi' }],
    ];
    for (const [path, version, body] of edits) {
      expect((await admin.send('PATCH', path, body)).status, path).toBe(428);
      const edited = await admin.edit<{ version: number }>(path, version, body);
      expect([edited.status, edited.body.version], path).toEqual([200, version + 1]);
      expect(edited.body).toMatchObject(body);
      expect((await admin.edit<ErrorAnswer>(path, version, body)).body).toMatchObject({
        code: 'conflict',
        details: { version: version + 1 },
      });
    }
  });

  it('[AP3] a name, a code or a hub that is taken is said so; a ring of units is refused', async () => {
    const admin = as('administrator');
    const units = (await admin.get<UnitView[]>('/api/units')).body;
    const [top, child] = [units[0] as UnitView, units[1] as UnitView];
    const sites = (await admin.get<SiteView[]>('/api/sites')).body;
    const {
      siteId: _siteId,
      unitName: _unitName,
      level: _level,
      version: _version,
      ...hub
    } = sites.find((site) => site.isHub) as SiteView;
    const { unitId, version, ...fields } = top;
    expect((await admin.send<ErrorAnswer>('POST', '/api/units', { ...UNIT, code: child.code })).body.code).toBe(
      'alreadyExists',
    );
    expect((await admin.send<ErrorAnswer>('POST', '/api/sites', hub)).body.code).toBe('alreadyExists');
    expect((await admin.send<ErrorAnswer>('POST', '/api/accounts', { ...ACCOUNT, username: 'THUKY' })).body.code).toBe(
      'alreadyExists',
    );
    const ring = await admin.edit<ErrorAnswer>(`/api/units/${unitId}`, version, { ...fields, parentId: child.unitId });
    expect(ring.body).toMatchObject({ code: 'invalidInput', details: [{ path: ['parentId'] }] });
  });
});

describe('input', () => {
  it('[AP3] malformed, unknown, oversized and unstorable input is refused and changes nothing', async () => {
    const good = onOwnDay();
    const before = await fingerprint();
    const wrong: [unknown, number][] = [
      ['{"title":', 400],
      ['null', 400],
      ['[]', 400],
      ['"text"', 400],
      [{}, 400],
      [{ ...good, extra: 1 }, 400],
      [{ ...good, __proto__x: {} }, 400],
      [{ ...good, title: '   ' }, 400],
      [{ ...good, title: 'x'.repeat(LIMITS.titleLength + 1) }, 400],
      [{ ...good, title: 'nul \u0000 inside' }, 400],
      [{ ...good, chairId: "' OR 1=1 --" }, 400],
      [{ ...good, startsAt: 'tomorrow' }, 400],
      [{ ...good, siteIds: [] }, 400],
      [{ ...good, siteIds: Array(LIMITS.sitesPerConference + 1).fill(world.hub.siteId) }, 400],
      ['['.repeat(100_000), 400],
      [{ ...good, title: 'x'.repeat(LIMITS.httpBodyBytes) }, 413],
    ];
    for (const [body, status] of wrong) {
      const answer = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', body);
      const shown = JSON.stringify(body).slice(0, 80);
      expect([answer.status, answer.body.code], shown).toEqual([status, status === 413 ? 'tooLarge' : 'invalidInput']);
    }
    const asText = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', good, {
      'content-type': 'text/plain',
    });
    expect(asText.status).toBe(400);
    for (const path of ['/api/conferences/not-an-id', '/api/conferences/%ff', '/api/nothing', '/api/sites/1/2']) {
      expect((await as('secretary').get<ErrorAnswer>(path)).body.code, path).toBe('notFound');
    }
    expect((await as('secretary').get('/api/conferences?from=yesterday')).status).toBe(400);
    expect((await as('secretary').get('/api/sites?q=a&q=b')).status).toBe(400);
    expect(await fingerprint()).toBe(before);
    const literal = await as('secretary').send<ConferenceView>('POST', '/api/conferences', {
      ...good,
      title: 'chữ \\u0000 "viết" ra',
    });
    expect([literal.status, literal.body.title]).toEqual([201, 'chữ \\u0000 "viết" ra']);
  });

  it('[AP3] a refused plan names its fields, a clash what clashes', async () => {
    const good = onOwnDay();
    const secretary = as('secretary');
    const invalid = await secretary.send<ErrorAnswer>('POST', '/api/conferences', { ...good, endsAt: good.startsAt });
    expect(invalid.body.details).toMatchObject([{ path: ['endsAt'] }]);
    const officers = await secretary.send<ErrorAnswer>('POST', '/api/conferences', {
      ...good,
      chairId: world.secretary.accountId,
    });
    expect(officers.body.details).toMatchObject([{ code: 'custom', path: ['chairId'] }]);
    expect((await secretary.send('POST', '/api/conferences', good)).status).toBe(201);
    const clash = await secretary.send<ErrorAnswer>('POST', '/api/conferences', good);
    expect([clash.status, clash.body.code]).toEqual([409, 'bookingClash']);
    expect(clash.body.message).toMatch(/^Trùng lịch: /);
    expect(clash.body.details).toMatchObject([
      { resource: 'chair' },
      { resource: 'site' },
      { resource: 'site' },
      { resource: 'site' },
      { resource: 'site' },
    ]);
  });

  it('[AP10] units, sites and conferences are found without diacritics and by either place of the tone', async () => {
    const names = async (path: string) =>
      (await as('secretary').get<{ name: string }[]>(path)).body.map((row) => row.name);
    expect(await names('/api/sites?q=ben%20luc')).toEqual([expect.stringContaining('Bến Lức')]);
    expect(await names(`/api/units?q=${encodeURIComponent('Đức Hoà')}`)).toEqual([expect.stringContaining('Đức Hòa')]);
    expect(await names('/api/sites?q=')).toHaveLength((await store.organisation.listSites()).length);
    await store.schedule.create(onOwnDay('Sơ kết quý một'), NOW);
    const found = await as('secretary').get<ConferenceSummary[]>('/api/conferences?q=so%20ket');
    expect(found.body.map((row) => row.title)).toEqual(['Sơ kết quý một']);
  });

  it('[AP10] a list from one instant to another holds what touches that span', async () => {
    const { startsAt, endsAt } = onOwnDay('Trong khoảng');
    await store.schedule.create({ ...plan(world), title: 'Trong khoảng', startsAt, endsAt }, NOW);
    const titles = async (from: string, to: string) =>
      (await as('secretary').get<ConferenceSummary[]>(`/api/conferences?from=${from}&to=${to}`)).body.map(
        (row) => row.title,
      );
    const at = (time: string) => startsAt.replace('T01', `T${time}`);
    expect(await titles(at('02'), at('03'))).toEqual(['Trong khoảng']);
    expect(await titles(at('04'), at('05'))).toEqual([]);
    expect(await titles(at('00'), startsAt)).toEqual([]);
  });
});

describe('after a conference', () => {
  it('[AP15] its journal has a sentence for each entry and its attendance a row for each site', async () => {
    const { conferenceId } = await publishPlan(store, onOwnDay());
    const empty = await as('chair').get<JournalView>(`/api/conferences/${conferenceId}/journal`);
    expect(empty.body).toEqual({ conferenceId, entries: [], lines: [] });
    const setup = await store.schedule.getSetup(conferenceId);
    const { siteId } = ownSite;
    const entries = numberEntries(setup, 0, [
      { type: 'conferenceOpened', data: setup },
      { type: 'siteArrived', data: { siteId } },
      { type: 'siteAdmitted', data: { siteId } },
      { type: 'conferenceClosed', data: {} },
    ]);
    await store.journal.append(conferenceId, 0, entries.slice(0, 1));
    await store.journal.append(conferenceId, 1, entries.slice(1));
    const journal = await as('technician').get<JournalView>(`/api/conferences/${conferenceId}/journal`);
    expect(journal.body.entries).toEqual(entries);
    expect(journal.body.lines.map((line) => line.seq)).toEqual([1, 2, 3, 4]);
    expect(journal.body.lines[0]?.text).toContain('Khai mạc phiên họp');
    const attendance = await as('secretary').get<AttendanceView>(`/api/conferences/${conferenceId}/attendance`);
    expect(attendance.body).toMatchObject({ openedAt: entries[0]?.at, closedAt: entries[3]?.at });
    expect(attendance.body.sites.map((site) => site.siteId)).toEqual(setup.sites.map((site) => site.siteId));
    expect(attendance.body.sites.find((site) => site.siteId === siteId)?.firstArrivedAt).toBe(entries[1]?.at);
  });
});
