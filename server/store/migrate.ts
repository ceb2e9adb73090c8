// Brings a database to the newest schema: the plain SQL of prisma/migrations, in order, each in its own transaction.
// Keeps Prisma's own table and takes Prisma's own lock, so that `prisma migrate deploy` agrees and never runs at the same time.

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from '../lib/log.ts';
import { DatabaseStartError } from './postgres/DatabaseStartError.ts';

/** The advisory lock `prisma migrate` takes. */
const PRISMA_LOCK = 72_707_369;
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** sha256 of the file, as Prisma writes it. */
  readonly checksum: string;
}

/**
 * Applies what is missing and answers its names. Safe when several services start at once.
 * Errors: DatabaseStartError when an applied migration was edited, or the database is newer than this version.
 */
export async function migrate(options: { databaseUrl: string; log: Log; folder?: string }): Promise<string[]> {
  const migrations = await readMigrations(options.folder ?? MIGRATIONS_FOLDER);
  const client = new pg.Client({ connectionString: options.databaseUrl });
  client.on('error', (error) => options.log.warn({ err: error }, 'migration connection lost'));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(CREATE_TABLE);
    const missing = await listMissing(client, migrations);
    for (const migration of missing) {
      await apply(client, migration);
      options.log.info({ migration: migration.name }, 'migration applied');
    }
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function listMissing(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  for (const row of rows) {
    const known = migrations.find((migration) => migration.name === row.name);
    if (!row.finished)
      throw new DatabaseStartError(
        `The migration ${row.name} failed before: repair it with "prisma migrate resolve" and start again.`,
      );
    if (known === undefined)
      throw new DatabaseStartError(
        `The database knows the migration ${row.name}, this version does not: start the newer version.`,
      );
    if (known.checksum !== row.checksum)
      throw new DatabaseStartError(`The migration ${row.name} was edited after it was applied: restore the file.`);
  }
  const applied = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count") VALUES ($1, $2, clock_timestamp(), $3, now(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new DatabaseStartError(`The migration ${name} failed and was rolled back.`, { cause });
  }
}
