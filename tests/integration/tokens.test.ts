// Tokens of other systems over real HTTP on a real database: made once, kept as a hash, counted, ended.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConferenceSummary, ErrorAnswer } from '../../server/contract/index.ts';
import {
  API_SCOPES,
  type ApiScope,
  TOKENS_MOST,
  type TokenIssued,
  type TokenView,
} from '../../server/contract/integration.ts';
import { AppError } from '../../server/lib/AppError.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, PASSWORD, plan, publishPlan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let administrator: TestClient;

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  await createAccount('lam-ma', 'administrator');
  administrator = await TestClient.signIn(api.url, 'lam-ma');
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

function createAccount(username: string, role: 'administrator' | 'secretary') {
  return store.accounts.create({ username, name: `Đồng chí ${username}`, role, siteId: null, password: PASSWORD });
}
async function make(scopes: readonly ApiScope[] = API_SCOPES, by = administrator): Promise<TokenIssued> {
  const body = { name: 'Quản lý văn bản', scopes, lifetimeDays: 30 };
  const answer = await by.send<TokenIssued>('POST', '/api/tokens', body);
  expect(answer.status).toBe(201);
  return answer.body;
}
/** As another system would ask: no origin, no cookie. */
const ask = <T = ErrorAnswer>(
  secret: string,
  path: string,
  options: { method?: string; body?: unknown; client?: TestClient; headers?: Record<string, string> } = {},
) =>
  (options.client ?? new TestClient(api.url)).send<T>(options.method ?? 'GET', path, options.body, {
    origin: '',
    authorization: `Bearer ${secret}`,
    ...options.headers,
  });

