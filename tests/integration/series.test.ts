// Series over real HTTP on a real database: a year across Tết, clashes before saving, this and later and all, races, and who may.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConferenceView, type ErrorAnswer, ROLES, type Role } from '../../server/contract/index.ts';
import type { StateSecretRefusal } from '../../server/contract/life.ts';
import type {
  SeriesOccurrenceView,
  SeriesOutcome,
  SeriesPlace,
  SeriesPreview,
  SeriesSummary,
  SeriesView,
  TemplateView,
} from '../../server/contract/series.ts';
import { instantOf } from '../../server/domain/scheduling/civilDate.ts';
import type { Store } from '../../server/store/createStore.ts';
import { type Answer, startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, numberEntries, PASSWORD, plan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let secretary: TestClient;
const clients = new Map<Role, TestClient>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  for (const role of ROLES) {
    const siteId = role === 'site' ? (world.sites[1]?.siteId ?? null) : null;
    await store.accounts.create({ username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
  secretary = as('secretary');
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

function as(role: Role): TestClient {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`nobody is signed in as ${role}`);
  return client;
}

let hour = 0;
/** Nine Mondays at an hour of their own (local), so that tests do not clash with each other. */
function weekly(change: Record<string, unknown> = {}) {
  hour += 1;
  const { startsAt: _startsAt, endsAt: _endsAt, ...content } = plan(world, { title: `Giao ban tuần ${hour}` });
  return {
    startsOn: '2026-12-07',
    startTime: `${String(hour).padStart(2, '0')}:00`,
    durationMinutes: 45,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count: 9 },
    holidayPolicy: 'skip',
    content,
    ...change,
  };
}
/** The same nine weeks from a Monday of another time, at 08:00. */
function weeklyFrom(startsOn: string) {
  const input = weekly({ startsOn, startTime: '08:00' });
  hour -= 1;
  return input;
}
async function create(input: unknown): Promise<SeriesView> {
  const answer = await secretary.send<SeriesView>('POST', '/api/series', input);
  if (answer.status !== 201) throw new Error(`series: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const preview = (input: unknown) => secretary.send<SeriesPreview>('POST', '/api/series?dryRun=true', input);
const edit = (series: { seriesId: string; version: number }, body: unknown) =>
  secretary.edit<SeriesOutcome>(`/api/series/${series.seriesId}`, series.version, body);
const read = async (id: string | undefined) => (await secretary.get<ConferenceView>(`/api/conferences/${id}`)).body;
const count = async (table: string, where = 'true') =>
  (await query<{ n: number }>(databaseUrl, `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`))[0]?.n;
const at = (series: SeriesView, recurrenceId: string) => {
  const found = series.conferences.find((one) => one.recurrenceId === recurrenceId);
  if (found === undefined) throw new Error(`no conference on ${recurrenceId}`);
  return found;
};
const addMinutes = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const publish = async (conferenceId: string) => {
  const { version } = await read(conferenceId);
  const answer = await secretary.edit<ConferenceView>(`/api/conferences/${conferenceId}/publish`, version, {}, 'POST');
  expect(answer.status).toBe(200);
  return answer.body;
};

describe('planning a series', () => {
  it('[SR1] a year of weekly briefings across Tết is saved as drafts with bookings, without the days off', async () => {
    const input = weekly({ end: { kind: 'until', localDate: '2027-12-06' } });
    const seen = await preview(input);
    expect(seen.status).toBe(200);
    const skipped = seen.body.occurrences.filter((one) => one.status === 'skipped');
    expect(skipped.map((one) => [one.recurrenceId, one.reason?.vi])).toContainEqual([
      '2027-02-08',
      expect.stringContaining('Tết'),
    ]);
    expect(seen.body.occurrences).toHaveLength(53);
    const saved = await create(input);
    expect(saved.conferences).toHaveLength(53 - skipped.length);
    expect(new Set(saved.conferences.map((one) => one.status))).toEqual(new Set(['draft']));
    expect(saved.conferences.map((one) => one.recurrenceId)).not.toContain('2027-02-08');
    const first = await read(saved.conferences[0]?.conferenceId);
    expect(first).toMatchObject({ title: input.content.title, startsAt: `2026-12-06T18:00:00.000Z`, version: 1 });
    expect(first.sites).toHaveLength(4);
    expect(first.agenda).toHaveLength(1);
    const booked = `conference_id IN (SELECT conference_id FROM conference WHERE series_id = '${saved.seriesId}')`;
    expect(await count('booking', booked)).toBe(saved.conferences.length * 9);
    expect(await count('life_step', booked)).toBe(saved.conferences.length);
    expect(api.changed).toEqual(expect.arrayContaining(saved.conferences.map((one) => one.conferenceId)));
    expect(saved.sentence.vi).toContain('Hằng tuần vào thứ Hai, 01:00–01:45');
  });

  it('[SR1] a day the office corrects counts at once, and an occurrence on a day off may be moved to the next working day', async () => {
    const holidays = (await as('administrator').get<{ version: number }>('/api/holidays')).body;
    const day = { localDate: '2027-03-15', kind: 'holiday', name: 'Ngày nghỉ của tỉnh', certainty: 'decided' } as const;
    await store.planningRules.editHolidays(holidays.version, { put: [day], remove: [] });
    const saved = await create(
      weekly({ startsOn: '2027-03-08', holidayPolicy: 'nextWorkingDay', end: { kind: 'count', count: 3 } }),
    );
    expect(saved.conferences.map((one) => [one.recurrenceId, one.startsAt.slice(0, 10)])).toEqual([
      ['2027-03-08', '2027-03-07'],
      ['2027-03-15', '2027-03-15'],
      ['2027-03-22', '2027-03-21'],
    ]);
    expect(saved.schedule.exceptions).toEqual([]);
  });

  it('[SR2][SR3] one clash of a series is named before saving, refuses the saving, and can be left out', async () => {
    const input = weekly();
    const times = {
      startsAt: instantOf('2026-12-28', input.startTime),
      endsAt: addMinutes(instantOf('2026-12-28', input.startTime), 10),
    };
    const holder = await store.schedule.create(plan(world, { title: 'Họp khác', ...times }), NOW);
    const before = [await count('conference'), await count('booking'), await count('series')];
    const seen = (await preview(input)).body;
    const clashing = seen.occurrences.filter((one) => one.clashes.length > 0);
    expect(clashing.map((one) => one.recurrenceId)).toEqual(['2026-12-28']);
    expect(clashing[0]?.clashes[0]).toMatchObject({ resource: 'chair', conferenceId: holder.conferenceId });
    expect(clashing[0]?.clashes).toHaveLength(5);
    const refused = await secretary.send<ErrorAnswer>('POST', '/api/series', input);
    expect([refused.status, refused.body.code]).toEqual([409, 'bookingClash']);
    const details = refused.body.details as { occurrences: SeriesOccurrenceView[] };
    expect(details.occurrences).toEqual(clashing);
    expect([await count('conference'), await count('booking'), await count('series')]).toEqual(before);
    const saved = await create({ ...input, excludedDates: ['2026-12-28'] });
    expect(saved.conferences).toHaveLength(8);
    expect(saved.sentence.vi).toContain('trừ 28/12/2026');
  });

  it('[SR1] a series that cannot be is refused in words', async () => {
    const past = await preview(weekly({ startsOn: '2026-11-16' }));
    expect([past.status, (past.body as unknown as ErrorAnswer).message]).toEqual([
      400,
      'Phiên họp ngày 16/11/2026 của lịch đã qua.',
    ]);
    const none = await preview(weekly({ end: { kind: 'until', localDate: '2026-12-06' } }));
    expect((none.body as unknown as ErrorAnswer).message).toBe('Lịch này không có phiên họp nào.');
    const input = weekly();
    const noChair = await preview({ ...input, content: { ...input.content, chairId: world.secretary.accountId } });
    expect((noChair.body as unknown as ErrorAnswer).code).toBe('invalidInput');
    const moved = { localDate: '2026-12-14', startTime: input.startTime, durationMinutes: 45 };
    const met = await preview({ ...weekly(), ...input, exceptions: [{ recurrenceId: '2026-12-07', moved }] });
    expect((met.body as unknown as ErrorAnswer).code).toBe('invalidInput');
    const secret = { ...input, content: { ...input.content, containsStateSecret: true } };
    const answer = await secretary.send<ErrorAnswer>('POST', '/api/series', secret);
    expect([answer.status, answer.body.code]).toEqual([422, 'stateSecret']);
  });

  it('[LF11] state secrets in a change of a series are refused, and who and what is kept', async () => {
    const saved = await create(weeklyFrom('2028-03-06'));
    const ask = async (content: object) =>
      (await edit(saved, { scope: 'all', change: { content: { ...content, containsStateSecret: true } } })).status;
    expect([await ask({ title: 'Nội dung mật' }), await ask({})]).toEqual([422, 422]);
    const { body } = await as('administrator').get<StateSecretRefusal[]>('/api/state-secret-refusals');
    for (const title of ['Nội dung mật', saved.content.title]) {
      const titleHash = createHash('sha256').update(title).digest('hex');
      expect(body).toContainEqual(expect.objectContaining({ titleHash, byName: 'Vai secretary' }));
    }
    expect((await secretary.get<SeriesView>(`/api/series/${saved.seriesId}`)).body).toEqual(saved);
  });

  it('[SR14] the biggest series is made, changed and cancelled in one go; one that books more is refused in words', async () => {
    const at = { startsOn: '2027-12-01', startTime: '22:00', durationMinutes: 60, holidayPolicy: 'keep' };
    const daily = {
      ...weeklyFrom(at.startsOn),
      ...at,
      rule: { freq: 'daily', interval: 1 },
      end: { kind: 'count', count: 400 },
    };
    const withSites = (sites: readonly { siteId: string }[]) => ({
      ...daily,
      content: { ...daily.content, siteIds: sites.map((site) => site.siteId) },
    });
    const saved = await create(withSites(world.sites));
    expect([saved.conferences.length, world.sites.length]).toEqual([400, 30]);
    const moved = await edit(saved, { scope: 'all', change: { startTime: '21:00' } });
    expect([moved.status, moved.body.changed.length]).toEqual([200, 400]);
    const path = `/api/series/${saved.seriesId}/cancel`;
    const over = await secretary.edit<SeriesOutcome>(path, 2, { scope: 'all', reason: 'khac' }, 'POST');
    expect([over.status, over.body.changed.length]).toEqual([200, 400]);
    const units = await store.organisation.listUnits();
    const administrator = as('administrator');
    for (let index = 0; index < 11; index += 1) {
      const site = {
        unitId: units[0]?.unitId,
        name: `Điểm cầu ${index}`,
        shortName: `Điểm ${index}`,
        order: 5_000 + index,
      };
      const line = { isHub: false, deviceClass: 'room', linkDownKbps: 4_000, linkUpKbps: 4_000, backupPhone: null };
      expect((await administrator.send('POST', '/api/sites', { ...site, ...line })).status).toBe(201);
    }
    const refused = await preview(withSites(await store.organisation.listSites()));
    expect([refused.status, (refused.body as unknown as ErrorAnswer).message]).toEqual([
      400,
      'Lịch này đăng ký 16.400 lượt điểm cầu, một lần lưu nhiều nhất 16.000. Đề nghị bớt số phiên họp hoặc số điểm cầu.',
    ]);
  });

  it('[SR14] of conferences whose letters are out one saving changes and cancels only so many', async () => {
    const saved = await create({
      ...weeklyFrom('2030-01-07'),
      holidayPolicy: 'keep',
      end: { kind: 'count', count: 61 },
    });
    const path = `/api/series/${saved.seriesId}`;
    const send = (howMany: number) =>
      query(
        databaseUrl,
        `WITH told AS (
           UPDATE conference SET status = 'published' WHERE conference_id IN (
             SELECT conference_id FROM conference WHERE series_id = $1 ORDER BY starts_at LIMIT $2
           ) RETURNING conference_id
         )
         INSERT INTO delivery (delivery_id, conference_id, kind, address, name, idempotency_key, content, created_at, due_at)
         SELECT gen_random_uuid(), conference_id, 'invitation', 'a@example.vn', 'A', conference_id::text, '{}', now(), now()
         FROM told ON CONFLICT DO NOTHING`,
        [saved.seriesId, howMany],
      );
    const change = { scope: 'all', change: { content: { title: 'Tên khác' } } };
    const look = async () => (await secretary.edit<ErrorAnswer>(`${path}?dryRun=true`, 1, change)).body;
    await send(24);
    expect(await look()).toHaveProperty('occurrences');
    await send(25);
    expect([(await look()).code, (await look()).message]).toEqual([
      'invalidInput',
      '25 phiên họp đã gửi thư mời, một lần lưu thay đổi nhiều nhất 24. Đề nghị làm từng phần, bắt đầu từ một phiên sau.',
    ]);
    const later = { ...change, scope: 'later', recurrenceId: saved.conferences[1]?.recurrenceId };
    expect((await secretary.edit(`${path}?dryRun=true`, 1, later)).status).toBe(200);
    await send(61);
    const cancel = (body: object) => secretary.edit(`${path}/cancel`, 1, { reason: 'khac', ...body }, 'POST');
    expect((await cancel({ scope: 'all' })).status).toBe(400);
    expect((await cancel({ scope: 'later', recurrenceId: later.recurrenceId })).status).toBe(200);
  });

  it('[SR15] series are listed with what is still ahead of them, the next one first', async () => {
    const later = await create({ ...weeklyFrom('2029-06-04'), end: { kind: 'count', count: 2 } });
    const sooner = await create({ ...weeklyFrom('2029-05-07'), end: { kind: 'count', count: 3 } });
    const first = sooner.conferences[0];
    await secretary.edit(`/api/conferences/${first?.conferenceId}/cancel`, 1, { reason: 'khac' }, 'POST');
    const { body } = await secretary.get<SeriesSummary[]>('/api/series');
    const mine = body.filter((one) => [later.seriesId, sooner.seriesId].includes(one.seriesId));
    expect(mine).toMatchObject([
      { seriesId: sooner.seriesId, conferenceCount: 2, nextStartsAt: sooner.conferences[1]?.startsAt },
      { seriesId: later.seriesId, conferenceCount: 2, lastStartsAt: later.conferences[1]?.startsAt },
    ]);
    expect(mine[0]?.sentence.vi).toContain('Hằng tuần vào thứ Hai');
    const next = body.map((one) => one.nextStartsAt);
    expect(next.filter((one) => one !== null)).toEqual(next.filter((one) => one !== null).toSorted());
    expect(next.indexOf(null) === -1 || next.slice(next.indexOf(null)).every((one) => one === null)).toBe(true);
  });
});

describe('changing a series', () => {
  it('[SR4] all: another time moves every conference; published ones keep their id and get the next version', async () => {
    const saved = await create(weekly());
    const published = await publish(at(saved, '2026-12-07').conferenceId);
    hour += 1;
    const startTime = `${String(hour).padStart(2, '0')}:00`;
    const answer = await edit(saved, { scope: 'all', change: { startTime, content: { title: 'Giao ban mới' } } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer.body.changed).toHaveLength(9);
    const after = await read(published.conferenceId);
    expect(after).toMatchObject({ status: 'published', version: published.version + 1, title: 'Giao ban mới' });
    expect(Date.parse(after.startsAt) - Date.parse(published.startsAt)).toBe(3_600_000);
    expect(after.agenda.map((item) => item.itemId)).toEqual(published.agenda.map((item) => item.itemId));
    expect(answer.body.series.schedule.exceptions).toEqual([]);
  });

  it('[SR5] this and later: the earlier ones stay, the later ones belong to a series of their own', async () => {
    const saved = await create(weekly());
    const body = { scope: 'later', recurrenceId: '2027-01-11', change: { durationMinutes: 30 } };
    const answer = await edit(saved, body);
    expect(answer.status).toBe(200);
    expect(answer.body.series.seriesId).not.toBe(saved.seriesId);
    expect(answer.body.series.conferences[0]?.conferenceId).toBe(at(saved, '2027-01-11').conferenceId);
    const lengths = async (series: SeriesView) =>
      new Set(series.conferences.map((one) => (Date.parse(one.endsAt) - Date.parse(one.startsAt)) / 60_000));
    expect(await lengths(answer.body.series)).toEqual(new Set([30]));
    const earlier = (await secretary.get<SeriesView>(`/api/series/${saved.seriesId}`)).body;
    expect(await lengths(earlier)).toEqual(new Set([45]));
    expect(earlier.conferences.map((one) => one.conferenceId)).toEqual(
      saved.conferences.filter((one) => one.recurrenceId < '2027-01-11').map((one) => one.conferenceId),
    );
    expect(earlier.conferences.length + answer.body.series.conferences.length).toBe(saved.conferences.length);
    const none = await edit(earlier, { ...body, recurrenceId: '2027-01-12' });
    expect(none.status).toBe(400);
  });

  it('[SR6] what was moved, edited and cancelled one by one stays so, and takes what else changes', async () => {
    const saved = await create(weekly());
    const [moved, edited, cancelled] = ['2026-12-14', '2026-12-21', '2026-12-28'].map((day) => at(saved, day));
    const onTuesday = (instant: string | undefined) => new Date(Date.parse(instant ?? '') + 86_400_000).toISOString();
    const move = { startsAt: onTuesday(moved?.startsAt), endsAt: onTuesday(moved?.endsAt) };
    await secretary.edit(`/api/conferences/${moved?.conferenceId}`, 1, move);
    await secretary.edit(`/api/conferences/${edited?.conferenceId}`, 1, { title: 'Giao ban mở rộng' });
    const cancel = { reason: 'yKienCapTren', note: 'Công tác' };
    await secretary.edit(`/api/conferences/${cancelled?.conferenceId}/cancel`, 1, cancel, 'POST');
    const now = (await secretary.get<SeriesView>(`/api/series/${saved.seriesId}`)).body;
    expect(now.schedule.exceptions).toMatchObject([
      { recurrenceId: '2026-12-14', moved: { localDate: '2026-12-15' }, cancelled: null, edited: null },
      { recurrenceId: '2026-12-21', moved: null, edited: { title: 'Giao ban mở rộng' } },
      { recurrenceId: '2026-12-28', cancelled: cancel, moved: null, edited: null },
    ]);
    const answer = await edit(saved, { scope: 'all', change: { content: { mode: 'hoiNghi', title: 'Tên chung' } } });
    expect(answer.status).toBe(200);
    expect(await read(moved?.conferenceId)).toMatchObject({ ...move, mode: 'hoiNghi', title: 'Tên chung' });
    expect(await read(edited?.conferenceId)).toMatchObject({ mode: 'hoiNghi', title: 'Giao ban mở rộng' });
    expect(await read(cancelled?.conferenceId)).toMatchObject({ status: 'cancelled', version: 2, mode: 'giaoBan' });
    // Standing at the edited one, what is said now counts.
    const said = await edit(answer.body.series, {
      scope: 'all',
      recurrenceId: '2026-12-21',
      change: { content: { title: 'Tên cuối' } },
    });
    expect(said.status).toBe(200);
    expect(await read(edited?.conferenceId)).toMatchObject({ title: 'Tên cuối' });
  });

  it('[SR7] an open conference and one before the chair are not touched, and are named', async () => {
    const saved = await create(weekly());
    const [open, submitted] = ['2026-12-07', '2026-12-14'].map((day) => at(saved, day));
    if (open === undefined || submitted === undefined) throw new Error('no conferences');
    await publish(open.conferenceId);
    const setup = await store.schedule.getSetup(open.conferenceId);
    const entries = numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]);
    await store.journal.append(setup.conferenceId, 0, entries);
    await secretary.edit(`/api/conferences/${submitted.conferenceId}/submit`, 1, {}, 'POST');
    const answer = await edit(saved, { scope: 'all', change: { durationMinutes: 20 } });
    expect(answer.status).toBe(200);
    expect(answer.body.untouched.map((one) => one.status)).toEqual(['open', 'submitted']);
    expect((await read(open.conferenceId)).endsAt).toBe(open.endsAt);
    expect((await read(submitted.conferenceId)).endsAt).toBe(submitted.endsAt);
    expect(answer.body.changed).toHaveLength(saved.conferences.length - 2);
  });

  it('[SR8] Mondays become Tuesdays by moving, and a shorter series cancels what is left over', async () => {
    const saved = await create(weekly());
    const published = await publish(at(saved, '2026-12-07').conferenceId);
    const rule = { freq: 'weekly', interval: 1, weekdays: ['TU'] };
    const tuesdays = await edit(saved, { scope: 'all', change: { rule, end: { kind: 'count', count: 4 } } });
    expect(tuesdays.status).toBe(200);
    expect(tuesdays.body.series.conferences.map((one) => [one.recurrenceId, one.conferenceId])).toEqual(
      ['2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29'].map((day, index) => [
        day,
        saved.conferences[index]?.conferenceId,
      ]),
    );
    expect((await read(published.conferenceId)).version).toBe(published.version + 1);
    const last = saved.conferences.at(-1)?.conferenceId;
    expect(await read(last)).toMatchObject({ status: 'cancelled', cancelReason: 'khac' });
    expect(await count('booking', `conference_id = '${last}'`)).toBe(0);
    // Longer again: new conferences on the days that are free.
    const longer = await edit(tuesdays.body.series, { scope: 'all', change: { end: { kind: 'count', count: 6 } } });
    expect(longer.body.series.conferences).toHaveLength(6);
  });

  it('[SR2][SR3] a change that clashes is shown and refused, changes nothing, and can pass the clashing one by', async () => {
    const saved = await create(weekly());
    hour += 2;
    const startTime = `${String(hour).padStart(2, '0')}:00`;
    const startsAt = instantOf('2026-12-21', startTime);
    const times = { startsAt, endsAt: addMinutes(startsAt, 30) };
    const holder = await store.schedule.create(plan(world, { title: 'Họp khác', ...times }), NOW);
    const change = { scope: 'all', change: { startTime } };
    const path = `/api/series/${saved.seriesId}`;
    const seen = await secretary.edit<SeriesPreview>(`${path}?dryRun=true`, 1, change);
    const clashing = seen.body.occurrences.filter((one) => one.clashes.length > 0);
    expect(clashing.map((one) => [one.recurrenceId, one.clashes[0]?.conferenceId])).toEqual([
      ['2026-12-21', holder.conferenceId],
    ]);
    const refused = await edit(saved, change);
    expect(refused.status).toBe(409);
    expect((await secretary.get<SeriesView>(path)).body).toEqual(saved);
    const passed = await edit(saved, { ...change, leaveOut: ['2026-12-21'] });
    expect(passed.status).toBe(200);
    expect(passed.body.untouched.map((one) => one.recurrenceId)).toEqual(['2026-12-21']);
    expect(await read(at(saved, '2026-12-21').conferenceId)).toMatchObject({ version: 1 });
  });

  it('[SR2] the look at a change names what is changed, made, cancelled, left as it is, and what stays as it was said by hand', async () => {
    const saved = await create(weeklyFrom('2028-06-05'));
    const [edited, cancelled, submitted] = ['2028-06-12', '2028-06-19', '2028-06-26'].map((day) => at(saved, day));
    await secretary.edit(`/api/conferences/${edited?.conferenceId}`, 1, { title: 'Giao ban mở rộng' });
    await secretary.edit(`/api/conferences/${cancelled?.conferenceId}/cancel`, 1, { reason: 'khac' }, 'POST');
    await secretary.edit(`/api/conferences/${submitted?.conferenceId}/submit`, 1, {}, 'POST');
    const look = async (change: object) =>
      (await secretary.edit<SeriesPreview>(`/api/series/${saved.seriesId}?dryRun=true`, 1, { scope: 'all', change }))
        .body;
    const title = await look({ content: { title: 'Tên chung' } });
    expect(title.occurrences.map(({ recurrenceId, act, edited: kept }) => [recurrenceId, act, ...kept])).toEqual([
      ['2028-06-05', 'change'],
      ['2028-06-12', 'keep', 'title'],
      ['2028-06-19', 'keep'],
      ['2028-06-26', 'keep'],
      ...saved.conferences.slice(4).map((one) => [one.recurrenceId, 'change']),
    ]);
    expect(title.untouched.map((one) => [one.recurrenceId, one.status])).toEqual([
      ['2028-06-19', 'cancelled'],
      ['2028-06-26', 'submitted'],
    ]);
    const shorter = await look({ end: { kind: 'count', count: 5 } });
    expect(shorter.cancelled.map((one) => one.recurrenceId)).toEqual(
      saved.conferences.slice(5).map((one) => one.recurrenceId),
    );
    const longer = await look({ end: { kind: 'count', count: 12 } });
    expect(longer.occurrences.filter((one) => one.act === 'make')).toHaveLength(3);
    const fewer = await look({ end: { kind: 'count', count: 1 } });
    expect(fewer.dropped.map((one) => one.recurrenceId)).toEqual(['2028-06-12']);
  });

  it('[SR4] a change of words alone keeps every booking and every agenda item as it is', async () => {
    const saved = await create(weeklyFrom('2028-10-02'));
    const held = `conference_id IN (SELECT conference_id FROM conference WHERE series_id = '${saved.seriesId}')`;
    const read = () =>
      query(
        databaseUrl,
        `SELECT xmin::text, resource_id FROM booking WHERE ${held} ORDER BY conference_id, resource_id`,
      );
    const before = await read();
    const answer = await edit(saved, { scope: 'all', change: { content: { title: 'Tên khác' } } });
    expect([answer.status, answer.body.changed.length]).toEqual([200, 9]);
    expect(await read()).toEqual(before);
    expect(await count('conference_site', held)).toBe(36);
    const others = { siteIds: plan(world).siteIds.slice(0, 2), coChairIds: [world.otherChair.accountId] };
    expect((await edit(answer.body.series, { scope: 'all', change: { content: others } })).status).toBe(200);
    expect(await count('conference_site', held)).toBe(18);
    expect(await count('conference_officer', held)).toBe(18);
    expect(await count('booking', held)).toBe(45);
  });

  it('[SR9] cancelling this and later frees them with one reason; the earlier ones stay', async () => {
    const saved = await create(weekly());
    const body = { scope: 'later', recurrenceId: '2027-01-11', reason: 'khac', note: 'Đổi cách làm' };
    const answer = await secretary.edit<SeriesOutcome>(`/api/series/${saved.seriesId}/cancel`, 1, body, 'POST');
    expect(answer.status).toBe(200);
    const later = saved.conferences.filter((one) => one.recurrenceId >= '2027-01-11');
    expect(answer.body.changed).toEqual(later.map((one) => one.conferenceId));
    expect(await read(later[0]?.conferenceId)).toMatchObject({ status: 'cancelled', cancelNote: 'Đổi cách làm' });
    expect(await count('booking', `conference_id = '${later[0]?.conferenceId}'`)).toBe(0);
    expect((await read(at(saved, '2027-01-04').conferenceId)).status).toBe('draft');
  });

  it('[SR10] of two changes from one version one is kept; of two equal series made at once one is kept whole', async () => {
    const saved = await create(weekly());
    const answers = await Promise.all(
      ['Một', 'Hai'].map((title) => edit(saved, { scope: 'all', change: { content: { title } } })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const late = answers.find((one) => one.status === 409)?.body as unknown as ErrorAnswer;
    expect([late.code, late.details]).toEqual(['conflict', { version: 2, changedBy: 'Vai secretary' }]);
    const input = weekly();
    const made: Answer<unknown>[] = await Promise.all(
      [1, 2, 3, 4].map(() => secretary.send('POST', '/api/series', input)),
    );
    expect(made.map((one) => one.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await count('conference', `title = '${input.content.title}'`)).toBe(9);
  });
});

describe('who may', () => {
  it('[SR11] each role gets its own answer at every door of series and templates', async () => {
    const saved = await create(weekly());
    const conference = at(saved, '2026-12-07');
    const path = `/api/series/${saved.seriesId}`;
    const readers: readonly Role[] = ['administrator', 'secretary', 'chair'];
    for (const role of ROLES) {
      const client = as(role);
      const mayRead = readers.includes(role) ? 200 : 403;
      const statuses = [
        (await client.get(path)).status,
        (await client.get('/api/series')).status,
        (await client.get(`/api/conferences/${conference.conferenceId}/series`)).status,
        (await client.send('POST', '/api/series?dryRun=true', weekly())).status,
        (await client.edit(path, 99, { scope: 'all', change: {} })).status,
        (await client.edit(`${path}/cancel`, 99, { scope: 'all', reason: 'khac' }, 'POST')).status,
        (await client.get('/api/templates')).status,
        (await client.send('POST', '/api/templates', {})).status,
        (await client.edit(`/api/templates/${saved.seriesId}`, 1, { name: 'Tên khác' })).status,
        (await client.edit(`/api/templates/${saved.seriesId}`, 1, {}, 'DELETE')).status,
      ];
      const writes = role === 'secretary' ? [200, 409, 409, 200, 400, 404, 404] : Array(7).fill(403);
      expect([role, ...statuses]).toEqual([role, mayRead, mayRead, mayRead, ...writes]);
      hour -= 1;
    }
    const place = await secretary.get<SeriesPlace>(`/api/conferences/${conference.conferenceId}/series`);
    expect(place.body).toMatchObject({ seriesId: saved.seriesId, recurrenceId: '2026-12-07', version: 1 });
    const unversioned = await secretary.send('PATCH', path, { scope: 'all', change: {} });
    expect(unversioned.status).toBe(428);
    expect((await secretary.send('DELETE', `/api/templates/${saved.seriesId}`)).status).toBe(428);
    const foreign = await secretary.send('POST', '/api/series', weekly(), { origin: 'https://elsewhere.invalid' });
    expect(foreign.status).toBe(403);
  });

  it('[SR12] a template is kept by its own name, listed and removed', async () => {
    const { startsAt: _startsAt, endsAt: _endsAt, ...content } = plan(world);
    const body = { name: 'Giao ban tuần', content: { ...content, startTime: '08:00', durationMinutes: 180 } };
    const made = await secretary.send<TemplateView>('POST', '/api/templates', body);
    expect([made.status, made.body.name]).toEqual([201, 'Giao ban tuần']);
    expect((await secretary.send('POST', '/api/templates', body)).status).toBe(409);
    expect((await secretary.get<TemplateView[]>('/api/templates')).body).toEqual([made.body]);
    const other = await secretary.send<TemplateView>('POST', '/api/templates', { ...body, name: 'Giao ban quý' });
    const path = `/api/templates/${made.body.templateId}`;
    expect((await secretary.edit(path, 1, { name: 'Giao ban quý' })).status).toBe(409);
    const renamed = await secretary.edit<TemplateView>(path, 1, { name: 'Giao ban tháng' });
    expect(renamed.body).toEqual({ ...made.body, name: 'Giao ban tháng', version: 2 });
    const late = await secretary.edit<ErrorAnswer>(path, 1, { name: 'Giao ban năm' });
    expect([late.status, late.body.code, late.body.details]).toEqual([409, 'conflict', { version: 2 }]);
    expect((await secretary.edit(path, 1, {}, 'DELETE')).status).toBe(409);
    for (const one of [renamed.body, other.body])
      expect((await secretary.edit(`/api/templates/${one.templateId}`, one.version, {}, 'DELETE')).status).toBe(204);
    expect((await secretary.get<TemplateView[]>('/api/templates')).body).toEqual([]);
  });
});
