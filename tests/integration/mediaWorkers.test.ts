// Workers that die or stop, on real processes: replaced, and the newest plan holds again.

import { expect, test } from 'vitest';
import type { SiteId } from '../../server/contract/index.ts';
import type { SfuService } from '../../server/media/createMediaService.ts';
import type { SfuConference } from '../../server/media/SfuConference.ts';
import { MediaPage, newSiteId } from './support/mediaPage.ts';
import { ALL, active, MUTED, newConferenceId, plan, SfuWatch, startMedia } from './support/mediaWorld.ts';

function createConference(service: SfuService): SfuConference {
  return service.createConference({
    conferenceId: newConferenceId(),
    events: { loudest: () => undefined, quality: () => undefined },
  });
}

/** A speaker, a muted site and a page that watches both. */
async function liveConference(service: SfuService) {
  const conference = createConference(service);
  const [speaker, muted] = [new MediaPage(conference, newSiteId()), new MediaPage(conference, newSiteId())];
  const screen = new MediaPage(conference, null);
  const siteIds = [speaker, muted].map((page) => page.siteId as SiteId);
  conference.applyPlan(
    plan(
      siteIds.map((siteId, index) => [siteId, index === 0 ? ALL : MUTED]),
      [[screen.connectionId, siteIds.flatMap((siteId) => [active(siteId, 'microphone'), active(siteId, 'camera')])]],
    ),
  );
  const joinAll = async () => {
    await Promise.all([speaker.join(['microphone', 'camera']), muted.join(['microphone', 'camera']), screen.join()]);
    await conference.settled();
  };
  await joinAll();
  return { conference, pages: [speaker, muted, screen], screen, siteIds, joinAll };
}

async function expectPlanHolds(watch: SfuWatch, live: Awaited<ReturnType<typeof liveConference>>): Promise<void> {
  expect(live.screen.streams).toHaveLength(4);
  expect(live.siteIds.map((siteId) => watch.producer(siteId, 'microphone').paused)).toEqual([false, true]);
  const pictures = live.siteIds.flatMap((siteId) => watch.consumersOf(watch.producer(siteId, 'camera')));
  expect(pictures.map((consumer) => consumer.paused)).toEqual([false, false]);
}

test('[ME15] a killed worker is replaced; pages that open again have their pictures back, and the muted stay muted', async () => {
  using watch = new SfuWatch();
  await using service = await startMedia();
  const live = await liveConference(service);
  const [pid] = service.workerPids as [number];
  for (let death = 1; death <= 3; death++) {
    process.kill(service.workerPids[0] as number, 'SIGKILL');
    await Promise.all(live.pages.map((page) => page.until(() => page.resets === death)));
    expect(live.conference.counts().map(({ transports }) => transports)).toEqual([0, 0, 0]);
    await live.joinAll();
    await expectPlanHolds(watch, live);
    expect(service.health).toEqual({ workers: 1, deaths: death });
  }
  expect(service.workerPids).not.toContain(pid);
});

test('[ME15] a page that opens while there is no worker gets its media as soon as there is one', async () => {
  await using service = await startMedia();
  const conference = createConference(service);
  const page = new MediaPage(conference, newSiteId());
  await page.open();
  process.kill(service.workerPids[0] as number, 'SIGKILL');
  while (service.health.workers > 0) await new Promise((resolve) => setImmediate(resolve));
  await page.open();
  expect(page.epoch).toBe(2);
  expect(page.opened.send).not.toBeNull();
});

test('[ME16] a stopped worker is killed and replaced, and the plan holds again', async () => {
  using watch = new SfuWatch();
  await using service = await startMedia();
  const live = await liveConference(service);
  const [pid] = service.workerPids as [number];
  process.kill(pid, 'SIGSTOP');
  await Promise.all(live.pages.map((page) => page.until(() => page.resets === 1)));
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  await live.joinAll();
  await expectPlanHolds(watch, live);
});

test('[ME17] conferences are spread over the workers, and one death leaves the others alone', async () => {
  using watch = new SfuWatch();
  await using service = await startMedia(2);
  const [one, two] = [await liveConference(service), await liveConference(service)];
  const spread = await Promise.all(
    [one, two].map(({ siteIds }) => watch.producer(siteIds[0] as SiteId, 'camera').dump()),
  );
  expect(spread.map(({ paused }) => paused)).toEqual([false, false]);

  process.kill(service.workerPids[0] as number, 'SIGKILL');
  await Promise.race([one, two].map(({ screen }) => screen.until(() => screen.resets === 1)));
  const [hit, spared] = one.screen.resets === 1 ? [one, two] : [two, one];
  await hit.joinAll();
  await expectPlanHolds(watch, hit);
  expect(spared.pages.map(({ resets }) => resets)).toEqual([0, 0, 0]);
  await expectPlanHolds(watch, spared);
});

test('[ME11] closing the service ends its workers, a stopped one too', async () => {
  const service = await startMedia(2);
  const pids = service.workerPids;
  process.kill(pids[0] as number, 'SIGSTOP');
  await service.close();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});
