/** Every screen against WCAG 2.1 A and AA as axe checks it, light and dark, at the sizes people use. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, ROOM, signIn, type Viewport } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;
let conference: ConferenceView;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 14 });
  conference = await world.createConference(world.sites);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const LOOKS: readonly [string, Viewport, 'light' | 'dark'][] = [
  ['desk, light', CONSOLE, 'light'],
  ['desk, dark', CONSOLE, 'dark'],
  ['phone, light', PHONE, 'light'],
  ['phone, dark', PHONE, 'dark'],
];

it.each(LOOKS)('[UI1] the planning pages have no fault axe can find (%s)', async (_name, viewport, colorScheme) => {
  const page = await openPage(browser, viewport, { colorScheme });
  await page.goto(`${service.url}/sign-in`);
  await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
  expect(await faults(page), 'sign-in').toEqual([]);
  await signIn(page, service.url, service.administrator.username, service.administrator.password);
  for (const path of [
    '/',
    '/conferences',
    `/conferences/${conference.conferenceId}`,
    '/organisation',
    '/rules',
    '/rules?tab=holidays',
    '/rules?tab=approval',
    '/accounts',
    '/office',
    '/outbox',
    '/integrations',
    '/integrations?tab=webhooks',
    '/series',
    '/templates',
    '/me',
  ]) {
    await page.goto(service.url + path);
    await page.getByRole('heading').first().waitFor();
    expect(await faults(page), path).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBe(0);
  }
  await page.context().close();
});

it.each(LOOKS)(
  '[UI1] the form and the console have no fault axe can find (%s)',
  async (_name, viewport, colorScheme) => {
    const page = await openPage(browser, viewport, { colorScheme });
    await signIn(page, service.url, world.secretaryUsername, world.password, '/conferences/new');
    await page.getByLabel('Tiêu đề').waitFor();
    expect(await faults(page), 'form').toEqual([]);
    await page.goto(`${service.url}/console/${conference.conferenceId}`);
    await page.getByRole('button', { name: 'Bắt đầu phiên họp' }).waitFor();
    expect(await faults(page), 'console').toEqual([]);
    await page.context().close();
  },
);

it('[UI1] [RM21] the room has no fault axe can find, idle and live, dark and in the light a browser was given once', async () => {
  const page = await openPage(browser, ROOM);
  await signIn(page, service.url, world.sites[0]?.username ?? '', world.password, '/room');
  const inBothThemes = async (what: string, arrived: () => Promise<void>) => {
    for (const theme of ['dark', 'light']) {
      await page.goto(`${service.url}/room?theme=${theme}`);
      await arrived();
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
      expect(await faults(page), `${what}, ${theme}`).toEqual([]);
      // The same room in a hand: nothing runs out of the screen.
      await page.setViewportSize(PHONE);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), what).toBe(0);
      expect(await faults(page), `${what}, ${theme}, phone`).toEqual([]);
      await page.setViewportSize(ROOM);
    }
  };
  await inBothThemes('idle', () => page.getByText(conference.title).waitFor());
  // The address is needed once.
  await page.goto(`${service.url}/room`);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');

  const secretary = await SyntheticPage.connect(service.url, world.secretary.cookie);
  const { conferenceId } = conference;
  await secretary.attachConsole(conferenceId);
  await secretary.command(conferenceId, 'conference.open');
  await page.getByText('Kính mời đồng chí chờ').waitFor();
  await secretary.command(conferenceId, 'site.admitAll');
  await page.getByRole('button', { name: 'Xin phát biểu' }).waitFor();
  await inBothThemes('live', () => page.getByRole('button', { name: 'Xin phát biểu' }).waitFor());
  await secretary.command(conferenceId, 'floor.grant', { siteId: world.sites[0]?.siteId });
  await inBothThemes('speaking', () => page.getByRole('button', { name: 'Kết thúc phát biểu' }).waitFor());
  secretary.close();
});
