// Double booking on a real server: the race, the constraint beneath the code, and what the refusal says.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookingClash, ConferenceView } from '../../server/contract/index.ts';
import { AppError } from '../../server/lib/AppError.ts';
import type { Store } from '../../server/store/createStore.ts';
import type { ConferenceWrite } from '../../server/store/schedule/types.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, numberEntries, plan, publishPlan, type World } from './support/schedule.ts';

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

let day = 0;
/** A plan on a day of its own, so that tests do not clash with each other. */
function planOnOwnDay(change: Partial<ConferenceWrite> = {}): ConferenceWrite {
  day += 1;
  return at(day, '01:00', '04:00', change);
}
function at(onDay: number, from: string, to: string, change: Partial<ConferenceWrite> = {}): ConferenceWrite {
  const date = `2027-04-${String(onDay).padStart(2, '0')}`;
  return plan(world, { startsAt: `${date}T${from}:00.000Z`, endsAt: `${date}T${to}:00.000Z`, ...change });
}
/** Another chair, other sites: nothing in common with `plan` but the time. */
function elsewhere(change: Partial<ConferenceWrite> = {}): Partial<ConferenceWrite> {
  return { chairId: world.otherChair.accountId, siteIds: siteIds(1, 5, 6), title: 'Họp chuyên đề', ...change };
}
function siteIds(...indexes: number[]): ConferenceWrite['siteIds'] {
  return indexes.flatMap((index) => world.sites[index]?.siteId ?? []);
}
/** The plan of the hub without the second chair's site. */
const hubOnly = (...indexes: number[]) => ({ siteIds: siteIds(0, ...indexes) });

async function refusal(attempt: Promise<unknown>): Promise<AppError & { details: BookingClash[] }> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return error as AppError & { details: BookingClash[] };
}
const countRows = async (table: string, where = 'true') =>
  (await query<{ n: number }>(databaseUrl, `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`))[0]?.n;

/** Resolves when a statement of the service waits for another transaction; asks the server, which knows. */
async function untilSomebodyWaits(): Promise<void> {
  const sql = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await query(databaseUrl, sql)).length === 0);
}

describe('double booking', () => {
  it('[SC2] of 64 identical conferences made at once exactly one is kept, and the others leave nothing', async () => {
    const input = planOnOwnDay();
    const before = await countRows('conference');
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => store.schedule.create(input, NOW)));
    const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'kept' : outcome.reason.code));
    expect(codes.filter((code) => code === 'kept')).toHaveLength(1);
    expect(codes.filter((code) => code === 'bookingClash')).toHaveLength(63);
    expect(await countRows('conference')).toBe((before ?? 0) + 1);
    expect(await countRows('booking', `lower(during) = '${input.startsAt}'`)).toBe(9);
  });

  it('[SC1] rows written past all code are refused by the database, for each kind of resource', async () => {
    const kept = await store.schedule.create(planOnOwnDay(), NOW);
    const other = await store.schedule.create(planOnOwnDay(), NOW);
    const rows = await query<{ resource: string; resource_id: string }>(
      databaseUrl,
      'SELECT DISTINCT ON (resource) resource, resource_id FROM booking WHERE conference_id = $1',
      [kept.conferenceId],
    );
    expect(rows.map((row) => row.resource)).toEqual(['chair', 'device', 'site']);
    for (const row of rows) {
      const move = query(
        databaseUrl,
        'UPDATE booking SET during = (SELECT during FROM booking WHERE conference_id = $1 LIMIT 1) WHERE conference_id = $2 AND resource = $3 AND resource_id = $4',
        [kept.conferenceId, other.conferenceId, row.resource, row.resource_id],
      );
      await expect(move, row.resource).rejects.toThrow(/booking_no_overlap/);
    }
  });

  it('[SC1] what another program books between look and write is refused by the constraint, and named', async () => {
    const input = planOnOwnDay();
    const holder = await store.schedule.create(at(day, '10:00', '11:00', elsewhere()), NOW);
    const foreign = new pg.Client({ connectionString: databaseUrl });
    await foreign.connect();
    try {
      await foreign.query('BEGIN');
      const row = [holder.conferenceId, input.siteIds[0], input.startsAt, input.endsAt];
      await foreign.query("INSERT INTO booking VALUES ($1, 'site', $2, tstzrange($3, $4))", row);
      const refused = refusal(store.schedule.create(input, NOW));
      await untilSomebodyWaits();
      await foreign.query('COMMIT');
      const error = await refused;
      expect(error.code).toBe('bookingClash');
      expect(error.details).toMatchObject([
        { resource: 'site', resourceId: world.hub.siteId, conferenceId: holder.conferenceId },
      ]);
    } finally {
      await foreign.end();
    }
  });

  it('[SC3] a device that is taken without its site is named by its site', async () => {
    const input = planOnOwnDay();
    const holder = await store.schedule.create(at(day, '10:00', '11:00', elsewhere()), NOW);
    await query(
      databaseUrl,
      "INSERT INTO booking SELECT $1, 'device', device_id, tstzrange($2, $3) FROM device WHERE site_id = $4",
      [holder.conferenceId, input.startsAt, input.endsAt, world.hub.siteId],
    );
    const error = await refusal(store.schedule.create(input, NOW));
    expect(error.details).toMatchObject([
      { resource: 'device', resourceName: world.hub.name, conferenceId: holder.conferenceId },
    ]);
  });

  it('[SC3] the answer names the site, the conference and the time, and says it in Vietnamese in local time', async () => {
    const held = await store.schedule.create(planOnOwnDay(), NOW);
    const benLuc = held.sites[2];
    const error = await refusal(
      store.schedule.create(
        at(day, '03:00', '05:00', elsewhere({ siteIds: [...siteIds(1), benLuc?.siteId ?? world.hub.siteId] })),
        NOW,
      ),
    );
    expect(error.code).toBe('bookingClash');
    const date = `${String(day).padStart(2, '0')}/04/2027`;
    expect(error.message).toContain('Trùng lịch: ');
    expect(error.message).toContain(`đã được đăng ký 08:00–11:00 ngày ${date} (Giao ban tháng 11)`);
    expect(error.details).toContainEqual({
      resource: 'site',
      resourceId: benLuc?.siteId,
      resourceName: benLuc?.name,
      conferenceId: held.conferenceId,
      conferenceTitle: 'Giao ban tháng 11',
      startsAt: held.startsAt,
      endsAt: held.endsAt,
    });
    // Its device clashes too, but a person is told once.
    expect(error.details.every((clash) => clash.resource === 'site')).toBe(true);
  });

  it('[SC3] a chair who is elsewhere is named first', async () => {
    const held = await store.schedule.create(planOnOwnDay(), NOW);
    const error = await refusal(store.schedule.create(at(day, '02:00', '03:00'), NOW));
    expect(error.details[0]).toMatchObject({
      resource: 'chair',
      resourceName: 'Đồng chí chutri',
      conferenceId: held.conferenceId,
    });
    expect(error.message).toMatch(
      /^Trùng lịch: người chủ trì Đồng chí chutri đã được đăng ký .*; và 4 trùng lịch khác\.$/,
    );
  });

  it('[SC3] a clash past midnight names both days', async () => {
    const onDay = day + 1;
    day += 2;
    const pad = (n: number) => String(n).padStart(2, '0');
    const night = plan(world, {
      startsAt: `2027-04-${pad(onDay)}T15:00:00Z`,
      endsAt: `2027-04-${pad(onDay)}T19:00:00Z`,
    });
    await store.schedule.create(night, NOW);
    const error = await refusal(store.schedule.create(night, NOW));
    expect(error.message).toContain(`từ 22:00 ngày ${pad(onDay)}/04/2027 đến 02:00 ngày ${pad(onDay + 1)}/04/2027`);
  });
});

