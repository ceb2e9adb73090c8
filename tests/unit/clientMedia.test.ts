/** The page's media over mediasoup-client's own fake handler and a real Socket.IO door: epochs, Consumers, and what may leave. */
import { Device, FakeHandler, testFakeParameters, type types } from 'mediasoup-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDevices } from '../../client/media/devices.ts';
import { MediaClient } from '../../client/media/MediaClient.ts';
import { LiveClient } from '../../client/signaling/LiveClient.ts';
import type { ConsumerOptions, MediaOpened, Source } from '../../server/contract/index.ts';
import { driveOpen, siteIdOf } from './support/conference.ts';
import { FakeMediaDevices, type FakeTrack } from './support/fakeDevices.ts';
import { LiveDoor, waitFor } from './support/liveDoor.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
  vi.useRealTimers();
});

/** A page in a conference whose media the test plays: the nth media.open gets epoch n. */
async function openPage(door: LiveDoor, { sends = true } = {}) {
  const driver = driveOpen(4);
  door.attachWith(() => ({
    status: 'live',
    conferenceId: driver.state.conferenceId,
    capacity: 'site',
    siteId: siteIdOf(1),
    catchUp: { kind: 'snapshot', state: driver.state },
  }));
  door.answers.set('media.open', () => ({ ok: true, data: opened(door.of('media.open').length, sends) }));
  for (const event of ['media.connect', 'media.ready', 'media.stop'] as const) {
    door.answers.set(event, () => ({ ok: true, data: null }));
  }
  door.answers.set('media.produce', () => ({ ok: true, data: { producerId: crypto.randomUUID() } }));
  const cameras = new FakeMediaDevices();
  const devices = new LocalDevices(cameras.asMediaDevices());
  const live = new LiveClient({ url: door.url, as: 'room' });
  const batches: number[] = [];
  const codecOptions: unknown[] = [];
  const media = new MediaClient({ live, devices, createDevice: () => createDevice(batches, codecOptions) });
  closers.push(
    () => live.close(),
    () => devices.close(),
    () => media.close(),
  );
  live.start();
  const until = (holds: () => boolean) => waitFor(holds, media.subscribe);
  await until(() => media.getSnapshot().phase === 'ready');
  return { driver, media, cameras, batches, codecOptions, until };
}

/** mediasoup-client's Device over its fake handler; tells the size of every negotiation of receivers and how each track is sent. */
async function createDevice(batches: number[], codecOptions: unknown[]): Promise<types.Device> {
  const factory = FakeHandler.createFactory(testFakeParameters);
  const handlerFactory: types.HandlerFactory = {
    ...factory,
    factory: (options) => {
      const handler = factory.factory(options);
      const receive = handler.receive.bind(handler);
      handler.receive = (list) => {
        batches.push(list.length);
        return receive(list);
      };
      const send = handler.send.bind(handler);
      handler.send = (options) => {
        codecOptions.push(options.codecOptions);
        return send(options);
      };
      return handler;
    },
  };
  return new Device({ handlerFactory });
}

function opened(epoch: number, sends: boolean): MediaOpened {
  return {
    epoch,
    routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities(),
    send: sends ? transport() : null,
    receive: transport(),
    cameraEncodings: [
      { maxBitrateBps: 100_000, scaleResolutionDownBy: 4, maxFramerate: 15 },
      { maxBitrateBps: 400_000, scaleResolutionDownBy: 2, maxFramerate: 25 },
      { maxBitrateBps: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 25 },
    ],
    screenEncoding: { maxBitrateBps: 1_500_000, maxFramerate: 10 },
  };
}

function transport(): MediaOpened['receive'] {
  return testFakeParameters.generateTransportRemoteParameters() as MediaOpened['receive'];
}

function consumer(index: number, source: Source): ConsumerOptions {
  const codecMimeType = source === 'microphone' ? 'audio/opus' : 'video/VP8';
  const { id, producerId, kind, rtpParameters } = testFakeParameters.generateConsumerRemoteParameters({
    codecMimeType,
  });
  return { consumerId: id, producerId, siteId: siteIdOf(index), source, kind, rtpParameters };
}

