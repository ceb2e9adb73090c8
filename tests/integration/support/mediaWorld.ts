// A real media service on a real worker for one test file, and mediasoup's own observer to look at what it made.

import { observer } from 'mediasoup';
import type { Consumer, Producer, Transport, Worker } from 'mediasoup/types';
import type { ConferenceId, ConnectionId, SiteId, Source } from '../../../server/contract/index.ts';
import type { MediaPlan, Sending, Subscription } from '../../../server/domain/media-plan/plan.ts';
import type { Log } from '../../../server/lib/log.ts';
import { createMediaService, type SfuService } from '../../../server/media/createMediaService.ts';

const nothing = () => undefined;
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Everything mediasoup made since the watch began, straight from its observer. */
export class SfuWatch implements Disposable {
  readonly producers: Producer[] = [];
  readonly consumers: Consumer[] = [];
  /** 'pause <producerId>' and 'resume <producerId>', in the order in which the worker did it. */
  readonly acts: string[] = [];
  readonly #onWorker = (worker: Worker) => {
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => this.#watchTransport(transport));
    });
  };

  constructor() {
    observer.on('newworker', this.#onWorker);
  }

  producer(siteId: SiteId, source: Source): Producer {
    const found = this.producers.findLast(
      ({ appData, closed }) => !closed && appData.siteId === siteId && appData.source === source,
    );
    if (found === undefined) throw new Error(`no open ${source} of ${siteId}`);
    return found;
  }

  /** Open Consumers of a Producer. */
  consumersOf(producer: Producer): Consumer[] {
    return this.consumers.filter((consumer) => !consumer.closed && consumer.producerId === producer.id);
  }

  [Symbol.dispose](): void {
    observer.off('newworker', this.#onWorker);
  }

  #watchTransport(transport: Transport): void {
    transport.observer.on('newproducer', (producer) => {
      this.producers.push(producer);
      producer.observer.on('pause', () => this.acts.push(`pause ${producer.id}`));
      producer.observer.on('resume', () => this.acts.push(`resume ${producer.id}`));
    });
    transport.observer.on('newconsumer', (consumer) => this.consumers.push(consumer));
  }
}

/** A service on `workers` real workers, on free ports of the loopback. */
export function startMedia(workers = 1): Promise<SfuService> {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN;
  return createMediaService({
    ...(workerBin === undefined ? {} : { workerBin }),
    workers,
    listenIp: '127.0.0.1',
    rtcPort: 0,
    logger: silentLog,
  });
}

export const newConferenceId = () => crypto.randomUUID() as ConferenceId;

export const ALL: Sending = { microphone: true, camera: 2, screen: false };
export const MUTED: Sending = { microphone: false, camera: 2, screen: false };

export function active(siteId: SiteId, source: Source, changes: Partial<Subscription> = {}): Subscription {
  return { siteId, source, active: true, spatialLayer: 2, priority: 100, ...changes };
}

export function plan(
  send: readonly (readonly [SiteId, Sending])[],
  receive: readonly (readonly [ConnectionId, readonly Subscription[]])[] = [],
): MediaPlan {
  return { send: new Map(send), receive: new Map(receive) };
}
