// A page without a browser: real Socket.IO, mediasoup-client's own FakeHandler for the media side. It says exactly what it is told
// to, also wrong things, and counts every message and byte of its connection.

import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup-client';
import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { io, type Socket } from 'socket.io-client';
import type {
  Ack,
  Attached,
  CommandName,
  CommandResult,
  ConferenceId,
  ConsumersChanged,
  JournalEntry,
  MediaOpened,
  SendPlan,
} from '../../server/contract/index.ts';
import { LIVE_PATH } from '../../server/contract/index.ts';

const ANSWER_TIMEOUT_MS = 20_000;

export class SyntheticPage {
  readonly socket: Socket;
  readonly entries: JournalEntry[] = [];
  readonly consumers: ConsumersChanged[] = [];
  readonly received: { event: string; payload: unknown }[] = [];
  attachedNow: Attached | null = null;
  sendPlan: SendPlan | null = null;
  opened: MediaOpened | null = null;
  #messages = { in: 0, out: 0 };
  #wireBefore = { read: 0, written: 0 };

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  /** Connects with a browser's Cookie header. Rejects with the server's refusal. */
  static connect(url: string, cookie: string | undefined): Promise<SyntheticPage> {
    const socket = io(url, {
      path: LIVE_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      rejectUnauthorized: false,
      ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
    });
    const page = new SyntheticPage(socket);
    page.#listen();
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(page));
      socket.once('connect_error', reject);
    });
  }

  /** Messages and bytes of the connection since the start or the last call. */
  takeCounts(): { in: number; out: number; bytesIn: number; bytesOut: number } {
    const wire = this.#wire();
    const counts = {
      ...this.#messages,
      bytesIn: wire.read - this.#wireBefore.read,
      bytesOut: wire.written - this.#wireBefore.written,
    };
    this.#messages = { in: 0, out: 0 };
    this.#wireBefore = wire;
    return counts;
  }

  /** Any event, any payload: hostile ones too. */
  send<T>(event: string, payload: unknown): Promise<Ack<T>> {
    return this.socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, payload) as Promise<Ack<T>>;
  }

  command(
    conferenceId: ConferenceId,
    name: CommandName,
    input: unknown = {},
    requestId: string = randomUUID(),
  ): Promise<Ack<CommandResult>> {
    return this.send('command', { requestId, conferenceId, name, input });
  }

  async attachRoom(): Promise<Ack<Attached>> {
    return this.#attach({ as: 'room' });
  }

  async attachConsole(conferenceId: ConferenceId, lastSeq: number | null = null): Promise<Ack<Attached>> {
    return this.#attach({ as: 'console', conferenceId, lastSeq });
  }

  /** Opens media, says ready and produces what is asked for, as a correct page does. */
  async openMedia(sources: readonly ('microphone' | 'camera')[]): Promise<MediaOpened> {
    const opened = await this.send<MediaOpened>('media.open', {});
    if (!opened.ok) throw new Error(opened.error.code);
    this.opened = opened.data;
    const { epoch } = opened.data;
    const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
    await device.load({ routerRtpCapabilities: opened.data.routerRtpCapabilities as types.RtpCapabilities });
    const dtlsParameters = fakeParameters.generateLocalDtlsParameters();
    await this.send('media.connect', { epoch, direction: 'receive', dtlsParameters });
    await this.send('media.ready', { epoch, rtpCapabilities: device.recvRtpCapabilities });
    if (opened.data.send === null) return opened.data;
    await this.send('media.connect', { epoch, direction: 'send', dtlsParameters });
    await Promise.all(sources.map((source) => this.produce(source)));
    return opened.data;
  }

  produce(source: 'microphone' | 'camera' | 'screen'): Promise<Ack<{ producerId: string }>> {
    return this.send('media.produce', { epoch: this.opened?.epoch ?? 0, source, rtpParameters: rtpParameters(source) });
  }

  /** Resolves when `isSo` holds, checked at every message. */
  until(what: string, isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.socket.offAny(check);
      };
      // Any-listeners run before the event's own: look once those are done.
      const check = () =>
        setImmediate(() => {
          if (!isSo()) return;
          stop();
          resolve();
        });
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`never came: ${what}`));
      }, ANSWER_TIMEOUT_MS);
      this.socket.onAny(check);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  async #attach(input: object): Promise<Ack<Attached>> {
    const answer = await this.send<Attached>('attach', input);
    if (answer.ok) this.attachedNow = answer.data;
    return answer;
  }

  #listen(): void {
    const { socket } = this;
    socket.on('attached', (attached: Attached) => (this.attachedNow = attached));
    socket.on('entries', (entries: JournalEntry[]) => this.entries.push(...entries));
    socket.on('media.send', (plan: SendPlan) => (this.sendPlan = plan));
    socket.on('media.consumers', (changed: ConsumersChanged, acknowledge: (answer: { ok: boolean }) => void) => {
      this.consumers.push(changed);
      acknowledge({ ok: true });
    });
    socket.prependAny((event: string, payload: unknown) => void this.received.push({ event, payload }));
    socket.once('connect', () => {
      const engine = socket.io.engine;
      engine.on('packet', ({ type }) => this.#count('in', type));
      engine.on('packetCreate', ({ type }) => this.#count('out', type));
    });
  }

  #count(direction: 'in' | 'out', type: string): void {
    if (type === 'message') this.#messages[direction] += 1;
  }

  /** Bytes of the connection as they were on the wire, compression included. */
  #wire(): { read: number; written: number } {
    const { transport } = this.socket.io.engine as unknown as { transport: { ws?: { _socket?: WireCounts } } };
    const wire = transport.ws?._socket;
    if (wire === undefined) throw new Error('only websocket connections are counted');
    return { read: wire.bytesRead, written: wire.bytesWritten };
  }
}

type WireCounts = Readonly<Record<'bytesRead' | 'bytesWritten', number>>;

/** What Chromium would send for this source, small: three simulcast encodings for a camera, one for the rest. */
function rtpParameters(source: 'microphone' | 'camera' | 'screen'): types.RtpParameters {
  const ssrc = () => 1 + Math.floor(Math.random() * 0xfffffffe);
  const rtcp = { cname: randomUUID(), reducedSize: true };
  if (source === 'microphone') {
    return {
      codecs: [
        {
          mimeType: 'audio/opus',
          payloadType: 111,
          clockRate: 48_000,
          channels: 2,
          parameters: { useinbandfec: 1, usedtx: 1 },
          rtcpFeedback: [],
        },
      ],
      headerExtensions: [],
      encodings: [{ ssrc: ssrc(), dtx: true }],
      rtcp,
    };
  }
  const codec = {
    mimeType: 'video/VP8' as const,
    payloadType: 96,
    clockRate: 90_000,
    parameters: {},
    rtcpFeedback: [
      { type: 'nack', parameter: '' },
      { type: 'nack', parameter: 'pli' },
    ],
  };
  const layers = source === 'camera' ? [4, 2, 1] : [1];
  return {
    codecs: [codec],
    headerExtensions: [],
    encodings: layers.map((scale) => ({ ssrc: ssrc(), scaleResolutionDownBy: scale })),
    rtcp,
  };
}
