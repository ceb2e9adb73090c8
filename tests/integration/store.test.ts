// The journal and the booking guarantee on a real server: what is acknowledged is there, and nothing is there twice.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConferenceSetup, NewEntry } from '../../server/contract/index.ts';
import { createStore, type Store } from '../../server/store/createStore.ts';
import { createSeededStore, createTestLog, query, startTestServer, type TestServer } from './support/database.ts';
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

let day = 1;
/** A published conference on a day of its own, so that tests do not clash with each other. */
async function publishOnOwnDay(): Promise<ConferenceSetup> {
  day += 1;
  const date = `2027-03-${String(day).padStart(2, '0')}`;
  const view = await publishPlan(store, plan(world, { startsAt: `${date}T01:00:00Z`, endsAt: `${date}T04:00:00Z` }));
  return store.schedule.getSetup(view.conferenceId);
}

const message = (text: string): NewEntry => ({ type: 'messageSent', data: { siteId: null, text } });

async function open(): Promise<ConferenceSetup> {
  const setup = await publishOnOwnDay();
  await store.journal.append(
    setup.conferenceId,
    0,
    numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]),
  );
  return setup;
}

describe('journal', () => {
  it('[DB3] entries come back in order and exactly as they were appended, on another connection too', async () => {
    const setup = await open();
    const entries = numberEntries(setup, 1, [
      message('Tiếng Việt: Bến Lức'),
      message('"quoted" \\ 😀'),
      { type: 'rollCallStarted', data: {} },
    ]);
    await store.journal.append(setup.conferenceId, 1, entries);
    await using second = createStore({ databaseUrl, log: createTestLog() });
    const read = await second.journal.read(setup.conferenceId, 0);
    expect(read.slice(1)).toEqual(entries);
    expect(read.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect(read[0]?.data).toEqual(setup);
    expect(await second.journal.read(setup.conferenceId, 3)).toEqual(entries.slice(2));
  });

  it('[DB4] of two appends after the same seq one is refused with conflict and leaves nothing', async () => {
    const setup = await open();
    const attempts = Array.from({ length: 8 }, (_, index) =>
      store.journal.append(
        setup.conferenceId,
        1,
        numberEntries(setup, 1, [message(`${index}a`), message(`${index}b`)]),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(refused).toEqual(Array(7).fill('conflict'));
    expect((await store.journal.read(setup.conferenceId, 0)).map((entry) => entry.seq)).toEqual([1, 2, 3]);
  });

  it('[DB4] an append after a seq that is not there yet is refused: the journal has no gaps', async () => {
    const setup = await open();
    await expect(
      store.journal.append(setup.conferenceId, 5, numberEntries(setup, 5, [message('x')])),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.journal.read(setup.conferenceId, 1)).toEqual([]);
  });

  it('[DB4] text the database cannot hold is refused with invalidInput and nothing of the batch is kept', async () => {
    const setup = await open();
    const entries = numberEntries(setup, 1, [message('fine'), message('nul \u0000 inside')]);
    await expect(store.journal.append(setup.conferenceId, 1, entries)).rejects.toMatchObject({ code: 'invalidInput' });
    const halfPair = numberEntries(setup, 1, [message('\ud83d')]);
    await expect(store.journal.append(setup.conferenceId, 1, halfPair)).rejects.toMatchObject({ code: 'invalidInput' });
    expect(await store.journal.read(setup.conferenceId, 1)).toEqual([]);
  });

  it('[DB5] the database itself refuses to change or remove an entry', async () => {
    const setup = await open();
    for (const sql of ['UPDATE journal_entry SET type = $1', 'DELETE FROM journal_entry WHERE type <> $1']) {
      await expect(query(databaseUrl, sql, ['siteArrived'])).rejects.toThrow(/never changed/);
    }
    await expect(query(databaseUrl, 'TRUNCATE journal_entry')).rejects.toThrow(/never changed/);
    expect(await store.journal.read(setup.conferenceId, 0)).toHaveLength(1);
  });

  it('[DB6] opening and closing move the status with the entry, and only a published conference opens', async () => {
    const setup = await open();
    const { conferenceId } = setup;
    expect(await store.schedule.findStatus(conferenceId)).toBe('open');
    expect(await store.journal.listOpen()).toContain(conferenceId);
    await store.journal.append(conferenceId, 1, numberEntries(setup, 1, [{ type: 'conferenceClosed', data: {} }]));
    expect(await store.schedule.findStatus(conferenceId)).toBe('closed');
    expect(await store.journal.listOpen()).not.toContain(conferenceId);
    await expect(
      store.journal.append(conferenceId, 2, numberEntries(setup, 2, [message('late')])),
    ).rejects.toMatchObject({ code: 'conflict' });

    const cancelled = await publishOnOwnDay();
    await store.schedule.cancel(cancelled.conferenceId, null, { reason: 'khac', note: '' });
    const opening = numberEntries(cancelled, 0, [{ type: 'conferenceOpened', data: cancelled }]);
    await expect(store.journal.append(cancelled.conferenceId, 0, opening)).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.schedule.findStatus(cancelled.conferenceId)).toBe('cancelled');
  });

  it('[DB6] closing frees what the conference had booked', async () => {
    const setup = await open();
    const count = () =>
      query<{ n: number }>(databaseUrl, 'SELECT count(*)::int AS n FROM booking WHERE conference_id = $1', [
        setup.conferenceId,
      ]);
    // chair, four sites, four devices
    expect((await count())[0]?.n).toBe(9);
    await store.journal.append(
      setup.conferenceId,
      1,
      numberEntries(setup, 1, [{ type: 'conferenceClosed', data: {} }]),
    );
    expect((await count())[0]?.n).toBe(0);
  });

  it('[DB7] the last moment the service was alive is kept for open conferences', async () => {
    const setup = await open();
    const at = '2027-01-01T00:00:10.000Z';
    await store.journal.touchAlive([setup.conferenceId], at);
    expect(await store.journal.getAliveAt(setup.conferenceId)).toBe(at);
    const planned = await publishOnOwnDay();
    await store.journal.touchAlive([planned.conferenceId], at);
    expect(await store.journal.getAliveAt(planned.conferenceId)).toBeNull();
  });
});

describe('first run', () => {
  it('[DB8] an empty database gets the preset once, with one device a site and one administrator who can sign in', async () => {
    const fresh = await createSeededStore(server);
    await using first = fresh.store;
    expect(await first.seed('long-an-2010')).toBeNull();
    const sites = await first.organisation.listSites();
    expect(sites).toHaveLength(30);
    expect(sites.filter((site) => site.isHub)).toHaveLength(1);
    const devices = await query<{ n: number }>(
      fresh.databaseUrl,
      'SELECT count(DISTINCT site_id)::int AS n FROM device',
    );
    expect(devices[0]?.n).toBe(30);
    const accounts = await first.accounts.list();
    expect(accounts.map((account) => [account.username, account.role])).toEqual([['quantri', 'administrator']]);
    const session = await first.auth.signIn({ username: 'quantri', password: fresh.password }, NOW);
    expect(session.account.role).toBe('administrator');
  });

  it('[DB8] an unknown preset is refused by name', async () => {
    await using empty = createStore({ databaseUrl: await server.createDatabase(), log: createTestLog() });
    await expect(empty.seed('../../package')).rejects.toThrow(/no organisation preset/);
    expect(await empty.accounts.list()).toEqual([]);
  });
});
