/**
 * Papers after the upload, by keyboard alone: order, title and item, a next version, one taken back; then in the console, with who
 * has opened which. One story, in order.
 */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ConferenceView, PaperListView, PaperOpened } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { makePdf } from '../support/paperFiles.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const SCREENS = 'tests/.artifacts';
const REPORT = 'Báo cáo kinh tế - xã hội tháng 11';
const PROPOSAL = 'Tờ trình phân bổ vốn đầu tư công';
const MISTAKE = 'Danh sách tải nhầm';
const ITEM = 'Kết quả thực hiện kết luận kỳ trước';

let service: Service;
let world: World;
let browser: Browser;
let conference: ConferenceView;
let page: Page;

const button = (name: string, on: Page = page) => on.getByRole('button', { name, exact: true });
/** Reaches it as a keyboard does, not a mouse. */
const press = async (name: string, key = 'Enter') => {
  await button(name).focus();
  await page.keyboard.press(key);
};
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const titles = () => page.getByTestId('paper').locator('strong').allTextContents();
const papersOf = async () =>
  (await world.secretary.get<PaperListView>(`/api/conferences/${conference.conferenceId}/papers`)).body.papers;

/** What only a file chooser can do is done by the chooser; everything else by keys. */
async function upload(title: string): Promise<void> {
  await press('Thêm tài liệu');
  const form = page.getByRole('form', { name: 'Thêm tài liệu' });
  await form
    .getByLabel(/^Tệp/)
    .setInputFiles({ name: `${title}.pdf`, mimeType: 'application/pdf', buffer: makePdf(`Noi dung ${title.length}`) });
  await form.getByLabel(/không thuộc danh mục bí mật nhà nước/).focus();
  await page.keyboard.press('Space');
  await form.getByRole('button', { name: 'Tải lên' }).focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('paper').filter({ hasText: title }).waitFor();
}

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  conference = await world.createConference(world.sites);
  browser = await launchBrowser();
  page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, world.secretaryUsername, world.password, `/conferences/${conference.conferenceId}`);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page?.screenshot({ path: `${SCREENS}/failed-papers-edit.png`, fullPage: true });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it('[PP17] papers are moved by keyboard, the focus goes along and the place is said; a drag does the same', async () => {
  for (const title of [REPORT, PROPOSAL, MISTAKE]) await upload(title);
  await press(`Đưa ${MISTAKE} lên trước`);
  await page.getByText(`Đã chuyển ${MISTAKE} đến vị trí 2/3.`).waitFor();
  await expect.poll(titles).toEqual([REPORT, MISTAKE, PROPOSAL]);
  await expect.poll(focused).toBe(`Đưa ${MISTAKE} lên trước`);
  await page.keyboard.press('Enter');
  await page.getByText(`Đã chuyển ${MISTAKE} đến vị trí 1/3.`).waitFor();
  await expect.poll(titles).toEqual([MISTAKE, REPORT, PROPOSAL]);
  await expect.poll(focused).toBe(`Đưa ${MISTAKE} lên trước`);
  expect(await button(`Đưa ${MISTAKE} lên trước`).getAttribute('aria-disabled')).toBe('true');
  const row = (title: string) => page.getByTestId('paper').filter({ hasText: title });
  await row(MISTAKE).locator('.paper-grip').dragTo(row(PROPOSAL));
  await expect.poll(titles).toEqual([REPORT, PROPOSAL, MISTAKE]);
  expect((await papersOf()).map(({ title }) => title)).toEqual([REPORT, PROPOSAL, MISTAKE]);
});

