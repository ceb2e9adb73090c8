// A real PostgreSQL beside the service, in the service's data folder, on loopback. Survives the death of the service and is taken over
// by the next one; started again when it dies itself. Exactly one service may use a data folder.

import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { inBackground } from '../lib/background.ts';
import type { Log } from '../lib/log.ts';
import { findBinaries } from './postgres/binaries.ts';
import {
  type Cluster,
  createClusterOnce,
  DATABASE_USER,
  findRunning,
  startServer,
  stopServer,
} from './postgres/cluster.ts';
import { DatabaseStartError } from './postgres/DatabaseStartError.ts';
import { findBarrier, findOwner, type Owner } from './postgres/owner.ts';

const DATABASE_NAME = 'giaoban';
/** The advisory lock that says a living service uses this folder. */
const INSTANCE_LOCK = 20_101_123;
/** A killed service's connection is closed by the kernel at once; the server may still be ending its last statement. */
const LOCK_PATIENCE_MS = 10_000;
const TAKE_OVER_PATIENCE_MS = 10_000;
const RETRY_MS = 100;

export interface EmbeddedPostgres {
  /** Address with password of the service's own database. Stays the same until `stop`. */
  readonly databaseUrl: string;
  /** True when a server left behind by a killed service was taken over. */
  readonly tookOver: boolean;
  /** Ends the server in an orderly way. Idempotent. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts (or takes over) the server whose data is in `<dataDir>/postgres`, making it the first time.
 * Errors: DatabaseStartError with one sentence of what to do (folder out of reach, other version, folder in use).
 */
export async function startEmbeddedPostgres(options: { dataDir: string; log: Log }): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const owner = await findOwner();
  await prepareFolder(dataDir, owner);
  const cluster: Cluster = { folder: join(dataDir, 'postgres'), binaries: await findBinaries(owner), owner };
  const password = await readOrMakePassword(dataDir);
  await createClusterOnce(cluster, password);
  const server = new Server(cluster, password, options.log);
  await server.start();
  return server;
}

class Server implements EmbeddedPostgres {
  readonly #cluster: Cluster;
  readonly #password: string;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #port = 0;
  #tookOver = false;
  #guard: pg.Client | null = null;
  #stopped: Promise<void> | null = null;

  constructor(cluster: Cluster, password: string, log: Log) {
    this.#cluster = cluster;
    this.#password = password;
    this.#log = log;
  }

  get databaseUrl(): string {
    return this.#url(DATABASE_NAME);
  }

  get tookOver(): boolean {
    return this.#tookOver;
  }

  async start(): Promise<void> {
    const running = await findRunning(this.#cluster);
    this.#tookOver = running !== null && (await this.#tryTakeOver(running.port));
    if (!this.#tookOver) {
      if (running !== null) await stopServer(this.#cluster);
      this.#port = await startServer(this.#cluster, 0);
    }
    try {
      await this.#standGuard();
      await this.#createDatabaseOnce();
    } catch (error) {
      // A server that another living service uses is not ours to stop.
      if (!this.#tookOver) await stopServer(this.#cluster);
      await this.#guard?.end();
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      this.#stopping.abort();
      await this.#guard?.end();
      await stopServer(this.#cluster);
    })();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Waits for a server that is still replaying its log; false: it does not answer to our password in time. */
  async #tryTakeOver(port: number): Promise<boolean> {
    if (port === 0) return false;
    this.#port = port;
    for (const deadline = Date.now() + TAKE_OVER_PATIENCE_MS; Date.now() < deadline; await wait(RETRY_MS)) {
      try {
        await (await this.#connect()).end();
        return true;
      } catch (error) {
        this.#log.debug({ err: error }, 'the running database does not answer yet');
        if ((await findRunning(this.#cluster)) === null) return false;
      }
    }
    return false;
  }

  async #standGuard(): Promise<void> {
    const guard = await this.#connect();
    guard.on('end', () => inBackground(this.#log, 'database guard', () => this.#comeBack()));
    this.#guard = guard;
    for (const deadline = Date.now() + LOCK_PATIENCE_MS; ; await wait(RETRY_MS)) {
      const { rows } = await guard.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
        INSTANCE_LOCK,
      ]);
      if (rows[0]?.locked === true) return;
      if (Date.now() > deadline) break;
    }
    this.#stopping.abort();
    throw new DatabaseStartError(
      `The data folder ${dirname(this.#cluster.folder)} is in use by another running service: stop that one or set another DATA_DIR.`,
    );
  }

  /** The guard's connection ended without our asking: the server died or restarted itself. The address must stay the same. */
  async #comeBack(): Promise<void> {
    for (let attempt = 0; !this.#stopping.signal.aborted; attempt += 1) {
      try {
        if ((await findRunning(this.#cluster)) === null) {
          this.#log.error({ attempt }, 'the database died; starting it again');
          await startServer(this.#cluster, this.#port);
        }
        if (this.#stopping.signal.aborted) return;
        await this.#standGuard();
        this.#log.warn({ attempt }, 'the database is back');
        return;
      } catch (error) {
        this.#log.error({ err: error, attempt }, 'the database is not back yet');
        await wait(1_000);
      }
    }
  }

  async #createDatabaseOnce(): Promise<void> {
    const known = await this.#guard?.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (known?.rowCount === 0) await this.#guard?.query(`CREATE DATABASE "${DATABASE_NAME}"`);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url('postgres'), connectionTimeoutMillis: 5_000 });
    client.on('error', (error) => this.#log.debug({ err: error }, 'database connection lost'));
    await client.connect();
    return client;
  }

  #url(database: string): string {
    return `postgresql://${DATABASE_USER}:${this.#password}@127.0.0.1:${this.#port}/${database}`;
  }
}

async function prepareFolder(dataDir: string, owner: Owner | null): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: owner === null ? 0o700 : 0o711 });
  if (owner === null) return;
  const barrier = await findBarrier(dataDir, owner);
  if (barrier === dataDir) {
    // The service's own folder: the database may pass through it, not read it.
    await chmod(dataDir, (await stat(dataDir)).mode | 0o011);
  } else if (barrier !== null) {
    throw new DatabaseStartError(
      `The service runs as root, so its database runs as the user "postgres", which cannot enter ${barrier}: set DATA_DIR to a folder it can reach, for example /var/lib/giao-ban.`,
    );
  }
}

async function readOrMakePassword(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres.password');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return kept.trim();
  const password = randomBytes(24).toString('base64url');
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return password;
}
