// The schedule with 10,000 and with 100,000 conferences in the table: creating with the clash check and the week at the HTTP door, and
// attempts that race for the same hours. Its own PostgreSQL, loopback only, bounded numbers; prints what it measured and counted.

import { loadavg } from 'node:os';
import { AppError } from '../../server/lib/AppError.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, TestClient } from '../integration/support/api.ts';
import { createSeededStore, query, startTestServer } from '../integration/support/database.ts';
import { fillSchedule, PER_DAY } from '../integration/support/fillSchedule.ts';
import { createWorld, NOW, plan, type World } from '../integration/support/schedule.ts';

const SIZES = [10_000, 100_000];
/** Below the door's own limit of requests a minute. */
const ROUNDS = 3;
const REQUESTS_A_ROUND = 100;
const WARM_UP = 30;
const ATTEMPTS = 100_000;
const AT_ONCE = 32;
/** Hours the attempts race for: each can be won once. */
const HOURS = 500;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_DAY = Date.parse('2027-01-01T00:00:00Z');

interface Row {
  readonly conferences: number;
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
  readonly rounds: string;
  readonly load: string;
}

export async function benchScheduling(): Promise<void> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    await using server = await startTestServer();
    const { store, databaseUrl } = await createSeededStore(server);
    try {
      const world = await createWorld(store);
      await fillSchedule(databaseUrl, size);
      rows.push(...(await measureDoor(store, world, size)));
      if (size === Math.max(...SIZES)) await race(store, world, databaseUrl);
    } finally {
      await store.close();
    }
  }
  print(rows);
}

async function measureDoor(store: Store, world: World, size: number): Promise<Row[]> {
  await using api = await startTestApi({ store, now: NOW });
  const secretary = await TestClient.signIn(api.url, 'thuky');
  const days = Math.floor(size / PER_DAY);
  const dayOf = (turn: number) => FIRST_DAY + ((turn * 7919) % days) * DAY_MS;
  let turn = 0;
  const create = () => {
    const startsAt = dayOf(turn++) + 12 * HOUR_MS;
    const times = { startsAt: iso(startsAt), endsAt: iso(startsAt + HOUR_MS) };
    return secretary.send('POST', '/api/conferences', plan(world, times));
  };
  const week = () => {
    const from = dayOf(turn++);
    return secretary.get(`/api/conferences?from=${iso(from)}&to=${iso(from + 7 * DAY_MS)}`);
  };
  return [
    await measure({ conferences: size, what: 'create with clash check' }, create, 201),
    await measure({ conferences: size, what: 'week view' }, week, 200),
  ];
}

async function measure(
  row: Pick<Row, 'conferences' | 'what'>,
  ask: () => Promise<{ readonly status: number; readonly body: unknown }>,
  expected: number,
): Promise<Row> {
  const rounds: number[][] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const times: number[] = [];
    for (let asked = 0; asked < (round < 0 ? WARM_UP : REQUESTS_A_ROUND); asked++) {
      const startedAt = performance.now();
      const { status, body } = await ask();
      times.push(performance.now() - startedAt);
      if (status !== expected) throw new Error(`${row.what}: ${status} ${JSON.stringify(body)}`);
    }
    if (round >= 0) rounds.push(times);
  }
  return {
    ...row,
    p50: percentile(rounds.flat(), 0.5),
    p95: percentile(rounds.flat(), 0.95),
    rounds: rounds.map((times) => percentile(times, 0.95)).join(' '),
    load: loadavg()[0]?.toFixed(1) ?? '',
  };
}

/** Everybody wants the hub and the same chair, in a year nobody has planned yet. */
async function race(store: Store, world: World, databaseUrl: string): Promise<void> {
  const first = Date.parse('2045-01-01T00:00:00Z');
  let next = 0;
  let won = 0;
  let refused = 0;
  const startedAt = performance.now();
  const run = async () => {
    while (next < ATTEMPTS) {
      const startsAt = first + ((next++ * 7919) % HOURS) * HOUR_MS;
      try {
        await store.schedule.create(plan(world, { startsAt: iso(startsAt), endsAt: iso(startsAt + HOUR_MS) }), NOW);
        won += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'bookingClash') throw error;
        refused += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  const [found] = await query<{ overlaps: string; conferences: string }>(
    databaseUrl,
    `SELECT (SELECT count(*) FROM booking a JOIN booking b USING (resource, resource_id)
             WHERE a.conference_id < b.conference_id AND a.during && b.during AND lower(a.during) >= '2045-01-01') AS overlaps,
            (SELECT count(*) FROM conference WHERE starts_at >= '2045-01-01') AS conferences`,
  );
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(
    `\nRace: ${next} attempts, ${AT_ONCE} at once, for ${HOURS} hours: ${won} booked, ${refused} refused with a reason, ` +
      `${found?.conferences} conferences and ${found?.overlaps} overlapping bookings in the table (${seconds} s)`,
  );
  if (won !== HOURS || won + refused !== ATTEMPTS || found?.overlaps !== '0' || found.conferences !== `${HOURS}`)
    throw new Error('the race ended with a double booking or a lost attempt');
}

function print(rows: readonly Row[]): void {
  console.log('\nScheduling at the HTTP door, milliseconds (rounds: p95 of each):');
  console.table(rows);
  const [small, large] = SIZES;
  for (const what of new Set(rows.map((row) => row.what))) {
    const at = (size: number | undefined) => rows.find((row) => row.what === what && row.conferences === size);
    const [a, b] = [at(small), at(large)];
    if (a && b)
      console.log(
        `${what}: ${large} to ${small} = ${(b.p95 / a.p95).toFixed(2)} (p95), ${(b.p50 / a.p50).toFixed(2)} (p50)`,
      );
  }
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1));
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