it('[PP17] title, item and recall mark are edited by keyboard; Thôi gives the focus back and changes nothing', async () => {
  await press(`Sửa ${REPORT}`);
  const form = page.getByRole('region', { name: `Sửa ${REPORT}` });
  await form.waitFor();
  await page.keyboard.type(' x');
  expect(await faults(page)).toEqual([]);
  await page.screenshot({ path: `${SCREENS}/papers-edit.png`, fullPage: true });
  await form.getByRole('button', { name: 'Thôi' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe(`Sửa ${REPORT}`);
  expect(await titles()).toEqual([REPORT, PROPOSAL, MISTAKE]);
  await page.keyboard.press('Enter');
  await form.getByLabel('Tên tài liệu').press('ControlOrMeta+a');
  await page.keyboard.type('Báo cáo đã sửa');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Đã lưu Báo cáo đã sửa.').waitFor();
  await page.getByRole('heading', { name: ITEM, level: 3 }).waitFor();
  const edited = (await papersOf()).find(({ title }) => title === 'Báo cáo đã sửa');
  expect(edited).toMatchObject({ agendaTitle: ITEM, recallAtClose: false });
});

it('[PP1][PP16] a next version is uploaded; a paper taken back is gone, its trace is not, and the focus has somewhere to be', async () => {
  await press(`Thêm bản mới của ${PROPOSAL}`);
  const form = page.getByRole('region', { name: 'Thêm bản mới' });
  await form
    .getByLabel(/^Tệp/)
    .setInputFiles({ name: 'Tờ trình bản 2.pdf', mimeType: 'application/pdf', buffer: makePdf('ban hai') });
  await form.getByLabel(/không thuộc danh mục bí mật nhà nước/).press('Space');
  await form.getByRole('button', { name: 'Tải lên' }).press('Enter');
  await page.getByText('Bản 2 · Tờ trình bản 2.pdf').waitFor();
  await press(`Xóa ${MISTAKE}`);
  await page.getByText('Chưa có điểm cầu nào mở tài liệu này.').waitFor();
  await page.screenshot({ path: `${SCREENS}/papers-remove.png`, fullPage: true });
  expect(await faults(page)).toEqual([]);
  await press('Xác nhận xóa');
  await page.getByText(`Đã xóa ${MISTAKE}.`).waitFor();
  await page.getByTestId('paper').filter({ hasText: MISTAKE }).waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('papers-title');
  await page.getByText('Nhật ký xem tài liệu').press('Enter');
  await page.getByText(new RegExp(`${MISTAKE}: .* xóa lúc`)).waitFor();
});

it('[PP16] once a site has opened it there is only the recall', async () => {
  const site = await HttpClient.signIn(service.url, world.sites[0]?.username ?? '', world.password);
  const paper = (await papersOf()).find(({ title }) => title === PROPOSAL);
  const openings = `/api/conferences/${conference.conferenceId}/papers/${paper?.paperId}/openings`;
  expect((await site.post<PaperOpened>(openings, { number: 2, purpose: 'view' })).status).toBe(201);
  await page.reload();
  await button(`Thu hồi ${PROPOSAL}`).waitFor();
  expect(await button(`Xóa ${PROPOSAL}`).count()).toBe(0);
  expect(await button('Xóa Báo cáo đã sửa').count()).toBe(1);
});

it.each(['dark', 'light'] as const)(
  '[PP18] the console shows papers and who has opened them, and opens one (%s)',
  async (look) => {
    const console = await openPage(browser, CONSOLE, { colorScheme: look });
    await console.addInitScript((theme) => {
      for (const key of ['planner.theme', 'theme']) localStorage.setItem(key, theme);
    }, look);
    await signIn(console, service.url, world.secretaryUsername, world.password, `/console/${conference.conferenceId}`);
    await button('Tài liệu họp', console).focus();
    await console.keyboard.press('Enter');
    const dialog = console.getByRole('dialog', { name: 'Tài liệu họp' });
    const row = dialog.getByTestId('console-paper').filter({ hasText: PROPOSAL });
    await row.getByText('1/4 điểm cầu đã mở').press('Enter');
    await row.getByText(world.sites[0]?.name ?? '').waitFor();
    expect(await faults(console)).toEqual([]);
    await console.screenshot({ path: `${SCREENS}/papers-console-${look}.png` });
    await button(`Xem ${PROPOSAL}`, console).focus();
    await console.keyboard.press('Enter');
    await console.getByText('ban hai').waitFor({ state: 'attached' });
    expect(await faults(console)).toEqual([]);
    await console.keyboard.press('Escape');
    await dialog.waitFor();
    await expect
      .poll(() => console.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Xem ${PROPOSAL}`);
    await console.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => console.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Tài liệu họp');
    await console.context().close();
  },
);

it('[UI1][PP17] on a phone, in the dark and in English nothing is cut', async () => {
  const phone = await openPage(browser, PHONE, { colorScheme: 'dark' });
  await phone.addInitScript(() => localStorage.setItem('planner.theme', 'dark'));
  await signIn(phone, service.url, world.secretaryUsername, world.password);
  await phone.evaluate(() => localStorage.setItem('language', 'en'));
  await phone.goto(`${service.url}/conferences/${conference.conferenceId}`);
  await phone.getByTestId('paper').first().waitFor();
  expect(await faults(phone)).toEqual([]);
  await phone.screenshot({ path: `${SCREENS}/papers-phone.png`, fullPage: true });
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  await phone.context().close();
});
