// Accounts over time, over real HTTP on a real database: what holds from a day on, who is let in on which day, and what a conference
// makes of its officers.

import { describe, expect, it } from 'vitest';
import { createSessionFinder } from '../../server/api/sessions.ts';
import type {
  AccountView,
  ConferenceSummary,
  ConferenceView,
  ErrorAnswer,
  PersonView,
  Role,
} from '../../server/contract/index.ts';
import type { AccountVersionView, HistoryView } from '../../server/contract/organisation.ts';
import { TestClient } from './support/api.ts';
import { prepareApi } from './support/apiRoom.ts';
import { query } from './support/database.ts';
import { NOW, PASSWORD, plan } from './support/schedule.ts';

const { the } = prepareApi();
/** Signed in anew each time: a journey to another day ends what was signed in before. */
const as = (role: Role) => TestClient.signIn(the().api.url, `vai-${role}`);
/** The last moment of 30/06/2027 and the first of 01/07/2027 in Việt Nam. */
const LAST = new Date('2027-06-30T16:59:59.999Z');
const FIRST = new Date('2027-06-30T17:00:00.000Z');
const DAY = '2027-07-01';

let count = 0;
async function createAccount(input: Partial<AccountView> & { effectiveFrom?: string } = {}): Promise<AccountView> {
  count += 1;
  const account = { username: `theo-ngay-${count}`, name: `Người ${count}`, role: 'observer', password: PASSWORD };
  const { status, body } = await (await as('administrator')).send<AccountView>('POST', '/api/accounts', {
    ...account,
    ...input,
  });
  expect(status).toBe(201);
  return body;
}
async function change(account: AccountView, edit: object, effectiveFrom = DAY): Promise<AccountView> {
  const edited = await (await as('administrator')).edit<AccountView>(
    `/api/accounts/${account.accountId}`,
    account.version,
    {
      ...edit,
      effectiveFrom,
    },
  );
  expect(edited.status, JSON.stringify(edited.body)).toBe(200);
  return edited.body;
}
/** The account as a list of a day shows it; left out: today's. */
async function shownOn({ accountId }: AccountView, on?: string): Promise<AccountView | undefined> {
  const { body } = await (await as('administrator')).get<AccountView[]>(
    `/api/accounts${on === undefined ? '' : `?on=${on}`}`,
  );
  return body.find((one) => one.accountId === accountId);
}
const historyOf = async ({ accountId }: AccountView) =>
  (await (await as('administrator')).get<HistoryView<AccountVersionView>>(`/api/accounts/${accountId}/history`)).body;
async function at<T>(now: Date, work: () => Promise<T>): Promise<T> {
  the().api.clock.now = now;
  try {
    return await work();
  } finally {
    the().api.clock.now = NOW;
  }
}
const tryToSignIn = async (username: string) => {
  const client = new TestClient(the().api.url);
  return (await client.send('POST', '/api/auth/sign-in', { username, password: PASSWORD })).status;
};

