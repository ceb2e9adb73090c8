// One PostgreSQL data folder: makes it, finds the server that runs on it, starts and stops it through pg_ctl.
// The server is a daemon of its own: a killed service must not take it down half-way, and a terminal's Ctrl+C must not reach it.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { DatabaseStartError } from './DatabaseStartError.ts';
import { BARE_ENVIRONMENT, type Owner } from './owner.ts';

export const DATABASE_USER = 'giaoban';
/** seconds pg_ctl waits for the server to replay its log after a power cut, or to end */
const START_SECONDS = 120;
const STOP_SECONDS = 60;
const START_ATTEMPTS = 4;

/** Durable first: an acknowledged act is on the disk. The rest keeps the server to loopback and its logs to a week. */
const SETTINGS = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  // Years of bookings and their index stay in memory; taken only as they are used.
  'shared_buffers=512MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'logging_collector=on',
  'log_filename=postgresql-%a.log',
  'log_truncate_on_rotation=on',
  'log_rotation_age=1d',
];

export interface Cluster {
  /** PostgreSQL's own folder. */
  readonly folder: string;
  readonly binaries: Binaries;
  readonly owner: Owner | null;
}

/** Makes the data folder once; a start that was killed half-way leaves nothing that looks finished. */
export async function createClusterOnce(cluster: Cluster, password: string): Promise<void> {
  const { folder, binaries, owner } = cluster;
  if (existsSync(join(folder, 'PG_VERSION'))) return assertVersion(cluster);
  const fresh = `${folder}.new`;
  const passwordFile = `${folder}.initial-${randomBytes(6).toString('hex')}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (owner !== null) await Promise.all([fresh, passwordFile].map((path) => chown(path, owner.uid, owner.gid)));
    const flags = [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=scram-sha-256',
    ];
    const made = await runProgram(cluster, binaries.initdb, [
      `--pgdata=${fresh}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      ...flags,
    ]);
    if (made.code !== 0)
      throw new DatabaseStartError(`The database folder ${folder} could not be made: ${made.output}`);
    await rename(fresh, folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function assertVersion({ folder, binaries }: Cluster): Promise<void> {
  const version = Number((await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim());
  if (version === binaries.majorVersion) return;
  throw new DatabaseStartError(
    `The data folder ${folder} belongs to PostgreSQL ${version} and this version brings ${binaries.majorVersion}: restore a backup into a new DATA_DIR.`,
  );
}

/** The port of the server that runs on this folder, left behind by a killed service; null: none runs. Clears a stale pid file. */
export async function findRunning(cluster: Cluster): Promise<{ port: number } | null> {
  const pidFile = join(cluster.folder, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return null;
  const [pidLine, , , portLine] = text.split('\n');
  const pid = Number(pidLine);
  if (await isServerProcess(pid))
    return Number.isInteger(Number(portLine)) && Number(portLine) > 0 ? { port: Number(portLine) } : { port: 0 };
  // After a reboot the number may belong to somebody else; the server would then refuse to start.
  await unlink(pidFile).catch(ignoreMissing);
  return null;
}

async function isServerProcess(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0')[0]?.endsWith('postgres') === true;
}

/** Starts the server; `port` 0: any free one. Answers the port. Errors: DatabaseStartError with the end of the server's own words. */
export async function startServer(cluster: Cluster, wantedPort: number): Promise<number> {
  const log = join(cluster.folder, 'start.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort === 0 ? await findFreePort() : wantedPort;
    await rm(log, { force: true });
    const options = ['-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])].join(' ');
    const started = await runProgram(cluster, cluster.binaries.pgCtl, [
      'start',
      '-D',
      cluster.folder,
      '-w',
      '-t',
      String(START_SECONDS),
      '-l',
      log,
      '-o',
      options,
    ]);
    if (started.code === 0) return port;
    if (attempt === START_ATTEMPTS) {
      const words = (await readFile(log, 'utf8').catch(() => started.output)).trim().split('\n').slice(-4).join(' | ');
      throw new DatabaseStartError(`The database in ${cluster.folder} does not start: ${words}`);
    }
    // Another program took the port, or the last server's processes are still letting go of their memory.
    await wait(250 * attempt);
  }
}

/** Ends the server that runs on this folder, whoever started it; fine when none does. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const stop = (mode: string) =>
    runProgram(cluster, cluster.binaries.pgCtl, [
      'stop',
      '-D',
      cluster.folder,
      '-m',
      mode,
      '-w',
      '-t',
      String(STOP_SECONDS),
    ]);
  if ((await stop('fast')).code === 0 || (await findRunning(cluster)) === null) return;
  if ((await stop('immediate')).code === 0 || (await findRunning(cluster)) === null) return;
  throw new DatabaseStartError(
    `The database in ${cluster.folder} cannot be stopped: end the process named in postmaster.pid.`,
  );
}

/** Output goes to a file: the daemon would keep a pipe open for ever. */
async function runProgram(
  cluster: Cluster,
  program: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const outputFile = `${cluster.folder}.output-${randomBytes(6).toString('hex')}`;
  const output = await open(outputFile, 'w+', 0o600);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, args, {
        ...(cluster.owner ?? {}),
        env: BARE_ENVIRONMENT,
        cwd: '/',
        stdio: ['ignore', output.fd, output.fd],
        detached: true,
      });
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return { code, output: (await readFile(outputFile, 'utf8')).trim().split('\n').slice(-4).join(' | ') };
  } catch (cause) {
    throw new DatabaseStartError(`${program} cannot be run.`, { cause });
  } finally {
    await output.close();
    await rm(outputFile, { force: true });
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
