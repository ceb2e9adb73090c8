// What a hostile or confused page can say at the media door, on a real worker: refused, and nothing changes.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteId, Source } from '../../server/contract/index.ts';
import type { SfuService } from '../../server/media/createMediaService.ts';
import type { SfuConference } from '../../server/media/SfuConference.ts';
import { DTLS_PARAMETERS, MediaPage, newSiteId, rtpParameters } from './support/mediaPage.ts';
import { ALL, active, newConferenceId, plan, SfuWatch, startMedia } from './support/mediaWorld.ts';

let watch: SfuWatch;
let service: SfuService;
let conference: SfuConference;

beforeAll(async () => {
  watch = new SfuWatch();
  service = await startMedia();
  conference = service.createConference({
    conferenceId: newConferenceId(),
    events: { loudest: () => undefined, quality: () => undefined },
  });
});

afterAll(async () => {
  await service.close();
  watch[Symbol.dispose]();
});

function joinSite(sources: readonly Source[] = []): Promise<MediaPage> {
  return new MediaPage(conference, newSiteId()).join(sources);
}

/** `rtpParameters(source)` with one field spoilt. */
function spoilt(source: Source, spoil: (parameters: Record<string, never>) => unknown): unknown {
  const parameters = structuredClone(rtpParameters(source)) as Record<string, never>;
  return spoil(parameters) ?? parameters;
}

const JUNK: readonly unknown[] = [undefined, null, 7, 'v=0', [], {}, { codecs: 'all' }, { codecs: [], encodings: [] }];

type Loose = Record<string, Record<string, unknown>[]>;
const JUNK_RTP: readonly [string, Source, unknown][] = [
  ...JUNK.map((junk, index): [string, Source, unknown] => [`junk ${index}`, 'camera', junk]),
  [
    'a fractional bitrate, which throws while it is packed',
    'camera',
    spoilt('camera', (p: Loose) => void Object.assign(p.encodings?.[0] ?? {}, { maxBitrate: 1.5 })),
  ],
  [
    'an SSRC that is text',
    'screen',
    spoilt('screen', (p: Loose) => void Object.assign(p.encodings?.[0] ?? {}, { ssrc: 'one' })),
  ],
  [
    'an SSRC beyond 32 bits',
    'screen',
    spoilt('screen', (p: Loose) => void Object.assign(p.encodings?.[0] ?? {}, { ssrc: 2 ** 40 })),
  ],
  [
    'a codec parameter that is an object',
    'camera',
    spoilt('camera', (p: Loose) => void Object.assign(p.codecs?.[0] ?? {}, { parameters: { a: {} } })),
  ],
  [
    'a codec nobody speaks',
    'camera',
    spoilt('camera', (p: Loose) => void Object.assign(p.codecs?.[0] ?? {}, { mimeType: 'video/none' })),
  ],
  [
    'ten thousand encodings',
    'camera',
    spoilt('camera', (p: Loose) => ({
      ...p,
      encodings: Array.from({ length: 10_000 }, (_, rid) => ({ rid: String(rid) })),
    })),
  ],
  [
    'twice the same rid',
    'camera',
    spoilt('camera', (p: Loose) => ({ ...p, encodings: [{ rid: 'r0' }, { rid: 'r0' }, { rid: 'r0' }] })),
  ],
];

describe('malformed', () => {
  test.each(JUNK_RTP)(
    '[ME13] media.produce with %s is refused and the next page is not harmed',
    async (_, source, junk) => {
      const page = await joinSite();
      conference.applyPlan(plan([[page.siteId as SiteId, { ...ALL, screen: true }]]));
      await expect(page.peer.produce({ epoch: page.epoch, source, rtpParameters: junk })).rejects.toMatchObject({
        code: 'invalidInput',
      });
      expect(conference.counts().find(({ connectionId }) => connectionId === page.connectionId)).toMatchObject({
        producers: 0,
      });
      await expect(page.produce(source)).resolves.toHaveProperty('producerId');
      page.peer.close();
    },
  );

  test.each<{ junk: unknown }>([
    ...JUNK.map((junk) => ({ junk })),
    { junk: { fingerprints: [] } },
    { junk: { fingerprints: [{ algorithm: 'sha-256', value: 'not hex' }] } },
    { junk: { fingerprints: [{ algorithm: 'md5', value: 'AA:BB' }] } },
    { junk: { role: 'boss', fingerprints: DTLS_PARAMETERS.fingerprints } },
  ])('[ME13] media.connect with $junk is refused and can still be done right', async ({ junk }) => {
    const page = await joinSite();
    const connect = (dtlsParameters: unknown) =>
      page.peer.connect({ epoch: page.epoch, direction: 'receive', dtlsParameters });
    await expect(connect(junk)).rejects.toMatchObject({ code: 'invalidInput' });
    await connect(DTLS_PARAMETERS);
    page.peer.close();
  });

  test.each<{ junk: unknown }>([...JUNK, { codecs: [{ mimeType: 'audio/opus' }] }].map((junk) => ({ junk })))(
    '[ME13] media.ready with %j is refused and can still be done right',
    async ({ junk }) => {
      const page = new MediaPage(conference, null);
      await page.open();
      await expect(page.peer.ready({ epoch: page.epoch, rtpCapabilities: junk })).rejects.toMatchObject({
        code: 'invalidInput',
      });
      await page.ready();
      page.peer.close();
    },
  );

  test('[ME13] capabilities that fit nothing give the page nothing, and the others everything', async () => {
    const site = await joinSite(['camera']);
    const [deaf, sound] = [new MediaPage(conference, null), await new MediaPage(conference, null).join()];
    await deaf.open();
    const codecs = [
      { kind: 'audio', mimeType: 'audio/none', preferredPayloadType: 100, clockRate: 8_000, channels: 1 },
    ];
    await deaf.peer.ready({ epoch: deaf.epoch, rtpCapabilities: { codecs } });
    const siteId = site.siteId as SiteId;
    conference.applyPlan(
      plan(
        [[siteId, ALL]],
        [
          [deaf.connectionId, [active(siteId, 'camera')]],
          [sound.connectionId, [active(siteId, 'camera')]],
        ],
      ),
    );
    await conference.settled();
    expect(deaf.changes).toEqual([]);
    expect(sound.streams).toEqual([`${siteId}/camera`]);
    for (const page of [site, deaf, sound]) page.peer.close();
  });
});

