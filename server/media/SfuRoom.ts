// One conference on one worker: a Router, its level meter and its transports. A worker's death ends it; the conference
// then makes another. Knows no peers and no plan.

import type { AudioLevelObserver, Producer, Router, WebRtcTransport } from 'mediasoup/types';
import type { SiteId } from '../contract/ids.ts';
import { LIMITS } from '../contract/limits.ts';
import { MEDIA_CODECS } from './codecs.ts';
import { Loudness } from './Loudness.ts';
import type { WorkerHost } from './WorkerSlot.ts';

/** Milliseconds between two looks at the levels: short enough to follow a discussion. */
const LEVEL_INTERVAL_MS = 300;
/** dBov below which sound is the room's noise. */
const LEVEL_THRESHOLD_DB = -60;
/** Louder ones that can matter: those heard in a discussion, the chair and the floor holder. */
const LEVEL_ENTRIES = LIMITS.loudestSites + 2;
/** Seconds without an answer to ICE consent checks before a transport counts as disconnected. */
const ICE_CONSENT_TIMEOUT_SECONDS = 10;
/** Bits per second assumed before the first estimate: a main picture and some panes at once, and within a 4 Mbps link. */
const INITIAL_OUTGOING_BPS = 2_000_000;

export interface SfuRoomEvents {
  /** The worker is gone and everything of this room with it. */
  lost(): void;
  loudest(siteIds: readonly SiteId[]): void;
}

export class SfuRoom {
  readonly #host: WorkerHost;
  readonly #router: Router;
  readonly #meter: AudioLevelObserver;
  readonly #loudness = new Loudness();
  readonly #events: SfuRoomEvents;
  #fading: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(host: WorkerHost, router: Router, meter: AudioLevelObserver, events: SfuRoomEvents) {
    this.#host = host;
    this.#router = router;
    this.#meter = meter;
    this.#events = events;
    router.once('workerclose', () => {
      this.close();
      events.lost();
    });
    meter.on('volumes', (volumes) => {
      clearInterval(this.#fading);
      this.#hear(new Map(volumes.map(({ producer, volume }) => [producer.appData.siteId as SiteId, volume])));
    });
    // 'silence' comes once; the ranking fades at the pace at which levels would have come.
    meter.on('silence', () => {
      clearInterval(this.#fading);
      this.#fading = setInterval(() => this.#hear(new Map()), LEVEL_INTERVAL_MS);
      this.#fading.unref();
      this.#hear(new Map());
    });
  }

  /** Errors: mediasoup's WorkerClosedError when the worker dies meanwhile. */
  static async create(host: WorkerHost, events: SfuRoomEvents): Promise<SfuRoom> {
    host.load += 1;
    let router: Router | undefined;
    try {
      router = await host.worker.createRouter({ mediaCodecs: MEDIA_CODECS });
      const meter = await router.createAudioLevelObserver({
        maxEntries: LEVEL_ENTRIES,
        threshold: LEVEL_THRESHOLD_DB,
        interval: LEVEL_INTERVAL_MS,
      });
      return new SfuRoom(host, router, meter, events);
    } catch (error) {
      router?.close();
      host.load -= 1;
      throw error;
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  get rtpCapabilities(): Router['rtpCapabilities'] {
    return this.#router.rtpCapabilities;
  }

  canConsume(options: Parameters<Router['canConsume']>[0]): boolean {
    return this.#router.canConsume(options);
  }

  async createTransport(): Promise<WebRtcTransport> {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#host.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      iceConsentTimeout: ICE_CONSENT_TIMEOUT_SECONDS,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
    });
    this.#host.load += 1;
    transport.observer.once('close', () => {
      this.#host.load -= 1;
    });
    return transport;
  }

  /** Meters a microphone; ends by itself when the Producer closes. */
  meter(microphone: Producer): Promise<void> {
    return this.#meter.addProducer({ producerId: microphone.id });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#fading);
    this.#host.load -= 1;
    this.#router.close();
  }

  #hear(heard: ReadonlyMap<SiteId, number>): void {
    if (this.#closed) return;
    const order = this.#loudness.hear(heard);
    if (order !== undefined) this.#events.loudest(order);
    if (order?.length === 0) clearInterval(this.#fading);
  }
}
