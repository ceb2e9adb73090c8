// A real embedded PostgreSQL for one test file, and a fresh migrated database whenever one is asked for.
// The data folder is thrown away with the server; never touches another one.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from '../../../server/lib/log.ts';
import { createStore, type Store } from '../../../server/store/createStore.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../server/store/embeddedPostgres.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { NOW } from './schedule.ts';

/** Keeps what would have been logged, for a test that asks. */
export interface TestLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly details: object }[];
}

export function createTestLog(): TestLog {
  const lines: TestLog['lines'] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, message, details });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function makeDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'giao-ban-test-'));
}

export interface TestServer {
  readonly postgres: EmbeddedPostgres;
  readonly dataDir: string;
  /** The address of a new, empty, migrated database. */
  createDatabase(): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const dataDir = makeDataDir();
  const log = createTestLog();
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  let count = 0;
  return {
    postgres,
    dataDir,
    async createDatabase() {
      count += 1;
      const url = new URL(postgres.databaseUrl);
      await query(postgres.databaseUrl, `CREATE DATABASE "test_${count}"`);
      url.pathname = `/test_${count}`;
      await migrate({ databaseUrl: url.href, log });
      return url.href;
    },
    async [Symbol.asyncDispose]() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A store on a fresh database with the organisation of the preset; `quantri`'s password comes with it. `clock`: left out, it stands still. */
export async function createSeededStore(
  server: TestServer,
  clock: () => Date = () => NOW,
): Promise<{ store: Store; databaseUrl: string; password: string }> {
  const databaseUrl = await server.createDatabase();
  const store = createStore({ databaseUrl, log: createTestLog(), clock });
  const seeded = await store.seed('long-an-2010');
  if (seeded === null) throw new Error('the fresh database was not empty');
  return { store, databaseUrl, password: seeded.password };
}

/** One statement on a connection of its own, past all code of the store. */
export async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
