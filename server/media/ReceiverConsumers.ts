// The Consumers of one page in one epoch, driven towards what the plan wants. What must stop stops at once; what is
// new is created together, told in one message, and flows only after the page acknowledged it. Never resumes an
// unacknowledged Consumer and never waits for a page before silencing one.

import type { Consumer, RtpCapabilities, Transport } from 'mediasoup/types';
import type { ConsumerOptions, ConsumersChanged } from '../contract/signaling.ts';
import type { Log } from '../lib/log.ts';
import { isClosedError, type PendingWork } from './PendingWork.ts';
import { diffReceiver, type HeldStream, type StreamKey, streamKey, type WantedStream } from './receiverDiff.ts';

/** Milliseconds a page may take to create its Consumers. */
const TELL_TIMEOUT_MS = 10_000;
/** mediasoup's own priority of a new Consumer. */
const DEFAULT_PRIORITY = 1;

export interface ReceiverConsumersOptions {
  readonly epoch: number;
  readonly transport: Pick<Transport, 'consume'>;
  readonly rtpCapabilities: RtpCapabilities;
  readonly work: PendingWork;
  readonly log: Log;
  /** What the newest plan wants this page to get and somebody produces. */
  readonly wanted: () => ReadonlyMap<StreamKey, WantedStream>;
  readonly canConsume: (producerId: string) => boolean;
  readonly tell: (changed: ConsumersChanged) => Promise<void>;
  /** The page did not acknowledge; its Consumers are useless. */
  readonly onDeaf: (cause: unknown) => void;
}

interface Held extends HeldStream {
  readonly consumer: Consumer;
  /** The page knows its id, or is being told. */
  readonly announced: boolean;
}

export class ReceiverConsumers {
  readonly #options: ReceiverConsumersOptions;
  readonly #held = new Map<StreamKey, Held>();
  /** Producers this page cannot receive: tried once, not again. */
  readonly #impossible = new Set<string>();
  readonly #ended = Promise.withResolvers<void>();
  /** Closed Consumers the page knows and has not been told about. */
  readonly #untold: string[] = [];
  #delivering = false;
  #closed = false;

  constructor(options: ReceiverConsumersOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#held.size;
  }