describe('not what its name says', () => {
  test.each([
    ['camera', 'microphone'],
    ['camera', 'screen'],
    ['screen', 'camera'],
    ['microphone', 'screen'],
  ] as const)('[ME14] as %s, what a %s sends is refused', async (source, other) => {
    const page = await joinSite();
    conference.applyPlan(plan([[page.siteId as SiteId, { ...ALL, screen: true }]]));
    await expect(page.produce(source, rtpParameters(other))).rejects.toMatchObject({ code: 'invalidInput' });
    page.peer.close();
  });

  test('[ME14] a camera has three layers and a microphone speaks Opus', async () => {
    const page = await joinSite(['camera', 'microphone']);
    const camera = watch.producer(page.siteId as SiteId, 'camera');
    expect([camera.kind, camera.type, camera.rtpParameters.encodings?.length]).toEqual(['video', 'simulcast', 3]);
    const microphone = watch.producer(page.siteId as SiteId, 'microphone');
    expect(microphone.rtpParameters.codecs[0]).toMatchObject({
      mimeType: 'audio/opus',
      parameters: { useinbandfec: 1 },
    });
    page.peer.close();
  });
});

describe('out of order', () => {
  test('[ME12] nothing is possible before media.open, nor after the page is gone', async () => {
    const page = new MediaPage(conference, newSiteId());
    const acts = () => [
      page.peer.connect({ epoch: 1, direction: 'send', dtlsParameters: DTLS_PARAMETERS }),
      page.peer.produce({ epoch: 1, source: 'camera', rtpParameters: rtpParameters('camera') }),
      page.peer.stop({ epoch: 1, source: 'camera' }),
      page.peer.ready({ epoch: 1, rtpCapabilities: {} }),
    ];
    for (const act of acts()) await expect(act).rejects.toMatchObject({ code: 'protocol' });
    await page.open();
    page.peer.close();
    for (const act of acts()) await expect(act).rejects.toMatchObject({ code: 'protocol' });
    await expect(page.peer.open()).rejects.toMatchObject({ code: 'protocol' });
  });

  test('[ME12] opening again ends the former epoch with everything in it', async () => {
    const page = await joinSite(['microphone', 'camera']);
    const former = { epoch: page.epoch, producer: watch.producer(page.siteId as SiteId, 'camera') };
    await page.open();
    expect(page.epoch).toBe(former.epoch + 1);
    expect(former.producer.closed).toBe(true);
    await expect(
      page.peer.produce({ epoch: former.epoch, source: 'camera', rtpParameters: rtpParameters('camera') }),
    ).rejects.toMatchObject({ code: 'protocol' });
    expect(conference.counts().find(({ connectionId }) => connectionId === page.connectionId)).toMatchObject({
      transports: 2,
      producers: 0,
    });
    page.peer.close();
  });

  test('[ME12] of two openings at once the later one holds, and only its transports stay', async () => {
    const page = new MediaPage(conference, newSiteId());
    const before = service.stats().transports;
    const [first, second] = await Promise.allSettled([page.peer.open(), page.peer.open()]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'protocol' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { epoch: 2 } });
    expect(service.stats().transports).toBe(before + 2);
    page.peer.close();
    expect(service.stats().transports).toBe(before);
  });

  test('[ME12] connecting twice, being ready twice and producing one source twice at once are refused', async () => {
    const page = await joinSite();
    const connect = () => page.peer.connect({ epoch: page.epoch, direction: 'send', dtlsParameters: DTLS_PARAMETERS });
    await connect();
    await expect(connect()).rejects.toMatchObject({ code: 'protocol' });
    await expect(page.ready()).rejects.toMatchObject({ code: 'protocol' });
    const twice = await Promise.allSettled([page.produce('camera'), page.produce('camera')]);
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(twice[1]).toMatchObject({ reason: { code: 'protocol' } });
    page.peer.close();
  });

  test('[ME12] a page that only receives cannot send', async () => {
    const page = await new MediaPage(conference, null).join();
    expect(page.opened.send).toBeNull();
    await expect(page.produce('microphone')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      page.peer.connect({ epoch: page.epoch, direction: 'send', dtlsParameters: DTLS_PARAMETERS }),
    ).rejects.toMatchObject({ code: 'protocol' });
    page.peer.close();
  });
});
