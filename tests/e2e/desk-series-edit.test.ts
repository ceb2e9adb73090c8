/** Series by keyboard: a year across a holiday with a clash, this and later, one alone, whoever is second; templates and copies. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountView, ConferenceView, PersonView, SiteView } from '../../server/contract/index.ts';
import type { HolidaysView } from '../../server/contract/rules.ts';
import type { SeriesOutcome, SeriesPlace, SeriesView, TemplateView } from '../../server/contract/series.ts';
import {
  addDays,
  formatDate,
  instantOf,
  isoWeekdayOf,
  localDateOf,
  localTimeOf,
} from '../../server/domain/scheduling/civilDate.ts';
import { CONSOLE, launchBrowser, openPage, signIn } from '../support/browser.ts';
import { faults } from '../support/faults.ts';
import { HttpClient } from '../support/httpClient.ts';
import { Keyboard } from '../support/Keyboard.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let browser: Browser;
let people: readonly PersonView[];

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 4 });
  people = (await world.secretary.get<PersonView[]>('/api/people')).body;
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

async function openAs(path: string, theme: 'light' | 'dark' = 'light'): Promise<{ page: Page; keys: Keyboard }> {
  const page = await openPage(browser, CONSOLE, { colorScheme: theme });
  await page.addInitScript((look) => localStorage.setItem('planner.theme', look), theme);
  await signIn(page, service.url, world.secretaryUsername, world.password, path);
  return { page, keys: new Keyboard(page) };
}

const edited = (conferenceId: string | undefined, changes: object) =>
  world.secretary.send('PATCH', `/api/conferences/${conferenceId}`, changes, { 'if-match': '"1"' });
const readSeries = async (seriesId: string) => (await world.secretary.get<SeriesView>(`/api/series/${seriesId}`)).body;
const idOf = (people: readonly PersonView[], role: string) => people.find((one) => one.role === role)?.accountId;

/** Mondays at this hour, made through the door. */
async function createSeries(startTime: string, count: number): Promise<SeriesView> {
  const answer = await world.secretary.post<SeriesView>('/api/series', {
    startsOn: nextMonday(),
    startTime,
    durationMinutes: 60,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count },
    holidayPolicy: 'keep',
    content: {
      kind: 'giaoBan',
      title: `Giao ban ${startTime}`,
      mode: 'giaoBan',
      chairId: idOf(people, 'chair'),
      coChairIds: [],
      secretaryIds: [idOf(people, 'secretary')],
      siteIds: [world.hub.siteId, world.sites[0]?.siteId],
      agenda: [{ title: 'Tình hình', durationMinutes: 30, speakingLimitSeconds: 300 }],
    },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

it('[SR13][SR16] a year of weekly briefings across a holiday: its clash, this and later, one alone, all by keyboard', async () => {
  const monday = nextMonday();
  const [third, fifth] = [addDays(monday, 14), addDays(monday, 28)];
  const { version } = (await world.administrator.get<HolidaysView>('/api/holidays')).body;
  const tet = { localDate: fifth, kind: 'holiday', name: 'Nghỉ Tết của tỉnh', certainty: 'decided' };
  const put = { put: [tet], remove: [] };
  const kept = await world.administrator.send('PATCH', '/api/holidays', put, { 'if-match': `"${version}"` });
  expect(kept.status).toBe(200);
  const at = (day: string, from: string, to: string) => ({
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
  });
  await world.createConference(world.sites, { title: 'Họp đã có', ...at(third, '09:00', '10:00') });

  const { page, keys } = await openAs('/conferences/new');
  await keys.type(page.getByLabel('Tiêu đề'), 'Giao ban tuần');
  await keys.type(page.getByLabel('Ngày', { exact: true }), formatDate(monday));
  await keys.choose(page.getByLabel('Chu kỳ').first(), 'Hằng tuần');
  await keys.type(page.getByLabel('Số phiên họp'), '52');
  await page.getByText('Hằng tuần vào thứ Hai, 08:00–11:00').waitFor();
  await page.getByText('1 phiên trùng lịch').waitFor();
  const days = await page.locator('.series-list').innerText();
  expect(days).toContain('Nghỉ Tết của tỉnh');
  expect(days).toContain('Họp đã có');
  await keys.check(page.getByLabel(`Bỏ phiên ngày ${formatDate(third)}`));
  await keys.press(page.getByRole('button', { name: 'Lưu cả lịch' }));
  await page.getByText('Thuộc lịch giao ban định kỳ: Hằng tuần vào thứ Hai, 08:00–11:00').waitFor();

  const firstId = new URL(page.url()).pathname.split('/').at(-1);
  const { seriesId } = (await world.secretary.get<SeriesPlace>(`/api/conferences/${firstId}/series`)).body;
  const { conferences } = await readSeries(seriesId);
  const known = conferences.map((one) => one.recurrenceId);
  expect(known).not.toContain(third);
  expect(known).not.toContain(fifth);
  const [anchor, cancelled, clashing, own] = conferences.slice(5);
  if (anchor === undefined || clashing === undefined) throw new Error('a year has more than eight Mondays');
  expect((await edited(own?.conferenceId, { title: 'Giao ban mở rộng' })).status).toBe(200);
  await world.createConference(world.sites, { title: 'Họp chiều', ...at(clashing.recurrenceId, '14:00', '15:00') });

  await page.goto(`${service.url}/conferences/${anchor.conferenceId}`);
  await page.getByText('Thuộc lịch giao ban định kỳ').waitFor();
  await keys.press(page.getByRole('button', { name: 'Chỉnh sửa' }));
  const dialog = page.getByRole('dialog', { name: 'Chỉnh sửa lịch giao ban định kỳ' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Chỉnh sửa');
  await page.keyboard.press('Enter');
  await keys.to(dialog.getByRole('radio', { name: 'Chỉ phiên họp này' }));
  await page.keyboard.press('ArrowDown');
  await keys.press(dialog.getByRole('button', { name: 'Tiếp tục' }));

  await page.getByText(`Áp dụng từ phiên họp ngày ${formatDate(anchor.startsAt.slice(0, 10))} trở đi`).waitFor();
  await keys.type(page.getByLabel('Tiêu đề'), 'Giao ban tuần mới');
  await keys.type(page.getByLabel('Giờ bắt đầu'), '13:00');
  await keys.type(page.getByLabel('Giờ kết thúc'), '16:00');
  const preview = page.getByRole('region', { name: 'Các phiên họp sẽ thay đổi' });
  await preview.getByText('1 phiên trùng lịch').waitFor();
  const seen = await preview.innerText();
  expect(seen).toContain('“Họp chiều”');
  expect(seen).toContain('Giữ phần sửa riêng: Tiêu đề.');
  await keys.check(preview.getByLabel(`Giữ nguyên phiên ngày ${formatDate(clashing.recurrenceId)}`));
  expect(await readSeries(seriesId)).toMatchObject({ version: 1 });
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  await page.getByRole('heading', { name: 'Giao ban tuần mới' }).waitFor();
  await page.getByRole('cell', { name: 'Sửa riêng: Tiêu đề.', exact: true }).waitFor();

  const before = await readSeries(seriesId);
  expect(before.conferences.map((one) => localTimeOf(one.startsAt))).toEqual(Array(5).fill('08:00'));
  const later = await readSeries(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  expect(later.conferences.map((one) => [one.conferenceId, localTimeOf(one.startsAt)])).toEqual(
    conferences.slice(5).map((one) => [one.conferenceId, one === clashing ? '08:00' : '13:00']),
  );
  const one = (await world.secretary.get<ConferenceView>(`/api/conferences/${own?.conferenceId}`)).body;
  expect(one.title).toBe('Giao ban mở rộng');

  await keys.press(page.locator(`a[href="/conferences/${cancelled?.conferenceId}"]`));
  await keys.press(page.getByRole('button', { name: 'Hủy họp', exact: true }));
  await keys.to(page.getByLabel('Bất khả kháng'));
  await page.keyboard.press('Space');
  await keys.press(page.getByRole('button', { name: 'Xác nhận hủy họp' }));
  await page.getByText('Phiên họp đã hủy.').waitFor();
  await keys.press(page.getByRole('link', { name: 'Xem các phiên của lịch' }));
  await page.getByText('Đã hủy, lý do: bất khả kháng.').waitFor();
  await page.context().close();
});

it('[SR18] a series is made longer and shorter, told what comes and goes before it does, all by keyboard', async () => {
  const { seriesId, conferences } = await createSeries('07:00', 3);
  const day = (weeks: number) => addDays(conferences[0]?.recurrenceId ?? '', 7 * weeks);
  const { page, keys } = await openAs(`/series/${seriesId}/edit`);
  const until = page.getByLabel('Lặp đến hết ngày');
  const preview = page.getByRole('region', { name: 'Các phiên họp sẽ thay đổi' });
  await keys.choose(page.getByLabel('Kết thúc', { exact: true }).first(), 'Đến ngày');
  await keys.to(until);
  expect(await until.inputValue()).toBe(formatDate(day(2)));
  await keys.type(until, formatDate(day(4)));
  await preview.getByText(`đến ${formatDate(day(4))}`, { exact: false }).waitFor();
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  await page.getByText('Còn 5 phiên sắp tới, tất cả 5 phiên.').waitFor();

  await page.goto(`${service.url}/series/${seriesId}/edit`);
  await keys.type(until, formatDate(day(1)));
  await preview
    .getByText(formatDate(day(3)), { exact: false })
    .first()
    .waitFor();
  expect((await readSeries(seriesId)).conferences.filter((one) => one.status !== 'cancelled')).toHaveLength(5);
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  await page.getByText('Còn 2 phiên sắp tới', { exact: false }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.context().close();
});

it('[SR16] whoever saves second is told who was first and what is different, and keeps what was typed', async () => {
  const saved = await createSeries('17:00', 4);
  const account = await world.createAccount('thuky2', 'secretary', null, 'Trần Thị Thư ký');
  expect(account.role satisfies AccountView['role']).toBe('secretary');
  const other = await HttpClient.signIn(service.url, 'thuky2', world.password);
  const { page, keys } = await openAs(`/series/${saved.seriesId}`);
  await keys.press(page.getByRole('link', { name: 'Chỉnh sửa toàn bộ lịch' }));
  await keys.type(page.getByLabel('Tiêu đề'), 'Tên của tôi');
  await page.getByText('4 phiên họp sẽ thay đổi.').waitFor();
  const first = { scope: 'all', change: { startTime: '18:00' } };
  const path = `/api/series/${saved.seriesId}`;
  expect((await other.send<SeriesOutcome>('PATCH', path, first, { 'if-match': '"1"' })).status).toBe(200);

  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  const notice = page.getByRole('alert').filter({ hasText: 'Nội dung vừa được người khác thay đổi' });
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(/Trần Thị Thư ký.*Giờ bắt đầu, Giờ kết thúc/u);
  await keys.press(notice.getByRole('button', { name: 'Lấy bản mới, giữ phần tôi đã sửa' }));
  await expect.poll(() => page.getByLabel('Giờ bắt đầu').inputValue()).toBe('18:00');
  expect(await page.getByLabel('Tiêu đề').inputValue()).toBe('Tên của tôi');
  await keys.press(page.getByRole('button', { name: 'Lưu các phiên họp' }));
  await page.getByRole('heading', { name: 'Tên của tôi' }).waitFor();
  expect(await readSeries(saved.seriesId)).toMatchObject({
    version: 3,
    content: { title: 'Tên của tôi' },
    schedule: { startTime: '18:00' },
  });
  await page.context().close();
});

it('[SR17] a conference becomes a template and a copy; a site that has ended is named and left out', async () => {
  const today = localDateOf(new Date().toISOString());
  const ended = world.sites[3];
  const conference = await world.createConference(world.sites, {
    title: 'Chuyên đề chuyển đổi số',
    startsAt: instantOf(today, '00:05'),
    endsAt: instantOf(addDays(today, 1), '00:04'),
    siteIds: [world.hub.siteId, ended?.siteId],
  });
  const site = (await world.administrator.get<SiteView[]>('/api/sites')).body.find(
    (one) => one.siteId === ended?.siteId,
  );
  const close = { effectiveFrom: addDays(today, 1) };
  const closed = await world.administrator.post(`/api/sites/${ended?.siteId}/close`, close, {
    'if-match': `"${site?.version}"`,
  });
  expect(closed.status).toBe(200);

  const { page, keys } = await openAs(`/conferences/${conference.conferenceId}`);
  await keys.press(page.getByRole('button', { name: 'Lưu làm mẫu' }));
  const dialog = page.getByRole('dialog', { name: 'Lưu làm mẫu' });
  await keys.type(dialog.getByLabel('Tên mẫu'), 'Chuyên đề quý');
  await page.keyboard.press('Enter');
  await page.getByText('Đã lưu mẫu “Chuyên đề quý”.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Lưu làm mẫu');

  await keys.press(page.getByRole('link', { name: 'Sao chép phiên họp' }));
  await page.getByText('Sao chép từ phiên họp “Chuyên đề chuyển đổi số”').waitFor();
  await page.getByText(`Điểm cầu không có hiệu lực vào ngày họp: ${ended?.name}.`).waitFor();
  const day = nextMonday();
  await keys.type(page.getByLabel('Ngày', { exact: true }), formatDate(addDays(day, 4)));
  await keys.type(page.getByLabel('Giờ bắt đầu'), '14:00');
  await keys.type(page.getByLabel('Giờ kết thúc'), '15:00');
  await keys.to(page.getByLabel('Kết thúc vào ngày hôm sau'));
  await page.keyboard.press('Space');
  await keys.press(page.getByRole('button', { name: 'Lưu dự thảo' }));
  await page.getByText('Đã lưu dự thảo.').waitFor();
  const copyId = new URL(page.url()).pathname.split('/').at(-1);
  const copy = (await world.secretary.get<ConferenceView>(`/api/conferences/${copyId}`)).body;
  expect(copy).toMatchObject({ title: 'Chuyên đề chuyển đổi số', status: 'draft', kind: conference.kind });
  expect(copy.sites.map((one) => one.siteId)).toEqual([world.hub.siteId]);
  expect(copy.agenda.map((item) => item.title)).toEqual(conference.agenda.map((item) => item.title));

  await keys.press(page.getByRole('link', { name: 'Danh sách phiên họp' }).first());
  await keys.press(page.getByRole('link', { name: 'Mẫu phiên họp' }));
  await keys.press(page.getByRole('button', { name: 'Đổi tên Chuyên đề quý' }));
  await keys.type(page.getByRole('dialog').getByLabel('Tên mẫu'), 'Chuyên đề năm');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Chuyên đề năm' }).waitFor();
  await keys.press(page.getByRole('link', { name: 'Tạo phiên họp Chuyên đề năm' }));
  await page.getByText('Tạo từ mẫu “Chuyên đề năm”').waitFor();
  await page.getByText(`Điểm cầu không có hiệu lực vào ngày họp: ${ended?.name}.`).waitFor();
  expect(await page.getByLabel('Tiêu đề').inputValue()).toBe('Chuyên đề chuyển đổi số');

  await page.goto(`${service.url}/conferences/new`);
  const choice = page
    .getByRole('combobox', { name: 'Tạo từ mẫu' })
    .or(page.getByRole('textbox', { name: 'Tạo từ mẫu' }));
  await keys.to(choice.first());
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Chuyên đề năm' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByLabel('Tiêu đề').inputValue()).toBe('Chuyên đề chuyển đổi số');

  await page.goto(`${service.url}/templates`);
  await keys.press(page.getByRole('button', { name: 'Xóa Chuyên đề năm' }));
  await keys.press(page.getByRole('dialog').getByRole('button', { name: 'Xóa mẫu' }));
  await page.getByText('Chưa có mẫu nào.').waitFor();
  expect((await world.secretary.get<TemplateView[]>('/api/templates')).body).toEqual([]);
  await page.context().close();
});

it.each(['light', 'dark'] as const)(
  '[UI1] the pages of series and templates have no fault axe can find (%s)',
  async (theme) => {
    const saved = await createSeries(theme === 'light' ? '19:00' : '20:00', 3);
    const [first, second] = saved.conferences;
    await world.secretary.post(
      `/api/conferences/${second?.conferenceId}/cancel`,
      { reason: 'khac' },
      { 'if-match': '"1"' },
    );
    const { startsAt: _startsAt, endsAt: _endsAt, ...rest } = { startsAt: '', endsAt: '', ...saved.content };
    const template = { name: `Mẫu ${theme}`, content: { ...rest, startTime: '08:00', durationMinutes: 60 } };
    expect((await world.secretary.post('/api/templates', template)).status).toBe(201);
    const { page } = await openAs('/series', theme);
    await page.getByRole('link', { name: saved.content.title }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${service.url}/series/${saved.seriesId}`);
    await page.getByText('Đã hủy, lý do: khác.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${service.url}/series/${saved.seriesId}/edit?scope=later&from=${first?.recurrenceId}`);
    await page.getByLabel('Giờ bắt đầu').fill('18:30');
    await page.getByText('2 phiên họp sẽ thay đổi.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${service.url}/templates`);
    await page.getByRole('button', { name: `Đổi tên ${template.name}` }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${service.url}/conferences/${first?.conferenceId}`);
    await page.getByText('Thuộc lịch giao ban định kỳ').waitFor();
    await page.getByRole('button', { name: 'Chỉnh sửa' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${service.url}/conferences/new?copy=${first?.conferenceId}`);
    await page.getByText('Sao chép từ phiên họp').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  },
);
