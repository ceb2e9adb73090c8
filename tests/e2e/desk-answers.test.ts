/** Invitation and answer in Chromium: publish, read the letter in the outbox, answer by its link, see it in the table. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailAddressesView } from '../../server/contract/answers.ts';
import type { ConferenceView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

let service: Service;
let world: World;
let browser: Browser;
let conference: ConferenceView;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 2 });
  const { body } = await world.administrator.get<MailAddressesView>('/api/mail-addresses');
  for (const [index, { siteId }] of world.sites.entries()) {
    const version = body.sites.find(({ id }) => id === siteId)?.version;
    const email = { email: `diemcau${index}@tinh.example` };
    const path = `/api/mail-addresses/sites/${siteId}`;
    const answer = await world.administrator.send('PATCH', path, email, { 'if-match': `"${version}"` });
    expect(answer.status).toBe(200);
  }
  const startsAt = Date.now() + 5 * DAY_MS;
  conference = await world.createConference(world.sites, {
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 7_200_000).toISOString(),
  });
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it('[AS8][AS9][AS12][AS19] a letter of the outbox leads a site to its answer, and the table shows it', async () => {
  const [first, second] = world.sites;
  const desk = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(desk, service.url, world.secretaryUsername, world.password, '/outbox');
  const letter = desk.getByRole('listitem').filter({ hasText: 'diemcau0@tinh.example' });
  await expect
    .poll(
      async () => {
        await desk.reload();
        await desk.getByRole('heading', { name: 'Thư đã gửi (bản dùng thử)' }).waitFor();
        return letter.count();
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(1);
  await letter.getByRole('button').click();
  const link = letter.getByRole('link', { name: /\/answer\// });
  await link.waitFor();
  expect(await faults(desk), 'outbox').toEqual([]);
  await desk.setViewportSize(PHONE);
  expect(await desk.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await desk.setViewportSize(CONSOLE);
  const { pathname, hash } = new URL((await link.getAttribute('href')) ?? '');

  const guest = await openPage(browser, CONSOLE, { colorScheme: 'dark' });
  await guest.goto(service.url + pathname + hash);
  await guest.getByLabel('Xác nhận tham dự').check();
  await guest.getByLabel(/^Thành phần đoàn/).fill('Nguyễn Văn A, Phó Chủ tịch UBND');
  expect(await faults(guest), 'answer').toEqual([]);
  await guest.getByRole('button', { name: 'Gửi trả lời' }).click();
  await guest.getByText('Đã nhận trả lời.').waitFor();

  await assertGuest(pathname + hash);

  const room = await openPage(browser, CONSOLE);
  await signIn(room, service.url, second?.username ?? '', world.password, '/room');
  await room.goto(`${service.url}/answer/${conference.conferenceId}`);
  await room.getByLabel('Báo vắng').check();
  await room.getByLabel('Lý do').fill('Tập trung chống bão');
  await room.getByRole('button', { name: 'Gửi trả lời' }).click();
  await room.getByText('Đã nhận trả lời.').waitFor();

  await desk.goto(`${service.url}/conferences/${conference.conferenceId}`);
  const table = desk.getByRole('region', { name: 'Trả lời của điểm cầu' }).first();
  await table.waitFor();
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  await row(first?.name ?? '')
    .getByText('Xác nhận tham dự')
    .waitFor();
  expect(await row(second?.name ?? '').textContent()).toContain('Tập trung chống bão');
  expect(await row(world.hub.name).textContent()).toContain('Chưa trả lời');
  expect(await faults(desk), 'conference').toEqual([]);
  expect(await desk.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await desk.setViewportSize(PHONE);
  expect(
    await desk.evaluate(() =>
      [...document.querySelectorAll('.table-scroll')].map((box) => box.scrollWidth - box.clientWidth),
    ),
  ).toEqual([0, 0]);
  await desk.setViewportSize(CONSOLE);
  const downloading = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Tạo giấy mời (.pdf)' }).click();
  expect((await downloading).suggestedFilename()).toBe('giay-moi.pdf');
});

/** [AS19] On a phone that speaks English and prefers dark: so does the page, until the guest chooses. */
async function assertGuest(address: string): Promise<void> {
  const context = await browser.newContext({
    viewport: PHONE,
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    colorScheme: 'dark',
  });
  const page = await context.newPage();
  await page.goto(service.url + address);
  await page.getByRole('heading', { name: 'Answer the invitation' }).waitFor();
  const look = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]);
  expect(await look()).toEqual(['en', 'dark']);
  expect(await faults(page), 'dark').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Trả lời giấy mời' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(look).toEqual(['vi', 'light']);
  expect(await faults(page), 'light').toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'Trả lời giấy mời' }).waitFor();
  expect(await look()).toEqual(['vi', 'light']);
  await context.close();
}

it('[AS5] the administrator edits the letterhead and an address', async () => {
  const page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, service.administrator.username, service.administrator.password, '/office');
  await page.getByLabel('Địa danh').fill('Tân An');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByText('Đã lưu.').first().waitFor();
  const field = page.getByLabel(`Địa chỉ thư của ${world.hub.name}`);
  await field.fill('trungtam@tinh.example');
  await field.press('Enter');
  await expect
    .poll(async () => {
      const { body } = await world.administrator.get<MailAddressesView>('/api/mail-addresses');
      return body.sites.find(({ id }) => id === world.hub.siteId)?.email;
    })
    .toBe('trungtam@tinh.example');
  expect(await faults(page), 'office').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
