/**
 * A conference's life at two desks in real browsers: the secretary drafts and submits, the chair returns it with a comment, it is
 * submitted again, approved, published and postponed with a reason. One story, in order.
 */

import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '../../server/contract/errors.ts';
import type { ConferenceView } from '../../server/contract/index.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const TITLE = 'Giao ban tháng 12 của UBND tỉnh';
const COMMENT = 'Bổ sung nội dung thu ngân sách';

let service: Service;
let world: World;
let browser: Browser;
let secretary: Page;
let chair: Page;
let address: string;

beforeAll(async () => {
  mkdirSync('tests/.artifacts', { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 2 });
  browser = await launchBrowser();
  secretary = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  chair = await openPage(browser, CONSOLE, { colorScheme: 'dark' });
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await secretary?.screenshot({ path: 'tests/.artifacts/failed-life-secretary.png', fullPage: true });
  await chair?.screenshot({ path: 'tests/.artifacts/failed-life-chair.png', fullPage: true });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const status = (page: Page, word: string) => page.locator('.conference-head .status', { hasText: word }).waitFor();

describe('the life of a conference at the desk', () => {
  it('[LF11][PR4] the form refuses state secrets in the rule’s words and tells what is late, offering a họp đột xuất', async () => {
    await signIn(secretary, service.url, world.secretaryUsername, world.password, '/conferences/new');
    await secretary.getByLabel('Tiêu đề').fill(TITLE);
    await secretary.getByText('Bộ quy định áp dụng: Quy chế làm việc UBND tỉnh (từ 08/12/2025)').waitFor();
    await secretary.getByText(/Giấy mời .* chưa đủ 03 ngày theo quy định. Chuyển thành họp đột xuất\?/).waitFor();
    await secretary.screenshot({ path: 'tests/.artifacts/life-form.png', fullPage: true });
    await secretary.getByRole('radio', { name: 'Có', exact: true }).check();
    await secretary.getByText(ERRORS.stateSecret.vi).waitFor();
    expect(await faults(secretary)).toEqual([]);
    await button(secretary, 'Lưu dự thảo').click();
    await secretary.locator('.editor-top').getByText(ERRORS.stateSecret.vi).waitFor();
    await secretary.getByRole('radio', { name: 'Không', exact: true }).check();
    await button(secretary, 'Chuyển thành họp đột xuất').click();
    await button(secretary, 'Chuyển thành họp đột xuất').waitFor({ state: 'detached' });
    const kind = secretary.getByRole('combobox', { name: 'Loại cuộc họp' });
    expect(await kind.inputValue()).toBe('Họp đột xuất');
    await kind.click();
    await secretary.getByRole('option', { name: 'Họp giao ban' }).click();
    await button(secretary, 'Lưu dự thảo').click();
    await secretary.waitForURL(/\/conferences\/[0-9a-f-]{36}$/);
    address = secretary.url();
    await status(secretary, 'Dự thảo');
    // Asked on the conference's page too, and answered in its form.
    await secretary.getByRole('link', { name: 'Chuyển thành họp đột xuất' }).click();
    await button(secretary, 'Lưu thay đổi').waitFor();
    await secretary.getByText(/chưa đủ 03 ngày theo quy định/).waitFor({ state: 'detached' });
    await button(secretary, 'Lưu thay đổi').click();
    await secretary.waitForURL(address);
    await secretary.locator('.conference-kind', { hasText: 'Họp đột xuất' }).waitFor();
    await status(secretary, 'Dự thảo');
    await secretary.getByRole('link', { name: 'Chuyển thành họp đột xuất' }).waitFor({ state: 'detached' });
  });

  it('[LF3][LF6] submitted by keyboard, returned with a comment the secretary reads, submitted again', async () => {
    await button(secretary, 'Trình duyệt').focus();
    await secretary.keyboard.press('Enter');
    await status(secretary, 'Chờ duyệt');
    await signIn(chair, service.url, world.chairUsername, world.password, new URL(address).pathname);
    await status(chair, 'Chờ duyệt');
    await button(chair, 'Trả lại để bổ sung').click();
    const panel = chair.getByRole('region', { name: /^Trả lại để bổ sung/ });
    await panel.getByRole('button', { name: 'Trả lại để bổ sung' }).click();
    await panel.getByText('Đề nghị nêu nội dung cần bổ sung.').waitFor();
    await panel.getByLabel('Ý kiến').fill(COMMENT);
    expect(await faults(chair)).toEqual([]);
    await panel.getByRole('button', { name: 'Trả lại để bổ sung' }).click();
    await status(chair, 'Dự thảo');
    await secretary.reload();
    await secretary.getByText(COMMENT).waitFor();
    await button(secretary, 'Trình duyệt').click();
    await status(secretary, 'Chờ duyệt');
  });

  it('[LF7] an act on an old copy names who changed what; then approved and published', async () => {
    await chair.reload();
    await button(chair, 'Phê duyệt').waitFor();
    // The chair's page is old from here on.
    const id = address.split('/').at(-1);
    const http = world.secretary;
    const read = async () => (await http.get<ConferenceView>(`/api/conferences/${id}`)).body;
    await button(secretary, 'Hủy họp').waitFor();
    await chair.route('**/life', (route) => route.abort());
    const other = await openPage(browser, PHONE);
    await signIn(other, service.url, world.chairUsername, world.password, new URL(address).pathname);
    await button(other, 'Phê duyệt').click();
    await status(other, 'Đã duyệt');
    await other.screenshot({ path: 'tests/.artifacts/life-phone.png', fullPage: true });
    await other.context().close();
    await button(chair, 'Phê duyệt').click();
    await chair.getByText('Chủ tịch UBND tỉnh vừa thay đổi: trạng thái thành “Đã duyệt”.').waitFor();
    expect((await read()).status).toBe('approved');
    await secretary.reload();
    await button(secretary, 'Phát hành giấy mời').click();
    await status(secretary, 'Đã phát hành giấy mời');
  });

  it('[LF3][LF8] postponed with a reason of the list, and the page says why', async () => {
    await button(secretary, 'Hoãn họp').click();
    const panel = secretary.getByRole('region', { name: /^Hoãn họp/ });
    await panel.getByRole('button', { name: 'Xác nhận hoãn họp' }).click();
    await panel.getByText('Đề nghị chọn lý do.', { exact: true }).waitFor();
    await panel.getByRole('radio', { name: 'Ý kiến cấp trên' }).check();
    await panel.getByLabel('Ghi chú').fill('Chờ ý kiến Bộ');
    await panel.getByRole('button', { name: 'Xác nhận hoãn họp' }).click();
    await status(secretary, 'Hoãn họp');
    await secretary.getByText('Phiên họp đã hoãn. Lý do: ý kiến cấp trên.').waitFor();
    expect(await faults(secretary)).toEqual([]);
    await secretary.screenshot({ path: 'tests/.artifacts/life-postponed.png', fullPage: true });
    await button(secretary, 'Dời họp').click();
    const move = secretary.getByRole('region', { name: /^Dời họp/ });
    await move.getByLabel('Giờ bắt đầu').fill('14:00');
    await move.getByLabel('Giờ kết thúc').fill('16:30');
    await move.getByRole('radio', { name: 'Ý kiến cấp trên' }).check();
    await move.getByRole('button', { name: 'Xác nhận dời họp' }).click();
    await status(secretary, 'Đã phát hành giấy mời');
    await secretary.locator('.conference-when', { hasText: '14:00–16:30' }).waitFor();
  });
});
