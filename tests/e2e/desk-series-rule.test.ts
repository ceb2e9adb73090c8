/** Another rule for a series that exists, by keyboard: looked at first with clashes, moves and what keeps its own time, then kept. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceSummary, PersonView } from '../../server/contract/index.ts';
import type { SeriesView } from '../../server/contract/series.ts';
import {
  addDays,
  formatDate,
  instantOf,
  isoWeekdayOf,
  localDateOf,
  localTimeOf,
} from '../../server/domain/scheduling/civilDate.ts';
import { CONSOLE, launchBrowser, openPage, PHONE, signIn, type Viewport } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { Keyboard } from '../support/Keyboard.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;
let people: readonly PersonView[];
/** At least a week away. */
let monday: string;

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  people = (await world.secretary.get<PersonView[]>('/api/people')).body;
  const soon = addDays(localDateOf(new Date().toISOString()), 7);
  monday = addDays(soon, (8 - isoWeekdayOf(soon)) % 7);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const readSeries = async (seriesId: string) => (await world.secretary.get<SeriesView>(`/api/series/${seriesId}`)).body;
const idOf = (role: string) => people.find((one) => one.role === role)?.accountId;
/** weeks and days after the first Monday */
const day = (weeks: number, days = 0) => addDays(monday, 7 * weeks + days);

