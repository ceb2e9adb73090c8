// What a conference has asked of its worker and its pages and not heard back about. Logs failures, so that nobody
// has to await; never throws. Closing something while a request about it is under way is normal and not worth a line.

import { errors } from 'mediasoup';
import type { Log } from '../lib/log.ts';

export class PendingWork {
  readonly #log: Log;
  readonly #pending = new Set<Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Takes charge of a request: it counts as pending until it ends, and its failure is logged under `name`. */
  track(name: string, request: Promise<unknown>): void {
    const outcome: Promise<void> = request.then(
      () => void this.#pending.delete(outcome),
      (error: unknown) => {
        this.#pending.delete(outcome);
        if (!isClosedError(error)) this.#log.warn({ err: error, work: name }, 'media request failed');
      },
    );
    this.#pending.add(outcome);
  }

  /** Resolves when nothing is pending, work that was started meanwhile included. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }
}

/** The thing asked about, or its worker, was closed before the answer. */
export function isClosedError(error: unknown): boolean {
  return error instanceof errors.WorkerClosedError || error instanceof errors.NotFoundError;
}
