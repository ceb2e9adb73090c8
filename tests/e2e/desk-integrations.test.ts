/**
 * The page "Tích hợp" in Chromium, by keyboard alone: the administrator's menu, a token made, used and revoked, a webhook made, tried
 * out, called for a published conference, paused and removed. One story, in order.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenView } from '../../server/contract/integration.ts';
import type { WebhookListed } from '../../server/contract/webhooks.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn, type Viewport } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

interface Call {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly text: string;
}

let service: Service;
let world: World;
let browser: Browser;
let page: Page;
let receiver: Server;
let receiverUrl: string;
let secret: string;
const calls: Call[] = [];

beforeAll(async () => {
  mkdirSync('tests/.artifacts', { recursive: true });
  service = await startService({ env: { WEBHOOK_ALLOW_LOOPBACK: 'true' } });
  world = await createWorld(service, { siteCount: 2 });
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const header = (name: string) => String(request.headers[name]);
    calls.push({
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      text: Buffer.concat(chunks).toString(),
    });
    response.writeHead(204).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  receiverUrl = `http://127.0.0.1:${address.port}/hook`;
  browser = await launchBrowser();
  page = await openLook(CONSOLE, 'light');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service.url });
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page?.screenshot({ path: 'tests/.artifacts/failed-integrations.png', fullPage: true });
});
afterAll(async () => {
  await browser?.close();
  receiver?.closeAllConnections();
  receiver?.close();
  await service?.stop();
});

/** A page of someone who chose this look before. */
async function openLook(viewport: Viewport, colorScheme: 'light' | 'dark'): Promise<Page> {
  const opened = await openPage(browser, viewport, { colorScheme });
  await opened.addInitScript((look) => localStorage.setItem('planner.theme', look), colorScheme);
  return opened;
}
const fits = (of: Page) => of.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const hasFocus = (locator: ReturnType<typeof button>) =>
  locator.evaluate((element) => element === document.activeElement);
const expectFocus = (locator: ReturnType<typeof button>) =>
  expect.poll(() => hasFocus(locator), { message: String(locator) }).toBe(true);
