// Many years of conferences in the table: what the database itself counts says which rows were touched, whatever the machine does besides.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import { AppError } from '../../server/lib/AppError.ts';
import { createStore, type Store } from '../../server/store/createStore.ts';
import { createSeededStore, createTestLog, query, startTestServer, type TestServer } from './support/database.ts';
import { fillSchedule, PER_DAY } from './support/fillSchedule.ts';
import { createWorld, NOW, plan, publishPlan, type World } from './support/schedule.ts';

const CONFERENCES = 20_000;
const WEEK = { from: new Date('2028-03-06T00:00:00Z'), to: new Date('2028-03-13T00:00:00Z') };

let server: TestServer;
let databaseUrl: string;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  const seeded = await createSeededStore(server);
  databaseUrl = seeded.databaseUrl;
  world = await createWorld(seeded.store);
  await seeded.store.close();
  await fillSchedule(databaseUrl, CONFERENCES);
}, 120_000);
afterAll(() => server?.[Symbol.asyncDispose]());

interface Touched {
  readonly table: string;
  readonly scans: number;
  readonly rows: number;
}
/** A connection tells its counts at the latest when it ends. */
async function readCounts(): Promise<Touched[]> {
  await expect
    .poll(async () => {
      const others = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
      return (await query(databaseUrl, others)).length;
    })
    .toBe(0);
  return query<{ table: string; scans: number; rows: number } & Record<string, unknown>>(
    databaseUrl,
    `SELECT relname AS table, seq_scan::int AS scans, (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_user_tables
     WHERE relname IN ('conference', 'booking', 'conference_site') ORDER BY relname`,
  );
}
/** What the work read: whole scans and rows, by table. */
async function count(work: (store: Store) => Promise<void>): Promise<Touched[]> {
  const before = await readCounts();
  const store = createStore({ databaseUrl, log: createTestLog() });
  try {
    await work(store);
  } finally {
    await store.close();
  }
  return (await readCounts()).map((row, index) => ({
    table: row.table,
    scans: row.scans - (before[index]?.scans ?? 0),
    rows: row.rows - (before[index]?.rows ?? 0),
  }));
}
const list = (store: Store) => store.schedule.list({ ...WEEK, siteId: null, statuses: ['published'] });
const TIMES = { startsAt: '2028-03-07T12:00:00.000Z', endsAt: '2028-03-07T13:00:00.000Z' };

describe('twenty thousand conferences', () => {
  it('[SB1] the week reads its own rows', async () => {
    const touched = await count(async (store) => {
      const listed = await list(store);
      expect(listed).toHaveLength(7 * PER_DAY);
      expect(new Set(listed.map((one) => one.siteCount))).toEqual(new Set([5]));
    });
    expect(touched.map(({ table, scans }) => ({ table, scans }))).toEqual([
      { table: 'booking', scans: 0 },
      { table: 'conference', scans: 0 },
      { table: 'conference_site', scans: 0 },
    ]);
    for (const { table, rows } of touched) expect(rows, table).toBeLessThan(2_000);
  });

  it('[SB1] a new conference and a refused one read what they want to book', async () => {
    const touched = await count(async (store) => {
      await store.schedule.create(plan(world, TIMES), NOW);
      const refused = await store.schedule.create(plan(world, TIMES), NOW).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AppError);
      expect(refused).toMatchObject({ code: 'bookingClash' });
    });
    for (const { table, scans, rows } of touched) {
      expect(scans, table).toBe(0);
      expect(rows, table).toBeLessThan(200);
    }
  });

  it('[SB1] free and busy times, a calendar, a site’s week and its next conference read their own rows', async () => {
    const touched = await count(async (store) => {
      const siteIds = world.sites.slice(0, 15).map((site) => site.siteId);
      const busy = await store.planning.listBusy({ ...WEEK, chairIds: [world.chair.accountId], siteIds });
      expect(busy.length).toBeGreaterThan(7 * PER_DAY);
      const calendar = await store.planning.listCalendar({ ...WEEK, siteId: null, statuses: ['published'] });
      expect(calendar).toHaveLength(7 * PER_DAY);
      const [siteId] = siteIds;
      if (siteId === undefined) throw new Error('no site');
      await store.schedule.list({ ...WEEK, siteId, statuses: ['published'] });
      await store.schedule.findNextForSite(siteId, WEEK.from);
    });
    for (const { table, scans, rows } of touched) {
      expect(scans, table).toBe(0);
      expect(rows, table).toBeLessThan(CONFERENCES / 2);
    }
  });

  it('[SB1] the preview of a series probes what each of its days wants', async () => {
    const touched = await count(async (store) => {
      // Every site: which of them the filled years invite is left to chance.
      const siteIds = world.sites.map((site) => site.siteId);
      const { startsAt: _startsAt, endsAt: _endsAt, ...content } = plan(world, { siteIds });
      const preview = await store.series.preview(
        {
          startsOn: '2028-03-06',
          startTime: '08:00',
          durationMinutes: 45,
          rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
          end: { kind: 'count', count: 9 },
          holidayPolicy: 'skip',
          exceptions: [],
          extraDates: [],
          excludedDates: [],
          content: { ...content, chairId: world.chair.accountId },
        },
        NOW,
      );
      expect(preview.occurrences.some((one) => one.clashes.length > 0)).toBe(true);
    });
    for (const { table, scans, rows } of touched) {
      expect(scans, table).toBe(0);
      expect(rows, table).toBeLessThan(2_000);
    }
  });

  it('[SB2] a list holds the conference of a whole day that began before its span', async () => {
    const store = createStore({ databaseUrl, log: createTestLog() });
    try {
      const day = { startsAt: '2040-05-01T00:00:00.000Z', endsAt: '2040-05-02T00:00:00.000Z' };
      const whole: ConferenceView = await publishPlan(store, plan(world, day));
      const within = (from: string) =>
        store.schedule.list({ from: new Date(from), to: null, siteId: null, statuses: ['published'] });
      expect((await within('2040-05-01T23:59:59.999Z')).map((one) => one.conferenceId)).toEqual([whole.conferenceId]);
      expect(await within('2040-05-02T00:00:00.000Z')).toEqual([]);
    } finally {
      await store.close();
    }
  });
});
