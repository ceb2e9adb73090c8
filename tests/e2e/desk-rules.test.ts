/**
 * Rule sets by keyboard: what a form refuses and where, a new one with its caps and duties, the warning a plan gets from it, and a
 * correction. Then a conference moved past midnight. One story, in order.
 */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import type { HolidaysView, RuleSetView } from '../../server/contract/rules.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const SCREENS = 'tests/.artifacts';
const PRESENT = 'Quy chế làm việc UBND tỉnh';
const NEW = 'Quy chế làm việc năm 2030';

let service: Service;
let world: World;
let browser: Browser;
let page: Page;

const press = async (name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
const drawer = () => page.getByRole('dialog');
const type = async (label: string, text: string) => {
  const field = drawer().getByLabel(label, { exact: false }).first();
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
};
const save = async () => {
  await drawer().getByRole('button', { name: 'Lưu', exact: true }).focus();
  await page.keyboard.press('Enter');
};
const listRuleSets = async () => (await world.administrator.get<RuleSetView[]>('/api/rule-sets')).body;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 1 });
  browser = await launchBrowser();
  page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, service.administrator.username, service.administrator.password, '/rules');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await page?.screenshot({ path: `${SCREENS}/failed-rules.png`, fullPage: true });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it('[PR7] what is wrong is said at its field, an overlap with the name of the other set; nothing is kept', async () => {
  await press('Thêm bộ quy định');
  await drawer().waitFor();
  await save();
  await drawer().getByText('Đề nghị nhập mục này.').first().waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-path'))).toBe('name');
  await page.keyboard.type(NEW);
  await type('Tên tiếng Anh', 'Working regulations of 2030');
  expect(await drawer().getByLabel('Mã').inputValue()).toBe('quy-che-lam-viec-nam-2030');
  await type('Căn cứ', 'Quyết định số 01/2030/QĐ-UBND');
  await type('Hiệu lực từ ngày', '01/01/2030');
  await type('Họp giao ban', '0');
  await save();
  await drawer().getByText(`Trùng thời gian hiệu lực với ${PRESENT}.`, { exact: false }).waitFor();
  await drawer().getByText('Đề nghị nhập số từ 1 đến 10080.').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.screenshot({ path: `${SCREENS}/rules-refused.png` });
  const right = await drawer().evaluate((shown) => shown.getBoundingClientRect().right);
  expect(right).toBeLessThanOrEqual(CONSOLE.width);
  await page.keyboard.press('Escape');
  await drawer().waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent?.slice(0, 40)))
    .toBe('Thêm bộ quy định');
  expect(await listRuleSets()).toHaveLength(3);
});

it('[PR7] the present one ends, the new one is added with its own caps and duties, unconfirmed', async () => {
  await press(`Sửa ${PRESENT}`);
  await type('Hiệu lực đến ngày', '31/12/2029');
  await save();
  await page.getByText('Hiệu lực từ 08/12/2025 đến 31/12/2029').waitFor();
  await press('Thêm bộ quy định');
  await drawer().waitFor();
  await drawer().getByLabel('Tên bộ quy định').focus();
  await page.keyboard.type(NEW);
  await type('Tên tiếng Anh', 'Working regulations of 2030');
  await type('Căn cứ', 'Quyết định số 01/2030/QĐ-UBND');
  await type('Hiệu lực từ ngày', '01/01/2030');
  await type('Họp giao ban', '60');
  await type('Quán triệt mục đích, chương trình', 'Nêu mục đích cuộc họp.');
  await save();
  await page.getByRole('heading', { name: NEW }).waitFor();
  const card = page.locator('.rule-set').filter({ hasText: NEW });
  await card.getByText('chờ Văn phòng UBND tỉnh xác nhận').waitFor();
  await card.getByText(/Họp giao ban: 01 giờ/).waitFor();
  await card.getByText('Nhiệm vụ của người chủ trì').press('Enter');
  await card.getByText('Nêu mục đích cuộc họp.').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.screenshot({ path: `${SCREENS}/rules-list.png`, fullPage: true });
  const [added] = await listRuleSets();
  expect(added).toMatchObject({ name: NEW, confirmed: false, effectiveFrom: '2030-01-01', effectiveTo: null });
  expect([added?.capsMinutes.giaoBan, added?.chairDuties[0]?.vi]).toEqual([60, 'Nêu mục đích cuộc họp.']);
});

