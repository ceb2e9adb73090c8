// The connection to the database, and the translation of what it refuses. Knows no table.

import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import { PrismaClient } from './generated/client.ts';
import { Statements } from './statements.ts';

/** connections of one service; PostgreSQL's own maximum is 60 */
const POOL_SIZE = 16;
/** milliseconds an idle connection is kept: a new one signs in and prepares its statements again, which an office at work would wait for after every pause */
const IDLE_MS = 600_000;
/** milliseconds a transaction may wait for a connection, and last: a burst of 64 bookings goes through one lock */
const TRANSACTION = { maxWait: 15_000, timeout: 15_000 };

export type Database = PrismaClient;
/** A running transaction, or the client itself. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

export const SQL_STATES = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  exclusionViolation: '23P01',
  untranslatableCharacter: '22P05',
  invalidText: '22P02',
} as const;

/** One pool of connections, asked through Prisma and by hand. */
export interface Connection {
  readonly database: Database;
  readonly statements: Statements;
  /** Ends the pool. */
  close(): Promise<void>;
}

/** Connects with the first question. */
export function connect(databaseUrl: string, log: Log): Connection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: IDLE_MS,
  });
  // Without a listener an idle connection that breaks would end the process; the pool makes a new one by itself.
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const database = new PrismaClient({ adapter, transactionOptions: TRANSACTION });
  return {
    database,
    statements: new Statements(pool),
    async close() {
      await database.$disconnect();
      // A client that was never asked does not know of the pool.
      if (!pool.ending) await pool.end();
    },
  };
}

/** The same for who asks through Prisma alone; ends with `$disconnect`. */
export function connectDatabase(databaseUrl: string, log: Log): Database {
  return connect(databaseUrl, log).database;
}

/** The SQLSTATE behind a Prisma error, however deep it sits; undefined: not from the database. */
export function findSqlState(error: unknown): string | undefined {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0) {
    const value = queue.shift();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const { originalCode, code, cause, meta, driverAdapterError } = value as Record<string, unknown>;
    for (const candidate of [originalCode, code]) {
      if (typeof candidate === 'string' && /^[0-9A-Z]{5}$/.test(candidate) && !/^P\d{4}$/.test(candidate))
        return candidate;
      if (candidate === 'P2002') return SQL_STATES.uniqueViolation;
      if (candidate === 'P2003') return SQL_STATES.foreignKeyViolation;
    }
    queue.push(cause, meta, driverAdapterError);
  }
  return undefined;
}

/**
 * Runs a write and answers a broken uniqueness with `alreadyExists`, a broken reference with `invalidInput`.
 * `taken`: the SQLSTATE that means "taken" here.
 */
export async function translateRefusals<T>(
  write: () => Promise<T>,
  already: string,
  taken: string = SQL_STATES.uniqueViolation,
): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const state = findSqlState(cause);
    if (state === taken) throw new AppError('alreadyExists', { message: already, cause });
    if (state === SQL_STATES.foreignKeyViolation) throw new AppError('invalidInput', { cause });
    throw cause;
  }
}
