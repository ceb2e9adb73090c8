/** Giấy mời and office in Chromium by keyboard alone: written, previewed, kept, in conflict; axe in both themes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnswersView, LetterheadView, WorkingHoursView } from '../../server/contract/answers.ts';
import type { ConferenceView, InvitationView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;
let conference: ConferenceView;
let secretary: HttpClient;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 2 });
  const times = { startsAt: '2027-03-09T01:00:00.000Z', endsAt: '2027-03-09T03:00:00.000Z' };
  conference = await world.createConference(world.sites, times);
  secretary = await HttpClient.signIn(service.url, world.secretaryUsername, world.password);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
/** Tab until the control of this name has the focus: nothing is reached otherwise. */
const tabTo = async (page: Page, name: string, key = 'Tab') => {
  for (let presses = 0; presses < 120; presses += 1) {
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels?.[0] : undefined;
      return at?.getAttribute('aria-label') ?? label?.textContent ?? at?.textContent ?? '';
    });
    if (focused === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`“${name}” is not reached by ${key}`);
};
const type = async (page: Page, name: string, text: string) => {
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
};
const press = async (page: Page, name: string) => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
/** Without spaces: between two lines the paper has none. */
const readPreview = async (page: Page, phrase: string) => {
  await page.waitForFunction(
    (wanted) => document.querySelector('.textLayer')?.textContent?.replace(/\s+/gu, '').includes(wanted),
    phrase.replaceAll(' ', ''),
  );
};
const path = () => `/api/conferences/${conference.conferenceId}/invitation`;

it('[AS16][AS18] a secretary writes a giấy mời, sees it before it is kept, and is told what somebody else kept', async () => {
  const page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, world.secretaryUsername, world.password, `/conferences/${conference.conferenceId}`);
  await page.getByRole('region', { name: 'Giấy mời' }).getByText('Chưa có số, chưa có ngày').waitFor();
  await press(page, 'Soạn giấy mời');
  await page.getByRole('dialog', { name: 'Soạn giấy mời' }).waitFor();
  await type(page, 'Số văn bản (…/GM-UBND)', '7');
  await type(page, 'Người dự tại điểm cầu trung tâm (mỗi dòng một thành phần)', 'Giám đốc Sở Tài chính');
  await type(page, 'Ngày hết hạn xác nhận', '09/03/2027');
  await type(page, 'Giờ hết hạn xác nhận', '8h');
  await press(page, 'Lưu');
  await page.getByText('Hạn xác nhận phải trước giờ bắt đầu phiên họp.').waitFor();
  await tabTo(page, 'Ngày hết hạn xác nhận', 'Shift+Tab');
  await type(page, 'Ngày hết hạn xác nhận', '05/03/2027');
  await type(page, 'Giờ hết hạn xác nhận', '16h');
  await press(page, 'Xem trước');
  await readPreview(page, 'Số: 07/GM-UBND');
  await readPreview(page, 'trước 16 giờ 00 phút, ngày 05 tháng 3 năm 2027');
  expect(await faults(page), 'preview').toEqual([]);
  expect((await secretary.get<InvitationView>(path())).body.version).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.pdf-page').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Xem trước');
  expect(await faults(page), 'form').toEqual([]);

  const { body } = await secretary.get<InvitationView>(path());
  const theirs = { ...body.details, urgency: 'khan' };
  const kept = await secretary.send<InvitationView>('PATCH', path(), theirs, { 'if-match': '"0"' });
  expect(kept.status).toBe(200);
  await press(page, 'Lưu');
  await press(page, 'Lấy bản mới, giữ phần tôi đã sửa');
  await page.getByRole('dialog').getByText('Nội dung vừa được người khác thay đổi').waitFor({ state: 'detached' });
  await press(page, 'Lưu');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Soạn giấy mời');
  const panel = page.getByRole('region', { name: 'Giấy mời' });
  await panel.getByText('Số 07, chưa có ngày').waitFor();
  await panel.getByText('trước 16:00, 05/03/2027').waitFor();
  await page.getByText('Hạn trả lời: 16:00, 05/03/2027').waitFor();
  expect((await secretary.get<InvitationView>(path())).body.details).toMatchObject({ number: 7, urgency: 'khan' });
  const answers = await secretary.get<AnswersView>(`/api/conferences/${conference.conferenceId}/answers`);
  expect(answers.body.answerBy).toBe('2027-03-05T09:00:00.000Z');
  expect(await faults(page), 'conference').toEqual([]);
  expect(await fits(page)).toBe(true);
});

it('[AS5][AS16][AS17] an administrator sets contacts, form of address, signer and hours, and sees the letterhead', async () => {
  const page = await openPage(browser, PHONE);
  await page.addInitScript(() => localStorage.setItem('planner.theme', 'dark'));
  const { username, password } = service.administrator;
  await signIn(page, service.url, username, password, '/office');
  await page.getByRole('heading', { name: 'Giờ làm việc' }).waitFor();
  await tabTo(page, 'Cách xưng hô');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await type(page, 'Họ tên, phòng, ban', 'Ông Lê Văn C, Phòng Tổng hợp');
  await type(page, 'Điện thoại', '0272 000 001');
  await press(page, 'Bỏ thẩm quyền ký, dòng 1');
  await type(page, 'Chức vụ người ký', 'Chủ tịch');
  await tabTo(page, 'Q. (quyền): người ký được giao quyền chức vụ này');
  await page.keyboard.press('Space');
  await press(page, 'Xem trước');
  await readPreview(page, 'Q. CHỦ TỊCH');
  await readPreview(page, 'Về nội dung: Ông Lê Văn C, Phòng Tổng hợp, điện thoại 0272 000 001.');
  expect(await faults(page), 'preview').toEqual([]);
  await page.keyboard.press('Escape');
  await press(page, 'Lưu');
  await page.getByText('Đã lưu.').first().waitFor();
  const { letterhead } = (await world.administrator.get<LetterheadView>('/api/settings/letterhead')).body;
  expect(letterhead).toMatchObject({
    addressForm: 'dongChi',
    contact: { person: 'Ông Lê Văn C, Phòng Tổng hợp', phone: '0272 000 001' },
    technicalContact: null,
    signature: { mandates: [], office: 'Chủ tịch', isActing: true },
  });
  await type(page, 'Khoảng 1: từ', '12h');
  await press(page, 'Lưu giờ làm việc');
  await page.getByText('Mỗi khoảng cần giờ bắt đầu').waitFor();
  await tabTo(page, 'Khoảng 1: từ', 'Shift+Tab');
  await type(page, 'Khoảng 1: từ', '7h30');
  await press(page, 'Lưu giờ làm việc');
  await expect
    .poll(async () => (await world.administrator.get<WorkingHoursView>('/api/settings/working-hours')).body)
    .toMatchObject({
      workingHours: [
        { from: '07:30', to: '11:30' },
        { from: '13:30', to: '17:00' },
      ],
      version: 2,
    });
  expect(await faults(page), 'office').toEqual([]);
  expect(await fits(page)).toBe(true);
});