it('[PR7][PR4] the conference form warns of the cap; a corrected cap counts from then on', async () => {
  const secretary = await openPage(browser, CONSOLE, { colorScheme: 'dark' });
  await signIn(secretary, service.url, world.secretaryUsername, world.password, '/conferences/new');
  const date = secretary.getByLabel('Ngày', { exact: true });
  await date.fill('14/01/2030');
  await date.press('Enter');
  await secretary.getByText('Thời gian dự kiến 03 giờ – quá 01 giờ theo quy định đối với họp giao ban.').waitFor();
  await secretary.screenshot({ path: `${SCREENS}/rules-warning.png`, fullPage: true });
  await press(`Sửa ${NEW}`);
  await type('Họp giao ban', '180');
  await drawer().getByLabel('Đã được Văn phòng UBND tỉnh xác nhận').focus();
  await page.keyboard.press('Space');
  await save();
  await page.getByText(/Họp giao ban: 03 giờ/).waitFor();
  await secretary.reload();
  await secretary.getByLabel('Ngày', { exact: true }).fill('14/01/2030');
  await secretary.getByLabel('Ngày', { exact: true }).press('Enter');
  await secretary.getByText(`Bộ quy định áp dụng: ${NEW} (từ 01/01/2030)`).waitFor();
  expect(await secretary.getByText(/quá 01 giờ/).count()).toBe(0);
  await secretary.context().close();
});

