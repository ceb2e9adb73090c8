// Who may do what at the HTTP door, what is shown to whom, and what a conference leaves. Over real HTTP on a real database.

import { describe, expect, it } from 'vitest';
import {
  type AttendanceView,
  type ConferenceSummary,
  type ConferenceView,
  type ErrorAnswer,
  type JournalView,
  ROLES,
  type Role,
  type RoomView,
  type UnitView,
} from '../../server/contract/index.ts';
import { TestClient } from './support/api.ts';
import { ACCOUNT, prepareApi, UNIT } from './support/apiRoom.ts';
import { NOW, numberEntries, PASSWORD, publishPlan } from './support/schedule.ts';

const { as, fingerprint, onOwnDay, the } = prepareApi();

const everybody: readonly Role[] = ROLES;
const staff: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician', 'observer'];

interface Door {
  readonly method: string;
  readonly path: string;
  readonly roles: readonly Role[];
  /** Undefined: no body. */
  readonly body?: unknown;
}

describe('who may', () => {
  it('[AP1] every address answers its roles and refuses the others and the unknown, who change nothing', async () => {
    const draft = await the().store.schedule.create(onOwnDay(), NOW);
    const published = await publishPlan(the().store, onOwnDay());
    const unit = (await the().store.organisation.listUnits())[3] as UnitView;
    const account = await the().store.accounts.create({
      username: 'bi-sua',
      name: 'Bị sửa',
      role: 'observer',
      siteId: null,
      password: PASSWORD,
    });
    const { siteId: _siteId, unitName: _unitName, level: _level, version: _version, ...site } = the().ownSite;
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
      { method: 'PATCH', path: `/api/sites/${the().ownSite.siteId}`, roles: ['administrator'], body: site },
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
      const answer = await send(new TestClient(the().api.url), door);
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
    const draft = await the().store.schedule.create(onOwnDay('Bản nháp riêng'), NOW);
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
    const invited = await publishPlan(the().store, onOwnDay('Có mời'));
    const foreign = await publishPlan(the().store, { ...onOwnDay('Không mời'), siteIds: [the().world.hub.siteId] });
    const listed = await as('site').get<ConferenceSummary[]>('/api/conferences');
    const ids = listed.body.map((row) => row.conferenceId);
    expect(ids).toContain(invited.conferenceId);
    expect(ids).not.toContain(foreign.conferenceId);
    const view = await as('site').get<ConferenceView>(`/api/conferences/${invited.conferenceId}`);
    expect(view.body.sites.map((site) => site.siteId)).toEqual([the().ownSite.siteId]);
    expect(view.body.secretaries).toEqual([]);
    const unknown = await as('site').get(`/api/conferences/${foreign.conferenceId}`);
    const missing = await as('site').get('/api/conferences/0198c2a1-0000-7000-8000-000000000000');
    expect([unknown.status, unknown.body]).toEqual([missing.status, missing.body]);
    const room = await as('site').get<RoomView>('/api/room');
    expect(room.body).toMatchObject({ siteName: the().ownSite.name, linkDownKbps: the().ownSite.linkDownKbps });
    expect(JSON.stringify(room.body)).not.toContain('conferenceId');
  });
});

describe('after a conference', () => {
  it('[AP15] its journal has a sentence for each entry and its attendance a row for each site', async () => {
    const { conferenceId } = await publishPlan(the().store, onOwnDay());
    const empty = await as('chair').get<JournalView>(`/api/conferences/${conferenceId}/journal`);
    expect(empty.body).toEqual({ conferenceId, entries: [], lines: [] });
    const setup = await the().store.schedule.getSetup(conferenceId);
    const { siteId } = the().ownSite;
    const entries = numberEntries(setup, 0, [
      { type: 'conferenceOpened', data: setup },
      { type: 'siteArrived', data: { siteId } },
      { type: 'siteAdmitted', data: { siteId } },
      { type: 'conferenceClosed', data: {} },
    ]);
    await the().store.journal.append(conferenceId, 0, entries.slice(0, 1));
    await the().store.journal.append(conferenceId, 1, entries.slice(1));
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
