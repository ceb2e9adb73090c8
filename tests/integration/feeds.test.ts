// Calendar feeds and the week as files, over real HTTP on a real database, read back as a calendar program and a spreadsheet would.

import ICAL from 'ical.js';
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConferenceView,
  type ErrorAnswer,
  type FeedCreated,
  type FeedView,
  LIMITS,
  ROLES,
  type Role,
} from '../../server/contract/index.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { prepareApi } from './support/apiRoom.ts';
import { query } from './support/database.ts';
import { NOW, plan, publishPlan, type World } from './support/schedule.ts';

const OWNERS: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician', 'observer'];

const { as, the } = prepareApi();
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let published: ConferenceView;
let draft: ConferenceView;

beforeAll(async () => {
  ({ store, databaseUrl, world, api } = the());
  published = await publishPlan(store, plan(world, { title: '=Giao ban, "tháng 11"; Tết \\ Nguyên đán' }));
  draft = await store.schedule.create(
    plan(world, { title: 'Bản nháp riêng', startsAt: '2026-11-25T01:00:00.000Z', endsAt: '2026-11-25T04:00:00.000Z' }),
    NOW,
  );
});
beforeEach(() => query(databaseUrl, 'DELETE FROM feed_token'));

async function createFeed(role: Role = 'chair'): Promise<FeedCreated> {
  const made = await as(role).send<FeedCreated>('POST', '/api/feeds', { name: 'Điện thoại' });
  expect(made.status).toBe(201);
  return made.body;
}
/** As a calendar program: no cookie, no origin. */
const readFeed = (path: string) => fetch(api.url + path);
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('feeds', () => {
  it('[AV12] every address answers its roles and refuses the others and the unknown, who change nothing', async () => {
    const { feed } = await createFeed('secretary');
    const doors = [
      ['GET', '/api/feeds'],
      ['POST', '/api/feeds'],
      ['DELETE', `/api/feeds/${feed.feedId}`],
    ] as const;
    for (const [method, path] of doors) {
      const body = method === 'POST' ? { name: 'x' } : undefined;
      const unknown = await new TestClient(api.url).send<ErrorAnswer>(method, path, body);
      expect([unknown.status, unknown.body.code], path).toEqual([401, 'notSignedIn']);
      const site = await as('site').send<ErrorAnswer>(method, path, body);
      expect([site.status, site.body.code], path).toEqual([403, 'forbidden']);
      if (method === 'GET') continue;
      const foreign = await as('secretary').send<ErrorAnswer>(method, path, body, { origin: 'https://la.invalid' });
      expect([foreign.status, foreign.body.code], path).toEqual([403, 'forbidden']);
    }
    expect(await query(databaseUrl, 'SELECT feed_id AS id FROM feed_token')).toEqual([{ id: feed.feedId }]);
    for (const role of OWNERS) {
      expect((await as(role).send('POST', '/api/feeds', { name: role })).status, role).toBe(201);
      expect((await as(role).get<FeedView[]>('/api/feeds')).body.map(({ name }) => name)).toContain(role);
    }
  });

  it('[AV13] the address is told once, the database keeps only its hash, and the list never tells it', async () => {
    const { path, feed } = await createFeed();
    const token = /^\/feeds\/([\w-]{43})\.ics$/.exec(path)?.[1] ?? '';
    expect(token).toHaveLength(43);
    const rows = await query<{ row: string }>(databaseUrl, 'SELECT row_to_json(f)::text AS row FROM feed_token f');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(token);
    const listed = await as('chair').get<FeedView[]>('/api/feeds');
    expect(listed.body).toEqual([feed]);
    expect(JSON.stringify(listed.body)).not.toContain(token);
  });

  it('[AV14] a calendar program reads it without a cookie, in the province’s zone, and never a draft', async () => {
    const { path } = await createFeed('secretary');
    const answer = await readFeed(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const text = await answer.text();
    expect(text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T080000');
    expect(text).not.toContain('Bản nháp riêng');
    const events = eventsOf(text);
    expect(events.map((event) => event.uid)).toEqual([`${published.conferenceId}@giao-ban`]);
    const [event] = events;
    expect(event?.summary).toBe(published.title);
    expect(event?.location).toBe(world.hub.name);
    const calendar = new ICAL.Component(ICAL.parse(text));
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') ?? '');
    const start = event?.startDate;
    if (start === undefined) throw new Error('no start');
    start.zone = zone;
    expect(start.toUnixTime() * 1_000).toBe(Date.parse(published.startsAt));
    expect((event?.endDate.toUnixTime() ?? 0) - start.toUnixTime()).toBe(3 * 3_600);
  });

  it('[AV14] a cancelled conference stays in the feed as cancelled, so that calendars take it out', async () => {
    const start = { startsAt: '2026-12-01T01:00:00.000Z', endsAt: '2026-12-01T04:00:00.000Z' };
    const other = await publishPlan(store, plan(world, { title: 'Sẽ hủy', ...start }));
    const before = eventsOf(await (await readFeed((await createFeed()).path)).text());
    const cancelled = await as('secretary').edit(
      `/api/conferences/${other.conferenceId}/cancel`,
      other.version,
      { reason: 'khac' },
      'POST',
    );
    expect(cancelled.status).toBe(200);
    const after = eventsOf(await (await readFeed((await createFeed()).path)).text());
    const find = (events: typeof after) => events.find((event) => event.uid.startsWith(other.conferenceId));
    expect(find(before)?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(find(after)?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(find(after)?.sequence ?? 0).toBeGreaterThan(find(before)?.sequence ?? 0);
  });

  it('[AV15] revoking, disabling the account and taking its role away each end the feed at once; others stay', async () => {
    const first = await createFeed('observer');
    const second = await createFeed('observer');
    const foreign = await as('chair').send('DELETE', `/api/feeds/${first.feed.feedId}`);
    expect(foreign.status).toBe(404);
    expect((await readFeed(first.path)).status).toBe(200);
    expect((await as('observer').send('DELETE', `/api/feeds/${first.feed.feedId}`)).status).toBe(204);
    expect((await readFeed(first.path)).status).toBe(404);
    expect((await readFeed(second.path)).status).toBe(200);
    expect((await as('observer').send('DELETE', `/api/feeds/${first.feed.feedId}`)).status).toBe(404);
    const account = (await store.accounts.list()).find(({ username }) => username === 'vai-observer');
    if (account === undefined) throw new Error('no observer');
    await store.accounts.edit(account.accountId, account.version, { disabled: true });
    expect((await readFeed(second.path)).status).toBe(404);
    const siteId = world.sites[2]?.siteId ?? null;
    await store.accounts.edit(account.accountId, account.version + 1, { disabled: false, role: 'site', siteId });
    expect((await readFeed(second.path)).status).toBe(404);
  });

  it('[AV15] an account has at most LIMITS.feedsPerAccount feeds, also when they are made at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: LIMITS.feedsPerAccount + 5 }, () =>
        as('technician').send('POST', '/api/feeds', { name: 'Một lúc' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(LIMITS.feedsPerAccount);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  });

  it('[AV16] the token opens nothing else, a failure never writes it to the log, and guesses are limited by rate', async () => {
    const { path } = await createFeed();
    const token = path.slice('/feeds/'.length, -'.ics'.length);
    const disguises: readonly [string, string][] = [
      ['cookie', `giaoban_session=${token}`],
      ['authorization', `Bearer ${token}`],
    ];
    for (const disguise of disguises) {
      expect((await fetch(`${api.url}/api/conferences`, { headers: [disguise] })).status).toBe(401);
    }
    const lost = () => Promise.reject(new Error('lost'));
    const planning = { listCalendar: lost, listBusy: lost };
    await using failing = await startTestApi({ store: { ...store, planning }, now: NOW });
    expect((await fetch(failing.url + path)).status).toBe(500);
    expect(failing.log.lines.some(({ level }) => level === 'error')).toBe(true);
    expect(JSON.stringify(failing.log.lines)).not.toContain(token);
    const guesses = await Promise.all(
      Array.from({ length: 80 }, () => fetch(`${failing.url}/feeds/${'A'.repeat(43)}.ics`)),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([404, 429]));
  });
});

describe('the week as files', () => {
  const from = '2026-11-23';

  it('[AV17] CSV and .xlsx hold the same rows; text that looks like a formula is kept from being one', async () => {
    const csv = await as('secretary').get<string>(`/api/week.csv?from=${from}`);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename=lich-tuan-${from}.csv`);
    expect(csv.body).toContain(`"'=Giao ban, ""tháng 11""; Tết \\ Nguyên đán"`);
    expect(csv.body).toContain('08:00–11:00');
    expect(csv.body).toContain('Thứ Ba, 24/11/2026');
    const response = await fetch(`${api.url}/api/week.xlsx?from=${from}`, {
      headers: { cookie: as('secretary').cookie ?? '' },
    });
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    const rows = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
    const cells = JSON.stringify(rows);
    expect(cells).toContain('Tết');
    expect(cells).toContain(draft.title);
    expect(csv.body.trim().split('\r\n')).toHaveLength(3);
  });

  it('[AV18] each account gets what its week page shows: no draft for rooms and technicians, only invitations for a room', async () => {
    for (const role of ROLES.filter((candidate) => candidate !== 'observer')) {
      const { status, body } = await as(role).get<string>(`/api/week.csv?from=${from}`);
      expect(status, role).toBe(200);
      const seesDrafts = ['administrator', 'secretary', 'chair'].includes(role);
      expect(body.includes(draft.title), role).toBe(seesDrafts);
      expect(body.includes('Giao ban'), role).toBe(true);
    }
    expect((await new TestClient(api.url).get<ErrorAnswer>(`/api/week.csv?from=${from}`)).status).toBe(401);
    expect((await as('chair').get<ErrorAnswer>('/api/week.csv?from=23/11/2026')).body.code).toBe('invalidInput');
  });
});
