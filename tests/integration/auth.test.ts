// Signing in, staying signed in and being locked out, over real HTTP on a real database.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSessionFinder } from '../../server/api/sessions.ts';
import type { AccountView, ErrorAnswer, Role } from '../../server/contract/index.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { NOW, PASSWORD } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let adminPassword: string;
let api: TestApi;

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl, password: adminPassword } = await createSeededStore(server));
});
afterAll(async () => {
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});
// A door of its own for each test: rates are counted by the door.
beforeEach(async () => {
  await using stack = new AsyncDisposableStack();
  api = stack.use(await startTestApi({ store, now: NOW }));
  const resources = stack.move();
  return () => resources.disposeAsync();
});

let count = 0;
async function createAccount(role: Role = 'observer'): Promise<AccountView> {
  count += 1;
  const siteId = role === 'site' ? ((await store.organisation.listSites())[count]?.siteId ?? null) : null;
  return store.accounts.create({ username: `nguoi${count}`, name: `Người ${count}`, role, siteId, password: PASSWORD });
}
const tryPassword = (username: string, password: string) =>
  new TestClient(api.url).send<ErrorAnswer>('POST', '/api/auth/sign-in', { username, password });
const wait = (ms: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + ms);
};

describe('sign-in', () => {
  it('[AP5] sets a cookie no script reads and no foreign page sends, and the database never sees its token', async () => {
    const { username } = await createAccount();
    const client = new TestClient(api.url);
    const answer = await client.send<AccountView>('POST', '/api/auth/sign-in', {
      username: username.toUpperCase(),
      password: PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ username, role: 'observer', disabled: false });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|argon/i);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^giaoban_session=[\w-]{43};/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    const token = /=([\w-]{43})/.exec(cookie)?.[1] ?? '';
    const kept = await query(
      databaseUrl,
      'SELECT s::text AS row FROM session s UNION ALL SELECT a::text FROM account a',
    );
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(JSON.stringify(kept)).not.toContain(PASSWORD);
    expect(JSON.stringify(kept)).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('[AP5] the same cookie opens the other doors, and signing out closes them all', async () => {
    const { username, accountId } = await createAccount();
    const find = createSessionFinder({ auth: store.auth, clock: () => api.clock.now });
    const client = await TestClient.signIn(api.url, username);
    expect(await find(`other=1; ${client.cookie}`)).toMatchObject({ accountId, role: 'observer', siteId: null });
    expect(await find(undefined)).toBeNull();
    expect(await find('giaoban_session=forged')).toBeNull();
    const before = client.cookie;
    expect((await client.send('POST', '/api/auth/sign-out', {})).status).toBe(204);
    expect(await find(before)).toBeNull();
    expect((await client.get('/api/me')).status).toBe(401);
  });

  it('[AP6] the fifth failure locks the account for fifteen minutes, even for the right password', async () => {
    const { username } = await createAccount();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await tryPassword(username, `wrong ${attempt}`)).body.code).toBe('wrongPassword');
    }
    const locked = await tryPassword(username, PASSWORD);
    expect(locked.status).toBe(423);
    expect(locked.body).toMatchObject({
      code: 'lockedOut',
      details: { lockedUntil: new Date(NOW.getTime() + 900_000).toISOString() },
    });
    wait(15 * 60_000 - 1);
    expect((await tryPassword(username, PASSWORD)).body.code).toBe('lockedOut');
    wait(1);
    expect((await tryPassword(username, PASSWORD)).status).toBe(200);
  });

  it('[AP6] forty guesses at once are five guesses', async () => {
    const { username } = await createAccount();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => tryPassword(username, `guess ${index}`)),
    );
    const codes = answers.map((answer) => answer.body.code);
    expect(codes.filter((code) => code === 'wrongPassword')).toHaveLength(5);
    expect(codes.filter((code) => code === 'lockedOut')).toHaveLength(35);
  });

  it('[AP6] four failures and a success start the count afresh', async () => {
    const { username } = await createAccount();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 1; attempt <= 4; attempt += 1) await tryPassword(username, 'wrong');
      expect((await tryPassword(username, PASSWORD)).status).toBe(200);
    }
  });

  it('[AP6] an unknown name, a disabled account and a wrong password get one and the same answer', async () => {
    const known = await createAccount();
    const disabled = await createAccount();
    await store.accounts.edit(disabled.accountId, disabled.version, { disabled: true });
    const answers = [
      await tryPassword(known.username, 'wrong'),
      await tryPassword('khong-co-ai', 'wrong'),
      await tryPassword(disabled.username, PASSWORD),
    ];
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([401, answers[0]?.body]);
  });

  it('[AP16] sixty failures a minute from one address are the last that are heard', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => tryPassword('x', 'y')));
    const codes = answers.map((answer) => answer.body.code);
    expect(codes.filter((code) => code === 'invalidInput')).toHaveLength(60);
    expect(codes.filter((code) => code === 'tooMany')).toHaveLength(4);
  });
});

