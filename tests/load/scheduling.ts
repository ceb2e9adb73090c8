// The schedule with 10,000 and with 100,000 conferences in the table: making one with the clash check and reading a week at the HTTPS door
// of the real service, signed in; and attempts that race for the same hours. Its own PostgreSQL, loopback only, bounded numbers; prints
// what it measured and counted, and fails on a double booking.

import { loadavg } from 'node:os';
import { createStore } from '../../server/store/createStore.ts';
import type { ConferenceWrite } from '../../server/store/schedule/types.ts';
import { insertAccounts } from '../integration/support/accountRows.ts';
import { createTestLog, query, startTestServer, type TestServer } from '../integration/support/database.ts';
import { createWorld, PASSWORD, plan, type World } from '../integration/support/schedule.ts';
import { HttpClient } from '../support/httpClient.ts';
import { type Service, startService } from '../support/service.ts';
import { readUsed, type Used } from './cpu.ts';
import { Door, type Measured } from './Door.ts';
import { chooseSites, fillYears, type Years } from './fillYears.ts';
import { raceForHours } from './race.ts';

const SIZES = [10_000, 100_000];
/** ninety sites and more */
const PRESET = 'tay-ninh-2025-07';
/** requests of one kind; with the warm-up below the door's limit of a minute for one account */
const REQUESTS = 600;
const WARM_UP = 100;
const SIDE_REQUESTS = 200;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** milliseconds p95 may take, and how much it may grow from the small to the large table (issue: scale) */
const TARGETS: Readonly<Record<string, number>> = { 'create with clash check': 8, 'week view': 15 };
const GROWTH_TARGET = 1.3;

export interface Bench {
  readonly service: Service;
  /** What service and database have used so far. */
  readUsed(): Used | null;
  readonly databaseUrl: string;
  readonly world: World;
  readonly years: Years;
  /** One signed-in secretary each: every account has its own limit of requests. */
  signIn(username: string): Promise<Door>;
}

interface Row {
  readonly conferences: number;
  readonly what: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** milliseconds of processor a request takes in the service and in the database; null: not told by the system */
  readonly serviceCpu: number | null;
  readonly databaseCpu: number | null;
  readonly load: string;
}

export async function benchScheduling(): Promise<void> {
  await using server = await startTestServer();
  // Ctrl+C reaches the service but not the database, a daemon of its own: leaving here stops it.
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => reject(new Error(`ended by ${signal}`)));
  print(await Promise.race([interrupted, benchSizes(server)]));
}

async function benchSizes(server: TestServer): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    say(`filling ${size} conferences`);
    const bench = await startBench(server, size);
    try {
      rows.push(...(await measureDoor(bench, size)));
      if (size === Math.max(...SIZES)) await raceForHours(bench, say);
    } finally {
      await bench.service.stop();
    }
  }
  return rows;
}

async function startBench(server: TestServer, size: number): Promise<Bench> {
  const databaseUrl = await server.createDatabase();
  const store = createStore({ databaseUrl, log: createTestLog() });
  const world = await store.seed(PRESET).then(() => createWorld(store));
  await store.close();
  for (const copy of ['thuky-tuan', 'thuky-khac'])
    await query(
      databaseUrl,
      insertAccounts(
        "SELECT $1::text, $1::text, 'secretary', NULL::uuid, password_hash FROM account WHERE username = 'thuky'",
      ),
      [copy],
    );
  const years = await fillYears(databaseUrl, size, Date.now());
  const service = await startService({ env: { DATABASE_URL: databaseUrl } });
  return {
    ...{ service, databaseUrl, world, years },
    readUsed: () => readUsed(service.pid(), server.dataDir),
    async signIn(username) {
      const { cookie } = await HttpClient.signIn(service.url, username, PASSWORD);
      if (cookie === undefined) throw new Error('no cookie');
      return new Door(service.url, cookie);
    },
  };
}

