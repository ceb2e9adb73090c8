// The workers of this machine. Owns every WorkerSlot; answers which one is least loaded and waits when none is alive.

import type { TransportListenInfo } from 'mediasoup/types';
import type { Log } from '../lib/log.ts';
import { type WorkerHost, WorkerSlot } from './WorkerSlot.ts';

export interface WorkerPoolOptions {
  readonly workerBin: string | undefined;
  readonly workers: number;
  readonly addresses: readonly Pick<TransportListenInfo, 'ip' | 'announcedAddress'>[];
  /** UDP and TCP port of the first worker; the others follow. 0: any free port. */
  readonly rtcPort: number;
  readonly log: Log;
}

export class WorkerPool {
  #slots: readonly WorkerSlot[] = [];
  #up = Promise.withResolvers<void>();
  #closed = false;

  /** Starts all workers. Errors: the first failure; workers already started are ended. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool();
    const starts = await Promise.allSettled(
      Array.from({ length: options.workers }, (_, index) =>
        WorkerSlot.start(
          { workerBin: options.workerBin, listenInfos: listenInfos(options, index), log: options.log },
          () => pool.#announce(),
        ),
      ),
    );
    pool.#slots = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const failure = starts.find((start) => start.status === 'rejected');
    if (failure === undefined) return pool;
    await pool.close();
    throw failure.reason;
  }

  get alive(): number {
    return this.#hosts().length;
  }

  get deaths(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.deaths, 0);
  }

  /** Process ids of the living workers. */
  get pids(): readonly number[] {
    return this.#hosts().map((host) => host.worker.pid);
  }

  /** The least loaded living worker; waits for one while there is none, until `signal` aborts. */
  async acquire(signal: AbortSignal): Promise<WorkerHost> {
    const aborted = Promise.withResolvers<void>();
    const abort = () => aborted.resolve();
    signal.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        signal.throwIfAborted();
        const [best] = this.#hosts().sort((a, b) => a.load - b.load);
        if (best !== undefined) return best;
        await Promise.race([this.#up.promise, aborted.promise]);
      }
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #hosts(): WorkerHost[] {
    return this.#slots.flatMap((slot) => slot.host ?? []);
  }

  #announce(): void {
    this.#up.resolve();
    this.#up = Promise.withResolvers<void>();
  }
}

function listenInfos(options: WorkerPoolOptions, index: number): TransportListenInfo[] {
  const port = options.rtcPort === 0 ? 0 : options.rtcPort + index;
  return options.addresses.flatMap((address) =>
    (['udp', 'tcp'] as const).map((protocol) => ({ ...address, protocol, port })),
  );
}
