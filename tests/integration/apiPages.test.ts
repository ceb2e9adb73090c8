// The HTTP door without a database behind it: pages, their headers, the machines' addresses, and what a bug looks like from outside.

import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiStore } from '../../server/api/ports.ts';
import type { ErrorAnswer } from '../../server/contract/index.ts';
import { createStore } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createTestLog } from './support/database.ts';

/** A real store on a database that does not exist: whatever asks it is answered `unavailable`. */
const store: ApiStore = createStore({
  databaseUrl: 'postgresql://nobody:secret-in-address@127.0.0.1:1/none',
  log: createTestLog(),
});

let api: TestApi;
afterEach(async () => {
  await api[Symbol.asyncDispose]();
});
async function open(options: Partial<Parameters<typeof startTestApi>[0]> = {}): Promise<TestClient> {
  api = await startTestApi({ store, now: new Date(), ...options });
  return new TestClient(api.url);
}
/** The status of a GET sent as it stands: fetch would tidy the path and forbid the caches to answer. */
function getRaw(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(api.url), { path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once('error', reject);
    call.end();
  });
}
const title = (body: unknown) => /<title>(\w+)</.exec(String(body))?.[1];

describe('pages', () => {
  it('[AP11] the room and the console have pages of their own, every other address is the planner', async () => {
    const client = await open();
    const shown = async (path: string) => title((await client.get(path)).body);
    expect(await Promise.all(['/room', '/room/'].map(shown))).toEqual(['room', 'room']);
    expect(await Promise.all(['/console', '/console/0198c2a1'].map(shown))).toEqual(['console', 'console']);
    expect(await Promise.all(['/', '/sign-in', '/conferences/x', '/rooms'].map(shown))).toEqual(Array(4).fill('index'));
    for (const path of [
      '/assets/gone.js',
      '/favicon.ico',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/%2e%2e/%2e%2e/x',
    ]) {
      expect(await getRaw(path), path).toBe(404);
    }
  });

  it('[AP11] hashed files are kept for ever, pages are asked for each time, answers are never kept', async () => {
    const client = await open();
    const caching = async (path: string) => (await client.get(path)).headers.get('cache-control');
    expect(await caching('/assets/main-4f9a.js')).toBe('public, max-age=31536000, immutable');
    expect(await caching('/')).toBe('no-cache');
    expect(await caching('/room')).toBe('no-cache');
    expect(await caching('/api/me')).toBe('no-store');
    const page = await client.get('/room');
    expect(await getRaw('/room', { 'if-none-match': page.headers.get('etag') ?? '' })).toBe(304);
  });

  it('[AP11] the content security policy has no exception: nothing inline, nothing from outside', async () => {
    const client = await open();
    for (const path of ['/', '/room', '/console', '/api/me', '/assets/main-4f9a.js']) {
      const { headers } = await client.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'self'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).toContain("style-src 'self'");
      expect(policy, path).not.toMatch(/unsafe|nonce|sha256|\*|https?:|data:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
    }
  });
});

describe('machines', () => {
  it('[AP13] ask without a session; a part that is missing is named with 503', async () => {
    const client = await open();
    expect((await client.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await client.get('/readyz')).status).toBe(200);
    const metrics = await client.get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(metrics.body).toBe('giaoban_live_pages 0\n');
    await api[Symbol.asyncDispose]();
    const broken = await open({ health: async () => ({ ready: false, checks: { database: true, media: false } }) });
    const ready = await broken.get('/readyz');
    expect([ready.status, ready.body]).toEqual([503, { status: 'notReady', checks: { database: true, media: false } }]);
    expect((await broken.get('/healthz')).status).toBe(200);
  });
});

describe('bugs', () => {
  it('[AP12] are answered with a correlation id that the log knows, and with none of their text', async () => {
    // A store that is broken in itself: asking it for a session is a bug, whatever the database does.
    const broken = { ...store, auth: undefined } as unknown as ApiStore;
    const client = await open({ store: broken });
    client.cookie = `giaoban_session=${'a'.repeat(43)}`;
    const answer = await client.get<ErrorAnswer>('/api/me');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|prisma|127\.0|undefined|findSession|stack/i);
    const { correlationId } = answer.body.details as { correlationId: string };
    const logged = api.log.lines.filter((line) => line.level === 'error');
    expect(logged).toHaveLength(1);
    expect(logged[0]?.details).toMatchObject({ correlationId, where: 'GET /api/me', err: expect.any(Error) });
  });

  it('[AP17] a database that cannot be reached is no bug: unavailable, ask again, and none of its address told', async () => {
    const client = await open();
    client.cookie = `giaoban_session=${'a'.repeat(43)}`;
    const answer = await client.get<ErrorAnswer>('/api/me');
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|prisma|127\.0|connect|stack/i);
    expect(api.log.lines.map((line) => line.level)).toEqual(['warn']);
  });
});
