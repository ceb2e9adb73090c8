// Real RTP through a real worker: the classes that mute and that receive, on transports this test can write to and
// read from. What is counted are packets that came out of the SFU.

import { createWorker } from 'mediasoup';
import type { DirectTransport, Producer, Router, Worker } from 'mediasoup/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteId } from '../../server/contract/index.ts';
import type { Sending } from '../../server/domain/media-plan/plan.ts';
import { PendingWork } from '../../server/media/PendingWork.ts';
import { ReceiverConsumers } from '../../server/media/ReceiverConsumers.ts';
import { type StreamKey, streamKey, type WantedStream } from '../../server/media/receiverDiff.ts';
import { SfuRoom } from '../../server/media/SfuRoom.ts';
import { SiteProducers } from '../../server/media/SiteProducers.ts';
import { newSiteId, rtpParameters } from './support/mediaPage.ts';
import { silentLog } from './support/mediaWorld.ts';

const HEARD: Sending = { microphone: true, camera: -1, screen: false };
const SILENT: Sending = { microphone: false, camera: -1, screen: false };
const LEVEL_EXTENSION = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 };

let worker: Worker;
let router: Router;
let room: SfuRoom;
let loudest: readonly SiteId[] = [];
let onLoudest: () => void = () => undefined;

beforeAll(async () => {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN;
  worker = await createWorker({ logLevel: 'error', ...(workerBin === undefined ? {} : { workerBin }) });
  const made = Promise.withResolvers<Router>();
  worker.observer.once('newrouter', made.resolve);
  const webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
  room = await SfuRoom.create(
    { worker, webRtcServer, load: 0 },
    {
      lost: () => undefined,
      loudest: (siteIds) => {
        loudest = siteIds;
        onLoudest();
      },
    },
  );
  router = await made.promise;
});

afterAll(() => {
  room.close();
  worker.close();
});

/** A site whose microphone this test speaks through, packet by packet. */
class Speaker {
  readonly siteId = newSiteId();
  readonly work = new PendingWork(silentLog);
  readonly producers: SiteProducers;
  readonly quality = Promise.withResolvers<number>();
  #sequence = 0;
  #ssrc = 0;

  constructor(transport: DirectTransport) {
    const { siteId, work, quality } = this;
    this.producers = new SiteProducers({ siteId, transport, work, onQuality: quality.resolve });
  }

  static async join(): Promise<Speaker> {
    const speaker = new Speaker(await router.createDirectTransport());
    const parameters = rtpParameters('microphone') as { headerExtensions: object[]; encodings: { ssrc: number }[] };
    speaker.#ssrc = (parameters.encodings[0] as { ssrc: number }).ssrc;
    const input = { ...parameters, headerExtensions: [...parameters.headerExtensions, LEVEL_EXTENSION] };
    await room.meter(await speaker.producers.produce('microphone', input));
    return speaker;
  }

  get producer(): Producer {
    return this.producers.find('microphone') as Producer;
  }

  /** One packet of Opus (payload type 111) with its level, dBov. */
  say(levelDb = -20): void {
    const packet = Buffer.alloc(12 + 8 + 40, 0x55);
    packet.set([0x90, 111], 0);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE(this.#sequence * 960, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    packet.set([0xbe, 0xde, 0, 1, LEVEL_EXTENSION.id << 4, 0x80 | -levelDb, 0, 0], 12);
    this.#sequence += 1;
    this.producer.send(packet);
  }
}

/** A page that wants every speaker's microphone and counts the packets it gets. */
class Listener {
  readonly packets = new Map<string, number>();
  readonly work = new PendingWork(silentLog);
  readonly consumers: ReceiverConsumers;
  /** What the page does with a message; replace it to hold the acknowledgement back. */
  acknowledge: () => Promise<void> = () => Promise.resolve();
  active = true;
  #onPacket: () => void = () => undefined;

