// A page as the media room sees it, without browser or network: real mediasoup-client on its FakeHandler, a PeerLink
// that keeps what it was told, and RTP parameters as Chromium writes them.

import { randomInt, randomUUID } from 'node:crypto';
import { Device, type types } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type {
  ConnectionId,
  ConsumersChanged,
  MediaOpened,
  SendPlan,
  SiteId,
  Source,
} from '../../../server/contract/index.ts';
import type { MediaConference, MediaPeer, PeerLink } from '../../../server/live/ports.ts';

export function newSiteId(): SiteId {
  return randomUUID() as SiteId;
}

/** DTLS parameters any browser could send. */
export const DTLS_PARAMETERS = fakeParameters.generateLocalDtlsParameters();

/** What a browser would send for `source`, as its own JSON. */
export function rtpParameters(source: Source): Record<string, unknown> {
  const ssrc = () => randomInt(1, 0xffff_ffff);
  const mid = String(randomInt(1, 9_999_999));
  const midExtension = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 };
  if (source === 'microphone') {
    const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
    const codec = {
      ...opus,
      parameters: { useinbandfec: 1, usedtx: 1 },
      rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
    };
    return {
      mid,
      codecs: [codec],
      headerExtensions: [midExtension],
      encodings: [{ ssrc: ssrc() }],
      rtcp: { cname: 'page' },
    };
  }
  const encodings =
    source === 'screen'
      ? [{ ssrc: ssrc(), rtx: { ssrc: ssrc() } }]
      : ['r0', 'r1', 'r2'].map((rid) => ({ rid, scalabilityMode: 'L1T1' }));
  const rtcpFeedback = [
    { type: 'nack', parameter: '' },
    { type: 'nack', parameter: 'pli' },
  ];
  const vp8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback };
  const rtx = { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 }, rtcpFeedback: [] };
  const rid = { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 2 };
  return { mid, codecs: [vp8, rtx], headerExtensions: [midExtension, rid], encodings, rtcp: { cname: 'page' } };
}

export class MediaPage implements PeerLink {
  readonly connectionId = randomUUID() as ConnectionId;
  readonly siteId: SiteId | null;
  readonly peer: MediaPeer;
  /** Everything the server said, in order. */
  readonly changes: ConsumersChanged[] = [];
  readonly sendPlans: SendPlan[] = [];
  readonly consumers = new Map<string, types.Consumer>();
  resets = 0;
  /** Answers consumersChanged; replace it to be slow or gone. */
  acknowledge: () => Promise<void> = () => Promise.resolve();
  #waiters: { done: () => boolean; resolve: () => void }[] = [];
  #device: Device | undefined;
  #receive: types.Transport | undefined;
  #opened: MediaOpened | undefined;

  constructor(conference: MediaConference, siteId: SiteId | null) {
    this.siteId = siteId;
    this.peer = conference.addPeer({ connectionId: this.connectionId, siteId, link: this });
  }

  get opened(): MediaOpened {
    if (this.#opened === undefined) throw new Error('the page has not opened');
    return this.#opened;
  }

  get epoch(): number {
    return this.opened.epoch;
  }

  /** What the page holds now, as the server named it. */
  get streams(): string[] {
    const closed = new Set(this.changes.flatMap((change) => change.closed));
    const epoch = this.#opened?.epoch;
    return this.changes
      .filter((change) => change.epoch === epoch)
      .flatMap((change) => change.created)
      .filter(({ consumerId }) => !closed.has(consumerId))
      .map(({ siteId, source }) => `${siteId}/${source}`)
      .sort();
  }

  /** media.open and the client library's own set-up; nothing is connected or produced yet. */
  async open(): Promise<void> {
    this.#opened = await this.peer.open();
    this.consumers.clear();
    this.#device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
    await this.#device.load({ routerRtpCapabilities: this.#opened.routerRtpCapabilities as types.RtpCapabilities });
    const receive = this.#device.createRecvTransport(this.#opened.receive as types.TransportOptions);
    receive.on('connect', ({ dtlsParameters }, done, failed) => {
      this.peer.connect({ epoch: this.epoch, direction: 'receive', dtlsParameters }).then(done, failed);
    });
    this.#receive = receive;
  }

  async ready(): Promise<void> {
    await this.peer.ready({ epoch: this.epoch, rtpCapabilities: this.#device?.recvRtpCapabilities });
  }

  produce(source: Source, parameters: unknown = rtpParameters(source)): Promise<{ producerId: string }> {
    return this.peer.produce({ epoch: this.epoch, source, rtpParameters: parameters });
  }

  /** The whole way in. */
  async join(sources: readonly Source[] = []): Promise<this> {
    await this.open();
    await this.ready();
    if (sources.length > 0) {
      await this.peer.connect({ epoch: this.epoch, direction: 'send', dtlsParameters: DTLS_PARAMETERS });
    }
    for (const source of sources) await this.produce(source);
    return this;
  }

  async consumersChanged(changed: ConsumersChanged): Promise<void> {
    this.changes.push(changed);
    this.#notify();
    await Promise.all(changed.created.map((created) => this.#consume(created)));
    for (const consumerId of changed.closed) {
      this.consumers.get(consumerId)?.close();
      this.consumers.delete(consumerId);
    }
    await this.acknowledge();
  }

  sendPlan(plan: SendPlan): void {
    this.sendPlans.push(plan);
    this.#notify();
  }

  reset(): void {
    this.resets += 1;
    this.#notify();
  }

  /** Resolves once `done` holds; looked at after each thing the server says. */
  async until(done: () => boolean): Promise<void> {
    if (done()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiters.push({ done, resolve });
    await promise;
  }

  async #consume(created: ConsumersChanged['created'][number]): Promise<void> {
    if (this.#receive === undefined) throw new Error('consumers came before the page opened');
    const { consumerId: id, producerId, kind } = created;
    const options = { id, producerId, kind, rtpParameters: created.rtpParameters as types.RtpParameters };
    this.consumers.set(id, await this.#receive.consume(options));
  }

  #notify(): void {
    for (const waiter of this.#waiters) if (waiter.done()) waiter.resolve();
    this.#waiters = this.#waiters.filter((waiter) => !waiter.done());
  }
}