/** Goes to a control as a person without a mouse does. */
async function tabTo(locator: ReturnType<typeof button>): Promise<void> {
  await locator.waitFor();
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by Tab: ${locator}`);
}
async function press(locator: ReturnType<typeof button>, key = 'Enter'): Promise<void> {
  await tabTo(locator);
  await page.keyboard.press(key);
}
async function type(label: string | RegExp, text: string): Promise<void> {
  await tabTo(page.getByLabel(label));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}
const askWith = (token: string) =>
  new HttpClient(service.url).send<{ code?: string }>('GET', '/api/conferences', undefined, {
    authorization: `Bearer ${token}`,
  });
const hooks = async () => (await world.administrator.get<WebhookListed[]>('/api/webhooks')).body;

describe('the menu of administration', () => {
  it('[IN13] opens, closes and leads on by keyboard, gives the focus back, and marks its pages', async () => {
    await signIn(page, service.url, service.administrator.username, service.administrator.password);
    const menu = button('Quản trị');
    await press(menu);
    expect(await menu.getAttribute('aria-expanded')).toBe('true');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await expectFocus(page.getByRole('link', { name: 'Tài khoản', exact: true }));
    await page.keyboard.press('Escape');
    await expectFocus(menu);
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    expect(await page.getByRole('link', { name: 'Tích hợp' }).isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await expectFocus(page.getByRole('link', { name: 'Tích hợp' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/integrations');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    expect(await menu.getAttribute('aria-current')).toBe('true');
    const heights = await page.locator('.frame-header').evaluate((header) => header.getBoundingClientRect().height);
    expect(heights, 'one line').toBeLessThan(70);
  });

  it('[IN13] closes when the focus or the pointer goes elsewhere', async () => {
    const menu = button('Quản trị');
    await menu.click();
    await page.getByRole('heading', { name: 'Tích hợp' }).click();
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await menu.focus();
    await page.keyboard.press('Enter');
    for (let pressed = 0; pressed < 5; pressed++) await page.keyboard.press('Tab');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
  });

  it('[IN12][IN13] others have no such menu, and no such page', async () => {
    const desk = await openLook(CONSOLE, 'light');
    await signIn(desk, service.url, world.secretaryUsername, world.password, '/integrations');
    await desk.getByText('Tài khoản không có quyền thực hiện thao tác này.').waitFor();
    expect(await desk.getByRole('button', { name: 'Quản trị', exact: true }).count()).toBe(0);
    expect(await desk.getByRole('link', { name: 'Thư đã gửi' }).count()).toBe(1);
    await desk.context().close();
  });
});

describe('access tokens', () => {
  it('[IN12] one is made by keyboard, its secret shown once, copied, and good for what was granted', async () => {
    await page.getByText(/^Chưa có mã truy cập nào/).waitFor();
    expect(await faults(page)).toEqual([]);
    await press(button('Tạo mã truy cập'));
    const dialog = page.getByRole('dialog', { name: 'Tạo mã truy cập' });
    await dialog.waitFor();
    await press(button('Tạo mã'));
    await dialog.getByText('Đề nghị chọn ít nhất một quyền.').waitFor();
    expect(await faults(page)).toEqual([]);
    await type(/^Hệ thống sử dụng/, 'Cổng thông tin');
    await press(dialog.getByRole('checkbox', { name: 'Đọc lịch họp' }), 'Space');
    await press(button('Tạo mã'));
    const panel = page.getByRole('region', { name: 'Mã truy cập của Cổng thông tin' });
    await panel.waitFor();
    await expectFocus(panel);
    expect(await faults(page)).toEqual([]);
    const token = (await panel.locator('output').textContent()) ?? '';
    expect(token).toMatch(/^gbt_[\w-]{43}$/);
    await press(panel.getByRole('button', { name: 'Sao chép' }));
    await panel.getByText('Đã sao chép').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
    await press(button('Đã cất giữ, đóng'));
    await panel.waitFor({ state: 'detached' });
    await expectFocus(button('Tạo mã truy cập'));
    expect(await page.content()).not.toContain(token);
    expect((await askWith(token)).status).toBe(200);
    await page.reload();
    const row = page.getByRole('row', { name: /Cổng thông tin/ });
    await row.getByText(/^\d\d:\d\d \d\d\/\d\d\/\d{4}$/).waitFor();
    expect(await page.content()).not.toContain(token);

    const revoke = button('Thu hồi mã của Cổng thông tin');
    await press(revoke);
    const question = page.getByRole('dialog', { name: 'Thu hồi mã của Cổng thông tin' });
    await question.waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expectFocus(revoke);
    expect((await askWith(token)).status).toBe(200);
    await page.keyboard.press('Enter');
    await press(question.getByRole('button', { name: 'Thu hồi', exact: true }));
    await page.getByText('Đã thu hồi mã của Cổng thông tin.').waitFor();
    expect((await askWith(token)).status).toBe(401);
    const [kept] = (await world.administrator.get<TokenView[]>('/api/tokens')).body;
    expect(kept?.revokedAt).not.toBeNull();
    await press(page.getByText('Mã đã hết hiệu lực (1)').first());
    await page.getByText(/^Thu hồi ngày/).waitFor();
    expect(await faults(page)).toEqual([]);
  });
});

describe('webhooks', () => {
  it('[IN12][WH10] one is made by keyboard; an address that may not be called is refused at its field', async () => {
    await tabTo(page.getByRole('tab', { name: 'Mã truy cập' }));
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Chưa có webhook nào/).waitFor();
    expect(new URL(page.url()).search).toBe('?tab=webhooks');
    await press(button('Thêm webhook'));
    await type(/^Hệ thống nhận/, 'Quản lý văn bản');
    await type(/^Địa chỉ nhận/, 'http://169.254.169.254/latest');
    await page.keyboard.press('Enter');
    await page.getByText('Địa chỉ IP này không dùng được cho webhook.').waitFor();
    expect(await faults(page)).toEqual([]);
    await type(/^Địa chỉ nhận/, receiverUrl);
    await press(page.getByRole('checkbox', { name: 'Ban hành kết luận' }), 'Space');
    await press(button('Thêm'));
    const panel = page.getByRole('region', { name: 'Khóa ký của Quản lý văn bản' });
    await panel.waitFor();
    await expectFocus(panel);
    secret = (await panel.locator('output').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await press(button('Đã cất giữ, đóng'));
    await expectFocus(button('Thêm webhook'));
    expect((await hooks())[0]).toMatchObject({ url: receiverUrl, events: ['published', 'changed', 'cancelled'] });
  });

  it('[WH11][WH8][WH1] it is tried out, and called by the running service when a conference is published', async () => {
    const card = page.getByRole('listitem', { name: 'Quản lý văn bản' });
    await card.getByText('Chưa gửi lần nào').waitFor();
    const test = button('Gửi thử tới Quản lý văn bản');
    await press(test);
    await card.getByText(/^Gửi thử: đã nhận, mã trả lời 204/).waitFor();
    await expectFocus(test);
    expect(calls.map((call) => JSON.parse(call.text).type)).toEqual(['webhook.test']);
    const conference = await world.createConference(world.sites);
    await card.getByText('Đã nhận', { exact: true }).waitFor({ timeout: 30_000 });
    expect(calls).toHaveLength(2);
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    for (const { id, timestamp, signature, text } of calls) {
      const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
      expect(signature).toBe(`v1,${expected}`);
    }
    expect(JSON.parse(calls[1]?.text ?? '')).toMatchObject({
      type: 'conference.published',
      data: { conference: { conferenceId: conference.conferenceId, status: 'published' } },
    });
    const open = button('Các lần gửi tới Quản lý văn bản');
    await press(open);
    const drawer = page.getByRole('dialog', { name: 'Các lần gửi tới Quản lý văn bản' });
    await drawer.getByText(/mã trả lời 204/).waitFor();
    await drawer.getByText(calls[1]?.id ?? '').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expectFocus(open);
  });

  it('[IN12][WH9] it is edited over somebody else’s change, paused, resumed and removed', async () => {
    const card = page.getByRole('listitem', { name: 'Quản lý văn bản' });
    await press(button('Sửa webhook Quản lý văn bản'));
    const [{ subscriptionId, version } = { subscriptionId: '', version: 0 }] = await hooks();
    const path = `/api/webhooks/${subscriptionId}`;
    const events = ['published'];
    const theirs = await world.administrator.send('PATCH', path, { events }, { 'if-match': `"${version}"` });
    expect(theirs.status).toBe(200);
    await type(/^Hệ thống nhận/, 'Văn bản và điều hành');
    await press(button('Lưu'));
    await press(button('Lấy bản mới, giữ phần tôi đã sửa'));
    await expect.poll(() => page.getByRole('checkbox', { name: 'Hủy họp' }).isChecked()).toBe(false);
    await press(button('Lưu'));
    await page.getByText('Đã lưu webhook Văn bản và điều hành.').waitFor();
    expect((await hooks())[0]).toMatchObject({ name: 'Văn bản và điều hành', events });
    await card.waitFor({ state: 'detached' });
    const renamed = page.getByRole('listitem', { name: 'Văn bản và điều hành' });
    await press(button('Tạm dừng webhook Văn bản và điều hành'));
    await renamed.getByText('Tạm dừng', { exact: true }).first().waitFor();
    await expect.poll(async () => (await hooks())[0]?.active).toBe(false);
    await expectFocus(button('Bật lại webhook Văn bản và điều hành'));
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await hooks())[0]?.active).toBe(true);
    await press(button('Xóa webhook Văn bản và điều hành'));
    const question = page.getByRole('dialog', { name: 'Xóa webhook Văn bản và điều hành' });
    await press(question.getByRole('button', { name: 'Xóa', exact: true }));
    await page.getByText(/^Chưa có webhook nào/).waitFor();
    expect(await hooks()).toEqual([]);
    await expectFocus(page.locator('#content'));
  });
});

describe('looks', () => {
  const LOOKS: readonly [string, Viewport, 'light' | 'dark'][] = [
    ['desk, light', CONSOLE, 'light'],
    ['desk, dark', CONSOLE, 'dark'],
    ['phone, light', PHONE, 'light'],
    ['phone, dark', PHONE, 'dark'],
  ];
  it.each(LOOKS)(
    '[IN12] both tabs fit, without a fault axe can find, in both languages (%s)',
    async (_, size, look) => {
      const body = { name: `Hệ thống ${_}`, scopes: ['conferences:read'], lifetimeDays: 5 };
      await world.administrator.post('/api/tokens', body);
      const events = ['published', 'changed', 'cancelled', 'concluded'];
      const url = `https://van-ban.tinh.example/${'giao-ban-truc-tuyen/'.repeat(6)}`;
      await world.administrator.post('/api/webhooks', { name: body.name, url, events });
      const opened = await openLook(size, look);
      await signIn(opened, service.url, service.administrator.username, service.administrator.password);
      for (const [language, add] of [
        ['en', 'Integrations'],
        ['vi', 'Tích hợp'],
      ]) {
        for (const tab of ['tokens', 'webhooks']) {
          await opened.goto(`${service.url}/integrations?tab=${tab}&lang=${language}`);
          await opened.getByRole('heading', { level: 1, name: add }).waitFor();
          await opened.getByText(body.name).first().waitFor();
          expect(await faults(opened), `${tab} ${language}`).toEqual([]);
          expect(await fits(opened), `${tab} ${language}`).toBe(true);
        }
      }
      await opened.context().close();
    },
  );
});
