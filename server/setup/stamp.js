/**
 * Tells whether something must be made again: hashes what it is made from and
 * keeps the hash in a small file once it has been made. Looks at contents, never
 * at file times, because a fresh clone gives every file a new time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** All files under a file or folder, sorted, except those whose path `skip` accepts. */
export function listFiles(path, skip = () => false) {
  if (skip(path)) return [];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name), skip));
}

/**
 * One hash over names (relative to `base`) and contents of files and folders, and over plain `facts`.
 * @param {{ base: string, paths?: string[], skip?: (path: string) => boolean, facts?: string[] }} inputs
 */
export function hashOf({ base, paths = [], skip, facts = [] }) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`fact ${fact}\0`);
  for (const path of paths) {
    for (const file of listFiles(path, skip)) {
      const content = readFileSync(file);
      hash.update(`file ${relative(base, file).split(sep).join('/')} ${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Whether the stamp says that this was made from exactly these inputs. */
export function isStamped(stampFile, hash) {
  try {
    return readFileSync(stampFile, 'utf8') === hash;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Notes what was made; call it after the work, so that an interrupted one is done again. */
export function writeStamp(stampFile, hash) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}
