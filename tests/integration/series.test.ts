// Series over real HTTP on a real database: a year across Tết, clashes before saving, limits, templates, and who may.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ErrorAnswer, ROLES, type Role } from '../../server/contract/index.ts';
import type { StateSecretRefusal } from '../../server/contract/life.ts';
import type {
  SeriesOccurrenceView,
  SeriesOutcome,
  SeriesPlace,
  SeriesSummary,
  SeriesView,
  TemplateView,
} from '../../server/contract/series.ts';
import { instantOf } from '../../server/domain/scheduling/civilDate.ts';
import { query } from './support/database.ts';
import { NOW, plan } from './support/schedule.ts';
import {
  addMinutes,
  api,
  at,
  count,
  create,
  databaseUrl,
  edit,
  prepareSeries,
  preview,
  read,
  secretary,
  skipHours,
  store,
  weekly,
  weeklyFrom,
  world,
} from './support/seriesRoom.ts';

const as = prepareSeries();

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
      skipHours(-1);
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