it('[PR8] a day off is added in the year it belongs to, and leaves the table after a question that names it', async () => {
  const days = async () =>
    (await world.administrator.get<HolidaysView>('/api/holidays')).body.days.map(({ localDate }) => localDate);
  await page.goto(`${service.url}/rules?tab=holidays`);
  const form = page.getByRole('form', { name: 'Thêm ngày' });
  await form.getByLabel('Ngày', { exact: true }).fill('02/01/2031');
  await form.getByLabel('Nội dung').fill('Nghỉ bù Tết Dương lịch');
  await press('Thêm ngày');
  const remove = page.getByRole('button', { name: 'Xóa ngày 02/01/2031' });
  await remove.waitFor();
  expect(await page.getByRole('combobox', { name: 'Năm' }).inputValue()).toBe('2031');
  expect(await form.getByLabel('Nội dung').inputValue()).toBe('');
  await press('Xóa ngày 02/01/2031');
  await drawer().getByText('Nghỉ bù Tết Dương lịch.', { exact: false }).waitFor();
  expect(await faults(page)).toEqual([]);
  await drawer().getByRole('button', { name: 'Thôi' }).press('Enter');
  await drawer().waitFor({ state: 'detached' });
  expect(await days()).toContain('2031-01-02');
  await expect.poll(() => remove.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await drawer().getByRole('button', { name: 'Xác nhận xóa' }).press('Enter');
  await remove.waitFor({ state: 'detached' });
  expect(await days()).not.toContain('2031-01-02');
});

it('[UI5] a button that waited for the service has the focus again, unless somebody went elsewhere', async () => {
  await page.goto(`${service.url}/rules?tab=approval`);
  const saved = page.getByRole('button', { name: 'Lưu', exact: true });
  const answered = async (during: () => Promise<void>) => {
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    await saved.waitFor();
    await page.route('**/api/settings/approval', async (route) => {
      if (route.request().method() === 'PATCH') await held;
      await route.continue();
    });
    await saved.press('Enter');
    await page.locator('button[data-loading]').waitFor();
    await during();
    answer();
    await page.locator('button[data-loading]').waitFor({ state: 'detached' });
    await page.unroute('**/api/settings/approval');
    return page.evaluate(() => document.activeElement?.textContent);
  };
  const lost = async () => {
    // The browser has taken the focus away before the service answers.
    await page.waitForFunction(() => document.activeElement === document.body);
  };
  expect(await answered(lost)).toBe('Lưu');
  expect(await answered(() => page.getByRole('tab', { name: 'Phê duyệt' }).focus())).toBe('Phê duyệt');
});

it('[UI5] the page has the focus when the answer took the button away', async () => {
  const { chair, secretaries, sites, kind, mode } = await world.createConference(world.sites);
  const startsAt = Date.now() + 60 * 86_400_000;
  const draft = await world.secretary.post<ConferenceView>('/api/conferences', {
    ...{ kind, mode, title: 'Giao ban tháng sau', coChairIds: [], agenda: [] },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
    chairId: chair.accountId,
    secretaryIds: secretaries.map((one) => one.accountId),
    siteIds: sites.map((site) => site.siteId),
  });
  expect(draft.status).toBe(201);
  const desk = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(desk, service.url, world.secretaryUsername, world.password, `/conferences/${draft.body.conferenceId}`);
  await desk.getByRole('button', { name: 'Trình duyệt' }).press('Enter');
  await desk.locator('.conference-head .status', { hasText: 'Chờ duyệt' }).waitFor();
  await expect.poll(() => desk.evaluate(() => document.activeElement?.id)).toBe('content');
  await desk.context().close();
});

it('[LF12] a conference is moved past midnight when that is said, and told what is wrong until it is', async () => {
  const conference = await world.createConference(world.sites);
  const desk = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(desk, service.url, world.secretaryUsername, world.password, `/conferences/${conference.conferenceId}`);
  await desk.getByRole('button', { name: 'Dời họp' }).press('Enter');
  const move = desk.getByRole('region', { name: /^Dời họp/ });
  await move.getByRole('button', { name: 'Thôi' }).press('Enter');
  await expect.poll(() => desk.evaluate(() => document.activeElement?.textContent?.slice(0, 40))).toBe('Dời họp');
  await desk.keyboard.press('Enter');
  await move.getByLabel('Ngày', { exact: true }).fill('15/01/2027');
  await move.getByLabel('Giờ bắt đầu').fill('21:00');
  await move.getByLabel('Giờ kết thúc').fill('00:30');
  await move.getByRole('radio', { name: 'Bất khả kháng' }).press('Space');
  await move.getByRole('button', { name: 'Xác nhận dời họp' }).press('Enter');
  await move.getByText('Giờ kết thúc phải sau giờ bắt đầu.').waitFor();
  await desk.screenshot({ path: `${SCREENS}/rules-midnight.png`, fullPage: true });
  expect(await faults(desk)).toEqual([]);
  await move.getByLabel('Kết thúc vào ngày hôm sau').press('Space');
  await move.getByRole('button', { name: 'Xác nhận dời họp' }).press('Enter');
  await move.waitFor({ state: 'detached' });
  const { body } = await world.secretary.get<ConferenceView>(`/api/conferences/${conference.conferenceId}`);
  expect([body.startsAt, body.endsAt].map((at) => new Date(at).toISOString())).toEqual([
    '2027-01-15T14:00:00.000Z',
    '2027-01-15T17:30:00.000Z',
  ]);
  await desk.context().close();
});

it('[UI1][PR7] the form of a rule set on a phone, dark, in English, has no fault axe can find and nothing is cut', async () => {
  const phone = await openPage(browser, PHONE, { colorScheme: 'dark' });
  await phone.addInitScript(() => localStorage.setItem('planner.theme', 'dark'));
  await signIn(phone, service.url, service.administrator.username, service.administrator.password);
  await phone.evaluate(() => localStorage.setItem('language', 'en'));
  await phone.goto(`${service.url}/rules`);
  await phone.getByRole('button', { name: 'Add a rule set' }).press('Enter');
  await phone.getByRole('dialog').getByLabel('Legal basis').waitFor();
  expect(await faults(phone)).toEqual([]);
  await phone.screenshot({ path: `${SCREENS}/rules-phone.png` });
  await phone.getByLabel('Recall of papers', { exact: true }).scrollIntoViewIfNeeded();
  await phone.screenshot({ path: `${SCREENS}/rules-phone-duties.png` });
  await phone.keyboard.press('Escape');
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  await phone.screenshot({ path: `${SCREENS}/rules-phone-list.png`, fullPage: true });
  await phone.context().close();
});
