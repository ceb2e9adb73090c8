/**
 * Papers in real browsers: the secretary uploads a PDF, a room reads it in its own page by the keys of a remote control while the
 * conference runs, the log says so, and after the recall nobody reads it any more. One story, in order.
 */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView, PaperListView, PaperOpened } from '../../server/contract/index.ts';
import { renderPdf } from '../../server/records/pdf.ts';
import { CONSOLE, launchBrowser, openPage, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { makePdf } from '../support/paperFiles.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const SCREENS = 'tests/.artifacts';
const TITLE = 'Báo cáo kinh tế - xã hội tháng 11';

let service: Service;
let world: World;
let browser: Browser;
let conference: ConferenceView;
let secretary: Page;
let room: Page;
let complaints: string[];

const shot = (page: Page, name: string) => page.screenshot({ path: `${SCREENS}/${name}.png` });

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 1 });
  conference = await world.createConference(world.sites);
  browser = await launchBrowser();
  secretary = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  room = await openPage(browser, { width: 1280, height: 720 });
  complaints = [];
  for (const page of [secretary, room])
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function upload(name: string, content: Buffer): Promise<void> {
  await secretary.getByRole('button', { name: 'Thêm tài liệu' }).click();
  const form = secretary.getByRole('form', { name: 'Thêm tài liệu' });
  await form.getByLabel(/^Tệp/).setInputFiles({ name, mimeType: 'application/pdf', buffer: content });
  await form.getByLabel('Thuộc nội dung').selectOption({ index: 1 });
  expect(await form.getByRole('button', { name: 'Tải lên' }).isDisabled()).toBe(true);
  await form.getByLabel(/không thuộc danh mục bí mật nhà nước/).check();
  await form.getByRole('button', { name: 'Tải lên' }).click();
}

it('[PP1][PP2][PP4] the secretary uploads a paper, is told why another is refused, and reads it in the page', async () => {
  const pdf = await renderPdf({
    content: [
      { text: 'Tốc độ tăng trưởng kinh tế đạt kế hoạch đề ra' },
      ...Array.from({ length: 60 }, (_, line) => ({ text: `Chỉ tiêu ${line + 1}` })),
    ],
  });
  await signIn(
    secretary,
    service.url,
    world.secretaryUsername,
    world.password,
    `/conferences/${conference.conferenceId}`,
  );
  await upload('Có mã lệnh.pdf', makePdf('x', { extra: ['<< /S /JavaScript /JS (x) >>'] }));
  await secretary.getByText('Tệp PDF có mã lệnh').waitFor();
  expect(await faults(secretary)).toEqual([]);
  await shot(secretary, 'papers-refused');
  await secretary.getByRole('button', { name: 'Thôi' }).click();
  await upload(`${TITLE}.pdf`, pdf);
  const row = secretary.getByTestId('paper').filter({ hasText: TITLE });
  await row.getByText('Bản 1').waitFor();
  await row.getByRole('button', { name: `Xem ${TITLE}` }).click();
  await secretary.getByText('Tốc độ tăng trưởng kinh tế').waitFor({ state: 'attached' });
  await shot(secretary, 'papers-desk-viewer');
  await secretary.keyboard.press('ArrowRight');
  await secretary.getByText('Chỉ tiêu 60').waitFor({ state: 'attached' });
  await secretary.getByLabel('Trang', { exact: false }).first().waitFor();
  expect(await faults(secretary)).toEqual([]);
  await secretary.keyboard.press('Escape');
  await row.waitFor();
});

it('[PP7][PP14][PP15] a room opens it in its own page by arrows and Enter while the conference runs', async () => {
  await signIn(room, service.url, world.sites[0]?.username ?? '', world.password, '/room');
  const console = await secretary.context().newPage();
  await console.goto(`${service.url}/console/${conference.conferenceId}`);
  await console.getByRole('button', { name: 'Bắt đầu phiên họp' }).click();
  await room.getByText('Kính mời đồng chí chờ trong giây lát').waitFor();
  await console.getByRole('button', { name: 'Cho tất cả vào họp' }).click();
  await room.getByRole('button', { name: 'Tài liệu họp' }).waitFor();
  await console.close();
  await room.keyboard.press('ArrowLeft');
  await room.keyboard.press('Enter');
  await room.getByRole('dialog').getByRole('button', { name: TITLE }).waitFor();
  await shot(room, 'papers-room-list');
  expect(await faults(room)).toEqual([]);
  await room.keyboard.press('Enter');
  await room.getByText('Tốc độ tăng trưởng kinh tế').waitFor({ state: 'attached' });
  await room.keyboard.press('ArrowRight');
  await room.getByText('Chỉ tiêu 60').waitFor({ state: 'attached' });
  await shot(room, 'papers-room-viewer');
  expect(await faults(room)).toEqual([]);
  // No key of the overlay asked for the floor.
  expect(await room.getByTestId('own-state').textContent()).not.toMatch(/Chờ phát biểu/);
  expect(complaints).toEqual([]);
});

it('[PP8][PP9][PP15] the log names the room; after the recall the paper closes and cannot be opened', async () => {
  await secretary.getByText('Nhật ký xem tài liệu').click();
  await secretary.getByRole('cell', { name: world.sites[0]?.name ?? '', exact: true }).waitFor();
  const papers = `/api/conferences/${conference.conferenceId}/papers`;
  const site = await HttpClient.signIn(service.url, world.sites[0]?.username ?? '', world.password);
  const paper = (await site.get<PaperListView>(papers)).body.papers[0];
  const opened = await site.post<PaperOpened>(`${papers}/${paper?.paperId}/openings`, { number: 1, purpose: 'view' });
  expect((await site.get<string>(opened.body.path)).status).toBe(200);
  await secretary.getByRole('button', { name: `Thu hồi ${TITLE}` }).click();
  await secretary.getByRole('button', { name: 'Xác nhận thu hồi' }).click();
  await secretary.getByText(/Đã thu hồi lúc/).waitFor();
  await room.getByRole('dialog').getByText('Đã thu hồi').waitFor();
  expect(await room.getByRole('dialog').getByRole('button', { name: TITLE }).isDisabled()).toBe(true);
  expect((await site.get(opened.body.path)).status).toBe(403);
  expect((await site.post(`${papers}/${paper?.paperId}/openings`, { number: 1, purpose: 'view' })).status).toBe(403);
  await shot(room, 'papers-room-recalled');
});

it('[PP11] papers are there again after kill -9 at any moment', async () => {
  const path = `/conferences/${conference.conferenceId}`;
  await upload('Giữ lại.pdf', makePdf('Giu lai'));
  await secretary.getByTestId('paper').filter({ hasText: 'Giữ lại' }).waitFor();
  await service.kill();
  await service.restart();
  await secretary.goto(service.url + path);
  await secretary.getByRole('button', { name: 'Xem Giữ lại' }).click();
  await secretary.getByText('Giu lai').waitFor({ state: 'attached' });
});