  /** Consumers that flow when their Producers do. */
  get activeCount(): number {
    return [...this.#held.values()].filter((held) => held.active).length;
  }

  get consumers(): readonly { key: StreamKey; consumer: Consumer }[] {
    return [...this.#held].map(([key, { consumer }]) => ({ key, consumer }));
  }

  /** Moves to the newest plan: at once where the page need not be asked, in the background where it must. */
  sync(): void {
    if (this.#closed) return;
    const wanted = this.#options.wanted();
    const diff = diffReceiver(this.#held, wanted);
    for (const key of diff.close) this.#drop(key);
    for (const key of diff.pause) this.#change(key, { active: false }, (consumer) => [consumer.pause()]);
    for (const [key, spatialLayer] of diff.relayer) {
      this.#change(key, { spatialLayer }, (consumer) => [consumer.setPreferredLayers({ spatialLayer })]);
    }
    for (const [key, priority] of diff.reprioritise) {
      this.#change(key, { priority }, (consumer) => [consumer.setPriority(priority)]);
    }
    for (const key of diff.resume) this.#change(key, { active: true }, resume);
    const missing = diff.create.some((stream) => !this.#impossible.has(stream.producerId));
    if (missing || this.#untold.length > 0) this.#deliver();
  }

  /** Closes every Consumer. The page is not told: its whole epoch ends. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { consumer } of this.#held.values()) consumer.close();
    this.#held.clear();
    this.#ended.resolve();
  }

  /** The worker gets requests in the order they are made here, so nothing waits for answers. */
  #change(key: StreamKey, fields: Partial<Held>, request: (consumer: Consumer) => Promise<unknown>[]): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.set(key, { ...held, ...fields });
    for (const pending of request(held.consumer)) this.#options.work.track('change consumer', pending);
  }

  #drop(key: StreamKey): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    held.consumer.close();
    if (held.announced) this.#untold.push(held.consumer.id);
  }

  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    const delivery = this.#deliverAll().finally(() => {
      this.#delivering = false;
      this.sync();
    });
    this.#options.work.track('tell consumers', delivery);
  }

  async #deliverAll(): Promise<void> {
    // One turn later: everything one act closes and adds goes into the same message.
    await Promise.resolve();
    const { close, create } = diffReceiver(this.#held, this.#options.wanted());
    for (const key of close) this.#drop(key);
    const created = await Promise.all(
      create.filter((stream) => !this.#impossible.has(stream.producerId)).map((stream) => this.#create(stream)),
    );
    if (this.#closed) return;
    const wanted = this.#options.wanted();
    const announced = created.flatMap((stream) => (stream === undefined ? [] : (this.#announce(stream, wanted) ?? [])));
    const closed = this.#untold.splice(0);
    if (announced.length === 0 && closed.length === 0) return;
    const heard = await this.#tell({ epoch: this.#options.epoch, created: announced, closed });
    if (!heard || this.#closed) return;
    const told = new Set(announced.map(({ consumerId }) => consumerId));
    for (const [key, held] of this.#held) if (told.has(held.consumer.id)) this.#held.set(key, { ...held, told: true });
  }

  /** A paused Consumer that is held from here on; undefined: it could not be made. */
  async #create(stream: WantedStream): Promise<WantedStream | undefined> {
    const { transport, rtpCapabilities, canConsume, log } = this.#options;
    const { producerId, spatialLayer, source, siteId } = stream;
    try {
      if (!canConsume(producerId)) throw new Error('the page cannot receive this codec');
      const consumer = await transport.consume({
        producerId,
        rtpCapabilities,
        paused: true,
        ...(source === 'camera' ? { preferredLayers: { spatialLayer } } : {}),
      });
      if (this.#closed) return void consumer.close();
      consumer.once('producerclose', () => this.sync());
      this.#held.set(streamKey(siteId, source), {
        consumer,
        producerId,
        announced: false,
        told: false,
        active: false,
        spatialLayer,
        priority: DEFAULT_PRIORITY,
      });
      return stream;
    } catch (error) {
      this.#impossible.add(producerId);
      if (!isClosedError(error) && !this.#closed)
        log.warn({ err: error, siteId, source }, 'consumer could not be created');
      return undefined;
    }
  }

  /** What the page must know of a Consumer just created; undefined when the plan dropped it meanwhile. */
  #announce(stream: WantedStream, wanted: ReadonlyMap<StreamKey, WantedStream>): ConsumerOptions | undefined {
    const key = streamKey(stream.siteId, stream.source);
    const held = this.#held.get(key);
    if (held === undefined) return undefined;
    if (wanted.get(key)?.producerId !== held.producerId) {
      this.#drop(key);
      return undefined;
    }
    this.#held.set(key, { ...held, announced: true });
    const { consumer } = held;
    const { siteId, source, producerId } = stream;
    return {
      consumerId: consumer.id,
      producerId,
      siteId,
      source,
      kind: consumer.kind,
      rtpParameters: consumer.rtpParameters,
    };
  }

  /** True when the page acknowledged. */
  async #tell(changed: ConsumersChanged): Promise<boolean> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('the page did not acknowledge in time')), TELL_TIMEOUT_MS);
    try {
      await Promise.race([this.#options.tell(changed), late.promise, this.#ended.promise]);
      return true;
    } catch (error) {
      if (!this.#closed) this.#options.onDeaf(error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A key frame is asked for at once: without it the picture would stay black until the next regular one. */
function resume(consumer: Consumer): Promise<unknown>[] {
  return consumer.kind === 'video' ? [consumer.resume(), consumer.requestKeyFrame()] : [consumer.resume()];
}
