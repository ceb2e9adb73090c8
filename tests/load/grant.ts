// From "Mời phát biểu" to the first frame of the new main picture, in real Chromium: the secretary's command leaves, another room shows
// the speaker. Prepared (the site was next in the queue) and unprepared (nobody expected it).

import type { Page } from 'playwright-core';
import type { ConferenceView } from '../../server/contract/index.ts';
import { launchBrowser, openPage, signIn } from '../support/browser.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { startService } from '../support/service.ts';
import { createWorld, type WorldSite } from '../support/world.ts';

const ROUNDS = 10;
const VIEWPORT = { width: 960, height: 540 };

export async function benchGrant(): Promise<void> {
  const service = await startService();
  const browser = await launchBrowser();
  try {
    const world = await createWorld(service, { siteCount: 2 });
    await world.createAccount('trungtam', 'site', world.hub.siteId);
    const conference = await world.createConference(world.sites);
    const secretary = await SyntheticPage.connect(service.url, world.secretary.cookie);
    await secretary.attachConsole(conference.conferenceId);
    await secretary.command(conference.conferenceId, 'conference.open');
    const watching = await openPage(browser, VIEWPORT);
    await signIn(watching, service.url, 'trungtam', world.password, '/room');
    for (const site of world.sites) {
      const room = await openPage(browser, VIEWPORT);
      await signIn(room, service.url, site.username, world.password, '/room');
      await secretary.until('arrival', () =>
        secretary.entries.some((entry) => entry.type === 'siteArrived' && entry.data.siteId === site.siteId),
      );
      await secretary.command(conference.conferenceId, 'site.admit', { siteId: site.siteId });
    }
    const prepared: number[] = [];
    const unprepared: number[] = [];
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const site = world.sites[round % world.sites.length];
      if (site === undefined) throw new Error('no site');
      const isPrepared = round >= ROUNDS;
      if (isPrepared) await secretary.command(conference.conferenceId, 'floor.request', { siteId: site.siteId });
      const tookMs = await measure(watching, secretary, conference, site);
      (isPrepared ? prepared : unprepared).push(tookMs);
    }
    print('prepared (next in the queue)', prepared);
    print('unprepared', unprepared);
    secretary.close();
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function measure(
  watching: Page,
  secretary: SyntheticPage,
  conference: ConferenceView,
  site: WorldSite,
): Promise<number> {
  const shown = watching.evaluate(firstFrameOf, site.siteId);
  const startedAt = Date.now();
  const answer = await secretary.command(conference.conferenceId, 'floor.grant', { siteId: site.siteId });
  if (!answer.ok) throw new Error(answer.error.code);
  const shownAt = await shown;
  await secretary.command(conference.conferenceId, 'floor.revoke');
  // The picture must have gone back to the chair before the next round starts.
  await watching.waitForFunction(
    (siteId) => document.querySelector('[data-testid=main-pane]')?.getAttribute('data-site-id') !== siteId,
    site.siteId,
  );
  return shownAt - startedAt;
}

/** In the page: resolves with the wall clock of the first new frame in the main pane once it belongs to the site. */
function firstFrameOf(siteId: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('no frame came')), 20_000);
    const look = () => {
      const pane = document.querySelector(`[data-testid=main-pane][data-site-id="${siteId}"]`);
      const video = pane?.matches('video')
        ? (pane as HTMLVideoElement)
        : pane?.querySelector<HTMLVideoElement>('video');
      if (!video?.srcObject) {
        requestAnimationFrame(look);
        return;
      }
      video.requestVideoFrameCallback(() => {
        clearTimeout(giveUp);
        resolve(Date.now());
      });
    };
    look();
  });
}

function print(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  console.log(
    `Mời phát biểu → first frame, ${name}: median ${at(0.5)} ms, longest ${sorted.at(-1)} ms, n = ${times.length}`,
  );
}