describe('a change from a day on', () => {
  it('[OT16] leaves the days before, is told with its days, and is taken back by the same way', async () => {
    const { hub, sites } = the().world;
    const made = await createAccount({ role: 'technician', siteId: hub.siteId, name: 'Trần A' });
    const moved = await change(made, { name: 'Trần A, Phó Chánh Văn phòng', role: 'chair', siteId: sites[3]?.siteId });
    expect(moved).toMatchObject({ role: 'chair', siteName: sites[3]?.name, validFrom: DAY, validTo: null });
    expect(await shownOn(made)).toMatchObject({ name: 'Trần A', role: 'technician', siteName: hub.name, validTo: DAY });
    expect((await shownOn(made, '2027-06-30'))?.role).toBe('technician');
    expect(await shownOn(made, DAY)).toMatchObject({ name: 'Trần A, Phó Chánh Văn phòng', role: 'chair' });
    const history = await historyOf(made);
    expect(history).toMatchObject({ code: made.username, version: moved.version });
    expect(history.versions.map(({ validFrom, validTo, role }) => [validFrom, validTo, role])).toEqual([
      ['2026-11-23', DAY, 'technician'],
      [DAY, null, 'chair'],
    ]);
    const { name, role, siteId } = made;
    await change(moved, { name, role, siteId });
    expect((await historyOf(made)).versions).toHaveLength(1);
  });

  it('[OT16] carries on into later states, but password and mail address hold at once', async () => {
    const made = await createAccount();
    const later = await change(made, { role: 'technician' }, '2027-09-01');
    const renamed = await change(later, { name: 'Tên từ tháng bảy', email: 'a@tinh.gov.vn' });
    expect(await shownOn(made, '2027-09-01')).toMatchObject({ name: 'Tên từ tháng bảy', role: 'technician' });
    expect(await shownOn(made)).toMatchObject({ name: made.name, email: 'a@tinh.gov.vn' });
    await change(renamed, { password: 'mat-khau-hoan-toan-khac' });
    expect((await historyOf(made)).versions).toHaveLength(3);
    expect(await tryToSignIn(made.username)).toBe(401);
  });

  it('[OT16] a site account without a site is refused on whatever day it would be one, and so is an unknown site', async () => {
    const made = await createAccount({ siteId: the().world.hub.siteId });
    const later = await change(made, { role: 'site' }, '2027-09-01');
    for (const siteId of [null, '0198c2a1-0000-7000-8000-0000000000ff']) {
      const answer = await (await as('administrator')).edit<ErrorAnswer>(
        `/api/accounts/${made.accountId}`,
        later.version,
        {
          siteId,
          effectiveFrom: DAY,
        },
      );
      expect([answer.status, answer.body.code]).toEqual([400, 'invalidInput']);
    }
    expect((await historyOf(made)).versions).toHaveLength(2);
  });

  it('[OT16] the database refuses a second state of one day, whatever writes it', async () => {
    const { accountId } = await createAccount();
    const second = `INSERT INTO account_version (account_id, valid_from, valid_to, name, role, disabled)
                    VALUES ($1, '2027-01-01', '2027-02-01', 'Hai lần', 'observer', false)`;
    await expect(query(the().databaseUrl, second, [accountId])).rejects.toThrow(/account_version_no_overlap/);
  });
});

describe('who is let in', () => {
  it('[OT17] nobody before the first day, from its first moment on', async () => {
    const made = await createAccount({ effectiveFrom: DAY });
    expect(await shownOn(made)).toMatchObject({ disabled: false, validFrom: DAY });
    expect(await at(LAST, () => tryToSignIn(made.username))).toBe(401);
    expect(await at(FIRST, () => tryToSignIn(made.username))).toBe(200);
  });

  it('[OT17] whoever is signed in is signed out when the day of the change comes, at the live door too', async () => {
    const { store, world } = the();
    const find = createSessionFinder({ auth: store.auth, clock: () => the().api.clock.now });
    for (const edit of [{ disabled: true }, { role: 'secretary' }, { siteId: world.sites[5]?.siteId }]) {
      const made = await createAccount({ role: 'site', siteId: world.hub.siteId });
      await change(made, edit);
      // A room's session outlives the day: nothing else ends it.
      const client = await at(LAST, () => TestClient.signIn(the().api.url, made.username));
      expect(await at(LAST, async () => (await client.get('/api/me')).status)).toBe(200);
      expect(await at(FIRST, async () => (await client.get('/api/me')).status), JSON.stringify(edit)).toBe(401);
      expect(await at(FIRST, () => find(client.cookie))).toBeNull();
      const status = 'disabled' in edit ? 401 : 200;
      expect(await at(FIRST, () => tryToSignIn(made.username))).toBe(status);
    }
    const renamed = await createAccount({ role: 'site', siteId: world.hub.siteId });
    await change(renamed, { name: 'Tên mới' });
    const client = await at(LAST, () => TestClient.signIn(the().api.url, renamed.username));
    expect(await at(FIRST, async () => (await client.get<AccountView>('/api/me')).body.name)).toBe('Tên mới');
  });

  it('[OT17] an account that comes back does not bring its old sessions back', async () => {
    const made = await createAccount({ role: 'site', siteId: the().world.hub.siteId });
    const client = await TestClient.signIn(the().api.url, made.username);
    const away = await change(made, { disabled: true });
    await change(away, { disabled: false }, '2027-08-01');
    const back = new Date('2027-08-02T00:00:00.000Z');
    expect(await at(back, async () => (await client.get('/api/me')).status)).toBe(401);
    expect(await at(back, () => tryToSignIn(made.username))).toBe(200);
  });

  it('[OT17] a change of today, also one entered for a day that has passed, signs out at once; one still to come does not', async () => {
    for (const [effectiveFrom, status] of [
      ['2026-11-23', 401],
      ['2026-11-01', 401],
      ['2026-11-24', 200],
    ] as const) {
      const made = await createAccount({ effectiveFrom: '2026-10-01' });
      const client = await TestClient.signIn(the().api.url, made.username);
      await change(made, { role: 'technician' }, effectiveFrom);
      expect((await client.get('/api/me')).status, effectiveFrom).toBe(status);
      expect(the().api.ended.includes(made.accountId), effectiveFrom).toBe(status === 401);
    }
  });
});

