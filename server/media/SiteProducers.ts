// What one page sends in one epoch: at most one Producer a source, paused unless the plan allows it. Mute is here,
// at the SFU; whatever the page does, a Producer the plan silences forwards nothing.

import type { Producer, Transport } from 'mediasoup/types';
import type { SiteId } from '../contract/ids.ts';
import type { Source } from '../contract/signaling.ts';
import type { Sending } from '../domain/media-plan/plan.ts';
import { AppError } from '../lib/AppError.ts';
import type { PendingWork } from './PendingWork.ts';
import { parseSendParameters } from './rtpInput.ts';
import { maySend } from './sending.ts';

interface Held {
  readonly producer: Producer;
  readonly flowing: boolean;
}

export class SiteProducers {
  readonly #siteId: SiteId;
  readonly #transport: Pick<Transport, 'produce'>;
  readonly #work: PendingWork;
  readonly #onQuality: (score: number) => void;
  readonly #held = new Map<Source, Held>();
  readonly #arriving = new Set<Source>();
  #quality: number | undefined;
  #closed = false;

  constructor(options: {
    siteId: SiteId;
    transport: Pick<Transport, 'produce'>;
    work: PendingWork;
    onQuality: (score: number) => void;
  }) {
    this.#siteId = options.siteId;
    this.#transport = options.transport;
    this.#work = options.work;
    this.#onQuality = options.onQuality;
  }

  get count(): number {
    return this.#held.size;
  }

  find(source: Source): Producer | undefined {
    return this.#held.get(source)?.producer;
  }

  /**
   * A new Producer, paused, in the place of the source's former one. The caller lets it flow with `silence` and `release`.
   * Errors: AppError invalidInput; protocol when the same source is just being produced or the epoch ended.
   */
  async produce(source: Source, input: unknown): Promise<Producer> {
    const { kind, rtpParameters } = parseSendParameters(source, input);
    if (this.#closed || this.#arriving.has(source)) throw new AppError('protocol');
    this.#arriving.add(source);
    try {
      const appData = { siteId: this.#siteId, source };
      const producer = await this.#transport.produce({ kind, rtpParameters, paused: true, appData });
      if (this.#closed) {
        producer.close();
        throw new AppError('protocol');
      }
      this.stop(source);
      this.#held.set(source, { producer, flowing: false });
      producer.on('score', () => this.#reportQuality());
      return producer;
    } finally {
      this.#arriving.delete(source);
    }
  }

  /** Ends a source; nothing happens when there is none. */
  stop(source: Source): void {
    const held = this.#held.get(source);
    this.#held.delete(source);
    held?.producer.close();
  }

  /** First half of a plan: what may not flow stops now. A screen that lost its leave is closed: it must be shared anew. */
  silence(sending: Sending): void {
    for (const [source, { producer, flowing }] of this.#held) {
      if (maySend(sending, source)) continue;
      if (source === 'screen') this.stop(source);
      else if (flowing) this.#set(source, { producer, flowing: false }, producer.pause());
    }
  }

  /** Second half: what may flow goes on. */
  release(sending: Sending): void {
    for (const [source, { producer, flowing }] of this.#held) {
      if (!flowing && maySend(sending, source)) this.#set(source, { producer, flowing: true }, producer.resume());
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const source of [...this.#held.keys()]) this.stop(source);
  }

  #set(source: Source, held: Held, request: Promise<void>): void {
    this.#held.set(source, held);
    this.#work.track(held.flowing ? 'resume producer' : 'pause producer', request);
  }

  /** The worst of what flows; of a simulcast camera the best layer, because idle layers score 0. */
  #reportQuality(): void {
    const flowing = [...this.#held.values()].filter((held) => held.flowing && held.producer.score.length > 0);
    if (this.#closed || flowing.length === 0) return;
    const quality = Math.min(...flowing.map(({ producer }) => Math.max(...producer.score.map(({ score }) => score))));
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#onQuality(quality);
  }
}
