// The embedded server when things die: the service, the server, both. Whatever was acknowledged must be there afterwards.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConferenceId } from '../../server/contract/index.ts';
import { createStore } from '../../server/store/createStore.ts';
import { startEmbeddedPostgres } from '../../server/store/embeddedPostgres.ts';
import { findBarrier } from '../../server/store/postgres/owner.ts';
import { createTestLog, makeDataDir, query } from './support/database.ts';

const HOLDER = join(import.meta.dirname, 'support', 'holdDatabase.ts');
const NODE = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'node');

let dataDir: string;
beforeEach(() => {
  dataDir = makeDataDir();
  return () => rmSync(dataDir, { recursive: true, force: true });
});
const start = () => startEmbeddedPostgres({ dataDir, log: createTestLog() });
const postmasterPid = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

interface Holder {
  readonly child: ChildProcess;
  readonly conferenceId: ConferenceId;
  readonly databaseUrl: string;
  /** The last seq that was acknowledged before the process ended. */
  readonly ended: Promise<number>;
  /** Resolves once so many entries are acknowledged. */
  reached(seq: number): Promise<void>;
}

async function startHolder(): Promise<Holder> {
  const child = spawn(NODE, [HOLDER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  let last = 0;
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => reject(new Error('the process ended before it had begun')));
  });
  lines.on('line', (line) => {
    last = Number(line);
  });
  return {
    child,
    ...(JSON.parse(first) as { conferenceId: ConferenceId; databaseUrl: string }),
    // 'close' comes after everything it wrote was read.
    ended: new Promise((resolve) => child.once('close', () => resolve(last))),
    reached: (seq) =>
      new Promise((resolve) => {
        lines.on('line', () => last >= seq && resolve());
      }),
  };
}

async function expectUnbroken(databaseUrl: string, conferenceId: ConferenceId, acknowledged: number): Promise<void> {
  await using store = createStore({ databaseUrl, log: createTestLog() });
  const entries = await store.journal.read(conferenceId, 0);
  expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
  // At most the one that was under way when everything ended.
  expect(entries.length).toBeLessThanOrEqual(acknowledged + 1);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  expect(await store.journal.listOpen()).toEqual([conferenceId]);
}

describe('the death of the service', () => {
  it('[DB9] leaves the database running; the next service takes it over with every acknowledged entry', async () => {
    const holder = await startHolder();
    await holder.reached(50);
    const pid = postmasterPid();
    holder.child.kill('SIGKILL');
    const acknowledged = await holder.ended;
    expect(acknowledged).toBeGreaterThanOrEqual(50);
    await using postgres = await start();
    expect(postgres.tookOver).toBe(true);
    expect(postmasterPid()).toBe(pid);
    await expectUnbroken(postgres.databaseUrl, holder.conferenceId, acknowledged);
  });

  it('[DB9] together with its database, by power cut, loses no acknowledged entry either', async () => {
    const holder = await startHolder();
    await holder.reached(50);
    process.kill(postmasterPid(), 'SIGKILL');
    holder.child.kill('SIGKILL');
    const acknowledged = await holder.ended;
    await using postgres = await start();
    expect(postgres.tookOver).toBe(false);
    await expectUnbroken(postgres.databaseUrl, holder.conferenceId, acknowledged);
  });
});

describe('the death of the database', () => {
  it('[DB10] under a living service: it is back at the same address with everything in it', async () => {
    await using postgres = await start();
    const { databaseUrl } = postgres;
    await query(databaseUrl, 'CREATE TABLE kept (n int)');
    await query(databaseUrl, 'INSERT INTO kept VALUES (1)');
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    await untilAnswers(databaseUrl, pid);
    expect(postgres.databaseUrl).toBe(databaseUrl);
    expect(await query(databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('[DB13] with a pid file that now names somebody else does not keep it from starting', async () => {
    await (await start()).stop();
    // What a power cut leaves behind, on a machine that gave the number to another program since.
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    await using postgres = await start();
    expect(postgres.tookOver).toBe(false);
    expect(await query(postgres.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('the data folder', () => {
  it('[DB11] is refused to a second service while the first lives, which notices nothing', async () => {
    const holder = await startHolder();
    await expect(start()).rejects.toThrow(/in use by another running service/);
    await holder.reached(20);
    holder.child.kill('SIGKILL');
    await holder.ended;
    await using postgres = await start();
    expect(postgres.tookOver).toBe(true);
  });

  it('[DB12] that another user cannot enter is found from the outside in', async () => {
    const stranger = { uid: 54_321, gid: 54_321 };
    const closed = join(dataDir, 'closed');
    mkdirSync(join(closed, 'inner'), { recursive: true, mode: 0o755 });
    chmodSync(dataDir, 0o755);
    expect(await findBarrier(join(closed, 'inner'), stranger)).toBeNull();
    chmodSync(closed, 0o700);
    expect(await findBarrier(join(closed, 'inner'), stranger)).toBe(closed);
    chmodSync(dataDir, 0o700);
    expect(await findBarrier(join(closed, 'inner'), stranger)).toBe(dataDir);
  });

  it('[DB8] keeps the database password to its owner, and the same one for ever', async () => {
    const url = await (async () => {
      await using postgres = await start();
      return new URL(postgres.databaseUrl);
    })();
    const path = join(dataDir, 'postgres.password');
    expect(readFileSync(path, 'utf8').trim()).toBe(url.password);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await using again = await start();
    expect(new URL(again.databaseUrl).password).toBe(url.password);
  });

  it('[DB4] runs durably: what is committed is on the disk', async () => {
    await using postgres = await start();
    const settings = await query<{ name: string; setting: string }>(
      postgres.databaseUrl,
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding') ORDER BY 1",
    );
    expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
      'fsync=on',
      'full_page_writes=on',
      'listen_addresses=127.0.0.1',
      'server_encoding=UTF8',
      'synchronous_commit=on',
    ]);
  });
});

/** Asks until another server than `deadPid` answers; the test's own time-out ends it. */
async function untilAnswers(databaseUrl: string, deadPid: number): Promise<void> {
  for (;;) {
    try {
      await query(databaseUrl, 'SELECT 1');
      if (postmasterPid() !== deadPid) return;
    } catch {
      // not yet: that is what is being waited for
    }
  }
}
