// Background work that nobody awaits goes through here, so that its failure is always logged. Knows no domain.

import type { Log } from './log.ts';

/** Starts `work` and logs its failure under `name`; never throws, never rejects. */
export function inBackground(log: Log, name: string, work: () => Promise<unknown>): void {
  void Promise.resolve()
    .then(work)
    .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'));
}
