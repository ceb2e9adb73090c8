// The media room's door: starts the workers and makes conferences on them. Owns everything below it; the only part of
// the service that other rooms' wiring imports from here.

import { setLogEventListeners } from 'mediasoup';
import type { ConferenceId } from '../contract/ids.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { MediaConferenceEvents, MediaService } from '../live/ports.ts';
import { listenAddresses } from './listenAddresses.ts';
import { SfuConference } from './SfuConference.ts';
import { WorkerPool } from './WorkerPool.ts';

export interface MediaServiceOptions {
  /** Path of the mediasoup worker's binary; undefined: where mediasoup itself looks. */
  readonly workerBin?: string;
  /** Workers to run, each on its own core. */
  readonly workers: number;
  /** IPv4 address to listen on; 0.0.0.0: all of the machine's. */
  readonly listenIp: string;
  /** What pages are told instead of `listenIp`: needed behind NAT and in containers. */
  readonly announcedAddress?: string;
  /** UDP and TCP port of the first worker, the next ones follow; 0: any free port. */
  readonly rtcPort: number;
  readonly logger: Log;
}

/** Everything at the SFU now, for metrics. */
export interface MediaStats {
  readonly workers: number;
  readonly deaths: number;
  readonly conferences: number;
  readonly peers: number;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
}

/** The SFU of this process. `createConference` answers the concrete conference, which can also count. */
export class SfuService implements MediaService {
  readonly #pool: WorkerPool;
  readonly #log: Log;
  readonly #conferences = new Set<SfuConference>();
  #closing: Promise<void> | null = null;

  constructor(pool: WorkerPool, log: Log) {
    this.#pool = pool;
    this.#log = log;
  }

  createConference(options: { conferenceId: ConferenceId; events: MediaConferenceEvents }): SfuConference {
    if (this.#closing !== null) throw new AppError('mediaUnavailable');
    const conference = new SfuConference({
      ...options,
      pool: this.#pool,
      log: this.#log,
      onClosed: () => this.#conferences.delete(conference),
    });
    this.#conferences.add(conference);
    return conference;
  }

  get health(): { readonly workers: number; readonly deaths: number } {
    return { workers: this.#pool.alive, deaths: this.#pool.deaths };
  }

  /** Process ids of the living workers, for metrics of the processes themselves. */
  get workerPids(): readonly number[] {
    return this.#pool.pids;
  }

  stats(): MediaStats {
    const peers = [...this.#conferences].flatMap((conference) => conference.counts());
    const sum = (count: 'transports' | 'producers' | 'consumers') =>
      peers.reduce((total, peer) => total + peer[count], 0);
    return {
      ...this.health,
      conferences: this.#conferences.size,
      peers: peers.length,
      transports: sum('transports'),
      producers: sum('producers'),
      consumers: sum('consumers'),
    };
  }

  /** Ends every conference, then the workers. Idempotent; resolves when their processes are gone. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (const conference of [...this.#conferences]) conference.close();
      await this.#pool.close();
    })();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Starts the workers. Errors: what keeps the binary from running or a port from being bound; nothing stays behind. */
export async function createMediaService(options: MediaServiceOptions): Promise<SfuService> {
  const log = options.logger;
  setLogEventListeners({
    onwarn: (namespace, message) => log.debug({ namespace }, message),
    onerror: (namespace, message, error) => log.warn({ namespace, err: error }, message),
  });
  const pool = await WorkerPool.start({
    workerBin: options.workerBin,
    workers: options.workers,
    addresses: listenAddresses(options.listenIp, options.announcedAddress),
    rtcPort: options.rtcPort,
    log,
  });
  return new SfuService(pool, log);
}