async function createMondays(startTime: string, count: number): Promise<SeriesView> {
  const answer = await world.secretary.post<SeriesView>('/api/series', {
    startsOn: monday,
    startTime,
    durationMinutes: 60,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count },
    holidayPolicy: 'keep',
    content: {
      kind: 'giaoBan',
      title: `Giao ban ${startTime}`,
      mode: 'giaoBan',
      chairId: idOf('chair'),
      coChairIds: [],
      secretaryIds: [idOf('secretary')],
      siteIds: [world.hub.siteId, world.sites[0]?.siteId],
      agenda: [],
    },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function openAs(path: string, viewport: Viewport = CONSOLE, language: 'vi' | 'en' = 'vi') {
  const page = await openPage(browser, viewport, { colorScheme: 'light' });
  await signIn(page, service.url, world.secretaryUsername, world.password);
  await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
  await page.goto(`${service.url}${path}`);
  return { page, keys: new Keyboard(page) };
}

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

it('[SR20] this and later on other weekdays: what moves, clashes and keeps its own time is seen, passed by and kept', async () => {
  const saved = await createMondays('08:00', 6);
  const [first, second, third, ...rest] = saved.conferences;
  if (!first || !second || !third) throw new Error('a series of six');
  const moved = { startsAt: instantOf(day(2, 5), '14:00'), endsAt: instantOf(day(2, 5), '15:00') };
  const path = `/api/conferences/${third.conferenceId}`;
  expect((await world.secretary.send('PATCH', path, moved, { 'if-match': '"1"' })).status).toBe(200);
  const busy = { startsAt: instantOf(day(2, 3), '08:30'), endsAt: instantOf(day(2, 3), '09:30') };
  await world.createConference(world.sites, { title: 'Họp đã có', ...busy });

  const { page, keys } = await openAs(`/conferences/${second.conferenceId}`);
  await keys.press(page.getByRole('button', { name: 'Chỉnh sửa' }));
  const dialog = page.getByRole('dialog', { name: 'Chỉnh sửa lịch giao ban định kỳ' });
  await keys.to(dialog.getByRole('radio', { name: 'Chỉ phiên họp này' }));
  await page.keyboard.press('ArrowDown');
  await keys.press(dialog.getByRole('button', { name: 'Tiếp tục' }));

  const weekdays = page.getByRole('group', { name: 'Họp vào các ngày' });
  const box = (name: string) => weekdays.getByRole('checkbox', { name });
  const preview = page.getByRole('region', { name: 'Các phiên họp sẽ thay đổi' });
  const save = page.getByRole('button', { name: 'Lưu các phiên họp' });
  await preview.getByText('Chưa có thay đổi nào.').waitFor();
  expect(await page.getByLabel('Số phiên họp').inputValue()).toBe('5');
  expect(await box('Thứ Hai').isChecked()).toBe(true);
  await keys.check(box('Thứ Hai'));
  await page.getByText('Chọn ít nhất một ngày.').waitFor();
  await keys.press(save);
  await expect.poll(() => box('Thứ Hai').evaluate((element) => element === document.activeElement)).toBe(true);
  await keys.check(box('Thứ Ba'));
  await keys.check(box('Thứ Năm'));

  await preview.getByText('Hằng tuần vào thứ Ba và thứ Năm, 08:00–09:00').waitFor();
  await preview.getByText('4 phiên dời sang ngày khác.').waitFor();
  await preview.getByText('1 phiên họp mới.').waitFor();
  const seen = await preview.innerText();
  expect(seen).toContain('“Họp đã có”');
  expect(seen).toContain(`Dời từ Thứ Hai, ${formatDate(day(1))}.`);
  expect(seen).toContain('Đã sửa riêng và lịch không còn ngày này: giữ nguyên');
  expect(await faults(page)).toEqual([]);
  await keys.check(preview.getByLabel(`Bỏ phiên ngày ${formatDate(day(2, 3))}`));
  // Whoever was to move there takes the next day instead of a new one.
  await preview.getByText('1 phiên họp mới.').waitFor({ state: 'hidden' });
  await preview.getByText(`trừ ${formatDate(day(2, 3))}`).waitFor();
  expect(await preview.getByText('1 phiên trùng lịch').count()).toBe(0);
  expect((await readSeries(saved.seriesId)).version).toBe(saved.version);
  await keys.press(save);
  await page.waitForURL((url) => /^\/series\/[^/]+$/u.test(url.pathname));
  await page.getByText('Hằng tuần vào thứ Ba và thứ Năm').first().waitFor();

  const later = await readSeries(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  expect(later.seriesId).not.toBe(saved.seriesId);
  const byRule = later.conferences.filter((one) => one.conferenceId !== third.conferenceId);
  expect(byRule.map((one) => [one.conferenceId, localDateOf(one.startsAt), one.status])).toEqual(
    [second, ...rest].map(({ conferenceId }, index) => [
      conferenceId,
      [day(1, 1), day(1, 3), day(2, 1), day(3, 1)][index],
      'draft',
    ]),
  );
  expect(later.conferences.find((one) => one.conferenceId === third.conferenceId)).toMatchObject(moved);
  expect((await readSeries(saved.seriesId)).conferences.map((one) => one.conferenceId)).toEqual([first.conferenceId]);
  await page.context().close();
});

it('[SR20] all becomes a weekday of every second month, in English on a phone; who leaves with that unsaved is asked', async () => {
  const saved = await createMondays('17:00', 4);
  const { page, keys } = await openAs(`/series/${saved.seriesId}/edit`, PHONE, 'en');
  const preview = page.getByRole('region', { name: 'What will change' });
  await keys.choose(page.getByLabel('How often').first(), 'Every month, by weekday');
  await keys.type(page.getByLabel('Every (months)'), '2');
  await keys.choose(page.getByLabel('Weekday', { exact: true }).first(), 'Friday');
  await keys.choose(page.getByLabel('Which one of the month').first(), 'Last');
  await keys.choose(page.getByLabel('On a day off').first(), 'Bring forward to the working day before');
  await keys.type(page.getByLabel('Number of conferences'), '3');
  await preview.getByText('Every 2 months on the last Friday, 17:00–18:00').waitFor();
  await preview.getByText('1 conference is cancelled').waitFor();
  expect(await fits(page)).toBe(true);
  expect(await faults(page)).toEqual([]);

  await keys.press(page.getByRole('link', { name: 'Back' }).last());
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await keys.press(page.getByRole('button', { name: 'Save the conferences' }));
  await page.waitForURL((url) => /^\/series\/[^/]+$/u.test(url.pathname));
  await page.getByText('Every 2 months on the last Friday').first().waitFor();
  const changed = await readSeries(saved.seriesId);
  expect(changed.schedule).toMatchObject({
    rule: { freq: 'monthlyByWeekday', interval: 2, weekday: 'FR', position: -1 },
    end: { kind: 'count', count: 3 },
    holidayPolicy: 'previousWorkingDay',
  });
  const kept = changed.conferences.filter((one) => one.status !== 'cancelled');
  expect(kept.map((one) => one.conferenceId)).toEqual(saved.conferences.slice(0, 3).map((one) => one.conferenceId));
  expect(kept.map((one) => isoWeekdayOf(one.recurrenceId))).toEqual([5, 5, 5]);

  // What is stored is what the form shows the next time.
  await page.goto(`${service.url}/series/${saved.seriesId}/edit`);
  await preview.getByText('Nothing is changed yet.').waitFor();
  expect(await page.getByLabel('Which one of the month').first().inputValue()).toBe('Last');
  await page.context().close();
});

it('[SR16][SR20] whoever saves second is told that the days are others, takes them, and keeps what was chosen here', async () => {
  const saved = await createMondays('19:00', 3);
  const { page, keys } = await openAs(`/series/${saved.seriesId}/edit`);
  await keys.choose(page.getByLabel('Trùng ngày nghỉ').first(), 'Dời sang ngày làm việc kế tiếp');
  const first = { scope: 'all', change: { rule: { freq: 'weekly', interval: 1, weekdays: ['WE'] } } };
  const path = `/api/series/${saved.seriesId}`;
  expect((await world.secretary.send('PATCH', path, first, { 'if-match': '"1"' })).status).toBe(200);
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  const notice = page.getByRole('alert').filter({ hasText: 'Nội dung vừa được người khác thay đổi' }).first();
  await notice.getByText('Chu kỳ', { exact: false }).waitFor();
  expect(await notice.innerText()).not.toContain('Trùng ngày nghỉ');
  await keys.press(notice.getByRole('button', { name: 'Lấy bản mới, giữ phần tôi đã sửa' }));
  await expect.poll(() => page.getByRole('checkbox', { name: 'Thứ Tư' }).isChecked()).toBe(true);
  expect(await page.getByRole('checkbox', { name: 'Thứ Hai' }).isChecked()).toBe(false);
  expect(await page.getByLabel('Trùng ngày nghỉ').first().inputValue()).toBe('Dời sang ngày làm việc kế tiếp');
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  await page.waitForURL((url) => /^\/series\/[^/]+$/u.test(url.pathname));
  expect((await readSeries(saved.seriesId)).schedule).toMatchObject({
    rule: { freq: 'weekly', interval: 1, weekdays: ['WE'] },
    holidayPolicy: 'nextWorkingDay',
  });
  await page.context().close();
});

it('[SR20] the same controls plan a new one; what is missing is said at its field and saves nothing', async () => {
  const { page, keys } = await openAs('/conferences/new');
  await keys.type(page.getByLabel('Tiêu đề'), 'Giao ban hai buổi');
  await keys.type(page.getByLabel('Ngày', { exact: true }), formatDate(day(8)));
  await keys.choose(page.getByLabel('Chu kỳ').first(), 'Hằng tuần');
  await keys.check(page.getByRole('checkbox', { name: 'Thứ Năm' }));
  await keys.type(page.getByLabel('Lặp lại mỗi (tuần)'), '2');
  await keys.choose(page.getByLabel('Trùng ngày nghỉ').first(), 'Vẫn họp');
  const count = page.getByLabel('Số phiên họp');
  await keys.to(count);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await keys.press(page.getByRole('button', { name: 'Lưu cả lịch' }));
  await page.getByText('Nhập số phiên họp, ít nhất là 1.').waitFor();
  await expect.poll(() => count.evaluate((element) => element === document.activeElement)).toBe(true);
  const find = async () =>
    (await world.secretary.get<ConferenceSummary[]>(`/api/conferences?q=${encodeURIComponent('hai buổi')}`)).body;
  expect(await find()).toEqual([]);

  await page.keyboard.type('4');
  await page.getByText('2 tuần một lần vào thứ Hai và thứ Năm, 08:00–11:00').waitFor();
  await keys.press(page.getByRole('button', { name: 'Lưu cả lịch' }));
  await page.getByText('Thuộc lịch giao ban định kỳ').waitFor();
  expect((await find()).map((one) => [localDateOf(one.startsAt), localTimeOf(one.startsAt)])).toEqual(
    [day(8), day(8, 3), day(10), day(10, 3)].map((date) => [date, '08:00']),
  );
  await page.context().close();
});
