// The SFU driven by plans, on a real worker: what flows, what each page is told, and in which order.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SiteId } from '../../server/contract/index.ts';
import type { SfuService } from '../../server/media/createMediaService.ts';
import type { SfuConference } from '../../server/media/SfuConference.ts';
import { MediaPage, newSiteId } from './support/mediaPage.ts';
import { ALL, active, MUTED, newConferenceId, plan, SfuWatch, startMedia } from './support/mediaWorld.ts';

let watch: SfuWatch;
let service: SfuService;

beforeAll(async () => {
  watch = new SfuWatch();
  service = await startMedia();
});

afterAll(async () => {
  await service.close();
  watch[Symbol.dispose]();
});

function createConference(owner: SfuService = service): SfuConference {
  return owner.createConference({
    conferenceId: newConferenceId(),
    events: { loudest: () => undefined, quality: () => undefined },
  });
}

/** `count` sites with microphone and camera, nothing planned yet. */
async function joinSites(conference: SfuConference, count: number): Promise<(MediaPage & { siteId: SiteId })[]> {
  const pages = Array.from({ length: count }, () => new MediaPage(conference, newSiteId()));
  await Promise.all(pages.map((page) => page.join(['microphone', 'camera'])));
  return pages as (MediaPage & { siteId: SiteId })[];
}

describe('mute at the SFU', () => {
  test('[FL4] granting the floor pauses every other site’s microphone at the SFU', async () => {
    const conference = createConference();
    const [chair, first, second, third] = (await joinSites(conference, 4)) as [
      MediaPage,
      MediaPage,
      MediaPage,
      MediaPage,
    ];
    const sites = [chair, first, second, third].map((page) => page.siteId as SiteId);
    const grant = (holder: SiteId | null) =>
      conference.applyPlan(
        plan(sites.map((siteId) => [siteId, siteId === holder || siteId === sites[0] ? ALL : MUTED])),
      );
    const paused = () => sites.map((siteId) => watch.producer(siteId, 'microphone').paused);

    grant(sites[1] as SiteId);
    await conference.settled();
    expect(paused()).toEqual([false, false, true, true]);

    const before = watch.acts.length;
    grant(sites[3] as SiteId);
    await conference.settled();
    expect(paused()).toEqual([false, true, true, false]);
    // The former holder is silent before the next one is heard.
    expect(watch.acts.slice(before)).toEqual([
      `pause ${watch.producer(sites[1] as SiteId, 'microphone').id}`,
      `resume ${watch.producer(sites[3] as SiteId, 'microphone').id}`,
    ]);
    const dump = await watch.producer(sites[1] as SiteId, 'microphone').dump();
    expect(dump.paused).toBe(true);
    conference.close();
  });

  test('[ME1] a Producer is born paused and stays so until a plan lets its source flow', async () => {
    const conference = createConference();
    const [page] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
    await conference.settled();
    expect(watch.producer(page.siteId, 'microphone').paused).toBe(true);
    expect(watch.producer(page.siteId, 'camera').paused).toBe(true);

    conference.applyPlan(plan([[page.siteId, { microphone: false, camera: 0, screen: false }]]));
    await conference.settled();
    expect(watch.producer(page.siteId, 'microphone').paused).toBe(true);
    expect(watch.producer(page.siteId, 'camera').paused).toBe(false);

    conference.applyPlan(plan([]));
    await conference.settled();
    expect(watch.producer(page.siteId, 'camera').paused).toBe(true);
    conference.close();
  });

  test('[ME2] a screen is refused without leave, and closed when the leave ends', async () => {
    const conference = createConference();
    const page = await new MediaPage(conference, newSiteId()).join();
    const siteId = page.siteId as SiteId;
    await expect(page.produce('screen')).rejects.toMatchObject({ code: 'forbidden' });

    conference.applyPlan(plan([[siteId, { ...MUTED, screen: true }]]));
    await page.produce('screen');
    await conference.settled();
    const screen = watch.producer(siteId, 'screen');
    expect(screen.paused).toBe(false);

    conference.applyPlan(plan([[siteId, MUTED]]));
    expect(screen.closed).toBe(true);
    expect(conference.counts()).toMatchObject([{ producers: 0 }]);
    conference.close();
  });

  test('[ME3] a second page of a site closes what the first one sends and sends in its place', async () => {
    const conference = createConference();
    const siteId = newSiteId();
    conference.applyPlan(plan([[siteId, ALL]]));
    const first = await new MediaPage(conference, siteId).join(['microphone', 'camera']);
    const former = watch.producer(siteId, 'microphone');

    const second = await new MediaPage(conference, siteId).join(['microphone']);
    await conference.settled();
    expect(former.closed).toBe(true);
    expect(watch.producer(siteId, 'microphone').paused).toBe(false);
    expect(first.sendPlans.at(-1)).toMatchObject({ microphone: false, camera: -1, screen: false });
    await expect(first.produce('microphone')).rejects.toMatchObject({ code: 'forbidden' });
    expect(second.sendPlans.at(-1)).toMatchObject({ microphone: true, camera: 2 });
    conference.close();
  });

  test('[ME4] a page is told what to send when that changes, and only then', async () => {
    const conference = createConference();
    const page = await new MediaPage(conference, newSiteId()).join(['microphone']);
    const siteId = page.siteId as SiteId;
    for (const sending of [ALL, ALL, MUTED, MUTED, ALL]) conference.applyPlan(plan([[siteId, sending]]));
    expect(page.sendPlans.map(({ microphone, camera }) => [microphone, camera])).toEqual([
      [false, -1],
      [true, 2],
      [false, 2],
      [true, 2],
    ]);
    expect(new Set(page.sendPlans.map(({ epoch }) => epoch))).toEqual(new Set([page.epoch]));
    conference.close();
  });
});

