/** The administrator and the organisation over time, in Chromium: export, dry run of the reorganisation of 2025, apply, look back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteView } from '../../server/contract/index.ts';
import { presetSchema } from '../../server/contract/preset.ts';
import { parseOrganisationSheet, writeOrganisationSheet } from '../../server/records/organisationSheet.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const PRESET = join(import.meta.dirname, '..', '..', 'prisma', 'presets', 'tay-ninh-2025-07.json');
let service: Service;
let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 2 });
  browser = await launchBrowser();
  page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, service.administrator.username, service.administrator.password, '/organisation');
  await page.getByRole('heading', { name: 'Đơn vị và điểm cầu' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function reorganisation(): Promise<Buffer> {
  const preset = presetSchema.parse(JSON.parse(readFileSync(PRESET, 'utf8')));
  const units = preset.units.map(({ distanceGrade = null, ...unit }) => ({ ...unit, distanceGrade }));
  return writeOrganisationSheet({ units, sites: preset.sites, accounts: null });
}

it('[OW1] the administrator takes the organisation of today home as a workbook', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Xuất Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^don-vi-diem-cau-\d{4}-\d{2}-\d{2}\.xlsx$/u);
  const { problems, units, sites, accounts } = await parseOrganisationSheet(readFileSync(await download.path()));
  expect([problems, units?.length, sites?.length]).toEqual([[], 30, 30]);
  expect(accounts?.map((row) => row.username)).toContain(world.chairUsername);
});

it('[OT15] a renaming is entered from a day on, and both names stand in the history', async () => {
  await page.getByRole('button', { name: 'Sửa Huyện Bến Lức' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Hiệu lực từ ngày').fill('01/03/2030');
  await drawer.getByLabel('Tên', { exact: true }).fill('Thị xã Bến Lức');
  await drawer.getByRole('button', { name: 'Lưu' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('rowheader', { name: 'Huyện Bến Lức' }).waitFor();
  await page.getByRole('button', { name: 'Lịch sử của Huyện Bến Lức' }).click();
  const history = page.getByRole('dialog');
  await history.getByText('Từ 01/03/2030').waitFor();
  expect(await history.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('Thị xã Bến Lức'),
    expect.stringMatching(/Từ 01\/01\/2010 đến hết 28\/02\/2030[\s\S]*Huyện Bến Lức/u),
  ]);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await history.waitFor({ state: 'hidden' });
});

it('[OT20] another day chosen in the form shows what the site is called that day', async () => {
  await page.getByRole('button', { name: 'Sửa Huyện Bến Lức' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Tên ngắn').fill('Bến Lức mới');
  await drawer.getByLabel('Hiệu lực từ ngày').fill('01/04/2030');
  await drawer.getByLabel('Hiệu lực từ ngày').press('Tab');
  await expect.poll(() => drawer.getByLabel('Tên', { exact: true }).inputValue()).toBe('Thị xã Bến Lức');
  expect(await drawer.getByLabel('Tên ngắn').inputValue()).toBe('Bến Lức mới');
  await drawer.getByRole('button', { name: 'Thôi' }).click();
  await drawer.waitFor({ state: 'hidden' });
});

it('[OT15][OW2][OW6] the reorganisation of 2025 is checked, then applied as a second step; the day before is as it was', async () => {
  await page.getByRole('tab', { name: 'Nhập Excel' }).click();
  const apply = page.getByRole('button', { name: 'Áp dụng từ ngày 01/07/2025' });
  const panel = page.getByRole('tabpanel');
  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer,
    });
  await choose('sai.xlsx', Buffer.from('không phải bảng tính'));
  await panel.getByLabel('Hiệu lực từ ngày').fill('01/07/2025');
  await panel.getByLabel('Hiệu lực từ ngày').press('Tab');
  await panel.getByRole('button', { name: 'Kiểm tra, chưa áp dụng' }).click();
  await page.getByText('Tệp không phải bảng tính .xlsx đọc được.').waitFor();
  expect(await apply.count()).toBe(0);

  await choose('tay-ninh.xlsx', await reorganisation());
  await panel.getByRole('button', { name: 'Kiểm tra, chưa áp dụng' }).click();
  await apply.waitFor();
  expect(await panel.getByRole('listitem').allInnerTexts()).toEqual(
    expect.arrayContaining(['Sẽ thêm: 200', 'Sẽ đổi tên: 1', 'Sẽ thôi hiệu lực: 42']),
  );
  expect(await faults(page)).toEqual([]);
  const http = await HttpClient.signIn(service.url, service.administrator.username, service.administrator.password);
  const countOn = async (on: string) => (await http.get<SiteView[]>(`/api/sites?on=${on}`)).body.length;
  expect(await countOn('2025-07-01')).toBe(30);
  await apply.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Đã áp dụng từ ngày 01/07/2025.' }).waitFor();
  expect(await apply.count()).toBe(0);
  await panel.getByText(/hiệu lực từ 01\/07\/2025; thêm 200/u).waitFor();
  expect([await countOn('2025-06-30'), await countOn('2025-07-01')]).toEqual([30, 109]);

  await page.getByRole('tab', { name: 'Điểm cầu' }).click();
  await page.getByLabel('Xem theo ngày').waitFor();
  await page.getByRole('rowheader', { name: 'Phường Khánh Hậu' }).waitFor();
  await page.getByLabel('Xem theo ngày').fill('30/06/2025');
  await page.getByLabel('Xem theo ngày').press('Tab');
  await page.getByRole('rowheader', { name: 'Huyện Bến Lức' }).waitFor();
  expect(await page.getByRole('rowheader', { name: 'Phường Khánh Hậu' }).count()).toBe(0);
});

it('[OT7] the form offers the sites of the day that is chosen', async () => {
  const form = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(form, service.url, world.secretaryUsername, world.password, '/conferences/new');
  await form.getByLabel('Phường Khánh Hậu').waitFor();
  expect(await form.getByLabel('Huyện Bến Lức').count()).toBe(0);
  await form.getByLabel('Ngày', { exact: true }).fill('16/06/2025');
  await form.getByLabel('Ngày', { exact: true }).press('Tab');
  await form.getByLabel('Huyện Bến Lức').waitFor();
  expect(await form.getByLabel('Phường Khánh Hậu').count()).toBe(0);
  await form.context().close();
});

it('[OT15] dark and on a telephone the import page has no fault axe can find', async () => {
  for (const [viewport, colorScheme] of [
    [CONSOLE, 'dark'],
    [PHONE, 'light'],
  ] as const) {
    const other = await openPage(browser, viewport, { colorScheme });
    await signIn(
      other,
      service.url,
      service.administrator.username,
      service.administrator.password,
      '/organisation?tab=import',
    );
    await other.getByRole('button', { name: 'Kiểm tra, chưa áp dụng' }).waitFor();
    expect(await faults(other)).toEqual([]);
    await other.context().close();
  }
});
