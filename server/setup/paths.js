/**
 * Where things are: the repository, the cache outside it, the set-up's stamps.
 * The only place that knows these folders' names. Creates nothing.
 */
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A file or folder of the repository. */
export function inRoot(...parts) {
  return join(root, ...parts);
}

/** What is kept for every clone on this machine: `$XDG_CACHE_HOME/giao-ban`, else `~/.cache/giao-ban`. */
export function findCacheDir(env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'giao-ban');
}

/** Where a step notes what it was made from. Inside node_modules, so that a fresh install starts afresh. */
export function findStampDir() {
  return inRoot('node_modules', '.giao-ban');
}

/** A name in the system's temporary folder that two users never share. */
export function inTemporary(name, { uid = process.getuid?.() ?? 0, base = tmpdir() } = {}) {
  return join(base, `giao-ban-${name}-${uid}`);
}