  constructor(transport: DirectTransport, speakers: readonly Speaker[]) {
    transport.observer.on('newconsumer', (consumer) =>
      consumer.on('rtp', () => {
        this.packets.set(consumer.producerId, this.heard(consumer.producerId) + 1);
        this.#onPacket();
      }),
    );
    this.consumers = new ReceiverConsumers({
      epoch: 1,
      transport,
      rtpCapabilities: router.rtpCapabilities,
      work: this.work,
      log: silentLog,
      wanted: () => new Map(speakers.map((speaker) => this.#want(speaker))),
      canConsume: (producerId) => router.canConsume({ producerId, rtpCapabilities: router.rtpCapabilities }),
      tell: () => this.acknowledge(),
      onDeaf: () => this.consumers.close(),
    });
    this.consumers.sync();
  }

  heard(producerId: string): number {
    return this.packets.get(producerId) ?? 0;
  }

  /** Speaks for all of `speakers`, one packet each in turn, until `fence` was heard `count` more times. */
  async until(fence: Speaker, count: number, speakers: readonly Speaker[]): Promise<void> {
    const wanted = this.heard(fence.producer.id) + count;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onPacket = () => this.heard(fence.producer.id) >= wanted && resolve();
    const talking = setInterval(() => {
      for (const speaker of speakers) speaker.say();
    }, 5);
    await promise;
    clearInterval(talking);
  }

  #want({ siteId, producer }: Speaker): [StreamKey, WantedStream] {
    const stream = { siteId, source: 'microphone', producerId: producer.id, spatialLayer: 0, priority: 1 } as const;
    return [streamKey(siteId, 'microphone'), { ...stream, active: this.active }];
  }
}

async function settled(...parties: { work: PendingWork }[]): Promise<void> {
  for (const { work } of parties) await work.settled();
}

test('[FL4][ME1] a muted site’s packets go to nobody, from the first one and after it was heard', async () => {
  const [muted, chair] = [await Speaker.join(), await Speaker.join()];
  chair.producers.release(HEARD);
  const listener = new Listener(await router.createDirectTransport(), [muted, chair]);
  await settled(chair, listener);
  await listener.until(chair, 50, [muted, chair]);
  expect(listener.heard(muted.producer.id)).toBe(0);

  muted.producers.silence(HEARD);
  muted.producers.release(HEARD);
  await settled(muted);
  await listener.until(muted, 20, [muted, chair]);

  muted.producers.silence(SILENT);
  await settled(muted);
  const heard = listener.heard(muted.producer.id);
  await listener.until(chair, 50, [muted, chair]);
  expect(listener.heard(muted.producer.id)).toBe(heard);
  listener.consumers.close();
});

test('[ME5][ME6] nothing flows before the page acknowledged, nor while a speaker is only prepared', async () => {
  const speaker = await Speaker.join();
  speaker.producers.release(HEARD);
  const control = new Listener(await router.createDirectTransport(), [speaker]);
  const acknowledged = Promise.withResolvers<void>();
  const slow = new Listener(await router.createDirectTransport(), [speaker]);
  slow.acknowledge = () => acknowledged.promise;
  await settled(speaker, control);
  await control.until(speaker, 25, [speaker]);
  slow.consumers.sync();
  await control.until(speaker, 25, [speaker]);
  expect(slow.heard(speaker.producer.id)).toBe(0);

  slow.active = false;
  acknowledged.resolve();
  await settled(slow);
  await control.until(speaker, 50, [speaker]);
  expect(slow.heard(speaker.producer.id)).toBe(0);

  slow.active = true;
  slow.consumers.sync();
  await settled(slow);
  await slow.until(speaker, 20, [speaker]);
  for (const listener of [control, slow]) listener.consumers.close();
});

test('[ME18] the loudest is named from real levels and forgotten after silence; a muted site is not heard at all', async () => {
  const [loud, quiet, muted] = [await Speaker.join(), await Speaker.join(), await Speaker.join()];
  for (const speaker of [loud, quiet]) speaker.producers.release(HEARD);
  await settled(loud, quiet);
  const until = async (done: () => boolean) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    onLoudest = () => done() && resolve();
    await promise;
  };
  const talking = setInterval(() => {
    quiet.say(-45);
    loud.say(-15);
    muted.say(-5);
  }, 5);
  await until(() => loudest[0] === loud.siteId && loudest[1] === quiet.siteId);
  expect(loudest).not.toContain(muted.siteId);
  clearInterval(talking);
  await until(() => loudest.length === 0);
});

test('[ME20] what a site sends has a quality from 0 to 10 as soon as it flows', async () => {
  const speaker = await Speaker.join();
  speaker.producers.release(HEARD);
  const listener = new Listener(await router.createDirectTransport(), [speaker]);
  await settled(speaker, listener);
  await listener.until(speaker, 20, [speaker]);
  expect(await speaker.quality.promise).toBe(10);
  listener.consumers.close();
});