describe('a token', () => {
  it('[IN1] shows its secret once and leaves only a hash', async () => {
    const { token, secret } = await make(['conferences:read']);
    expect(secret).toMatch(/^gbt_[\w-]{43}$/);
    expect(token).toMatchObject({
      name: 'Quản lý văn bản',
      scopes: ['conferences:read'],
      createdByName: 'Đồng chí lam-ma',
      expiresAt: '2026-12-23T00:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
    });
    const listed = await administrator.get<TokenView[]>('/api/tokens');
    expect(listed.body[0]).toEqual(token);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    const rows = await query(databaseUrl, 'SELECT t::text AS row FROM api_token t');
    expect(JSON.stringify(rows)).not.toContain(secret.slice(4));
  });

  it('[IN1] is refused without a name, without scopes, with a scope twice or unknown, and for longer than a year', async () => {
    const good = { name: 'Cổng', scopes: ['conferences:read'], lifetimeDays: 1 };
    for (const change of [
      { name: '  ' },
      { scopes: [] },
      { scopes: ['conferences:read', 'conferences:read'] },
      { scopes: ['live:open'] },
      { lifetimeDays: 367 },
      { lifetimeDays: 0 },
    ]) {
      const answer = await administrator.send<ErrorAnswer>('POST', '/api/tokens', { ...good, ...change });
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, 'invalidInput']);
    }
  });

  it('[IN3] that is unknown or malformed is refused at every address, whatever cookie comes with it', async () => {
    for (const secret of ['', 'gbt_', `gbt_${'a'.repeat(43)}`, 'x'.repeat(500), 'a b', `${'é'.normalize('NFC')}`]) {
      for (const path of ['/api/me', '/api/conferences', '/api/nowhere']) {
        const answer = await ask(secret, path, { client: administrator });
        expect([answer.status, answer.body.code], `${path} ${secret}`).toEqual([401, 'notSignedIn']);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      }
    }
    const basic = await administrator.send('GET', '/api/me', undefined, { authorization: 'Basic YTpi' });
    expect(basic.status).toBe(200);
  });

  it('[IN3] ends with its date', async () => {
    const { secret } = await make();
    expect((await ask(secret, '/api/conferences')).status).toBe(200);
    api.clock.now = new Date(NOW.getTime() + 30 * 86_400_000);
    try {
      expect((await ask(secret, '/api/conferences')).status).toBe(401);
    } finally {
      api.clock.now = NOW;
    }
  });

  it('[IN3][IN7] ends with its revocation, which may be said twice; the list keeps it', async () => {
    const { token, secret } = await make();
    for (let time = 0; time < 2; time++)
      expect((await administrator.send('POST', `/api/tokens/${token.tokenId}/revoke`, {})).status).toBe(204);
    expect((await ask(secret, '/api/conferences')).status).toBe(401);
    const listed = (await administrator.get<TokenView[]>('/api/tokens')).body;
    expect(listed.find((one) => one.tokenId === token.tokenId)?.revokedAt).toBe(NOW.toISOString());
    const unknown = await administrator.send('POST', '/api/tokens/0198c2a1-0000-7000-8000-00000000000a/revoke', {});
    expect(unknown.status).toBe(404);
  });

  it.each([{ disabled: true }, { role: 'secretary' as const }])(
    '[IN3] ends when its maker is no administrator any more: %j',
    async (change) => {
      const username = `nguoi-lam-${Object.keys(change)[0]}`;
      const maker = await createAccount(username, 'administrator');
      const { secret } = await make(API_SCOPES, await TestClient.signIn(api.url, username));
      expect((await ask(secret, '/api/units')).status).toBe(200);
      await store.accounts.edit(maker.accountId, maker.version, change);
      expect((await ask(secret, '/api/units')).status).toBe(401);
    },
  );

  it('[IN4] writes without an origin and from any; a cookie without one still does not', async () => {
    const { secret } = await make();
    const body = plan(world, { startsAt: '2027-03-01T01:00:00.000Z', endsAt: '2027-03-01T02:00:00.000Z' });
    const made = await ask<{ conferenceId: string }>(secret, '/api/conferences', { method: 'POST', body });
    expect(made.status).toBe(201);
    expect(api.changed).toContain(made.body.conferenceId);
    const secretary = await TestClient.signIn(api.url, 'thuky');
    const foreign = await secretary.send<ErrorAnswer>('POST', '/api/conferences', body, { origin: '' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'forbidden']);
    const basic = { origin: '', authorization: 'Basic YTpi' };
    expect((await secretary.send('POST', '/api/conferences', body, basic)).status).toBe(403);
  });

  it('[IN4] is what is judged when a cookie comes with it', async () => {
    const { secret } = await make(['organisation:read']);
    const answer = await ask(secret, '/api/accounts', { client: administrator });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('[IN5] is counted by itself', async () => {
    const [busy, calm] = [await make(['organisation:read']), await make(['organisation:read'])];
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 601; sent++) {
      const { status } = await ask(busy.secret, '/api/nowhere');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 404: 600, 429: 1 });
    expect((await ask(calm.secret, '/api/units')).status).toBe(200);
  });

  it('[IN7] notes its last use to the minute', async () => {
    const { token, secret } = await make();
    const used = async (afterMs: number) => {
      api.clock.now = new Date(NOW.getTime() + afterMs);
      await ask(secret, '/api/units');
      return (await store.tokens.list()).find((one) => one.tokenId === token.tokenId)?.lastUsedAt;
    };
    try {
      expect([await used(0), await used(59_999), await used(60_000)]).toEqual([
        NOW.toISOString(),
        NOW.toISOString(),
        new Date(NOW.getTime() + 60_000).toISOString(),
      ]);
    } finally {
      api.clock.now = NOW;
    }
  });

  it('[IN8] sees drafts only when it may write conferences', async () => {
    const day = { startsAt: '2027-04-01T01:00:00.000Z', endsAt: '2027-04-01T02:00:00.000Z' };
    const draft = await store.schedule.create(plan(world, day), NOW);
    const published = await publishPlan(
      store,
      plan(world, { startsAt: '2027-04-01T03:00:00.000Z', endsAt: '2027-04-01T04:00:00.000Z' }),
    );
    const listed = async (scopes: readonly ApiScope[]) => {
      const { secret } = await make(scopes);
      const path = '/api/conferences?from=2027-04-01T00:00:00Z&to=2027-04-02T00:00:00Z';
      return (await ask<ConferenceSummary[]>(secret, path)).body.map((one) => one.conferenceId);
    };
    expect(await listed(['conferences:read'])).toEqual([published.conferenceId]);
    expect(await listed(['conferences:read', 'conferences:write'])).toEqual([
      draft.conferenceId,
      published.conferenceId,
    ]);
  });

  it('[IN7] has at most so many beside it, also when asked for at once', async () => {
    const maker = await createAccount('lam-nhieu', 'administrator');
    await query(databaseUrl, 'UPDATE api_token SET revoked_at = created_at');
    const input = { name: 'Cổng', scopes: ['conferences:read'] as ApiScope[], lifetimeDays: 1 };
    const made = await Promise.allSettled(
      Array.from({ length: TOKENS_MOST + 5 }, () => store.tokens.create(input, maker.accountId, NOW)),
    );
    const refused = made.filter((one) => one.status === 'rejected').map((one) => one.reason);
    expect(refused.every((reason) => reason instanceof AppError && reason.code === 'wrongState')).toBe(true);
    expect(refused).toHaveLength(5);
  });
});