describe('a conference', () => {
  const on = (day: string) => ({ startsAt: `${day}T01:00:00.000Z`, endsAt: `${day}T03:00:00.000Z` });

  it('[OT18] is chaired by whom its own day knows as a chair; the refusal names the day', async () => {
    const { world } = the();
    const chair = await createAccount({ role: 'chair', siteId: world.hub.siteId, effectiveFrom: DAY });
    const secretary = await as('secretary');
    const book = (day: string) =>
      secretary.send<ConferenceView & ErrorAnswer>('POST', '/api/conferences', {
        ...plan(world, { ...on(day), chairId: chair.accountId }),
        containsStateSecret: false,
      });
    const early = await book('2027-06-30');
    expect([early.status, early.body.message]).toEqual([
      400,
      'Người chủ trì: không tìm thấy tài khoản đang hoạt động vào ngày 30/06/2027.',
    ]);
    expect((await book(DAY)).status).toBe(201);
    const peopleOn = async (day: string) =>
      (await (await as('secretary')).get<PersonView[]>(`/api/people?on=${day}`)).body;
    const names = async (day: string) => (await peopleOn(day)).map((person) => person.accountId);
    expect(await names('2027-06-30')).not.toContain(chair.accountId);
    expect(await names(DAY)).toContain(chair.accountId);
    expect((await (await as('secretary')).get('/api/people?on=2027-02-30')).status).toBe(400);
  });

  it('[OT18] prints its officers, and where they sit, as on its own day: page, week, clash and setup', async () => {
    const { world, store } = the();
    const [, , , , seat] = world.sites;
    const chair = await createAccount({ role: 'chair', siteId: world.hub.siteId, name: 'Nguyễn B' });
    await change(chair, { name: 'Nguyễn B, Chủ tịch', siteId: seat?.siteId });
    const siteIds = [...plan(world).siteIds, ...(seat === undefined ? [] : [seat.siteId])];
    const input = (day: string) => plan(world, { ...on(day), chairId: chair.accountId, siteIds });
    for (const [day, name, site] of [
      ['2027-06-29', 'Nguyễn B', world.hub],
      ['2027-07-02', 'Nguyễn B, Chủ tịch', seat],
    ] as const) {
      const made = await store.schedule.create(input(day), NOW);
      expect(made.chair).toMatchObject({ name, siteName: site?.name });
      expect((await store.schedule.get(made.conferenceId)).chair).toEqual(made.chair);
      const week = await (await as('secretary')).get<ConferenceSummary[]>(
        `/api/conferences?from=${day}T00:00:00Z&to=${day}T23:00:00Z`,
      );
      expect(week.body.map((row) => row.chairName)).toEqual([name]);
      const clash = await store.schedule.create(input(day), NOW).catch((error: { details: unknown }) => error.details);
      expect(clash).toEqual(
        expect.arrayContaining([expect.objectContaining({ resource: 'chair', resourceName: name })]),
      );
      const published = await store.schedule.publish(made.conferenceId, made.version, NOW);
      expect((await store.schedule.getSetup(published.conferenceId)).chair).toMatchObject({
        name,
        siteId: site?.siteId,
      });
    }
  });
});

describe('administrators', () => {
  it('[OT19] on every day to come there is one in use; the refusal names the first day without', async () => {
    const { store, api } = the();
    const accounts = await store.accounts.list();
    const administrators = accounts.filter((account) => account.role === 'administrator');
    const client = await as('administrator');
    const edit = (account: AccountView, body: object) =>
      client.edit<ErrorAnswer & AccountView>(`/api/accounts/${account.accountId}`, account.version, body);
    const [first, ...others] = administrators as [AccountView, ...AccountView[]];
    for (const other of others) expect((await edit(other, { disabled: true, effectiveFrom: DAY })).status).toBe(200);
    const refused = await edit(first, { disabled: true, effectiveFrom: '2027-12-01' });
    expect([refused.status, refused.body.code, refused.body.message]).toEqual([
      409,
      'wrongState',
      'Hệ thống phải còn ít nhất một tài khoản quản trị đang hoạt động vào ngày 01/12/2027.',
    ]);
    const earlier = await edit(first, { role: 'observer', effectiveFrom: '2027-06-01' });
    // The others still administer in June: it is July that would be without.
    expect(earlier.body.message).toContain('vào ngày 01/07/2027');
    expect(api.ended).not.toContain(first.accountId);
  });
});