describe('what a page receives', () => {
  test('[ME5] one change of the plan is one message, and Consumers flow only after it is acknowledged', async () => {
    const conference = createConference();
    const sites = await joinSites(conference, 3);
    const screen = await new MediaPage(conference, null).join();
    const acknowledged = Promise.withResolvers<void>();
    screen.acknowledge = () => acknowledged.promise;
    const wanted = sites.flatMap(({ siteId }) => [active(siteId, 'microphone'), active(siteId, 'camera')]);
    const everybody = sites.map(({ siteId }) => [siteId, ALL] as const);

    conference.applyPlan(plan(everybody, [[screen.connectionId, wanted]]));
    await screen.until(() => screen.changes.length > 0);
    expect(screen.changes).toHaveLength(1);
    expect(screen.changes[0]?.created).toHaveLength(6);
    expect(screen.changes[0]?.closed).toEqual([]);
    const consumers = sites.flatMap(({ siteId }) => watch.consumersOf(watch.producer(siteId, 'camera')));
    // Given again while the page is busy, the plan neither asks twice nor lets anything flow.
    conference.applyPlan(plan(everybody, [[screen.connectionId, wanted]]));
    const dumps = await Promise.all(consumers.map((consumer) => consumer.dump()));
    expect(dumps.map(({ paused }) => paused)).toEqual([true, true, true]);
    expect(screen.changes).toHaveLength(1);

    acknowledged.resolve();
    await conference.settled();
    expect(consumers.map((consumer) => consumer.paused)).toEqual([false, false, false]);
    expect(conference.counts().find(({ siteId }) => siteId === null)).toMatchObject({
      consumers: 6,
      activeConsumers: 6,
    });

    // Another pane: one out, nothing new.
    conference.applyPlan(plan(everybody, [[screen.connectionId, wanted.slice(2)]]));
    await conference.settled();
    expect(screen.changes).toHaveLength(2);
    expect(screen.changes[1]?.created).toEqual([]);
    expect(screen.changes[1]?.closed).toHaveLength(2);
    expect(screen.consumers.size).toBe(4);
    conference.close();
  });

  test('[ME6] a prepared speaker starts to flow without any message to the page', async () => {
    const conference = createConference();
    const [next] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
    const room = await new MediaPage(conference, null).join();
    const at = (isActive: boolean) =>
      plan(
        [[next.siteId, isActive ? ALL : { microphone: false, camera: 2, screen: false }]],
        [
          [
            room.connectionId,
            [
              active(next.siteId, 'microphone', { active: isActive }),
              active(next.siteId, 'camera', {
                active: isActive,
                spatialLayer: isActive ? 2 : 0,
                priority: isActive ? 200 : 10,
              }),
            ],
          ],
        ],
      );
    conference.applyPlan(at(false));
    await conference.settled();
    const [picture] = watch.consumersOf(watch.producer(next.siteId, 'camera'));
    const [sound] = watch.consumersOf(watch.producer(next.siteId, 'microphone'));
    if (picture === undefined || sound === undefined) throw new Error('nothing was prepared');
    const look = () => [picture.paused, picture.preferredLayers?.spatialLayer, picture.priority, sound.paused];
    expect(look()).toEqual([true, 0, 10, true]);
    expect(room.changes).toHaveLength(1);

    conference.applyPlan(at(true));
    await conference.settled();
    expect(look()).toEqual([false, 2, 200, false]);
    expect(room.changes).toHaveLength(1);
    conference.close();
  });

  test('[ME7] while a page is slow to acknowledge, what it has is silenced at once and other pages do not wait', async () => {
    const conference = createConference();
    const [a, b] = (await joinSites(conference, 2)) as [MediaPage & { siteId: SiteId }, MediaPage & { siteId: SiteId }];
    const slow = await new MediaPage(conference, null).join();
    const quick = await new MediaPage(conference, null).join();
    const show = (...subscriptions: ReturnType<typeof active>[]) =>
      conference.applyPlan(
        plan(
          [
            [a.siteId, ALL],
            [b.siteId, ALL],
          ],
          [
            [slow.connectionId, subscriptions],
            [quick.connectionId, subscriptions],
          ],
        ),
      );
    show(active(a.siteId, 'camera'));
    await conference.settled();
    const acknowledged = Promise.withResolvers<void>();
    slow.acknowledge = () => acknowledged.promise;

    show(active(a.siteId, 'camera'), active(b.siteId, 'camera'));
    await slow.until(() => slow.changes.length === 2);
    show(active(a.siteId, 'camera', { active: false }), active(b.siteId, 'camera'), active(b.siteId, 'microphone'));
    await quick.until(() => quick.streams.length === 3);
    expect(slow.streams).toHaveLength(2);
    const pictures = watch.consumersOf(watch.producer(a.siteId, 'camera'));
    await Promise.all(pictures.map(async (consumer) => expect((await consumer.dump()).paused).toBe(true)));

    acknowledged.resolve();
    await conference.settled();
    expect(slow.streams).toEqual(quick.streams);
    expect(slow.changes).toHaveLength(3);
    conference.close();
  });

  test('[ME8] a page that does not acknowledge loses its Consumers, is told to open again, and then has them all', async () => {
    const conference = createConference();
    const [site] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
    const page = await new MediaPage(conference, null).join();
    page.acknowledge = () => Promise.reject(new Error('gone'));
    conference.applyPlan(plan([[site.siteId, ALL]], [[page.connectionId, [active(site.siteId, 'camera')]]]));
    await page.until(() => page.resets === 1);
    expect(watch.consumersOf(watch.producer(site.siteId, 'camera'))).toEqual([]);

    page.acknowledge = () => Promise.resolve();
    await page.join();
    await conference.settled();
    const consumers = watch.consumersOf(watch.producer(site.siteId, 'camera'));
    expect(consumers.map((consumer) => consumer.paused)).toEqual([false]);
    conference.close();
  });

  test('[ME8] a page that says nothing at all for ten seconds counts as not acknowledging', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const conference = createConference();
      const [site] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
      const page = await new MediaPage(conference, null).join();
      page.acknowledge = () => new Promise(() => undefined);
      conference.applyPlan(plan([[site.siteId, ALL]], [[page.connectionId, [active(site.siteId, 'camera')]]]));
      await page.until(() => page.changes.length === 1);
      await vi.advanceTimersByTimeAsync(9_900);
      expect(watch.consumersOf(watch.producer(site.siteId, 'camera'))).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(200);
      expect(watch.consumersOf(watch.producer(site.siteId, 'camera'))).toEqual([]);
      expect(page.resets).toBe(1);
      await conference.settled();
      conference.close();
    } finally {
      vi.useRealTimers();
    }
  });

  test('[ME9] Consumers of a page stay as many as its plan names, however often the speaker changes', async () => {
    const conference = createConference();
    const sites = await joinSites(conference, 6);
    const room = await new MediaPage(conference, null).join();
    for (let turn = 0; turn < 40; turn++) {
      const shown = [sites[turn % 6], sites[(turn + 1) % 6]] as (MediaPage & { siteId: SiteId })[];
      conference.applyPlan(
        plan(
          shown.map(({ siteId }) => [siteId, ALL] as const),
          [
            [
              room.connectionId,
              shown.flatMap(({ siteId }) => [active(siteId, 'microphone'), active(siteId, 'camera')]),
            ],
          ],
        ),
      );
      if (turn % 3 === 0) await conference.settled();
    }
    await conference.settled();
    expect(room.consumers.size).toBe(4);
    expect(conference.counts().find(({ siteId }) => siteId === null)).toMatchObject({
      consumers: 4,
      activeConsumers: 4,
    });
    conference.close();
  });

  test('[ME10] a site that leaves or produces anew is followed by everybody’s Consumers in one message', async () => {
    const conference = createConference();
    const [site] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
    const room = await new MediaPage(conference, null).join();
    conference.applyPlan(
      plan(
        [[site.siteId, ALL]],
        [[room.connectionId, [active(site.siteId, 'microphone'), active(site.siteId, 'camera')]]],
      ),
    );
    await conference.settled();
    await site.produce('camera');
    await conference.settled();
    expect(room.changes.at(-1)?.created).toMatchObject([{ siteId: site.siteId, source: 'camera' }]);
    expect(room.changes.at(-1)?.closed).toHaveLength(1);

    site.peer.close();
    await conference.settled();
    expect(room.changes).toHaveLength(3);
    expect(room.changes.at(-1)?.created).toEqual([]);
    expect(room.changes.at(-1)?.closed).toHaveLength(2);
    expect(room.streams).toEqual([]);
    conference.close();
  });

  test('[ME11] closing the conference closes everything of it at the SFU', async () => {
    await using own = await startMedia();
    const conference = createConference(own);
    const [site] = (await joinSites(conference, 1)) as [MediaPage & { siteId: SiteId }];
    const room = await new MediaPage(conference, null).join();
    conference.applyPlan(plan([[site.siteId, ALL]], [[room.connectionId, [active(site.siteId, 'camera')]]]));
    await conference.settled();
    expect(own.stats()).toMatchObject({ peers: 2, transports: 3, producers: 2, consumers: 1 });
    const producer = watch.producer(site.siteId, 'camera');

    conference.close();
    conference.close();
    expect(producer.closed).toBe(true);
    expect(own.stats()).toEqual({
      workers: 1,
      deaths: 0,
      conferences: 0,
      peers: 0,
      transports: 0,
      producers: 0,
      consumers: 0,
    });
    await expect(room.peer.open()).rejects.toMatchObject({ code: 'protocol' });
  });
});
