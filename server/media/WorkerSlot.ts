// One place in the pool: keeps one mediasoup worker with its listening port alive. Replaces a worker that died and
// kills one that stopped answering (no event tells that). Knows nothing of conferences.

import { setTimeout as delay } from 'node:timers/promises';
import { createWorker } from 'mediasoup';
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';
import { inBackground } from '../lib/background.ts';
import type { Log } from '../lib/log.ts';

/** Milliseconds between two pings. */
const PING_INTERVAL_MS = 1_000;
/** Pings that may stay unanswered before the worker counts as stopped; counted in turns of this process, not by the clock, so that a stall here blames nobody. */
const MOST_MISSED_PINGS = 4;
/** Milliseconds before the first, second, third… attempt to replace a worker; the last one repeats. */
const BACKOFF_MS = [0, 200, 500, 1_000, 2_000, 5_000];
/** Milliseconds a worker must live for its slot's back-off to start over. */
const HEALTHY_AFTER_MS = 30_000;
/** Milliseconds a worker gets to end by itself when closed. */
const CLOSE_TIMEOUT_MS = 2_000;

export interface WorkerSettings {
  /** Path of the worker's binary; undefined: mediasoup's own place. */
  readonly workerBin: string | undefined;
  readonly listenInfos: readonly TransportListenInfo[];
  readonly log: Log;
}

/** A worker that is alive, and where its transports listen. */
export interface WorkerHost {
  readonly worker: Worker;
  readonly webRtcServer: WebRtcServer;
  /** Routers and transports on it; what the pool balances by. */
  load: number;
}

export class WorkerSlot {
  readonly #settings: WorkerSettings;
  readonly #onUp: () => void;
  readonly #abort = new AbortController();
  #host: WorkerHost | null = null;
  #ping: NodeJS.Timeout | undefined;
  #failures = 0;
  #deaths = 0;

  private constructor(settings: WorkerSettings, onUp: () => void) {
    this.#settings = settings;
    this.#onUp = onUp;
  }

  /** Starts the first worker. Errors: whatever keeps the binary from running or the port from being bound. */
  static async start(settings: WorkerSettings, onUp: () => void): Promise<WorkerSlot> {
    const slot = new WorkerSlot(settings, onUp);
    await slot.#startWorker();
    return slot;
  }

  /** The living worker; null while it is being replaced. */
  get host(): WorkerHost | null {
    return this.#host?.worker.closed === false ? this.#host : null;
  }

  get deaths(): number {
    return this.#deaths;
  }

  /** Ends the worker, by force if it does not answer. Idempotent. */
  async close(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    clearInterval(this.#ping);
    const host = this.#host;
    this.#host = null;
    if (host !== null) await endWorker(host.worker);
  }

  async #startWorker(): Promise<void> {
    const { workerBin, listenInfos } = this.#settings;
    const worker = await createWorker({ logLevel: 'warn', ...(workerBin === undefined ? {} : { workerBin }) });
    this.#watch(worker);
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: [...listenInfos] });
      this.#abort.signal.throwIfAborted();
      worker.once('died', (error) => this.#replace(worker, error));
      if (worker.closed) throw new Error('the worker died while it started');
      this.#host = { worker, webRtcServer, load: 0 };
    } catch (error) {
      clearInterval(this.#ping);
      await endWorker(worker);
      throw error;
    }
    this.#onUp();
  }

  #replace(worker: Worker, cause: Error): void {
    if (this.#abort.signal.aborted || this.#host?.worker !== worker) return;
    clearInterval(this.#ping);
    this.#host = null;
    this.#deaths += 1;
    this.#settings.log.error({ err: cause, pid: worker.pid }, 'media worker died, starting another');
    inBackground(this.#settings.log, 'replace media worker', () => this.#restart());
  }

  async #restart(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      const waitMs = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] as number;
      this.#failures += 1;
      try {
        await delay(waitMs, undefined, { signal: this.#abort.signal });
        await this.#startWorker();
        this.#settings.log.info({ pid: this.#host?.worker.pid }, 'media worker replaced');
        return;
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        this.#settings.log.error({ err: error }, 'media worker could not be started');
      }
    }
  }

  #watch(worker: Worker): void {
    const startedAt = performance.now();
    let missed = 0;
    let waiting = false;
    this.#ping = setInterval(() => {
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) this.#failures = 0;
      if (waiting) {
        missed += 1;
        if (missed >= MOST_MISSED_PINGS) this.#kill(worker);
        return;
      }
      waiting = true;
      const answered = () => {
        waiting = false;
        missed = 0;
      };
      // A rejection means that the worker died, which has its own event.
      worker.getResourceUsage().then(answered, answered);
    }, PING_INTERVAL_MS);
    this.#ping.unref();
  }

  #kill(worker: Worker): void {
    this.#settings.log.error({ pid: worker.pid }, 'media worker does not answer, killing it');
    killProcess(worker.pid);
  }
}

async function endWorker(worker: Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  worker.once('subprocessclose', resolve);
  const force = setTimeout(() => killProcess(worker.pid), CLOSE_TIMEOUT_MS);
  worker.close();
  await ended;
  clearTimeout(force);
}

/** Ends a worker that this process started. It may have ended a moment before: that is the aim, not a failure. */
function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