async function measureDoor(bench: Bench, size: number): Promise<Row[]> {
  const { years, world } = bench;
  const [maker, reader, other] = await Promise.all(['thuky', 'thuky-tuan', 'thuky-khac'].map(bench.signIn));
  if (maker === undefined || reader === undefined || other === undefined) throw new Error('nobody signed in');
  const ahead = (years.end - years.today) / DAY_MS;
  const all = (years.end - years.firstDay) / DAY_MS - 7;
  /** A day of those that are booked, far from the last one; after all days the next hour of each. */
  const free = (turn: number): ConferenceWrite => {
    const day = (turn * 7919) % ahead;
    const startsAt = years.today + day * DAY_MS + (10 + Math.floor(turn / ahead)) * HOUR_MS;
    return plan(world, { startsAt: iso(startsAt), endsAt: iso(startsAt + HOUR_MS), siteIds: chooseSites(world, turn) });
  };
  const taken = (turn: number): ConferenceWrite => {
    // The last day may not be full.
    const startsAt = years.today + ((turn * 7919) % (ahead - 1)) * DAY_MS + (turn % 9) * HOUR_MS;
    return { ...free(turn), startsAt: iso(startsAt), endsAt: iso(startsAt + HOUR_MS) };
  };
  const from = (turn: number) => years.firstDay + ((turn * 7919) % all) * DAY_MS;
  const week = (turn: number) => `/api/conferences?from=${iso(from(turn))}&to=${iso(from(turn) + 7 * DAY_MS)}`;
  // Sites are asked about on days they exist: the organisation is younger than the oldest conferences.
  const aFortnight = (turn: number) => years.today + ((turn * 7919) % (ahead - 14)) * DAY_MS;
  const busy = (turn: number) => ({
    ...{ from: day(aFortnight(turn)), to: day(aFortnight(turn) + 13 * DAY_MS), durationMinutes: 120 },
    ...{ chairIds: [world.chair.accountId], siteIds: chooseSites(world, turn), wishedAt: null, conferenceId: null },
  });
  const row = (what: string, n: number, ask: (turn: number) => Promise<Measured>, expected: number) =>
    measure(bench, { conferences: size, what, n }, ask, expected);
  return [
    await row('create with clash check', REQUESTS, (turn) => maker.ask('POST', '/api/conferences', free(turn)), 201),
    await row('week view', REQUESTS, (turn) => reader.ask('GET', week(turn)), 200),
    await row('refused with a clash', SIDE_REQUESTS, (turn) => other.ask('POST', '/api/conferences', taken(turn)), 409),
    await row(
      'free and busy',
      SIDE_REQUESTS,
      (turn) => other.ask('POST', '/api/planning/availability', busy(turn)),
      200,
    ),
    await row('list without an end', SIDE_REQUESTS, () => other.ask('GET', '/api/conferences'), 200),
  ];
}

async function measure(
  bench: Bench,
  { conferences, what, n }: Pick<Row, 'conferences' | 'what' | 'n'>,
  ask: (turn: number) => Promise<Measured>,
  expected: number,
): Promise<Row> {
  const times: number[] = [];
  let before: Used | null = null;
  for (let turn = 0; turn < WARM_UP + n; turn += 1) {
    if (turn === WARM_UP) before = bench.readUsed();
    const { status, tookMs, body } = await ask(turn);
    if (status !== expected) throw new Error(`${what}: ${status} ${body.slice(0, 300)}`);
    if (turn >= WARM_UP) times.push(tookMs);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.min(n - 1, Math.floor(share * n))] ?? 0).toFixed(1));
  const load = loadavg()[0]?.toFixed(1) ?? '';
  const after = bench.readUsed();
  const cpu = (key: keyof Used) =>
    before === null || after === null ? null : Number(((after[key] - before[key]) / n).toFixed(1));
  const costs = { serviceCpu: cpu('serviceMs'), databaseCpu: cpu('databaseMs') };
  const row = { conferences, what, n, p50: at(0.5), p95: at(0.95), longest: at(1), ...costs, load };
  say(
    `${conferences} conferences, ${what}: p50 ${row.p50} ms, p95 ${row.p95} ms (n = ${n}, load ${load}; processor: ${row.serviceCpu} + ${row.databaseCpu} ms)`,
  );
  return row;
}

function print(rows: readonly Row[]): void {
  console.log(
    '\nScheduling at the HTTPS door, milliseconds; load: the machine’s average over a minute, this bench included.',
  );
  console.table(rows);
  const [small, large] = SIZES;
  for (const what of new Set(rows.map((row) => row.what))) {
    const [a, b] = [small, large].map((size) => rows.find((row) => row.what === what && row.conferences === size));
    if (a === undefined || b === undefined) continue;
    const target = TARGETS[what];
    const said = target === undefined ? '' : ` — wanted: p95 ≤ ${target} ms and a ratio ≤ ${GROWTH_TARGET}`;
    const ratio = (key: 'p50' | 'p95') => (b[key] / a[key]).toFixed(2);
    console.log(
      `${what}: p95 ${b.p95} ms at ${large}; ${large} to ${small}: ${ratio('p95')} (p95), ${ratio('p50')} (p50)${said}`,
    );
  }
}

const startedAt = performance.now();
/** Progress, with the minutes since the start. */
function say(text: string): void {
  console.log(`[${((performance.now() - startedAt) / 60_000).toFixed(1)} min] ${text}`);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function day(instant: number): string {
  return iso(instant).slice(0, 10);
}
