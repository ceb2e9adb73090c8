// Runs asynchronous steps one after the other, in the order they were asked for. Knows no domain.
// Owned by whoever must not interleave check and act across an await; has a maximum and refuses beyond it.

import { AppError } from './AppError.ts';

export class SerialQueue {
  readonly #maxWaiting: number;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(options: { maxWaiting: number }) {
    this.#maxWaiting = options.maxWaiting;
  }

  /** Runs `step` after all earlier ones and answers with its outcome. Errors: AppError unavailable when the queue is full. */
  run<T>(step: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#maxWaiting) return Promise.reject(new AppError('unavailable'));
    this.#waiting += 1;
    const outcome = this.#tail.then(step).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = outcome.catch(() => undefined);
    return outcome;
  }

  /** Resolves when everything asked for so far has ended. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
