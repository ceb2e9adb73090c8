// The HTTP door while PostgreSQL itself stops, dies and comes back: `unavailable` with Retry-After, and nothing half done.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import type { ErrorAnswer } from '../../server/contract/index.ts';
import type { HolidaysView, RuleSetView } from '../../server/contract/rules.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { NOW } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let api: TestApi;
let admin: TestClient;
let databaseUrl: string;

async function start(): Promise<void> {
  server = await startTestServer();
  const seeded = await createSeededStore(server);
  ({ store, databaseUrl } = seeded);
  api = await startTestApi({ store, now: NOW });
  admin = await TestClient.signIn(api.url, 'quantri', seeded.password);
}
afterEach(async () => {
  await api[Symbol.asyncDispose]();
  await store.close();
  await server[Symbol.asyncDispose]();
});

const DAY = { localDate: '2027-03-03', kind: 'swappedOff', name: 'Nghỉ hoán đổi', certainty: 'decided' };
const postmasterPid = () =>
  Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const addDay = (version: number) => admin.edit<HolidaysView & ErrorAnswer>('/api/holidays', version, { put: [DAY] });
const told = (answer: { status: number; body: ErrorAnswer; headers: Headers }) => [
  answer.status,
  answer.body.code,
  answer.headers.get('retry-after'),
];
const UNAVAILABLE = [503, 'unavailable', '2'];

/** Somebody else's connection that keeps the table of holidays waiting; `waiting` resolves once a request stands behind it. */
async function holdHolidays() {
  const holder = new pg.Client({ connectionString: databaseUrl });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE office_setting IN ACCESS EXCLUSIVE MODE');
  const waiting = async () => {
    for (;;) {
      const rows = await query(databaseUrl, 'SELECT 1 FROM pg_locks WHERE NOT granted');
      if (rows.length > 0) return;
    }
  };
  return { waiting };
}

it('[AP17] a stop in the midst of a write, and every request after it, are unavailable and change nothing', async () => {
  await start();
  const { version } = (await admin.get<HolidaysView>('/api/holidays')).body;
  const { waiting } = await holdHolidays();
  const write = addDay(version);
  await waiting();
  await server.postgres.stop();
  expect(told(await write)).toEqual(UNAVAILABLE);
  expect(told(await admin.get<ErrorAnswer>('/api/rule-sets'))).toEqual(UNAVAILABLE);
  expect(told(await addDay(version))).toEqual(UNAVAILABLE);
  expect(told(await admin.send<ErrorAnswer>('POST', '/api/auth/sign-in', { username: 'x', password: 'y' }))).toEqual(
    UNAVAILABLE,
  );
  expect(api.log.lines.filter((line) => line.level === 'error')).toEqual([]);
});

it('[AP17][DB10] a server killed in the midst of a write is unavailable until it is back, and then the same request does it', async () => {
  await start();
  const { version } = (await admin.get<HolidaysView>('/api/holidays')).body;
  const { waiting } = await holdHolidays();
  const write = addDay(version);
  await waiting();
  process.kill(postmasterPid(), 'SIGKILL');
  expect(told(await write)).toEqual(UNAVAILABLE);
  const seen = new Set<number>();
  let done = await addDay(version);
  for (; done.status !== 200; done = await addDay(version)) {
    expect(told(done)).toEqual(UNAVAILABLE);
    seen.add((await admin.get<RuleSetView[]>('/api/rule-sets')).status);
  }
  expect(done.body.version).toBe(version + 1);
  expect(done.body.days.filter((day) => day.localDate === DAY.localDate)).toEqual([DAY]);
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(api.log.lines.filter((line) => line.level === 'error')).toEqual([]);
});
