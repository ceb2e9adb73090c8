// The SFU side of one conference: its peers, its room on a worker, and the newest plan. Applies a plan in one order
// only: first every Producer it silences, then those it allows, then what each page receives. Survives its worker.

import { setTimeout as delay } from 'node:timers/promises';
import type { ConferenceId, ConnectionId, SiteId } from '../contract/ids.ts';
import type { MediaPlan, Sending } from '../domain/media-plan/plan.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { MediaConference, MediaConferenceEvents, MediaPeer, PeerLink } from '../live/ports.ts';
import { PendingWork } from './PendingWork.ts';
import { type StreamKey, streamKey, type WantedStream } from './receiverDiff.ts';
import { SfuPeer } from './SfuPeer.ts';
import { SfuRoom } from './SfuRoom.ts';
import { NOTHING, sendingOf } from './sending.ts';
import type { WorkerPool } from './WorkerPool.ts';

/** Milliseconds a page waits at media.open while a worker is being replaced. */
const ROOM_TIMEOUT_MS = 8_000;
/** Milliseconds before another attempt to make a room on a worker that refused. */
const ROOM_RETRY_MS = 500;

/** What one page has at the SFU now. */
export interface PeerCounts {
  readonly connectionId: ConnectionId;
  readonly siteId: SiteId | null;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
  /** Consumers that flow when their Producers do. */
  readonly activeConsumers: number;
}

/** What one page has been sent of one stream. */
export interface StreamTraffic {
  readonly connectionId: ConnectionId;
  readonly stream: StreamKey;
  readonly bytes: number;
  /** The Consumer or its Producer is paused. */
  readonly silent: boolean;
}

export class SfuConference implements MediaConference {
  readonly #conferenceId: ConferenceId;
  readonly #pool: WorkerPool;
  readonly #events: MediaConferenceEvents;
  readonly #log: Log;
  readonly #onClosed: () => void;
  readonly #work: PendingWork;
  readonly #abort = new AbortController();
  readonly #peers = new Map<ConnectionId, SfuPeer>();
  /** The one page that may send for a site: the newest. */
  readonly #senders = new Map<SiteId, SfuPeer>();
  #plan: MediaPlan | null = null;
  #room: PromiseWithResolvers<SfuRoom> = Promise.withResolvers();

  constructor(options: {
    conferenceId: ConferenceId;
    pool: WorkerPool;
    events: MediaConferenceEvents;
    log: Log;
    onClosed: () => void;
  }) {
    this.#conferenceId = options.conferenceId;
    this.#pool = options.pool;
    this.#events = options.events;
    this.#log = options.log;
    this.#onClosed = options.onClosed;
    this.#work = new PendingWork(options.log);
    this.#work.track('make room', this.#makeRoom());
  }

