// The secretary at the desk: sees a clash before saving, takes a suggested time and saves; checks the lines; makes a calendar
// address and takes it back. The real service in real Chromium.

import ICAL from 'ical.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;
let taken: ConferenceView;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 6 });
  // A Wednesday far enough ahead that every day of the search lies in the future.
  const startsAt = nextWednesday();
  taken = await world.createConference(world.sites, {
    title: 'Giao ban đã phát hành',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 3 * 3_600_000).toISOString(),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** 08:00 in Việt Nam on the Wednesday after next. */
function nextWednesday(): Date {
  const day = new Date(Date.now() + 7 * 86_400_000);
  day.setUTCHours(1, 0, 0, 0);
  while (day.getUTCDay() !== 3) day.setUTCDate(day.getUTCDate() + 1);
  return day;
}
const typedDate = (instant: string) => instant.slice(0, 10).split('-').reverse().join('/');
const shoot = async (page: Page, name: string) => {
  if (process.env.SCREENS_DIR !== undefined)
    await page.screenshot({ path: `${process.env.SCREENS_DIR}/${name}.png`, fullPage: true });
};

it.each(['dark', 'light'] as const)(
  '[AV11] the secretary sees the clash, takes a suggestion and saves without one (%s)',
  async (colorScheme) => {
    const page = await openPage(browser, CONSOLE, { colorScheme });
    await page.addInitScript((look) => localStorage.setItem('planner.theme', look), colorScheme);
    await signIn(page, service.url, world.secretaryUsername, world.password, '/conferences/new');
    await page.getByLabel('Tiêu đề').fill(`Giao ban ${colorScheme}`);
    await page.getByLabel('Ngày', { exact: true }).fill(typedDate(taken.startsAt));
    await page.getByLabel('Ngày', { exact: true }).press('Tab');
    await page.getByText('Trùng lịch: người chủ trì').waitFor();
    const panel = page.getByRole('region', { name: 'Lịch bận', exact: true });
    await panel.getByRole('button', { name: 'Xem lịch bận' }).click();
    const clash = panel.locator('.busy-block[data-clash]').first();
    await clash.waitFor();
    expect(await clash.textContent()).toContain('Giao ban đã phát hành');
    expect(await faults(page)).toEqual([]);
    await shoot(page, `availability-${colorScheme}`);
    const before = await page.getByLabel('Giờ bắt đầu').inputValue();
    await panel.getByRole('group', { name: 'Gợi ý thời gian' }).getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await panel.getByText('Giờ này người chủ trì và mọi điểm cầu đều rảnh.').waitFor();
    const after = [
      await page.getByLabel('Ngày', { exact: true }).inputValue(),
      await page.getByLabel('Giờ bắt đầu').inputValue(),
    ];
    expect(after).not.toEqual([typedDate(taken.startsAt), before]);
    await page.getByRole('button', { name: 'Lưu dự thảo' }).click();
    await page.getByRole('heading', { name: `Giao ban ${colorScheme}` }).waitFor();
    await page.context().close();
  },
);

it('[AV10] the conference page says in words and numbers what each line carries', async () => {
  const page = await openPage(browser, CONSOLE);
  await signIn(page, service.url, world.secretaryUsername, world.password, `/conferences/${taken.conferenceId}`);
  const panel = page.getByRole('region', { name: 'Kiểm tra đường truyền', exact: true });
  await panel.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  const rows = panel.getByRole('row');
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBe(1 + taken.sites.length);
  for (const row of (await rows.allTextContents()).slice(1))
    expect(row).toMatch(/\d \/ [\d.]+.*(?:Đạt|Giảm chất lượng|Không đủ)/u);
  expect(await faults(page)).toEqual([]);
  await shoot(page, 'link-check');
  await page.context().close();
});

it('[AV19] a feed made on the week page opens without a cookie and stops when it is revoked', async () => {
  const page = await openPage(browser, PHONE, { colorScheme: 'light' });
  await signIn(page, service.url, world.secretaryUsername, world.password);
  await page.getByRole('button', { name: 'Xuất lịch' }).click();
  await page.getByLabel('Dùng cho').fill('Điện thoại');
  await page.getByRole('button', { name: 'Tạo đường dẫn lịch' }).click();
  const address = await page.getByLabel('Đường dẫn', { exact: true }).inputValue();
  expect(address).toMatch(/\/feeds\/[\w-]{43}\.ics$/);
  expect(await faults(page)).toEqual([]);
  await shoot(page, 'export');
  const stranger = new HttpClient(service.url);
  const path = new URL(address).pathname;
  const read = await stranger.get<string>(path);
  expect(read.status).toBe(200);
  const events = new ICAL.Component(ICAL.parse(read.body)).getAllSubcomponents('vevent');
  expect(events.map((event) => event.getFirstPropertyValue('summary'))).toContain(taken.title);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tệp CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^lich-tuan-\d{4}-\d{2}-\d{2}\.csv$/);
  await page.getByRole('button', { name: 'Thu hồi Điện thoại' }).click();
  await page.getByText('Chưa có đường dẫn nào.').waitFor();
  expect((await stranger.get(path)).status).toBe(404);
  expect(service.output()).not.toContain(path);
  await page.context().close();
});
