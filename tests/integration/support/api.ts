// The HTTP door on a real port over a real store, and a browser-like client: keeps its cookie, says where it comes from.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { type ApiOptions, createApi } from '../../../server/api/createApi.ts';
import type { InvitationDoor } from '../../../server/invitations/ports.ts';
import type { WebhookDoor } from '../../../server/jobs/webhooks/ports.ts';
import { AppError } from '../../../server/lib/AppError.ts';
import type { PaperDoor } from '../../../server/papers/ports.ts';
import { createTestLog, type TestLog } from './database.ts';
import { PASSWORD } from './schedule.ts';

export interface TestApi {
  /** The application itself, for a test that looks at its routes. */
  readonly app: Express;
  readonly url: string;
  readonly log: TestLog;
  readonly clock: { now: Date };
  readonly changed: string[];
  readonly ended: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startTestApi(
  options: Pick<ApiOptions, 'store'> & Partial<ApiOptions> & { now: Date },
): Promise<TestApi> {
  const log = createTestLog();
  const clock = { now: options.now };
  const changed: string[] = [];
  const ended: string[] = [];
  const publicDir = makePublicDir();
  const api = createApi({
    log,
    papers: createClosedPaperDoor(publicDir),
    invitations: CLOSED_DESK,
    webhooks: CLOSED_WEBHOOKS,
    publicDir,
    secureCookies: true,
    trustProxy: false,
    clock: () => clock.now,
    health: async () => ({ ready: true, checks: { database: true } }),
    metrics: async () => 'giaoban_live_pages 0\n',
    onConferenceChanged: (conferenceId) => changed.push(conferenceId),
    onSessionsEnded: (accountId) => ended.push(accountId),
    ...options,
  });
  const server = createServer(api);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    app: api,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    clock,
    changed,
    ended,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(publicDir, { recursive: true, force: true });
    },
  };
}

/** Where nobody uploads anything. */
function createClosedPaperDoor(folder: string): PaperDoor {
  const closed = () => Promise.reject(new AppError('unavailable'));
  return { incomingFolder: folder, filesFolder: folder, add: closed, addVersion: closed, remove: closed };
}

/** Where nobody writes letters. */
const CLOSED_DESK: InvitationDoor = {
  makePaper: () => Promise.reject(new AppError('unavailable')),
  makeSample: () => Promise.reject(new AppError('unavailable')),
  listLetters: async () => [],
  repeatLetter: () => Promise.reject(new AppError('notFound')),
  listOutbox: async () => null,
  readOutbox: () => Promise.reject(new AppError('notFound')),
  openLink: () => {
    throw new AppError('notFound');
  },
};

/** A built client in small: three pages and one hashed file. */
/** Where no other system is told anything. */
const CLOSED_WEBHOOKS: WebhookDoor = {
  list: async () => [],
  create: () => Promise.reject(new AppError('unavailable')),
  edit: () => Promise.reject(new AppError('notFound')),
  remove: () => Promise.reject(new AppError('notFound')),
  listDeliveries: () => Promise.reject(new AppError('notFound')),
  test: () => Promise.reject(new AppError('notFound')),
};

function makePublicDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'giao-ban-pages-'));
  mkdirSync(join(folder, 'assets'));
  for (const page of ['index', 'room', 'console'])
    writeFileSync(join(folder, `${page}.html`), `<!doctype html><title>${page}</title>`);
  writeFileSync(join(folder, 'assets', 'main-4f9a.js'), 'export {};');
  return folder;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export class TestClient {
  readonly #url: string;
  cookie: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  static async signIn(url: string, username: string, password: string = PASSWORD): Promise<TestClient> {
    const client = new TestClient(url);
    const answer = await client.send('POST', '/api/auth/sign-in', { username, password });
    if (answer.status !== 200)
      throw new Error(`sign-in of ${username}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return client;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }

  /** `body` as text is sent as it is; a header set to '' is left out. */
  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const all: Record<string, string> = {
      origin: this.#url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...headers,
    };
    const response = await fetch(this.#url + path, {
      method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) this.cookie = set.split(';')[0];
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
  }

  edit<T>(path: string, version: number, body: unknown, method = 'PATCH'): Promise<Answer<T>> {
    return this.send<T>(method, path, body, { 'if-match': `"${version}"` });
  }
}
