// One page's media in one epoch: its transports, what it sends and what it receives. Closed as a whole and never
// reused: a page that opens again gets another. Knows of the conference only what its context tells.

import type { RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import type { ConnectionId, SiteId } from '../contract/ids.ts';
import type { MediaOpened, SendPlan, Source, TransportOptions } from '../contract/signaling.ts';
import { CAMERA_LAYERS, SCREEN_ENCODING } from '../domain/link-budget/linkBudget.ts';
import type { Sending } from '../domain/media-plan/plan.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { PeerLink } from '../live/ports.ts';
import type { PendingWork } from './PendingWork.ts';
import { ReceiverConsumers } from './ReceiverConsumers.ts';
import type { StreamKey, WantedStream } from './receiverDiff.ts';
import { parseDtlsParameters, parseRtpCapabilities } from './rtpInput.ts';
import type { SfuRoom } from './SfuRoom.ts';
import { SiteProducers } from './SiteProducers.ts';
import { maySend } from './sending.ts';

export interface PeerSessionOptions {
  readonly epoch: number;
  readonly connectionId: ConnectionId;
  /** null: this page only receives. */
  readonly siteId: SiteId | null;
  readonly room: SfuRoom;
  readonly link: PeerLink;
  readonly work: PendingWork;
  readonly log: Log;
  readonly wanted: () => ReadonlyMap<StreamKey, WantedStream>;
  /** What the plan lets this page send now. */
  readonly sending: () => Sending;
  /** This page's Producers changed: everybody's Consumers must follow. */
  readonly onProducers: () => void;
  readonly onQuality: (score: number) => void;
  /** The page's media does not work any more; it must open again. */
  readonly onBroken: (reason: string, cause: unknown) => void;
}

type Direction = 'send' | 'receive';

export class PeerSession {
  readonly epoch: number;
  readonly #options: PeerSessionOptions;
  readonly #transports: { readonly receive: WebRtcTransport; readonly send: WebRtcTransport | null };
  readonly #connected = new Set<Direction>();
  readonly producers: SiteProducers | null;
  #consumers: ReceiverConsumers | null = null;
  #lastSendPlan: SendPlan | null = null;
  #closed = false;

  private constructor(options: PeerSessionOptions, receive: WebRtcTransport, send: WebRtcTransport | null) {
    this.epoch = options.epoch;
    this.#options = options;
    this.#transports = { receive, send };
    const { siteId, work, onQuality } = options;
    this.producers =
      siteId === null || send === null ? null : new SiteProducers({ siteId, transport: send, work, onQuality });
    for (const transport of [receive, send]) {
      transport?.on('icestatechange', (state) => {
        if (state === 'disconnected' && !this.#closed) options.onBroken('ice disconnected', undefined);
      });
    }
  }

  /** Errors: mediasoup's, when the worker dies meanwhile; nothing stays behind then. */
  static async open(options: PeerSessionOptions): Promise<PeerSession> {
    const [receive, send] = await Promise.allSettled([
      options.room.createTransport(),
      options.siteId === null ? null : options.room.createTransport(),
    ]);
    if (receive.status === 'fulfilled' && send.status === 'fulfilled') {
      return new PeerSession(options, receive.value, send.value);
    }
    for (const made of [receive, send]) if (made.status === 'fulfilled') made.value?.close();
    throw receive.status === 'rejected' ? receive.reason : (send as PromiseRejectedResult).reason;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get consumers(): ReceiverConsumers | null {
    return this.#consumers;
  }

  get transportCount(): number {
    return this.#transports.send === null ? 1 : 2;
  }

  present(): MediaOpened {
    const { send, receive } = this.#transports;
    return {
      epoch: this.epoch,
      routerRtpCapabilities: this.#options.room.rtpCapabilities,
      send: send === null ? null : presentTransport(send),
      receive: presentTransport(receive),
      cameraEncodings: CAMERA_LAYERS,
      screenEncoding: SCREEN_ENCODING,
    };
  }

  /** Errors: AppError invalidInput; protocol when already connected or this page has no such transport. */
  async connect(direction: Direction, input: unknown): Promise<void> {
    const dtlsParameters = parseDtlsParameters(input);
    const transport = this.#transports[direction];
    if (transport === null || this.#connected.has(direction)) throw new AppError('protocol');
    this.#connected.add(direction);
    try {
      await transport.connect({ dtlsParameters });
    } catch (error) {
      this.#connected.delete(direction);
      throw error;
    }
  }

  /** Errors: AppError invalidInput; protocol; forbidden for a page that only receives or a screen without leave. */
  async produce(source: Source, input: unknown): Promise<{ producerId: string }> {
    const { sending, onProducers, room, work } = this.#options;
    if (this.producers === null) throw new AppError('forbidden');
    if (source === 'screen' && !maySend(sending(), source)) throw new AppError('forbidden');
    const producer = await this.producers.produce(source, input);
    if (source === 'microphone') work.track('meter microphone', room.meter(producer));
    // The leave may have gone while the worker made the Producer; the newest plan decides.
    this.applySending();
    onProducers();
    if (producer.closed) throw new AppError('forbidden');
    return { producerId: producer.id };
  }

  stop(source: Source): void {
    this.producers?.stop(source);
    this.#options.onProducers();
  }

  /** The page can receive from now on. Errors: AppError invalidInput; protocol when it said so before. */
  ready(input: unknown): void {
    const rtpCapabilities: RtpCapabilities = parseRtpCapabilities(input);
    if (this.#consumers !== null) throw new AppError('protocol');
    const { room, link, work, log, wanted, onBroken } = this.#options;
    this.#consumers = new ReceiverConsumers({
      epoch: this.epoch,
      transport: this.#transports.receive,
      rtpCapabilities,
      work,
      log,
      wanted,
      canConsume: (producerId) => room.canConsume({ producerId, rtpCapabilities }),
      tell: (changed) => link.consumersChanged(changed),
      onDeaf: (cause) => onBroken('consumers not acknowledged', cause),
    });
    this.tellSending();
    this.#consumers.sync();
  }

  /** Silences, then releases, this page's Producers as the newest plan says. */
  applySending(): void {
    const sending = this.#options.sending();
    this.producers?.silence(sending);
    this.producers?.release(sending);
  }

  /** Tells the page what it should send, when that changed and the page is ready to hear it. */
  tellSending(): void {
    if (this.producers === null || this.#consumers === null || this.#closed) return;
    const plan: SendPlan = { epoch: this.epoch, ...this.#options.sending() };
    const last = this.#lastSendPlan;
    if (
      last !== null &&
      last.microphone === plan.microphone &&
      last.camera === plan.camera &&
      last.screen === plan.screen
    )
      return;
    this.#lastSendPlan = plan;
    this.#options.link.sendPlan(plan);
  }

  /** Idempotent; Producers first, so that nobody hears the page after this. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.producers?.close();
    this.#consumers?.close();
    this.#transports.send?.close();
    this.#transports.receive.close();
  }
}

function presentTransport(transport: WebRtcTransport): TransportOptions {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters };
}