  applyPlan(plan: MediaPlan): void {
    if (this.#abort.signal.aborted) return;
    this.#plan = plan;
    for (const [siteId, peer] of this.#senders) peer.session?.producers?.silence(sendingOf(plan, siteId));
    for (const [siteId, peer] of this.#senders) peer.session?.producers?.release(sendingOf(plan, siteId));
    for (const peer of this.#senders.values()) peer.session?.tellSending();
    this.#syncReceivers();
  }

  async settled(): Promise<void> {
    await this.#work.settled();
  }

  addPeer(options: { connectionId: ConnectionId; siteId: SiteId | null; link: PeerLink }): MediaPeer {
    if (this.#abort.signal.aborted) throw new AppError('mediaUnavailable');
    const { connectionId, siteId, link } = options;
    this.#peers.get(connectionId)?.close();
    const peer: SfuPeer = new SfuPeer({
      connectionId,
      siteId,
      link,
      log: this.#log,
      room: () => this.#getRoom(),
      session: {
        work: this.#work,
        wanted: () => this.#wanted(connectionId),
        sending: () => this.#sending(peer),
        onProducers: () => this.#syncReceivers(),
        onQuality: (score) => siteId !== null && this.#events.quality(siteId, score),
      },
      isSuperseded: () => siteId !== null && this.#senders.get(siteId) !== peer,
      onClosed: () => this.#forget(peer),
    });
    this.#peers.set(connectionId, peer);
    if (siteId !== null) this.#takeSending(siteId, peer);
    return peer;
  }

  /** What each page has at the SFU now, for metrics and bench. */
  counts(): readonly PeerCounts[] {
    return [...this.#peers.values()].map(({ connectionId, siteId, session }) => ({
      connectionId,
      siteId,
      transports: session?.transportCount ?? 0,
      producers: session?.producers?.count ?? 0,
      consumers: session?.consumers?.count ?? 0,
      activeConsumers: session?.consumers?.activeCount ?? 0,
    }));
  }

  /** Bytes each page has been sent, stream by stream, as the worker counts them. */
  async traffic(): Promise<readonly StreamTraffic[]> {
    const streams = [...this.#peers.values()].flatMap(({ connectionId, session }) =>
      (session?.consumers?.consumers ?? []).map(async ({ key, consumer }): Promise<StreamTraffic> => {
        const stats = await consumer.getStats();
        const sent = stats
          .filter((stat) => stat.type === 'outbound-rtp')
          .reduce((sum, stat) => sum + stat.byteCount, 0);
        return { connectionId, stream: key, bytes: sent, silent: consumer.paused || consumer.producerPaused };
      }),
    );
    const known = await Promise.allSettled(streams);
    return known.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }

  close(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    for (const peer of [...this.#peers.values()]) peer.close();
    this.#room.promise.then(
      (room) => room.close(),
      () => undefined,
    );
    this.#room.reject(new AppError('mediaUnavailable'));
    this.#onClosed();
  }

  // ---- room --------------------------------------------------------------------------------------------------------

  /** Makes the room on a living worker, as often as it takes, then lets those who wait have it. */
  async #makeRoom(): Promise<void> {
    const { signal } = this.#abort;
    const waiting = this.#room;
    while (!signal.aborted) {
      try {
        const host = await this.#pool.acquire(signal);
        const room = await SfuRoom.create(host, {
          lost: () => this.#loseRoom(),
          loudest: (siteIds) => this.#events.loudest(siteIds),
        });
        if (signal.aborted) return room.close();
        waiting.resolve(room);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#log.warn({ err: error, conferenceId: this.#conferenceId }, 'media room could not be made');
        await delay(ROOM_RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** The worker died: another room first, then every page is told, so that opening again works at once. */
  #loseRoom(): void {
    if (this.#abort.signal.aborted) return;
    this.#room = Promise.withResolvers();
    this.#work.track(
      'make room again',
      this.#makeRoom().then(() => {
        for (const peer of [...this.#peers.values()]) peer.reset();
      }),
    );
  }

  async #getRoom(): Promise<SfuRoom> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new AppError('mediaUnavailable')), ROOM_TIMEOUT_MS);
    try {
      return await Promise.race([this.#room.promise, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  // ---- plan --------------------------------------------------------------------------------------------------------

  #sending(peer: SfuPeer): Sending {
    const { siteId } = peer;
    return siteId === null || this.#senders.get(siteId) !== peer ? NOTHING : sendingOf(this.#plan, siteId);
  }

  #syncReceivers(): void {
    for (const peer of this.#peers.values()) peer.session?.consumers?.sync();
  }

  /** What the plan wants a page to get, as far as somebody produces it. */
  #wanted(connectionId: ConnectionId): ReadonlyMap<StreamKey, WantedStream> {
    const wanted = new Map<StreamKey, WantedStream>();
    for (const subscription of this.#plan?.receive.get(connectionId) ?? []) {
      const { siteId, source } = subscription;
      const producer = this.#senders.get(siteId)?.session?.producers?.find(source);
      if (producer === undefined || producer.closed) continue;
      wanted.set(streamKey(siteId, source), { ...subscription, producerId: producer.id });
    }
    return wanted;
  }

  // ---- peers -------------------------------------------------------------------------------------------------------

  #takeSending(siteId: SiteId, peer: SfuPeer): void {
    const former = this.#senders.get(siteId);
    this.#senders.set(siteId, peer);
    former?.supersede();
    this.#syncReceivers();
  }

  #forget(peer: SfuPeer): void {
    if (this.#peers.get(peer.connectionId) === peer) this.#peers.delete(peer.connectionId);
    const { siteId } = peer;
    if (siteId !== null && this.#senders.get(siteId) === peer) this.#senders.delete(siteId);
    if (!this.#abort.signal.aborted) this.#syncReceivers();
  }
}
