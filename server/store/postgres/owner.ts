// Which operating-system user runs the embedded server: the caller, or `postgres` when the caller is root (PostgreSQL refuses root).
// Owns the look at who can enter which folder; never changes the modes of folders that are not the service's own.

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseStartError } from './DatabaseStartError.ts';

const run = promisify(execFile);

/** Nothing of the service's environment reaches the server: PGDATA or PGPORT of a person's shell would redirect it. */
export const BARE_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The user to run as; null: the caller's own. Creates the `postgres` user when root has none. Errors: DatabaseStartError. */
export async function findOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await readOwner();
  if (known !== null) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      env: BARE_ENVIRONMENT,
    });
  } catch (cause) {
    throw new DatabaseStartError(
      'The database cannot run as root, and the user "postgres" could not be created: run "useradd --system --user-group postgres" or set DATABASE_URL.',
      { cause },
    );
  }
  const created = await readOwner();
  if (created === null)
    throw new DatabaseStartError('The user "postgres" was created but cannot be found: set DATABASE_URL instead.');
  return created;
}

async function readOwner(): Promise<Owner | null> {
  try {
    const [uid, gid] = await Promise.all([
      run('id', ['-u', 'postgres'], { env: BARE_ENVIRONMENT }),
      run('id', ['-g', 'postgres'], { env: BARE_ENVIRONMENT }),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // `id` fails exactly when there is no such user
  }
}

/** The outermost folder on the way to `path` that the owner may not enter; null: it can reach it. */
export async function findBarrier(path: string, owner: Owner): Promise<string | null> {
  const folders: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    if (!mayEnter(await stat(folder), owner)) return folder;
  }
  return null;
}

function mayEnter(folder: { mode: number; uid: number; gid: number }, owner: Owner): boolean {
  if (folder.uid === owner.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === owner.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
