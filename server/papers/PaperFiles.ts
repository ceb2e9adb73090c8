// The folder of papers: files come in under names of their own, are synced, and get the hash of their content as name.
// Owns the folder; never knows whose a file is. A name without a row is an orphan and goes at the next start.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KeptFile } from './ports.ts';

export const HASH_PATTERN = /^[0-9a-f]{64}$/;

export class PaperFiles {
  /** Kept files, named by their hash. */
  readonly folder: string;
  /** Files on their way in; nobody's after a restart. */
  readonly incoming: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.incoming = join(folder, 'incoming');
  }

  static async open(folder: string): Promise<PaperFiles> {
    const files = new PaperFiles(folder);
    await mkdir(files.incoming, { recursive: true, mode: 0o700 });
    return files;
  }

  /** Syncs the file and moves it to its hash's name. It is safely on the disk when this resolves. */
  async keep(path: string): Promise<KeptFile> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const name = hash.digest('hex');
    await sync(path);
    const { size } = await stat(path);
    await rename(path, join(this.folder, name));
    await sync(this.folder);
    return { hash: name, sizeBytes: size };
  }

  pathOf(hash: string): string {
    if (!HASH_PATTERN.test(hash)) throw new Error('not the name of a paper');
    return join(this.folder, hash);
  }

  async remove(hash: string): Promise<void> {
    await rm(this.pathOf(hash), { force: true });
  }

  /** Removes what came in and was never kept, and what was kept for a row that was never written. Answers how many. */
  async sweep(known: ReadonlySet<string>): Promise<number> {
    const left = (await readdir(this.incoming)).map((name) => join(this.incoming, name));
    const orphans = (await readdir(this.folder))
      .filter((name) => HASH_PATTERN.test(name) && !known.has(name))
      .map((name) => join(this.folder, name));
    for (const path of [...left, ...orphans]) await rm(path, { recursive: true, force: true });
    return left.length + orphans.length;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