describe('sessions', () => {
  it('[AP7] a person is signed out after twelve hours, used or not', async () => {
    const client = await TestClient.signIn(api.url, (await createAccount()).username);
    wait(12 * 3_600_000 - 1);
    expect((await client.get('/api/me')).status).toBe(200);
    wait(1);
    expect((await client.get('/api/me')).status).toBe(401);
  });

  it('[AP7] a room stays signed in as long as it is used within 400 days, and its cookie is renewed with it', async () => {
    const client = await TestClient.signIn(api.url, (await createAccount('site')).username);
    for (let year = 0; year < 3; year += 1) {
      wait(399 * 86_400_000);
      const answer = await client.get('/api/room');
      expect(answer.status).toBe(200);
      const [cookie = ''] = answer.headers.getSetCookie();
      const expires = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '');
      expect(expires - api.clock.now.getTime()).toBeGreaterThan(399 * 86_400_000);
      expect((await client.get('/api/room')).headers.getSetCookie()).toEqual([]);
    }
    wait(400 * 86_400_000);
    expect((await client.get('/api/room')).status).toBe(401);
  });

  it('[AP8] disabling, a new password, another role or another site end every session, and the live door is told', async () => {
    const admin = await TestClient.signIn(api.url, 'quantri', adminPassword);
    const siteId = (await store.organisation.listSites())[20]?.siteId;
    for (const edit of [
      { disabled: true },
      { password: 'mot-mat-khau-khac-2026' },
      { role: 'technician' },
      { siteId },
    ]) {
      const account = await createAccount();
      const client = await TestClient.signIn(api.url, account.username);
      expect((await admin.edit(`/api/accounts/${account.accountId}`, account.version, edit)).status).toBe(200);
      expect((await client.get('/api/me')).status, JSON.stringify(edit)).toBe(401);
      expect(api.ended).toContain(account.accountId);
    }
    const renamed = await createAccount();
    const client = await TestClient.signIn(api.url, renamed.username);
    await admin.edit(`/api/accounts/${renamed.accountId}`, renamed.version, { name: 'Tên mới' });
    expect((await client.get<AccountView>('/api/me')).body.name).toBe('Tên mới');
  });

  it('[AP8] a person who changes the password stays, every other session of theirs ends', async () => {
    const { username } = await createAccount();
    const here = await TestClient.signIn(api.url, username);
    const elsewhere = await TestClient.signIn(api.url, username);
    const change = (currentPassword: string) =>
      here.send<ErrorAnswer>('POST', '/api/me/password', { currentPassword, newPassword: 'mat-khau-moi-cua-toi' });
    expect((await change('wrong')).body.code).toBe('wrongPassword');
    expect((await elsewhere.get('/api/me')).status).toBe(200);
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await here.get('/api/me')).status).toBe(200);
    expect((await elsewhere.get('/api/me')).status).toBe(401);
    expect((await tryPassword(username, PASSWORD)).body.code).toBe('wrongPassword');
    expect((await tryPassword(username, 'mat-khau-moi-cua-toi')).status).toBe(200);
  });

  it('[AP14] the last administrator cannot be disabled or demoted, also not two by each other at once', async () => {
    const admin = await TestClient.signIn(api.url, 'quantri', adminPassword);
    const { body: me } = await admin.get<AccountView>('/api/me');
    for (const edit of [{ disabled: true }, { role: 'observer' }]) {
      expect((await admin.edit<ErrorAnswer>(`/api/accounts/${me.accountId}`, me.version, edit)).body.code).toBe(
        'wrongState',
      );
    }
    const second = await createAccount('administrator');
    const outcomes = await Promise.allSettled([
      store.accounts.edit(me.accountId, me.version, { role: 'observer' }),
      store.accounts.edit(second.accountId, second.version, { role: 'observer' }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await store.accounts.list()).filter((account) => account.role === 'administrator')).toHaveLength(1);
  });
});

describe('foreign pages', () => {
  it('[AP4] a write from another site, a sub-domain or nowhere is refused before it is read', async () => {
    const { username } = await createAccount();
    const body = { username, password: PASSWORD };
    const from = (headers: Record<string, string>) =>
      new TestClient(api.url).send<ErrorAnswer>('POST', '/api/auth/sign-in', body, headers);
    const foreign: Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: '' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: '', 'sec-fetch-site': 'none' },
    ];
    for (const headers of foreign) {
      const answer = await from(headers);
      expect([answer.status, answer.body.code], JSON.stringify(headers)).toEqual([403, 'forbidden']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await from({ origin: '', 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});
