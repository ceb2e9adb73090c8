// One epoch of a page's media: its transports, what it sends and what it receives. Born by open(), dies by close(); a broken one
// is never mended, MediaClient opens the next. The only importer of mediasoup-client beside MediaClient's device factory.

import type { types } from 'mediasoup-client';
import type { Ack } from '../../server/contract/errors.ts';
import type {
  ConsumersChanged,
  MediaOpened,
  SendPlan,
  Source,
  TransportOptions,
} from '../../server/contract/signaling.ts';
import type { LiveClient } from '../signaling/LiveClient.ts';
import { setActiveLayers } from './activeLayers.ts';

export type TrackKey = `${string}:${Source}`;
export type LocalSources = Readonly<Record<Source, MediaStreamTrack | null>>;

export interface MediaSessionOptions {
  readonly live: LiveClient;
  readonly createDevice: () => Promise<types.Device>;
  /** What the page could send now. */
  readonly sources: () => LocalSources;
  /** The received tracks changed. */
  readonly onTracks: (tracks: ReadonlyMap<TrackKey, MediaStreamTrack>) => void;
  readonly onPlan: (plan: SendPlan) => void;
  /** The epoch is beyond help; told once. */
  readonly onBroken: () => void;
}

/** Milliseconds a transport may be without ICE answers before the epoch is given up; below the server's consent of 10 s. */
const DISCONNECTED_MS = 4_000;

interface Sending {
  readonly producer: types.Producer;
  /** The page's track this producer carries. */
  carries: MediaStreamTrack | null;
}

export class MediaSession {
  readonly epoch: number;
  readonly #options: MediaSessionOptions;
  readonly #opened: MediaOpened;
  readonly #receive: types.Transport;
  readonly #send: types.Transport | null;
  readonly #consumers = new Map<string, { readonly key: TrackKey; readonly consumer: types.Consumer }>();
  readonly #sending = new Map<Source, Sending>();
  readonly #stopListening: (() => void)[] = [];
  #plan: SendPlan;
  #syncing = false;
  #dirty = false;
  #closed = false;
  #broken = false;
  #lost: ReturnType<typeof setTimeout> | null = null;

