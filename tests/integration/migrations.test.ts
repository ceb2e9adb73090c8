// The schema Prisma believes in and the one the migrations make, compared in the database itself; and the runner's promises.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, migrate } from '../../server/store/migrate.ts';
import { createTestLog, query, startTestServer, type TestServer } from './support/database.ts';
import { parsePrismaSchema } from './support/prismaSchema.ts';

let server: TestServer;
let databaseUrl: string;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  databaseUrl = await server.createDatabase();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'giao-ban-migrations-'));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  return () => rmSync(folder, { recursive: true, force: true });
});

let count = 0;
async function createEmptyDatabase(): Promise<string> {
  count += 1;
  await query(server.postgres.databaseUrl, `CREATE DATABASE "empty_${count}"`);
  const url = new URL(server.postgres.databaseUrl);
  url.pathname = `/empty_${count}`;
  return url.href;
}
const run = (url: string) => migrate({ databaseUrl: url, log: createTestLog(), folder });
function addMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
}

describe('schema.prisma and the migrations', () => {
  const schema = parsePrismaSchema(readFileSync(join(MIGRATIONS_FOLDER, '..', 'schema.prisma'), 'utf8'));

  it('[DB1] have the same tables, columns, types, nullability and defaults', async () => {
    const actual = await query<Column>(
      databaseUrl,
      `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
              pg_get_expr(d.adbin, d.adrelid) AS default
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
         AND c.relname <> '_prisma_migrations' ORDER BY 1, 2`,
    );
    const byName = (a: Column, b: Column) => (`${a.table}.${a.name}` < `${b.table}.${b.name}` ? -1 : 1);
    expect(actual.toSorted(byName)).toEqual(schema.columns.toSorted(byName));
    expect(new Set(actual.map((column) => column.table)).size).toBeGreaterThanOrEqual(11);
  });

  it('[DB1] have the same primary keys, unique keys, indexes and references', async () => {
    const keys = await query<{ key: string }>(
      databaseUrl,
      `SELECT CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' ELSE 'index' END || ' ' || t.relname || '(' ||
              (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n)
               JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')' AS key
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
       WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> '_prisma_migrations' AND i.indpred IS NULL AND NOT i.indisexclusion`,
    );
    expect(keys.map((row) => row.key).sort()).toEqual(schema.keys.toSorted());
    const references = await query<{ reference: string }>(
      databaseUrl,
      `SELECT t.relname || '.' || a.attname || ' -> ' || f.relname || ' ' || c.confdeltype::text AS reference
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'`,
    );
    expect(references.map((row) => row.reference).sort()).toEqual(schema.references.toSorted());
  });

  it('[DB1] a column, a default or an index that only one of them has is noticed', () => {
    const drifted = parsePrismaSchema(
      'model Unit {\n  unitId String @id @map("unit_id") @db.Uuid\n  size Int? @default(3)\n\n  @@index([size])\n  @@map("unit")\n}\n',
    );
    expect(drifted.columns).toEqual([
      { table: 'unit', name: 'unit_id', type: 'uuid', nullable: false, default: null },
      { table: 'unit', name: 'size', type: 'integer', nullable: true, default: '3' },
    ]);
    expect(drifted.keys).toEqual(['primary unit(unit_id)', 'index unit(size)']);
  });
});

describe('the runner', () => {
  it('[DB2] applies each migration once, also when eight services start at once', async () => {
    const url = await createEmptyDatabase();
    addMigration('20991231000000_second', 'CREATE TABLE second (n int); INSERT INTO second VALUES (1);');
    const applied = await Promise.all(Array.from({ length: 8 }, () => run(url)));
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(applied.flat().sort()).toEqual(names.sort());
    expect(await query(url, 'SELECT n FROM second')).toEqual([{ n: 1 }]);
    expect(await run(url)).toEqual([]);
  });

  it('[DB2] writes what Prisma itself would: name, sha256 of the file, one finished step', async () => {
    const rows = await query(
      databaseUrl,
      'SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished, rolled_back_at, logs FROM _prisma_migrations ORDER BY 1',
    );
    const expected = readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({
        migration_name: entry.name,
        checksum: createHash('sha256')
          .update(readFileSync(join(MIGRATIONS_FOLDER, entry.name, 'migration.sql')))
          .digest('hex'),
        applied_steps_count: 1,
        finished: true,
        rolled_back_at: null,
        logs: null,
      }));
    expect(rows).toEqual(expected);
  });

  it('[DB2] refuses a migration that was edited after it was applied, and a database that is newer', async () => {
    const url = await createEmptyDatabase();
    addMigration('20991231000000_second', 'CREATE TABLE second (n int);');
    await run(url);
    writeFileSync(join(folder, '20991231000000_second', 'migration.sql'), 'CREATE TABLE other (n int);');
    await expect(run(url)).rejects.toThrow(/20991231000000_second was edited/);
    rmSync(join(folder, '20991231000000_second'), { recursive: true });
    await expect(run(url)).rejects.toThrow(/knows the migration 20991231000000_second/);
  });

  it('[DB2] a migration that fails leaves nothing of itself, and runs again once it is repaired', async () => {
    const url = await createEmptyDatabase();
    addMigration('20991231000000_second', 'CREATE TABLE second (n int); SELECT 1 / 0;');
    await expect(run(url)).rejects.toThrow(/20991231000000_second failed and was rolled back/);
    expect(await query(url, "SELECT to_regclass('second') AS found")).toEqual([{ found: null }]);
    writeFileSync(join(folder, '20991231000000_second', 'migration.sql'), 'CREATE TABLE second (n int);');
    expect(await run(url)).toEqual(['20991231000000_second']);
  });
});