describe('moving and freeing', () => {
  it('[SC4] a moved conference holds the new time and frees the old one', async () => {
    const published = await publishPlan(store, planOnOwnDay());
    const start = published.startsAt.replace('T01', 'T06');
    const end = published.endsAt.replace('T04', 'T09');
    const moved = await store.schedule.edit(
      published.conferenceId,
      published.version,
      { startsAt: start, endsAt: end },
      NOW,
    );
    expect([moved.startsAt, moved.endsAt, moved.status]).toEqual([start, end, 'published']);
    await store.schedule.create(at(day, '01:00', '04:00'), NOW);
    expect((await refusal(store.schedule.create(at(day, '06:00', '07:00'), NOW))).code).toBe('bookingClash');
  });

  it('[SC4] a move onto somebody else changes nothing: title, sites, times and bookings stay', async () => {
    const mine = await publishPlan(store, planOnOwnDay());
    await store.schedule.create(at(day, '06:00', '09:00', elsewhere({ siteIds: siteIds(1, 2) })), NOW);
    const bookings = () =>
      query(databaseUrl, 'SELECT * FROM booking WHERE conference_id = $1 ORDER BY resource, resource_id', [
        mine.conferenceId,
      ]);
    const before = await bookings();
    const change = {
      title: 'Khác',
      startsAt: mine.startsAt.replace('T01', 'T06'),
      endsAt: mine.endsAt.replace('T04', 'T09'),
    };
    const error = await refusal(store.schedule.edit(mine.conferenceId, mine.version, change, NOW));
    expect(error.code).toBe('bookingClash');
    expect(await store.schedule.get(mine.conferenceId)).toEqual(mine);
    expect(await bookings()).toEqual(before);
  });

  it('[SC4] adding a site that is taken is refused, leaving one out frees it', async () => {
    const mine = await publishPlan(store, planOnOwnDay(hubOnly(7, 8)));
    const other = await store.schedule.create(at(day, '01:00', '04:00', elsewhere()), NOW);
    const add = store.schedule.edit(mine.conferenceId, mine.version, hubOnly(5, 7), NOW);
    expect((await refusal(add)).details.map((clash) => clash.resourceId)).toEqual(siteIds(5));
    const smaller = await store.schedule.edit(other.conferenceId, other.version, { siteIds: siteIds(1, 6) }, NOW);
    const larger = await store.schedule.edit(mine.conferenceId, mine.version, hubOnly(5, 7), NOW);
    expect([smaller.sites.length, larger.sites.length]).toEqual([2, 3]);
  });

  it('[SC5] cancelling frees everything, and conferences may follow each other without a gap', async () => {
    const first = await publishPlan(store, planOnOwnDay());
    await store.schedule.create(at(day, '04:00', '05:00'), NOW);
    const cancelled = await store.schedule.cancel(first.conferenceId, first.version, {
      reason: 'yKienCapTren',
      note: 'Dời lịch',
    });
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelReason: 'yKienCapTren', cancelNote: 'Dời lịch' });
    expect(await countRows('booking', `conference_id = '${first.conferenceId}'`)).toBe(0);
    const again: ConferenceView = await store.schedule.create(at(day, '01:00', '04:00'), NOW);
    expect(again.status).toBe('draft');
  });

  it('[SC1] an open conference still holds its room', async () => {
    const published = await publishPlan(store, planOnOwnDay());
    const setup = await store.schedule.getSetup(published.conferenceId);
    await store.journal.append(
      setup.conferenceId,
      0,
      numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]),
    );
    expect((await refusal(store.schedule.create(at(day, '02:00', '03:00'), NOW))).code).toBe('bookingClash');
  });
});