function announce(door: LiveDoor, epoch: number, created: readonly ConsumerOptions[], closed: readonly string[] = []) {
  const socket = door.sockets[0];
  if (!socket) throw new Error('nobody is connected');
  return socket.timeout(5_000).emitWithAck('media.consumers', { epoch, created, closed });
}

describe('the media of a page', () => {
  it('[RM7] creates all Consumers of one message in one negotiation, then acknowledges', async () => {
    await using door = await LiveDoor.open();
    const { media, batches, until } = await openPage(door);
    const created = [consumer(0, 'microphone'), consumer(0, 'camera'), consumer(2, 'camera'), consumer(3, 'camera')];
    expect(await announce(door, 1, created)).toEqual({ ok: true });
    // Whatever follows the first is the library's own bandwidth probe.
    expect(batches[0]).toBe(4);
    expect([...media.getSnapshot().tracks.keys()].sort()).toEqual(
      created.map(({ siteId, source }) => `${siteId}:${source}`).sort(),
    );
    await announce(door, 1, [], [created[1]?.consumerId ?? '']);
    await until(() => !media.getSnapshot().tracks.has(`${siteIdOf(0)}:camera`));
    expect(media.getSnapshot().tracks.size).toBe(3);
  });

  it('[RM8] opens anew after a reset and keeps the last pictures until the new ones come', async () => {
    await using door = await LiveDoor.open();
    const { media, until } = await openPage(door);
    await announce(door, 1, [consumer(0, 'camera')]);
    const [key] = media.getSnapshot().tracks.keys();
    const former = key && media.getSnapshot().tracks.get(key);
    door.sockets[0]?.emit('media.reset', {});
    await door.until(() => door.of('media.ready').length === 2);
    await until(() => media.getSnapshot().phase === 'ready');
    expect(key && media.getSnapshot().tracks.get(key)).toBe(former);
    expect((former as object as FakeTrack).readyState).toBe('live');
    await announce(door, 2, [consumer(0, 'camera')]);
    expect(key && media.getSnapshot().tracks.get(key)).not.toBe(former);
    expect((former as object as FakeTrack).readyState).toBe('ended');
  });

  it('[RM8] opens anew on the next connection, with what it sends', async () => {
    await using door = await LiveDoor.open();
    await openPage(door);
    await door.until(() => door.of('media.produce').length === 2);
    door.cut();
    await door.until(() => door.of('media.produce').length === 4);
    expect(door.of('media.produce').map((one) => one.payload)).toMatchObject([
      { epoch: 1, source: 'microphone' },
      { epoch: 1, source: 'camera' },
      { epoch: 2, source: 'microphone' },
      { epoch: 2, source: 'camera' },
    ]);
  });

  it('[RM8] a former epoch never answers for the new one, also when a restarted service counts from 1 again', async () => {
    await using door = await LiveDoor.open();
    const { media, until } = await openPage(door);
    await announce(door, 1, [consumer(0, 'camera')]);
    door.answers.set('media.open', () => ({ ok: true, data: opened(1, true) }));
    door.cut();
    await door.until(() => door.of('media.ready').length === 2);
    await until(() => media.getSnapshot().phase === 'ready');
    const second = consumer(2, 'camera');
    expect(await announce(door, 1, [second])).toEqual({ ok: true });
    expect([...media.getSnapshot().tracks.keys()]).toEqual([`${siteIdOf(2)}:camera`]);
    expect(door.of('media.open')).toHaveLength(2);
  });

  it('[RM8] an opening the service refuses is tried again', async () => {
    await using door = await LiveDoor.open();
    const { media, until } = await openPage(door);
    const answer = door.answers.get('media.open');
    door.answers.set('media.open', () => ({ ok: false, error: { code: 'mediaUnavailable', message: '' } }));
    door.sockets[0]?.emit('media.reset', {});
    await door.until(() => door.of('media.open').length === 3);
    expect(media.getSnapshot().phase).toBe('retrying');
    if (answer) door.answers.set('media.open', answer);
    await until(() => media.getSnapshot().phase === 'ready');
  });

  it('[RM9] sends three camera layers and Opus with FEC and DTX, and no sound before the plan allows it', async () => {
    await using door = await LiveDoor.open();
    const { media, codecOptions, until } = await openPage(door);
    await door.until(() => door.of('media.produce').length === 2);
    const [, camera] = door.of('media.produce').map((one) => one.payload as { rtpParameters: types.RtpParameters });
    expect(camera?.rtpParameters.encodings?.map((encoding) => encoding.maxBitrate)).toEqual([
      100_000, 400_000, 1_500_000,
    ]);
    expect(codecOptions[0]).toMatchObject({ opusFec: true, opusDtx: true });

    const { microphone: own } = media.getSnapshot().local;
    const clone = vi.spyOn(own as MediaStreamTrack, 'clone');
    door.sockets[0]?.emit('media.reset', {});
    await door.until(() => door.of('media.produce').length === 4);
    const sent = clone.mock.results[0]?.value as FakeTrack;
    await vi.waitFor(() => expect(sent.enabled).toBe(false));
    door.sockets[0]?.emit('media.send', { epoch: 2, microphone: true, camera: 2, screen: false });
    await until(() => media.getSnapshot().sending?.microphone === true);
    await vi.waitFor(() => expect(sent.enabled).toBe(true));
    expect(own?.enabled).toBe(true);
  });

  it('[RM9] a page that may not send produces nothing and opens no device', async () => {
    await using door = await LiveDoor.open();
    const { cameras } = await openPage(door, { sends: false });
    await announce(door, 1, [consumer(0, 'camera')]);
    expect(door.of('media.produce')).toEqual([]);
    expect(cameras.asked).toBe(0);
  });
});

