// The life of a conference over HTTP on a real database: who may, what each step keeps, two at once, what it frees and books.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApprovalSettingView,
  type ConferenceSummary,
  type ConferenceView,
  ERRORS,
  type ErrorAnswer,
  LIFE_ACTS,
  type LifeAct,
  type LifeView,
  ROLES,
  type Role,
  type StateSecretRefusal,
} from '../../server/contract/index.ts';
import type { Store } from '../../server/store/createStore.ts';
import { type Answer, startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, numberEntries, PASSWORD, plan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
const clients = new Map<Role | 'own chair', TestClient>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  for (const role of ROLES) {
    const siteId = role === 'site' ? (world.sites[1]?.siteId ?? null) : null;
    await store.accounts.create({ username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
  clients.set('own chair', await TestClient.signIn(api.url, 'chutri'));
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

function as(who: Role | 'own chair'): TestClient {
  const client = clients.get(who);
  if (client === undefined) throw new Error(`nobody is signed in as ${who}`);
  return client;
}
let day = 0;
function onOwnDay(title = 'Giao ban tháng 6') {
  day += 1;
  const date = new Date(Date.UTC(2027, 5, day)).toISOString().slice(0, 10);
  return plan(world, { title, startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z` });
}
const pathOf = (conference: Pick<ConferenceView, 'conferenceId'>) => `/api/conferences/${conference.conferenceId}`;
const act = (client: TestClient, conference: ConferenceView, name: LifeAct, body: unknown = {}) =>
  client.edit<ConferenceView>(`${pathOf(conference)}/${name}`, conference.version, body, 'POST');
/** Does it, or fails with what was answered. */
async function go(who: Role | 'own chair', conference: ConferenceView, name: LifeAct, body: unknown = {}) {
  const answer = await act(as(who), conference, name, body);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const draft = async (input = onOwnDay()) =>
  (await as('secretary').send<ConferenceView>('POST', '/api/conferences', input)).body;
const lifeOf = async (conference: ConferenceView, who: Role | 'own chair' = 'secretary') =>
  (await as(who).get<LifeView>(`${pathOf(conference)}/life`)).body;
const countBookings = async (conference: ConferenceView) =>
  (await query(databaseUrl, 'SELECT 1 FROM booking WHERE conference_id = $1', [conference.conferenceId])).length;
const POSTPONE = { reason: 'yKienCapTren', note: 'Chờ ý kiến Bộ' };
const failure = (answer: Answer) => [answer.status, (answer.body as ErrorAnswer).code];

async function setApproval(publishWithoutApproval: boolean, delegateIds: readonly string[] = []) {
  const { version } = (await as('administrator').get<ApprovalSettingView>('/api/settings/approval')).body;
  const body = { publishWithoutApproval, delegateIds };
  const answer = await as('administrator').edit<ApprovalSettingView>('/api/settings/approval', version, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

describe('who may', () => {
  const bodies: Partial<Record<LifeAct, unknown>> = {
    return: { comment: 'Bổ sung chương trình' },
    postpone: POSTPONE,
    cancel: { reason: 'khac' },
    reschedule: { ...POSTPONE, startsAt: '2027-09-01T01:00:00Z', endsAt: '2027-09-01T02:00:00Z' },
  };

  it('[LF2][AP1] every act refuses the other roles and the unknown, and then nothing has happened', async () => {
    const conference = await draft();
    const doors: [LifeAct, Role][] = LIFE_ACTS.map((name) => [
      name,
      name === 'approve' || name === 'return' ? 'chair' : 'secretary',
    ]);
    for (const [name, allowed] of doors) {
      for (const role of ROLES.filter((one) => one !== allowed))
        expect(failure(await act(as(role), conference, name, bodies[name])), `${role} ${name}`).toEqual([
          403,
          'forbidden',
        ]);
      const unknown = new TestClient(api.url);
      expect(failure(await act(unknown, conference, name, bodies[name])), `nobody ${name}`).toEqual([
        401,
        'notSignedIn',
      ]);
    }
    const readers: readonly Role[] = ['administrator', 'secretary', 'chair'];
    for (const role of ROLES)
      expect((await as(role).get(`${pathOf(conference)}/life`)).status, role).toBe(readers.includes(role) ? 200 : 403);
    expect((await as('secretary').get<ConferenceView>(pathOf(conference))).body).toEqual(conference);
  });

  it('[LF2] of the chairs only its own approves, until the administrator names another', async () => {
    const submitted = await go('secretary', await draft(), 'submit', { comment: 'Kính trình' });
    expect(failure(await act(as('chair'), submitted, 'approve'))).toEqual([403, 'forbidden']);
    expect((await lifeOf(submitted, 'chair')).acts).toEqual([]);
    expect((await lifeOf(submitted, 'own chair')).acts).toEqual(['approve', 'return']);
    const people = await store.accounts.list();
    const delegate = people.find((account) => account.username === 'vai-chair');
    const observer = people.find((account) => account.username === 'vai-observer');
    if (delegate === undefined || observer === undefined) throw new Error('accounts');
    const named = await setApproval(true, [delegate.accountId]);
    expect(named.delegates).toEqual([{ accountId: delegate.accountId, name: 'Vai chair' }]);
    expect((await go('chair', submitted, 'approve')).status).toBe('approved');
    const wrong = { publishWithoutApproval: true, delegateIds: [observer.accountId] };
    const refused = await as('administrator').edit<ErrorAnswer>('/api/settings/approval', named.version, wrong);
    expect(failure(refused)).toEqual([400, 'invalidInput']);
    await setApproval(true);
  });

  it('[LF4] with the setting off only an approved conference is published; only administrators turn it', async () => {
    const off = { publishWithoutApproval: false, delegateIds: [] };
    for (const role of ROLES.filter((one) => one !== 'administrator'))
      expect((await as(role).edit('/api/settings/approval', 1, off)).status, role).toBe(403);
    await setApproval(false);
    const conference = await draft();
    const refused = await act(as('secretary'), conference, 'publish');
    expect(failure(refused)).toEqual([409, 'wrongState']);
    expect((await lifeOf(conference)).acts).toEqual(['submit', 'cancel']);
    const approved = await go('own chair', await go('secretary', conference, 'submit'), 'approve');
    expect((await go('secretary', approved, 'publish')).status).toBe('published');
    await setApproval(true);
    expect((await go('secretary', await draft(), 'publish')).status).toBe('published');
  });

  it('[LF10] what waits for approval is seen like a draft, by nobody else', async () => {
    const submitted = await go('secretary', await draft(onOwnDay('Đang chờ duyệt')), 'submit');
    for (const role of ROLES) {
      const sees = ['administrator', 'secretary', 'chair'].includes(role);
      const listed = await as(role).get<ConferenceSummary[]>('/api/conferences');
      expect(
        listed.body.some((row) => row.conferenceId === submitted.conferenceId),
        role,
      ).toBe(sees);
      expect((await as(role).get(pathOf(submitted))).status, role).toBe(sees ? 200 : 404);
    }
  });
});

describe('the way', () => {
  it('[LF1][LF3][LF6] submitted, returned with a comment, submitted again, approved, published, concluded: every step is kept', async () => {
    let conference = await go('secretary', await draft(), 'submit', { comment: 'Kính trình' });
    expect(failure(await act(as('own chair'), conference, 'return', { comment: '  ' }))).toEqual([400, 'invalidInput']);
    conference = await go('own chair', conference, 'return', { comment: 'Bổ sung nội dung thu ngân sách' });
    expect(conference.status).toBe('draft');
    conference = await go('own chair', await go('secretary', conference, 'submit'), 'approve', { comment: 'Đồng ý' });
    conference = await go('secretary', conference, 'publish');
    const setup = await store.schedule.getSetup(conference.conferenceId);
    const facts = [
      { type: 'conferenceOpened', data: setup },
      { type: 'conferencePaused', data: {} },
      { type: 'conferenceResumed', data: {} },
      { type: 'conferenceClosed', data: {} },
    ] as const;
    for (const [index, fact] of facts.entries())
      await store.journal.append(conference.conferenceId, index, numberEntries(setup, index, [fact]));
    conference = await store.schedule.get(conference.conferenceId);
    expect(conference.status).toBe('closed');
    expect((await lifeOf(conference)).acts).toEqual(['conclude']);
    api.clock.now = new Date(NOW.getTime() + 3_600_000);
    conference = await go('secretary', conference, 'conclude', { comment: 'Thông báo số 12/TB-UBND' });
    api.clock.now = NOW;
    expect(conference.status).toBe('concluded');
    const { steps } = await lifeOf(conference);
    expect(steps.map(({ act: name, from, to, byName, comment }) => [name, from, to, byName, comment])).toEqual([
      ['create', null, 'draft', 'Vai secretary', ''],
      ['submit', 'draft', 'submitted', 'Vai secretary', 'Kính trình'],
      ['return', 'submitted', 'draft', 'Đồng chí chutri', 'Bổ sung nội dung thu ngân sách'],
      ['submit', 'draft', 'submitted', 'Vai secretary', ''],
      ['approve', 'submitted', 'approved', 'Đồng chí chutri', 'Đồng ý'],
      ['publish', 'approved', 'published', 'Vai secretary', ''],
      ['open', 'published', 'open', null, ''],
      ['pause', 'open', 'paused', null, ''],
      ['resume', 'paused', 'open', null, ''],
      ['close', 'open', 'closed', null, ''],
      ['conclude', 'closed', 'concluded', 'Vai secretary', 'Thông báo số 12/TB-UBND'],
    ]);
    await expect(query(databaseUrl, "UPDATE life_step SET comment = ''")).rejects.toThrow(/never changed/);
  });

  it('[LF5] a submitted conference is not edited; editing an approved one takes the approval away', async () => {
    const submitted = await go('secretary', await draft(), 'submit');
    const edit = (conference: ConferenceView) =>
      as('secretary').edit<ConferenceView>(pathOf(conference), conference.version, { title: 'Tên khác' });
    expect(failure(await edit(submitted))).toEqual([409, 'wrongState']);
    const approved = await go('own chair', submitted, 'approve');
    expect((await edit(approved)).body).toMatchObject({ status: 'draft', title: 'Tên khác' });
  });

  it('[LF9] a paused conference says so and is still live', async () => {
    const published = await go('secretary', await draft(), 'publish');
    const setup = await store.schedule.getSetup(published.conferenceId);
    const append = (seq: number, type: 'conferencePaused' | 'conferenceResumed') =>
      store.journal.append(setup.conferenceId, seq, numberEntries(setup, seq, [{ type, data: {} }]));
    await store.journal.append(
      setup.conferenceId,
      0,
      numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]),
    );
    await append(1, 'conferencePaused');
    expect((await as('site').get<ConferenceView>(pathOf(published))).body.status).toBe('paused');
    const listed = await as('observer').get<ConferenceSummary[]>('/api/conferences');
    expect(listed.body.find((row) => row.conferenceId === published.conferenceId)?.status).toBe('paused');
    expect(await store.journal.listOpen()).toContain(published.conferenceId);
    await append(2, 'conferenceResumed');
    expect((await store.schedule.get(published.conferenceId)).status).toBe('open');
  });
});

describe('two at once', () => {
  it('[LF7] two approvals race: one happens, the other is told what is there and who did it', async () => {
    const other = await store.accounts.list();
    const delegate = other.find((account) => account.username === 'vai-chair');
    await setApproval(true, delegate === undefined ? [] : [delegate.accountId]);
    const submitted = await go('secretary', await draft(), 'submit');
    const answers = await Promise.all([
      act(as('own chair'), submitted, 'approve'),
      act(as('chair'), submitted, 'approve'),
      act(as('own chair'), submitted, 'return', { comment: 'Chưa đủ' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const kept = answers.find((answer) => answer.status === 200)?.body;
    for (const lost of answers.filter((answer) => answer.status === 409)) {
      const { code, details } = lost.body as unknown as ErrorAnswer;
      expect(code).toBe('conflict');
      expect(details).toMatchObject({ version: 3, current: kept, changedBy: expect.stringMatching(/chutri|chair/) });
    }
    expect((await lifeOf(submitted)).steps).toHaveLength(3);
    await setApproval(true);
  });

  it('[LF7] an act without a version is refused, with an old one told what is there now', async () => {
    const conference = await draft();
    const without = await as('secretary').send<ErrorAnswer>('POST', `${pathOf(conference)}/submit`, {});
    expect(without.status).toBe(428);
    await as('secretary').edit(pathOf(conference), conference.version, { title: 'Mới hơn' });
    const stale = await act(as('secretary'), conference, 'submit');
    expect(failure(stale)).toEqual([409, 'conflict']);
    expect((stale.body as unknown as ErrorAnswer).details).toMatchObject({ current: { title: 'Mới hơn' } });
  });
});

describe('hoãn, dời, hủy', () => {
  it('[LF3][LF8] postponing gives its reason and frees everything; rescheduling books the new time and publishes', async () => {
    const published = await go('secretary', await draft(), 'publish');
    expect(failure(await act(as('secretary'), published, 'postpone', { note: 'không lý do' }))).toEqual([
      400,
      'invalidInput',
    ]);
    const postponed = await go('secretary', published, 'postpone', POSTPONE);
    expect(postponed).toMatchObject({
      status: 'postponed',
      cancelReason: 'yKienCapTren',
      cancelNote: 'Chờ ý kiến Bộ',
      version: published.version + 1,
    });
    expect(await countBookings(postponed)).toBe(0);
    expect((await as('site').get<ConferenceView>(pathOf(postponed))).body).toMatchObject({
      status: 'postponed',
      cancelNote: null,
    });
    const inItsPlace = await draft({
      ...onOwnDay('Vào chỗ trống'),
      startsAt: published.startsAt,
      endsAt: published.endsAt,
    });
    expect(inItsPlace.status).toBe('draft');
    const back = { ...POSTPONE, startsAt: published.startsAt, endsAt: published.endsAt };
    expect(failure(await act(as('secretary'), postponed, 'reschedule', back))).toEqual([409, 'bookingClash']);
    expect((await store.schedule.get(postponed.conferenceId)).version).toBe(postponed.version);
    const times = { startsAt: '2027-08-02T01:00:00.000Z', endsAt: '2027-08-02T03:00:00.000Z' };
    const moved = await go('secretary', postponed, 'reschedule', { ...POSTPONE, ...times });
    expect(moved).toMatchObject({ status: 'published', ...times, cancelReason: null, version: postponed.version + 1 });
    expect(await countBookings(moved)).toBeGreaterThan(4);
    const passed = { ...POSTPONE, startsAt: '2026-11-01T01:00:00Z', endsAt: '2026-11-01T02:00:00Z' };
    expect(failure(await act(as('secretary'), moved, 'reschedule', passed))).toEqual([400, 'invalidInput']);
    expect(api.changed.filter((id) => id === moved.conferenceId)).toHaveLength(4);
  });

  it('[LF3] a postponed conference may still be cancelled, and then nothing more', async () => {
    const postponed = await go('secretary', await go('secretary', await draft(), 'publish'), 'postpone', POSTPONE);
    const cancelled = await go('secretary', postponed, 'cancel', { reason: 'batKhaKhang' });
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelReason: 'batKhaKhang', cancelNote: '' });
    expect((await lifeOf(cancelled)).acts).toEqual([]);
    const late = { ...POSTPONE, startsAt: '2027-08-09T01:00:00Z', endsAt: '2027-08-09T02:00:00Z' };
    expect(failure(await act(as('secretary'), cancelled, 'reschedule', late))).toEqual([409, 'wrongState']);
  });
});

describe('state secrets', () => {
  it('[LF11] such a conference is refused and not kept; who tried is, without the title', async () => {
    const title = 'Nội dung không được nêu';
    const before = await query(databaseUrl, 'SELECT 1 FROM conference');
    const answer = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', {
      ...onOwnDay(title),
      containsStateSecret: true,
    });
    expect([answer.status, answer.body.code, answer.body.message]).toEqual([422, 'stateSecret', ERRORS.stateSecret.vi]);
    expect(await query(databaseUrl, 'SELECT 1 FROM conference')).toHaveLength(before.length);
    const titleHash = createHash('sha256').update(title).digest('hex');
    const listed = await as('administrator').get<StateSecretRefusal[]>('/api/state-secret-refusals');
    expect(listed.body).toEqual([{ at: NOW.toISOString(), byName: 'Vai secretary', titleHash }]);
    for (const role of ROLES.filter((one) => one !== 'administrator'))
      expect((await as(role).get('/api/state-secret-refusals')).status, role).toBe(403);
    const plain = await as('secretary').send('POST', '/api/conferences', { ...onOwnDay(), containsStateSecret: false });
    expect(plain.status).toBe(201);
  });
});
