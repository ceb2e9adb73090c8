/** A secretary plans a quarter of weekly briefings, leaves out the one that clashes, moves one, cancels one, and the rest. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import type { SeriesPlace, SeriesView } from '../../server/contract/series.ts';
import { addDays, formatDate, instantOf, isoWeekdayOf, localDateOf } from '../../server/domain/scheduling/civilDate.ts';
import { CONSOLE, launchBrowser, openPage, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** A Monday at least a week away. */
function nextMonday(): string {
  const soon = addDays(localDateOf(new Date().toISOString()), 7);
  return addDays(soon, (8 - isoWeekdayOf(soon)) % 7);
}

it('[SR13] a quarter of weekly briefings: its days and its clash are seen, one is left out, moved, cancelled, then the rest', async () => {
  const monday = nextMonday();
  const third = addDays(monday, 14);
  await world.createConference(world.sites, {
    title: 'Họp đã có',
    startsAt: instantOf(third, '09:00'),
    endsAt: instantOf(third, '10:00'),
  });
  const page = await openPage(browser, CONSOLE);
  await signIn(page, service.url, world.secretaryUsername, world.password, '/conferences/new');
  await page.getByLabel('Tiêu đề').fill('Giao ban tuần');
  await page.getByLabel('Ngày', { exact: true }).fill(formatDate(monday));
  await page.getByLabel('Ngày', { exact: true }).press('Tab');
  await page.getByLabel('Chu kỳ').first().click();
  await page.getByRole('option', { name: 'Hằng tuần' }).click();
  await page.getByLabel('Số phiên họp').fill('13');
  await page.getByText('Hằng tuần vào thứ Hai, 08:00–11:00').waitFor();
  await page.getByText('1 phiên trùng lịch').waitFor();
  expect(await page.locator('.series-list').innerText()).toContain('Họp đã có');
  expect(await faults(page)).toEqual([]);

  // Saving as it stands is refused with who is in the way.
  await page.getByRole('button', { name: 'Lưu cả lịch' }).click();
  await page.getByRole('heading', { name: 'Trùng lịch' }).or(page.getByRole('alert')).first().waitFor();
  await page.getByLabel(`Bỏ phiên ngày ${formatDate(third)}`).check();
  await page.getByRole('button', { name: 'Lưu cả lịch' }).click();
  await page.getByText('Thuộc lịch giao ban định kỳ: Hằng tuần vào thứ Hai, 08:00–11:00').waitFor();
  expect(await faults(page)).toEqual([]);

  const conferenceId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const place = (await world.secretary.get<SeriesPlace>(`/api/conferences/${conferenceId}/series`)).body;
  const readSeries = async () => (await world.secretary.get<SeriesView>(`/api/series/${place.seriesId}`)).body;
  const { conferences } = await readSeries();
  expect(conferences.map((one) => one.recurrenceId)).not.toContain(third);
  const [first, second, fourth] = conferences;

  // One is moved to Tuesday.
  const tuesday = addDays(addDays(monday, 7), 1);
  await page.goto(`${service.url}/conferences/${second?.conferenceId}/edit`);
  await page.getByLabel('Ngày', { exact: true }).fill(formatDate(tuesday));
  await page.getByLabel('Ngày', { exact: true }).press('Tab');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Thuộc lịch giao ban định kỳ').waitFor();

  // One alone is cancelled, then everything from another one on.
  await page.goto(`${service.url}/conferences/${first?.conferenceId}`);
  await page.getByRole('button', { name: 'Hủy họp', exact: true }).first().click();
  await page.getByLabel('Ý kiến cấp trên').check();
  await page.getByRole('button', { name: 'Xác nhận hủy họp' }).click();
  await page.getByText('Thuộc lịch giao ban định kỳ').waitFor();
  await expect.poll(async () => (await readSeries()).conferences[0]?.status).toBe('cancelled');
  expect((await readSeries()).schedule.exceptions).toMatchObject([
    { recurrenceId: monday, cancelled: { reason: 'yKienCapTren' } },
    { recurrenceId: addDays(monday, 7), moved: { localDate: tuesday, startTime: '08:00' } },
  ]);

  await page.goto(`${service.url}/conferences/${fourth?.conferenceId}`);
  await page.getByRole('button', { name: 'Hủy nhiều phiên của lịch' }).click();
  await page.getByLabel('Phiên họp này và các phiên sau').check();
  await page.getByLabel('Khác').check();
  await page.getByRole('button', { name: 'Xác nhận hủy họp' }).click();
  await expect
    .poll(async () => (await readSeries()).conferences.map((one) => one.status).filter((one) => one !== 'cancelled'))
    .toEqual(['draft']);
  const kept = (await world.secretary.get<ConferenceView>(`/api/conferences/${second?.conferenceId}`)).body;
  expect(kept.startsAt).toBe(instantOf(tuesday, '08:00'));
  await page.context().close();
});