describe('the devices of a room', () => {
  function openDevices() {
    const cameras = new FakeMediaDevices();
    const devices = new LocalDevices(cameras.asMediaDevices());
    closers.push(() => devices.close());
    return { cameras, devices, until: (holds: () => boolean) => waitFor(holds, devices.subscribe) };
  }

  it('[RM10] works with sound alone while the camera is missing, and takes it when it is plugged in', async () => {
    const { cameras, devices, until } = openDevices();
    cameras.present.video = false;
    devices.hold('test');
    await until(() => devices.getSnapshot().microphone !== null && devices.getSnapshot().problems.length > 0);
    expect(devices.getSnapshot()).toMatchObject({ camera: null, problems: ['noCamera'] });
    cameras.plug('video', true);
    await until(() => devices.getSnapshot().camera !== null);
    expect(devices.getSnapshot().problems).toEqual([]);
  });

  it('[RM10] tries a busy device again without being told, and a vanished one at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { cameras, devices, until } = openDevices();
    cameras.failure = 'NotReadableError';
    devices.hold('test');
    await until(() => devices.getSnapshot().problems.length === 2);
    expect([...devices.getSnapshot().problems].sort()).toEqual(['cameraBusy', 'microphoneBusy']);
    cameras.failure = null;
    vi.advanceTimersByTime(3_000);
    await until(() => devices.getSnapshot().camera !== null && devices.getSnapshot().microphone !== null);
    const lost = devices.getSnapshot().camera;
    (lost as object as FakeTrack).end();
    await until(() => devices.getSnapshot().camera !== null && devices.getSnapshot().camera !== lost);
  });

  it('[RM10] lets both go when nobody holds them any more', async () => {
    const { devices, until } = openDevices();
    devices.hold('a');
    devices.hold('b');
    await until(() => devices.getSnapshot().camera !== null && devices.getSnapshot().microphone !== null);
    const { camera } = devices.getSnapshot();
    devices.release('a');
    expect(devices.getSnapshot().camera).toBe(camera);
    devices.release('b');
    expect(devices.getSnapshot()).toMatchObject({ camera: null, microphone: null });
    expect(camera?.readyState).toBe('ended');
  });
});
