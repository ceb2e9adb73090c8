/**
 * The secretariat's whole way by keyboard alone, in real browsers: schedule, add a paper, fill the giấy mời, submit, approve, publish,
 * answer by the letter's link, read who answered, and open the conference. One story, in order; nothing is clicked.
 */
import { mkdirSync } from 'node:fs';
import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailAddressesView } from '../../server/contract/answers.ts';
import { renderPdf } from '../../server/records/pdf.ts';
import { CONSOLE, launchBrowser, openPage } from '../support/browser.ts';
import { Keyboard } from '../support/Keyboard.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const TITLE = 'Giao ban tháng 12 của UBND tỉnh';
const PAPER = 'Báo cáo kinh tế - xã hội';

let service: Service;
let world: World;
let browser: Browser;
let secretary: Keyboard;
let chair: Keyboard;
let guest: Keyboard;
let path: string;

beforeAll(async () => {
  mkdirSync('tests/.artifacts', { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 14 });
  const { body } = await world.administrator.get<MailAddressesView>('/api/mail-addresses');
  const first = body.sites.find(({ id }) => id === world.sites[0]?.siteId);
  const address = { email: 'diemcau1@tinh.example' };
  const match = { 'if-match': `"${first?.version}"` };
  const answer = await world.administrator.send('PATCH', `/api/mail-addresses/sites/${first?.id}`, address, match);
  expect(answer.status).toBe(200);
  browser = await launchBrowser();
  secretary = new Keyboard(await openPage(browser, CONSOLE, { colorScheme: 'light' }));
  chair = new Keyboard(await openPage(browser, CONSOLE, { colorScheme: 'dark' }));
  guest = new Keyboard(await openPage(browser, CONSOLE, { colorScheme: 'light' }));
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [name, { page }] of Object.entries({ secretary, chair, guest }))
    await page.screenshot({ path: `tests/.artifacts/failed-keyboard-${name}.png` });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const status = (page: Page, word: string) => page.locator('.conference-head .status', { hasText: word }).waitFor();

async function signIn({ page }: Keyboard, username: string, next: string): Promise<void> {
  await page.goto(`${service.url}/sign-in?next=${encodeURIComponent(next)}`);
  // The first field has the focus already.
  await page.locator(':focus').waitFor();
  await page.keyboard.type(username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(world.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}

describe('the secretariat’s desk by keyboard alone', () => {
  it('[UI4] the secretary schedules a giao ban with fourteen districts', async () => {
    const { page } = secretary;
    await signIn(secretary, world.secretaryUsername, '/');
    await secretary.press(page.getByRole('link', { name: 'Thêm phiên họp' }));
    await secretary.type(page.getByLabel('Tiêu đề'), TITLE);
    const day = DateTime.now().setZone('Asia/Ho_Chi_Minh').plus({ weeks: 3 }).set({ weekday: 3 });
    await secretary.type(page.getByLabel('Ngày', { exact: false }).first(), day.toFormat('dd/MM/yyyy'));
    await secretary.type(page.getByLabel('Giờ bắt đầu'), '08:00');
    await secretary.type(page.getByLabel('Giờ kết thúc'), '10:30');
    await secretary.press(button(page, 'Thêm nội dung'));
    const item = page.getByRole('listitem', { name: 'Nội dung 1' });
    await secretary.type(item.getByLabel('Nội dung', { exact: true }), 'Kết quả thực hiện kết luận kỳ trước');
    await secretary.type(item.getByLabel('Số phút'), '60');
    await secretary.press(button(page, /Chọn tất cả 14 huyện/));
    await secretary.press(button(page, 'Lưu dự thảo'));
    await page.waitForURL(/\/conferences\/[0-9a-f-]{36}$/);
    await status(page, 'Dự thảo');
    path = new URL(page.url()).pathname;
  });

  it('[UI4] adds a paper and reads it', async () => {
    const { page } = secretary;
    // Asked for early: the browser takes a moment to hand its dialog over.
    const choosing = page.waitForEvent('filechooser', { timeout: 60_000 });
    await secretary.press(button(page, 'Thêm tài liệu'));
    const form = page.getByRole('form', { name: 'Thêm tài liệu' });
    await secretary.to(form.getByLabel(/^Tệp/));
    await page.keyboard.press('Space');
    const buffer = await renderPdf({ content: [{ text: 'Tốc độ tăng trưởng đạt kế hoạch' }] });
    await (await choosing).setFiles({ name: `${PAPER}.pdf`, mimeType: 'application/pdf', buffer });
    await secretary.check(form.getByLabel(/không thuộc danh mục bí mật nhà nước/));
    await secretary.press(form.getByRole('button', { name: 'Tải lên' }));
    await secretary.press(button(page, `Xem ${PAPER}`));
    await page.getByText('Tốc độ tăng trưởng').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    // The focus is back where it was.
    await expect.poll(() => page.locator(':focus').textContent()).toContain('Xem');
  });

  it('[UI4] submits it, the chair approves it, the secretary publishes it', async () => {
    await secretary.press(button(secretary.page, 'Trình duyệt'));
    await status(secretary.page, 'Chờ duyệt');
    await signIn(chair, world.chairUsername, path);
    await chair.press(button(chair.page, 'Phê duyệt'));
    await status(chair.page, 'Đã duyệt');
    await secretary.page.reload();
    await secretary.press(button(secretary.page, 'Phát hành giấy mời'));
    await status(secretary.page, 'Đã phát hành giấy mời');
  });

  it('[UI4] a site answers by the link of its letter, and the secretary sees it', async () => {
    const { page } = secretary;
    await secretary.press(page.getByRole('link', { name: 'Thư đã gửi' }));
    await page.waitForURL('**/outbox');
    const letter = page.getByRole('listitem').filter({ hasText: 'diemcau1@tinh.example' });
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole('heading', { name: /Thư đã gửi/ }).waitFor();
          return letter.count();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe(1);
    await secretary.press(letter.getByRole('button'));
    const link = letter.getByRole('link', { name: /\/answer\// });
    await secretary.to(link);
    const { pathname, hash } = new URL((await link.getAttribute('href')) ?? '');

    await guest.page.goto(service.url + pathname + hash);
    const confirm = guest.page.getByLabel('Xác nhận tham dự');
    await confirm.waitFor();
    await guest.check(confirm);
    await guest.type(guest.page.getByLabel(/^Thành phần đoàn/), 'Nguyễn Văn A, Phó Chủ tịch UBND');
    await guest.press(button(guest.page, 'Gửi trả lời'));
    await guest.page.getByText('Đã nhận trả lời.').waitFor();

    await page.goto(service.url + path);
    const table = page.getByRole('region', { name: 'Trả lời của điểm cầu' }).first();
    await table
      .getByRole('row')
      .filter({ hasText: world.sites[0]?.name ?? '' })
      .getByText('Xác nhận tham dự')
      .waitFor();
  });

  it('[UI4] the conference opens from the console', async () => {
    const { page } = secretary;
    await secretary.press(page.getByRole('link', { name: /bàn điều khiển/i }));
    await page.waitForURL(/\/console\//);
    await secretary.press(button(page, 'Bắt đầu phiên họp'));
    await button(page, 'Kết thúc phiên họp').waitFor();
  });
});
