/** What the people who join other systems to this one see: the documentation of the door. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE, launchBrowser, openPage, PHONE, type Viewport } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  mkdirSync('tests/.artifacts', { recursive: true });
  service = await startService();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const LOOKS: readonly [string, Viewport, 'light' | 'dark'][] = [
  ['desk, light', CONSOLE, 'light'],
  ['desk, dark', CONSOLE, 'dark'],
  ['phone, light', PHONE, 'light'],
];

it.each(LOOKS)(
  '[IN11] the documentation is read without a sign-in, by itself and without a fault (%s)',
  async (name, viewport, colorScheme) => {
    const page = await openPage(browser, viewport, { colorScheme });
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    const answer = await page.goto(`${service.url}/api/docs`);
    expect(answer?.headers()['content-security-policy']).toContain("style-src 'self';");
    await page.getByRole('heading', { name: 'Phiên họp Conferences' }).waitFor();
    expect(
      await page.evaluate(() => getComputedStyle(document.querySelector('article') as Element).borderTopWidth),
    ).toBe('1px');
    await page.getByRole('link', { name: 'Cấu trúc dữ liệu' }).press('Enter');
    const schema = page.locator('#schema-Conference');
    await schema.locator('summary').press('Enter');
    await schema.getByText('"startsAt"').first().waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(service.url))).toEqual([]);
    await page.screenshot({ path: `tests/.artifacts/api-docs-${name}.png` });
    await page.close();
  },
);
