/** Accounts over time, in Chromium: a change entered from a day on, somebody who comes later, and the form that asks the day chosen. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const DAY = '01/03/2030';
const NEW_CHAIR = 'Nguyễn Thị Mới, Chủ tịch';
let service: Service;
let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  await world.createAccount('thuky.kenhiem', 'secretary', null, 'Thư ký kế nhiệm');
  browser = await launchBrowser();
  page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, service.administrator.username, service.administrator.password, '/accounts');
  await page.getByRole('heading', { name: 'Tài khoản', exact: true }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const rowOf = (name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
async function showDay(day: string): Promise<void> {
  await page.getByLabel('Xem theo ngày').fill(day);
  await page.getByLabel('Xem theo ngày').press('Tab');
}

it('[OT15][OT16] another role is entered from a day on: announced today, there on that day, told in the history', async () => {
  await page.getByRole('button', { name: 'Sửa tài khoản Chuyên viên Phòng Tổng hợp' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Hiệu lực từ ngày').fill(DAY);
  await drawer.getByLabel('Hiệu lực từ ngày').press('Tab');
  await drawer.getByRole('combobox', { name: 'Vai trò' }).click();
  await page.getByRole('option', { name: 'Quan sát viên' }).click();
  expect(await faults(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Lưu' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText(`Đã lưu tài khoản ${world.secretaryUsername}, hiệu lực từ ngày ${DAY}.`).waitFor();
  const row = rowOf('Chuyên viên Phòng Tổng hợp');
  await row.getByText(`Thay đổi từ ${DAY}`).waitFor();
  expect(await row.innerText()).toContain('Thư ký');
  await page.getByRole('button', { name: 'Lịch sử của Chuyên viên Phòng Tổng hợp' }).click();
  const history = page.getByRole('dialog');
  await history.getByText(`Từ ${DAY}`).waitFor();
  expect(await history.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('Quan sát viên'),
    expect.stringMatching(/đến hết 28\/02\/2030[\s\S]*Thư ký/u),
  ]);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await history.waitFor({ state: 'hidden' });
  await showDay(DAY);
  await row.getByText('Quan sát viên').waitFor();
  expect(page.url()).toContain('on=2030-03-01');
});

it('[OT20] another day chosen in the form shows what holds that day, keeps what was typed, and changes nothing else', async () => {
  await showDay('23/11/2029');
  await page.getByRole('button', { name: 'Sửa tài khoản Chuyên viên Phòng Tổng hợp' }).click();
  const drawer = page.getByRole('dialog');
  const role = drawer.getByRole('combobox', { name: 'Vai trò' });
  expect(await role.inputValue()).toBe('Thư ký');
  await drawer.getByLabel('Họ và tên, hoặc tên điểm cầu').fill('Trưởng phòng Tổng hợp');
  await drawer.getByLabel('Hiệu lực từ ngày').fill('01/06/2030');
  await drawer.getByLabel('Hiệu lực từ ngày').press('Tab');
  await expect.poll(() => role.inputValue()).toBe('Quan sát viên');
  expect(await drawer.getByLabel('Họ và tên, hoặc tên điểm cầu').inputValue()).toBe('Trưởng phòng Tổng hợp');
  await drawer.getByRole('button', { name: 'Lưu' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await showDay('01/06/2030');
  await rowOf('Trưởng phòng Tổng hợp').getByText('Quan sát viên').waitFor();
});

it('[OT17] somebody who takes office on a day is told so, and cannot sign in before', async () => {
  await showDay('02/03/2030');
  await page.getByRole('button', { name: 'Thêm tài khoản' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Tên đăng nhập').fill('chutri.moi');
  await drawer.getByLabel('Họ và tên, hoặc tên điểm cầu').fill(NEW_CHAIR);
  await drawer.getByRole('combobox', { name: 'Vai trò' }).click();
  await page.getByRole('option', { name: 'Chủ trì' }).click();
  await drawer.getByRole('combobox', { name: 'Điểm cầu' }).fill(world.sites[1]?.name ?? '');
  await page.getByRole('option', { name: world.sites[1]?.name ?? '' }).click();
  await drawer.getByLabel('Hiệu lực từ ngày').fill(DAY);
  await drawer.getByLabel('Hiệu lực từ ngày').press('Tab');
  await drawer.getByRole('button', { name: 'Tạo tài khoản và mật khẩu' }).click();
  await drawer.waitFor({ state: 'hidden' });
  const password = await page.getByRole('region', { name: 'Mật khẩu của chutri.moi' }).getByRole('status').innerText();
  await rowOf(NEW_CHAIR).getByText('Đang sử dụng').waitFor();
  await showDay('28/02/2030');
  await rowOf(NEW_CHAIR).getByText(`Có hiệu lực từ ${DAY}`).waitFor();
  const own = await openPage(browser, PHONE, { colorScheme: 'dark' });
  await own.goto(`${service.url}/sign-in`);
  await own.getByLabel('Tên đăng nhập').fill('chutri.moi');
  await own.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await own.getByRole('button', { name: 'Đăng nhập' }).click();
  await own
    .getByRole('alert')
    .getByText(/mật khẩu/u)
    .waitFor();
  await own.context().close();
});

it('[OT18] the form offers the people of the day chosen and books with them where they sit that day', async () => {
  const form = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(form, service.url, world.secretaryUsername, world.password, '/conferences/new');
  const chair = form.getByRole('combobox', { name: 'Người chủ trì' });
  const setDay = async (day: string) => {
    await form.getByLabel('Ngày', { exact: true }).fill(day);
    await form.getByLabel('Ngày', { exact: true }).press('Tab');
  };
  const offered = async () => {
    await chair.click();
    const options = await form.getByRole('option').allInnerTexts();
    await form.keyboard.press('Escape');
    return options;
  };
  await form.getByLabel('Tiêu đề').fill('Giao ban tháng 2');
  await setDay('28/02/2030');
  await expect.poll(offered).toEqual([`Chủ tịch UBND tỉnh – ${world.hub.name}`]);
  await setDay('04/03/2030');
  await expect.poll(offered).toHaveLength(2);
  await chair.click();
  await form.getByRole('option', { name: NEW_CHAIR }).click();
  const save = form.getByRole('button', { name: 'Lưu dự thảo' });
  await setDay('28/02/2030');
  await save.click();
  await form.getByText('Người được chọn không phải là chủ trì đang hoạt động vào ngày họp.').waitFor();
  await setDay('04/03/2030');
  // By then the secretary who plans it is one no more.
  await save.click();
  await form.getByText('Có người được chọn không phải là thư ký đang hoạt động vào ngày họp.').waitFor();
  const secretaries = form.getByRole('combobox', { name: 'Thư ký' });
  await secretaries.press('Backspace');
  await secretaries.click();
  await form.getByRole('option', { name: 'Thư ký kế nhiệm' }).click();
  await secretaries.press('Tab');
  await save.click();
  await form.waitForURL(/\/conferences\/[0-9a-f-]{36}$/u);
  const conferenceId = new URL(form.url()).pathname.split('/').at(-1);
  const { body } = await world.secretary.get<ConferenceView>(`/api/conferences/${conferenceId}`);
  expect(body.chair).toMatchObject({ name: NEW_CHAIR, siteName: world.sites[1]?.name });
  expect(body.sites.map((site) => site.siteId)).toContain(world.sites[1]?.siteId);
  await form.context().close();
});

it('[OT15] dark and on a telephone the accounts page has no fault axe can find, and nothing runs out of it', async () => {
  for (const [viewport, colorScheme] of [
    [CONSOLE, 'dark'],
    [PHONE, 'light'],
  ] as const) {
    const other = await openPage(browser, viewport, { colorScheme });
    const { username, password } = service.administrator;
    await signIn(other, service.url, username, password, '/accounts?on=2030-02-28');
    await other.getByText(`Có hiệu lực từ ${DAY}`).waitFor();
    expect(await faults(other)).toEqual([]);
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    await other.context().close();
  }
});
