/** The rows of week, day and list: which of them belong to a series is seen at a glance and read aloud. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonView } from '../../server/contract/index.ts';
import type { SeriesView } from '../../server/contract/series.ts';
import { addDays, instantOf, isoWeekdayOf, localDateOf } from '../../server/domain/scheduling/civilDate.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

const MARK = 'Thuộc lịch giao ban định kỳ';

let service: Service;
let world: World;
let browser: Browser;
/** A Monday at least a week away, with one conference of a series, one for itself beside it, and one moved by hand. */
let monday: string;
let saved: SeriesView;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  const soon = addDays(localDateOf(new Date().toISOString()), 7);
  monday = addDays(soon, (8 - isoWeekdayOf(soon)) % 7);
  const people = (await world.secretary.get<PersonView[]>('/api/people')).body;
  const idOf = (role: string) => people.find((one) => one.role === role)?.accountId;
  const answer = await world.secretary.post<SeriesView>('/api/series', {
    startsOn: monday,
    startTime: '08:00',
    durationMinutes: 45,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO', 'WE'] },
    end: { kind: 'count', count: 4 },
    holidayPolicy: 'keep',
    content: {
      kind: 'giaoBan',
      title: 'Giao ban tuần',
      mode: 'giaoBan',
      chairId: idOf('chair'),
      coChairIds: [],
      secretaryIds: [idOf('secretary')],
      siteIds: [world.hub.siteId, world.sites[0]?.siteId],
      agenda: [],
    },
  });
  expect(answer.status).toBe(201);
  saved = answer.body;
  const thursday = addDays(monday, 3);
  const moved = { startsAt: instantOf(thursday, '14:00'), endsAt: instantOf(thursday, '16:00') };
  const path = `/api/conferences/${saved.conferences[1]?.conferenceId}`;
  expect((await world.secretary.send('PATCH', path, moved, { 'if-match': '"1"' })).status).toBe(200);
  const alone = { startsAt: instantOf(monday, '09:00'), endsAt: instantOf(monday, '11:00') };
  await world.createConference(world.sites, { title: 'Họp riêng', ...alone });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Marked and seen: the sign itself is inside its row and not cut off. */
async function expectMarked(row: Locator, mark = MARK): Promise<void> {
  await row.waitFor();
  const sign = row.getByTitle(mark, { exact: true });
  expect(await sign.count()).toBe(1);
  expect(await sign.innerText()).toBe(mark);
  const [inner, outer] = [await sign.locator('svg').boundingBox(), await row.boundingBox()];
  if (inner === null || outer === null) throw new Error('the sign is not drawn');
  expect(inner.width).toBeGreaterThan(8);
  expect(inner.y).toBeGreaterThanOrEqual(outer.y);
  expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
}

async function expectUnmarked(row: Locator): Promise<void> {
  await row.waitFor();
  expect(await row.innerText()).not.toContain(MARK);
  expect(await row.locator('svg').count()).toBe(0);
}

const hrefOf = (index: number) => `[href="/conferences/${saved.conferences[index]?.conferenceId}"]`;

it('[SR19] week and list mark what belongs to a series, one moved by hand too, and nothing else', async () => {
  const page = await openPage(browser, CONSOLE, { colorScheme: 'light' });
  await signIn(page, service.url, world.secretaryUsername, world.password, `/?week=${monday}`);
  await expectMarked(page.locator(`.block${hrefOf(0)}`));
  await expectMarked(page.locator(`.block${hrefOf(1)}`));
  await expectUnmarked(page.locator('.block').filter({ hasText: 'Họp riêng' }));
  await page
    .getByRole('link', { name: new RegExp(`${MARK}.*Giao ban tuần`, 'u') })
    .first()
    .waitFor();
  expect(await faults(page)).toEqual([]);

  await page.goto(`${service.url}/conferences`);
  for (const index of [0, 1, 2, 3])
    await expectMarked(page.getByRole('row').filter({ has: page.locator(hrefOf(index)) }));
  await expectUnmarked(page.getByRole('row').filter({ hasText: 'Họp riêng' }));
  expect(await faults(page)).toEqual([]);
  await page.context().close();
});

it('[SR19] the day list and the cards of a phone carry the mark, in the language of the page', async () => {
  const page = await openPage(browser, PHONE);
  await signIn(page, service.url, world.secretaryUsername, world.password);
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  for (const path of [`/?week=${monday}`, '/conferences']) {
    await page.goto(`${service.url}${path}`);
    await expectMarked(page.locator(`.card${hrefOf(0)}`), 'Part of a regular briefing');
    await expectUnmarked(page.locator('.card').filter({ hasText: 'Họp riêng' }));
    expect(await faults(page)).toEqual([]);
  }
  await page.context().close();
});
