// One page at the media door. Owns the epoch: at most one PeerSession is alive, and what names an older epoch is
// refused. Turns every failure below into an AppError, so that junk never throws past it.

import type { ConnectionId, SiteId } from '../contract/ids.ts';
import type { MediaOpened, Source } from '../contract/signaling.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { MediaPeer, PeerLink } from '../live/ports.ts';
import { PeerSession, type PeerSessionOptions } from './PeerSession.ts';
import { isClosedError } from './PendingWork.ts';
import type { SfuRoom } from './SfuRoom.ts';

/** Milliseconds before a page whose media broke is told to open again; grows while it keeps breaking, the last one repeats. */
const RESET_BACKOFF_MS = [0, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Milliseconds a session must last for the page to count as working. */
const WORKING_AFTER_MS = 60_000;

export interface SfuPeerOptions {
  readonly connectionId: ConnectionId;
  readonly siteId: SiteId | null;
  readonly link: PeerLink;
  readonly log: Log;
  /** The conference's room; waits while a worker is being replaced. Errors: AppError mediaUnavailable. */
  readonly room: () => Promise<SfuRoom>;
  /** What a session needs of the conference. */
  readonly session: Pick<PeerSessionOptions, 'work' | 'wanted' | 'sending' | 'onProducers' | 'onQuality'>;
  /** Another page took over sending for the site. */
  readonly isSuperseded: () => boolean;
  readonly onClosed: () => void;
}

export class SfuPeer implements MediaPeer {
  readonly connectionId: ConnectionId;
  readonly siteId: SiteId | null;
  readonly #options: SfuPeerOptions;
  #epoch = 0;
  #session: PeerSession | null = null;
  #breakages = 0;
  #openedAt = 0;
  #resetTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: SfuPeerOptions) {
    this.connectionId = options.connectionId;
    this.siteId = options.siteId;
    this.#options = options;
  }

  /** What of this page is alive; null: it has not opened, or must open again. */
  get session(): PeerSession | null {
    return this.#session;
  }

  async open(): Promise<MediaOpened> {
    this.#assertOpen();
    this.#epoch += 1;
    const epoch = this.#epoch;
    clearTimeout(this.#resetTimer);
    this.#endSession();
    return this.#answer('mediaUnavailable', async () => {
      const room = await this.#options.room();
      const session = await PeerSession.open(this.#sessionOptions(epoch, room));
      if (this.#closed || this.#epoch !== epoch || room.closed) {
        session.close();
        throw new AppError(room.closed ? 'mediaUnavailable' : 'protocol');
      }
      this.#session = session;
      this.#openedAt = performance.now();
      return session.present();
    });
  }

  connect(input: { epoch: number; direction: 'send' | 'receive'; dtlsParameters: unknown }): Promise<void> {
    return this.#answer('invalidInput', () =>
      this.#current(input.epoch).connect(input.direction, input.dtlsParameters),
    );
  }

  produce(input: { epoch: number; source: Source; rtpParameters: unknown }): Promise<{ producerId: string }> {
    return this.#answer('invalidInput', () => {
      const session = this.#current(input.epoch);
      if (this.#options.isSuperseded()) throw new AppError('forbidden');
      return session.produce(input.source, input.rtpParameters);
    });
  }

  stop(input: { epoch: number; source: Source }): Promise<void> {
    return this.#answer('internal', async () => this.#current(input.epoch).stop(input.source));
  }

  ready(input: { epoch: number; rtpCapabilities: unknown }): Promise<void> {
    return this.#answer('invalidInput', async () => this.#current(input.epoch).ready(input.rtpCapabilities));
  }

  /** Another page sends for the site now: this one's Producers end and it is told to send nothing. */
  supersede(): void {
    this.#session?.producers?.close();
    this.#session?.tellSending();
  }

  /** The room is gone: the page must open again. */
  reset(): void {
    if (this.#closed) return;
    clearTimeout(this.#resetTimer);
    this.#endSession();
    this.#options.link.reset();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#resetTimer);
    this.#endSession();
    this.#options.onClosed();
  }

  #sessionOptions(epoch: number, room: SfuRoom): PeerSessionOptions {
    const { connectionId, siteId, link, log, session } = this.#options;
    return {
      ...session,
      epoch,
      connectionId,
      siteId,
      link,
      log,
      room,
      onBroken: (reason, cause) => this.#break(epoch, reason, cause),
    };
  }

  /** Ends what does not work and asks the page to start afresh; slower each time, so that a broken page cannot spin. */
  #break(epoch: number, reason: string, cause: unknown): void {
    if (this.#closed || this.#epoch !== epoch || this.#session === null) return;
    this.#options.log.warn({ err: cause, reason, connectionId: this.connectionId }, 'media of a page broke');
    this.#endSession();
    if (performance.now() - this.#openedAt > WORKING_AFTER_MS) this.#breakages = 0;
    const waitMs = RESET_BACKOFF_MS[Math.min(this.#breakages, RESET_BACKOFF_MS.length - 1)] as number;
    this.#breakages += 1;
    this.#resetTimer = setTimeout(() => this.#options.link.reset(), waitMs);
    this.#resetTimer.unref();
  }

  #endSession(): void {
    const session = this.#session;
    if (session === null) return;
    this.#session = null;
    const sent = (session.producers?.count ?? 0) > 0;
    session.close();
    if (sent) this.#options.session.onProducers();
  }

  #current(epoch: number): PeerSession {
    this.#assertOpen();
    if (this.#session === null || epoch !== this.#epoch) throw new AppError('protocol');
    return this.#session;
  }

  #assertOpen(): void {
    if (this.#closed) throw new AppError('protocol');
  }

  /** Runs `act` and turns its failure into what a page may be told; what mediasoup refuses is answered with `refusal`. */
  async #answer<T>(refusal: 'invalidInput' | 'mediaUnavailable' | 'internal', act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError(isClosedError(error) ? 'mediaUnavailable' : refusal, { cause: error });
    }
  }
}