  private constructor(options: MediaSessionOptions, opened: MediaOpened, device: types.Device) {
    this.#options = options;
    this.#opened = opened;
    this.epoch = opened.epoch;
    this.#plan = { epoch: opened.epoch, microphone: false, camera: -1, screen: false };
    this.#receive = device.createRecvTransport(transportOptions(opened.receive));
    this.#send = opened.send ? device.createSendTransport(transportOptions(opened.send)) : null;
    this.#wire(this.#receive, 'receive');
    if (this.#send) this.#wire(this.#send, 'send');
    this.#listen();
  }

  /** Opens an epoch. Errors: throws when the server or the device refuses; nothing is left open then. */
  static async open(options: MediaSessionOptions): Promise<MediaSession> {
    const opened = unwrap(await options.live.requestSocket('media.open', {}));
    const device = await options.createDevice();
    await device.load({ routerRtpCapabilities: opened.routerRtpCapabilities as types.RtpCapabilities });
    const session = new MediaSession(options, opened, device);
    try {
      const rtpCapabilities = { ...device.recvRtpCapabilities } as Record<string, unknown>;
      unwrap(await options.live.requestSocket('media.ready', { epoch: session.epoch, rtpCapabilities }));
      session.sync();
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  /** True when the server lets this page send. */
  get mayTransmit(): boolean {
    return this.#send !== null;
  }

  /** Beyond help, perhaps before open() returned. */
  get isBroken(): boolean {
    return this.#broken;
  }

  /** Brings what is sent in line with the devices and the server's plan; safe to call at any time. */
  sync(): void {
    if (this.#broken) return;
    this.#dirty = true;
    if (!this.#syncing) void this.#syncUntilClean();
  }

  /**
   * The next epoch is being opened: hears and sends no more, only its last pictures stay. A restarted server counts its
   * epochs from 1 again, so a former session must not answer for the new one.
   */
  retire(): void {
    this.#broken = true;
    for (const stop of this.#stopListening.splice(0)) stop();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#lost) clearTimeout(this.#lost);
    this.retire();
    for (const { producer } of this.#sending.values()) {
      producer.close();
      stopClone(producer);
    }
    this.#send?.close();
    this.#receive.close();
  }

  #break(): void {
    if (this.#closed || this.#broken) return;
    this.#broken = true;
    this.#options.onBroken();
  }

  #wire(transport: types.Transport, direction: 'send' | 'receive'): void {
    const { live } = this.#options;
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      const payload = { epoch: this.epoch, direction, dtlsParameters: { ...dtlsParameters } };
      live
        .requestSocket('media.connect', payload)
        .then((ack) => (ack.ok ? done() : fail(new Error(ack.error.code))), fail);
    });
    transport.on('produce', ({ rtpParameters, appData }, done, fail) => {
      const payload = { epoch: this.epoch, source: appData.source as Source, rtpParameters: { ...rtpParameters } };
      live
        .requestSocket('media.produce', payload)
        .then((ack) => (ack.ok ? done({ id: ack.data.producerId }) : fail(new Error(ack.error.code))), fail);
    });
    transport.on('connectionstatechange', (state) => this.#onConnection(state));
  }

  #onConnection(state: types.ConnectionState): void {
    if (state === 'failed') this.#break();
    if (state === 'disconnected') this.#lost ??= setTimeout(() => this.#break(), DISCONNECTED_MS);
    if (state === 'connected' && this.#lost) {
      clearTimeout(this.#lost);
      this.#lost = null;
    }
  }

  #listen(): void {
    const { live } = this.#options;
    this.#stopListening.push(
      live.listen('media.consumers', (changed, acknowledge) => {
        if (changed.epoch !== this.epoch) return;
        void this.#onConsumers(changed).then((ok) => acknowledge({ ok }));
      }),
      live.listen('media.send', (plan) => {
        if (plan.epoch !== this.epoch) return;
        this.#plan = plan;
        this.#options.onPlan(plan);
        this.sync();
      }),
    );
  }

  async #onConsumers({ created, closed }: ConsumersChanged): Promise<boolean> {
    for (const id of closed) {
      this.#consumers.get(id)?.consumer.close();
      this.#consumers.delete(id);
    }
    // All at once: the client library negotiates concurrent calls together.
    const results = await Promise.allSettled(
      created.map(async ({ consumerId: id, producerId, siteId, source, kind, rtpParameters }) => {
        const options = { id, producerId, kind, rtpParameters: rtpParameters as types.RtpParameters, streamId: siteId };
        const consumer = await this.#receive.consume(options);
        if (this.#closed) consumer.close();
        else this.#consumers.set(id, { key: `${siteId}:${source}`, consumer });
      }),
    );
    if (this.#closed) return false;
    this.#options.onTracks(new Map([...this.#consumers.values()].map(({ key, consumer }) => [key, consumer.track])));
    const ok = results.every((result) => result.status === 'fulfilled');
    if (!ok) this.#break();
    return ok;
  }

  async #syncUntilClean(): Promise<void> {
    this.#syncing = true;
    try {
      while (this.#dirty && !this.#closed && !this.#broken) {
        this.#dirty = false;
        await this.#syncOnce();
      }
    } catch {
      this.#break();
    } finally {
      this.#syncing = false;
    }
  }

  async #syncOnce(): Promise<void> {
    const sources = this.#options.sources();
    for (const source of ['microphone', 'camera', 'screen'] as const) {
      await this.#syncSource(source, sources[source]);
      if (this.#closed) return;
    }
  }

  async #syncSource(source: Source, track: MediaStreamTrack | null): Promise<void> {
    let sending = this.#sending.get(source);
    if (source === 'screen' && sending && sending.carries !== track) {
      this.#sending.delete(source);
      sending.producer.close();
      await this.#options.live.requestSocket('media.stop', { epoch: this.epoch, source });
      sending = undefined;
    }
    if (!sending && track) sending = await this.#produce(source, track);
    if (!sending || this.#closed) return;
    if (sending.carries !== track) {
      stopClone(sending.producer);
      sending.carries = track;
      await sending.producer.replaceTrack({ track: track && ownTrack(source, track) });
    }
    await this.#obeyPlan(source, sending.producer);
  }

  async #produce(source: Source, track: MediaStreamTrack): Promise<Sending | undefined> {
    if (!this.#send || track.readyState === 'ended') return undefined;
    const producer = await this.#send.produce({
      ...this.#settings(source),
      track: ownTrack(source, track),
      stopTracks: false,
      // The page's own picture stays visible and its meters stay alive while nothing is sent.
      disableTrackOnPause: source === 'microphone',
      appData: { source },
    });
    const sending: Sending = { producer, carries: track };
    if (this.#closed) {
      producer.close();
      stopClone(producer);
      return undefined;
    }
    this.#sending.set(source, sending);
    return sending;
  }

  #settings(source: Source): Pick<types.ProducerOptions, 'encodings' | 'codecOptions'> {
    if (source === 'microphone') return { codecOptions: { opusFec: true, opusDtx: true, opusStereo: false } };
    if (source === 'screen') {
      const { maxBitrateBps: maxBitrate, maxFramerate } = this.#opened.screenEncoding;
      return { encodings: [{ maxBitrate, maxFramerate }], codecOptions: { videoGoogleStartBitrate: 1_000 } };
    }
    return {
      encodings: this.#opened.cameraEncodings.map(({ maxBitrateBps: maxBitrate, ...rest }) => ({
        ...rest,
        maxBitrate,
      })),
      codecOptions: { videoGoogleStartBitrate: 600 },
    };
  }

  async #obeyPlan(source: Source, producer: types.Producer): Promise<void> {
    if (source === 'microphone') {
      if (this.#plan.microphone) producer.resume();
      else producer.pause();
      return;
    }
    const wanted = source === 'camera' ? this.#plan.camera : this.#plan.screen ? 0 : -1;
    await setActiveLayers(producer, wanted);
  }
}

/** The microphone is sent as a clone: pausing silences what leaves the room, not the room's own meter. */
function ownTrack(source: Source, track: MediaStreamTrack): MediaStreamTrack {
  return source === 'microphone' ? track.clone() : track;
}

function stopClone(producer: types.Producer): void {
  if (producer.kind === 'audio') producer.track?.stop();
}

function transportOptions(options: TransportOptions): types.TransportOptions {
  // mediasoup's plain JSON, opaque to the contract.
  return options as types.TransportOptions;
}

function unwrap<T>(ack: Ack<T>): T {
  if (!ack.ok) throw new Error(ack.error.code);
  return ack.data;
}
