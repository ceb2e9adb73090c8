// Says what an uploaded file is and whether it is one we take, by its content only. The work is done in a thread of its own, bounded
// in time and memory.

import { Worker } from 'node:worker_threads';
import type { PaperKind, PaperRefusal } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { Verdict } from './checkThread.ts';

const MAX_MS = 30_000;
/** megabytes: a file of the largest size as bytes, as text, and with its names read */
const MAX_HEAP_MB = 768;

/** Errors: invalidInput with the reason. */
export async function checkFile(path: string): Promise<PaperKind> {
  const verdict = await runCheck(path);
  if ('kind' in verdict) return verdict.kind;
  throw new AppError('invalidInput', { details: { reason: verdict.refusal } });
}

function runCheck(path: string): Promise<Verdict> {
  const unreadable: { refusal: PaperRefusal } = { refusal: 'unreadable' };
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./checkThread.ts', import.meta.url), {
      workerData: path,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const timer = setTimeout(() => void worker.terminate(), MAX_MS);
    worker.once('message', (verdict: Verdict) => resolve(verdict));
    // Out of memory, or a library that gave up on the file: it is not one anybody can vouch for.
    worker.once('error', () => resolve(unreadable));
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(unreadable);
    });
  });
}
