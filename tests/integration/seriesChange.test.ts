// Series that exist, changed and cancelled over real HTTP: this and later and all, what stays, clashes, races.

import { describe, expect, it } from 'vitest';
import type { ConferenceSummary, ConferenceView, ErrorAnswer } from '../../server/contract/index.ts';
import type { SeriesOutcome, SeriesPreview, SeriesView } from '../../server/contract/series.ts';
import { instantOf } from '../../server/domain/scheduling/civilDate.ts';
import type { Answer } from './support/api.ts';
import { query } from './support/database.ts';
import { NOW, numberEntries, plan } from './support/schedule.ts';
import {
  addMinutes,
  at,
  count,
  create,
  databaseUrl,
  edit,
  prepareSeries,
  publish,
  read,
  secretary,
  skipHours,
  store,
  weekly,
  weeklyFrom,
  world,
} from './support/seriesRoom.ts';

const as = prepareSeries();

describe('changing a series', () => {
  it('[SR4] all: another time moves every conference; published ones keep their id and get the next version', async () => {
    const saved = await create(weekly());
    const published = await publish(at(saved, '2026-12-07').conferenceId);
    const startTime = skipHours(1);
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
    const startTime = skipHours(2);
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

describe('another rule for a series that exists', () => {
  /** Nine Mondays: the third moved by hand, the fourth with its invitation out. */
  async function prepare(startsOn: string) {
    const saved = await create(weeklyFrom(startsOn));
    const [first, second, third, fourth] = saved.conferences;
    if (!first || !second || !third || !fourth) throw new Error('a series of nine');
    const move = { startsAt: addMinutes(third.startsAt, 1_440 + 600), endsAt: addMinutes(third.endsAt, 1_440 + 600) };
    expect((await secretary.edit(`/api/conferences/${third.conferenceId}`, 1, move)).status).toBe(200);
    await publish(fourth.conferenceId);
    return { saved, first, second, third, fourth, move };
  }
  const idsOf = (series: SeriesView) => series.conferences.map((one) => one.conferenceId);

  it('[SR20] this and later: weekly becomes the second Wednesday of every month; looked at first, kept as it was seen', async () => {
    const { saved, first, second, third, move } = await prepare('2030-06-03');
    const rule = { freq: 'monthlyByWeekday', interval: 1, weekday: 'WE', position: 2 };
    const body = { scope: 'later', recurrenceId: second.recurrenceId, change: { rule } };
    const path = `/api/series/${saved.seriesId}`;
    const seen = (await secretary.edit<SeriesPreview>(`${path}?dryRun=true`, 1, body)).body;
    expect(seen.sentence).toMatchObject({
      vi: expect.stringContaining('Hằng tháng vào thứ Tư lần thứ 2 của tháng, 08:00–08:45, từ 10/06/2030, 8 phiên'),
      en: expect.stringContaining('Every month on the second Wednesday'),
    });
    expect((await secretary.get<SeriesView>(path)).body.version).toBe(1);
    const days = ['2030-06-12', '2030-07-10', '2030-08-14', '2030-09-11', '2030-10-09', '2030-11-13', '2030-12-11'];
    // Who was invited is told of a move: each takes the next new day. The one with a time of its own keeps it.
    const movable = saved.conferences.slice(1).filter((one) => one !== third);
    expect(seen.occurrences.map((one) => [one.localDate, one.act, one.conferenceId])).toEqual([
      ...days.map((day, index) => [day, 'change', movable[index]?.conferenceId]),
      ['2031-01-08', 'make', null],
    ]);
    expect(seen.dropped.map((one) => one.conferenceId)).toEqual([third.conferenceId]);
    expect(seen.cancelled).toEqual([]);

    const answer = await edit(saved, body);
    expect(answer.status).toBe(200);
    const made = answer.body.series;
    expect(made.seriesId).not.toBe(saved.seriesId);
    expect(made.schedule.rule).toEqual(rule);
    const held = made.conferences.filter((one) => one.conferenceId !== third.conferenceId);
    expect(held.map((one) => one.recurrenceId)).toEqual([...days, '2031-01-08']);
    expect(held.slice(0, 7).map((one) => one.conferenceId)).toEqual(movable.map((one) => one.conferenceId));
    expect(await read(third.conferenceId)).toMatchObject({ ...move, status: 'draft' });
    const earlier = (await secretary.get<SeriesView>(path)).body;
    expect(idsOf(earlier)).toEqual([first.conferenceId]);
    expect(earlier.schedule.rule).toEqual(saved.schedule.rule);
  });

  it('[SR20] all: other weekdays every two weeks, with what is in the way; what has no day any more is cancelled', async () => {
    const { saved, fourth } = await prepare('2031-06-02');
    const startsAt = instantOf('2031-06-19', '08:15');
    const times = { startsAt, endsAt: addMinutes(startsAt, 60) };
    const holder = await store.schedule.create(plan(world, { title: 'Họp khác', ...times }), NOW);
    const rule = { freq: 'weekly', interval: 2, weekdays: ['TU', 'TH'] };
    const change = { rule, end: { kind: 'until', localDate: '2031-07-03' } };
    const path = `/api/series/${saved.seriesId}`;
    const seen = (await secretary.edit<SeriesPreview>(`${path}?dryRun=true`, 1, { scope: 'all', change })).body;
    const days = ['2031-06-03', '2031-06-05', '2031-06-17', '2031-06-19', '2031-07-01', '2031-07-03'];
    expect(seen.occurrences.map((one) => one.localDate)).toEqual(days);
    expect(seen.occurrences.map((one) => one.clashes[0]?.conferenceId ?? null)).toEqual([
      null,
      null,
      null,
      holder.conferenceId,
      null,
      null,
    ]);
    expect(seen.cancelled).toHaveLength(2);
    expect(seen.occurrences[2]).toMatchObject({ conferenceId: fourth.conferenceId, heldStatus: 'published' });
    expect((await edit(saved, { scope: 'all', change })).status).toBe(409);

    const answer = await edit(saved, { scope: 'all', change, leaveOut: ['2031-06-19'] });
    expect(answer.status).toBe(200);
    const left = answer.body.series.conferences.filter((one) => days.includes(one.recurrenceId));
    expect(left.map((one) => one.recurrenceId)).toEqual(days.filter((day) => day !== '2031-06-19'));
    expect(await read(fourth.conferenceId)).toMatchObject({
      status: 'published',
      startsAt: instantOf('2031-06-17', '08:00'),
    });
    const ended = saved.conferences.slice(-3).map((one) => one.conferenceId);
    for (const id of ended) expect(await read(id)).toMatchObject({ status: 'cancelled', cancelReason: 'khac' });
  });
});

describe('rows of a series', () => {
  it('[SR19] every row says its series: moved, cancelled, split off; a single conference says none', async () => {
    const saved = await create(weekly());
    const [moved, cancelled, published] = ['2026-12-14', '2026-12-21', '2027-01-18'].map((day) => at(saved, day));
    const move = { startsAt: addMinutes(moved?.startsAt ?? '', 1_440), endsAt: addMinutes(moved?.endsAt ?? '', 1_440) };
    expect((await secretary.edit(`/api/conferences/${moved?.conferenceId}`, 1, move)).status).toBe(200);
    const cancel = { reason: 'yKienCapTren', note: '' };
    await secretary.edit(`/api/conferences/${cancelled?.conferenceId}/cancel`, 1, cancel, 'POST');
    const split = { scope: 'later', recurrenceId: '2027-01-11', change: { content: { title: 'Tên sau' } } };
    const later = (await edit(saved, split)).body.series;
    await publish(published?.conferenceId ?? '');
    const single = plan(world, { startsAt: '2026-12-09T20:00:00Z', endsAt: '2026-12-09T21:00:00Z' });
    const alone = (await secretary.send<ConferenceView>('POST', '/api/conferences', single)).body;

    const span = '/api/conferences?from=2026-12-01T00:00:00Z&to=2027-03-01T00:00:00Z';
    const listed = (await secretary.get<ConferenceSummary[]>(span)).body;
    const told = new Map(listed.map((one) => [one.conferenceId, one.seriesId]));
    expect(later.seriesId).not.toBe(saved.seriesId);
    expect(saved.conferences.map((one) => told.get(one.conferenceId))).toEqual([
      ...Array(5).fill(saved.seriesId),
      ...Array(4).fill(later.seriesId),
    ]);
    expect(told.get(alone.conferenceId)).toBeNull();
    const seen = (await as('observer').get<ConferenceSummary[]>(span)).body;
    expect(seen.find((one) => one.conferenceId === published?.conferenceId)?.seriesId).toBe(later.seriesId);
  });
});
