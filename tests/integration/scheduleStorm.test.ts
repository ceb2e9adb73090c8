// What making conferences costs in statements, and what is left in the table after a storm of attempts that overlap in part.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import { AppError } from '../../server/lib/AppError.ts';
import type { Store } from '../../server/store/createStore.ts';
import type { ConferenceWrite } from '../../server/store/schedule/types.ts';
import { startTestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { findDoubleBookings, findIncomplete } from './support/doubleBookings.ts';
import { createWorld, NOW, plan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
});
afterAll(async () => {
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

/** Statements the work sends, through Prisma or by hand. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return sent.mock.calls.length;
  } finally {
    sent.mockRestore();
  }
}

describe('the number of statements', () => {
  it('[SC10] three make a conference and two read a week, whatever their size', async () => {
    await using api = await startTestApi({ store, now: NOW });
    const secretary = await TestClient.signIn(api.url, 'thuky');
    const make = async (day: number, sites: number) => {
      const date = `2027-06-0${day}`;
      const siteIds = world.sites.slice(0, sites).map((site) => site.siteId);
      const times = { startsAt: `${date}T01:00:00Z`, endsAt: `${date}T04:00:00Z` };
      const answer = await secretary.send('POST', '/api/conferences', plan(world, { siteIds, ...times }));
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    };
    const week = async (expected: number) => {
      const answer = await secretary.get<unknown[]>(
        '/api/conferences?from=2027-05-31T00:00:00Z&to=2027-06-07T00:00:00Z',
      );
      expect(answer.body).toHaveLength(expected);
    };
    expect(await countStatements(() => make(1, 2))).toBe(3);
    expect(await countStatements(() => week(1))).toBe(2);
    expect(await countStatements(() => make(2, 30))).toBe(3);
    expect(await countStatements(() => week(2))).toBe(2);
  });
});

/** mulberry32: the same storm every time. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
}

const HALF_HOUR_MS = 1_800_000;

describe('a storm', () => {
  it('[SC11][SC1] of attempts that overlap in part ends without a deadlock and without a double booking', async () => {
    const roll = createDice(20_271_124);
    const times = () => {
      const start = Date.parse('2027-07-01T00:00:00Z') + roll(16) * HALF_HOUR_MS;
      const iso = (instant: number) => new Date(instant).toISOString();
      return { startsAt: iso(start), endsAt: iso(start + (1 + roll(4)) * HALF_HOUR_MS) };
    };
    const attempt = (): ConferenceWrite => {
      const chair = roll(2) === 0 ? world.chair : world.otherChair;
      const others = world.sites.filter((site) => site.siteId !== chair.siteId);
      const siteIds = others.map(({ siteId }) => ({ siteId, at: roll(1_000) })).sort((a, b) => a.at - b.at);
      const chosen = siteIds.slice(0, 1 + roll(6)).map(({ siteId }) => siteId);
      const own = chair.siteId === null ? [] : [chair.siteId];
      return plan(world, { ...times(), chairId: chair.accountId, siteIds: [...chosen, ...own] });
    };
    const kept: ConferenceView[] = [];
    const codes = new Map<string, number>();
    const act = async (work: Promise<ConferenceView>) => {
      const code = await work
        .then((view) => void kept.push(view))
        .then(
          () => 'kept',
          (error: unknown) => (error instanceof AppError ? error.code : String(error)),
        );
      codes.set(code, (codes.get(code) ?? 0) + 1);
    };
    for (let wave = 0; wave < 6; wave += 1) {
      const before = kept.splice(0);
      await Promise.all([
        ...Array.from({ length: 48 }, () => act(store.schedule.create(attempt(), NOW))),
        ...before.map(({ conferenceId, version }) =>
          roll(3) === 0
            ? act(store.schedule.cancel(conferenceId, version, { reason: 'khac', note: '' }, NOW))
            : act(store.schedule.edit(conferenceId, version, times(), NOW)),
        ),
      ]);
    }
    expect([...codes.keys()].sort()).toEqual(expect.arrayContaining(['bookingClash', 'kept']));
    for (const code of codes.keys()) expect(['kept', 'bookingClash', 'wrongState']).toContain(code);
    expect(codes.get('kept')).toBeGreaterThan(10);
    expect(codes.get('bookingClash')).toBeGreaterThan(100);
    expect(await findDoubleBookings(databaseUrl, '2027-07-01')).toEqual([]);
    expect(await findIncomplete(databaseUrl, '2027-07-01')).toEqual([]);
    const lost = await query(
      databaseUrl,
      'SELECT conference_id FROM conference c WHERE NOT EXISTS (SELECT FROM life_step s WHERE s.conference_id = c.conference_id AND s.version = c.version)',
    );
    expect(lost).toEqual([]);
  });
});
