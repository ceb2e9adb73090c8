// Rule sets, the table of holidays and the deadline assistant over HTTP: seeded once, corrected by administrators, applied at once.

import { beforeAll, describe, expect, it } from 'vitest';
import { type ErrorAnswer, ROLES, type Role } from '../../server/contract/index.ts';
import type { HolidaysView, RuleSet, RuleSetView } from '../../server/contract/rules.ts';
import type { DeadlineAdvice } from '../../server/domain/scheduling/deadlines.ts';
import type { Store } from '../../server/store/createStore.ts';
import { type TestApi, TestClient } from './support/api.ts';
import { prepareApi } from './support/apiRoom.ts';
import { query } from './support/database.ts';
import { NOW, plan, publishPlan, type World } from './support/schedule.ts';

const { as, the } = prepareApi();
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;

beforeAll(async () => {
  ({ store, databaseUrl, world, api } = the());
});

const listRuleSets = async () => (await as('secretary').get<RuleSetView[]>('/api/rule-sets')).body;
const getHolidays = async () => (await as('secretary').get<HolidaysView>('/api/holidays')).body;
const withoutVersion = ({ version: _version, ...ruleSet }: RuleSetView): RuleSet => ruleSet;
async function newest(): Promise<RuleSetView> {
  const [first] = await listRuleSets();
  if (first === undefined) throw new Error('no rule set');
  return first;
}

describe('who may', () => {
  it('[AP1][PR1] those who plan read the rules, administrators change them, and nobody else does either', async () => {
    const planners: readonly Role[] = ['administrator', 'secretary', 'chair'];
    const ruleSet = await newest();
    const rows = () => query(databaseUrl, 'SELECT t::text FROM rule_set t UNION ALL SELECT t::text FROM special_day t');
    const before = await rows();
    for (const role of ROLES) {
      for (const path of ['/api/rule-sets', '/api/holidays', '/api/settings/approval'])
        expect((await as(role).get(path)).status, `${role} ${path}`).toBe(planners.includes(role) ? 200 : 403);
      const asked = await as(role).send('POST', '/api/deadlines', {
        kind: 'giaoBan',
        startsAt: '2026-12-01T01:00:00Z',
        endsAt: '2026-12-01T04:00:00Z',
      });
      expect(asked.status, role).toBe(planners.includes(role) ? 200 : 403);
      if (role === 'administrator') continue;
      const body = withoutVersion(ruleSet);
      expect((await as(role).edit(`/api/rule-sets/${ruleSet.id}`, 1, body)).status, role).toBe(403);
      expect((await as(role).send('POST', '/api/rule-sets', body)).status, role).toBe(403);
      expect((await as(role).edit('/api/holidays', 1, { remove: ['2026-01-01'] })).status, role).toBe(403);
    }
    expect((await new TestClient(api.url).get('/api/rule-sets')).status).toBe(401);
    expect(await rows()).toEqual(before);
  });
});

describe('the first start', () => {
  it('[PR2] fills empty tables from the files that ship and leaves what the office has alone', async () => {
    const ids = (await listRuleSets()).map((ruleSet) => ruleSet.id);
    expect(ids).toEqual(['nd-314-2025', 'qd-45-2018', 'qd-114-2006']);
    expect((await getHolidays()).days.length).toBeGreaterThan(40);
    await query(databaseUrl, 'DELETE FROM special_day');
    await query(
      databaseUrl,
      "UPDATE rule_set SET content = jsonb_set(content, '{confirmed}', 'true') WHERE rule_set_id = 'nd-314-2025'",
    );
    expect(await store.seed('long-an-2010')).toBeNull();
    expect((await getHolidays()).days.length).toBeGreaterThan(40);
    expect((await newest()).confirmed).toBe(true);
  });
});

describe('corrections', () => {
  it('[PR3] a day is put, moved and taken out with the version of the table; an old version is told what is there', async () => {
    const { version, days } = await getHolidays();
    const day = {
      localDate: '2026-11-24',
      kind: 'holiday',
      name: 'Ngày Văn hóa Việt Nam',
      certainty: 'decided',
    } as const;
    const put = await as('administrator').edit<HolidaysView>('/api/holidays', version, {
      put: [day],
      remove: ['2024-01-01'],
    });
    expect([put.status, put.headers.get('etag')]).toEqual([200, `"${version + 1}"`]);
    expect(put.body.days.find((one) => one.localDate === day.localDate)).toEqual(day);
    expect(put.body.days.some((one) => one.localDate === '2024-01-01')).toBe(false);
    const known = days.some((one) => one.localDate === day.localDate) ? 1 : 0;
    expect(put.body.days).toHaveLength(days.length - known);
    const stale = await as('administrator').edit<ErrorAnswer>('/api/holidays', version, { put: [day] });
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    expect(stale.body.details).toMatchObject({ version: version + 1 });
    const wrong = { ...day, localDate: '2026-12-01', kind: 'workingSaturday' };
    expect((await as('administrator').edit('/api/holidays', version + 1, { put: [wrong] })).status).toBe(400);
    const twice = { put: [day, day] };
    expect((await as('administrator').edit('/api/holidays', version + 1, twice)).status).toBe(400);
  });

  it('[PR3] a rule set is corrected as a whole, and a new one never stands beside another', async () => {
    const current = await newest();
    const path = `/api/rule-sets/${current.id}`;
    const corrected = { ...withoutVersion(current), invitationWorkingDays: 5, effectiveTo: '2027-12-31' };
    const edited = await as('administrator').edit<RuleSetView>(path, current.version, corrected);
    expect(edited.body).toEqual({ ...corrected, version: current.version + 1 });
    const stale = await as('administrator').edit<ErrorAnswer>(path, current.version, corrected);
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    const next = { ...corrected, id: 'quy-che-2028', effectiveFrom: '2028-01-01', effectiveTo: null };
    const beside = { ...next, effectiveFrom: '2027-12-31' };
    expect((await as('administrator').send('POST', '/api/rule-sets', beside)).status).toBe(400);
    expect((await as('administrator').send('POST', '/api/rule-sets', next)).status).toBe(201);
    const again = await as('administrator').send<ErrorAnswer>('POST', '/api/rule-sets', next);
    expect([again.status, again.body.code]).toEqual([409, 'alreadyExists']);
    const other = await as('administrator').edit<ErrorAnswer>(path, current.version + 1, { ...corrected, id: 'khac' });
    expect([other.status, other.body.code]).toEqual([400, 'invalidInput']);
    expect((await as('administrator').edit('/api/rule-sets/khong-co', 1, corrected)).status).toBe(404);
  });

  it('[PR3] of two corrections at once on one version one is kept', async () => {
    const { version } = await getHolidays();
    const answers = await Promise.all(
      ['2026-12-07', '2026-12-08', '2026-12-09'].map((localDate) =>
        as('administrator').edit('/api/holidays', version, {
          put: [{ localDate, kind: 'swappedOff', name: 'Nghỉ hoán đổi', certainty: 'decided' }],
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  });
});

describe('the assistant', () => {
  const ask = async (kind: string, startsAt: string, endsAt: string) =>
    (await as('secretary').send<DeadlineAdvice>('POST', '/api/deadlines', { kind, startsAt, endsAt })).body;

  it('[PR4] names the rule set of the day, what is late, and offers the họp đột xuất; nothing is refused', async () => {
    // NOW is Monday 23/11/2026, 07:00 here; the meeting on Wednesday leaves one working day between.
    const late = await ask('giaoBan', '2026-11-25T01:00:00Z', '2026-11-25T04:00:00Z');
    expect(late.ruleSet.vi).toContain('Bộ quy định áp dụng: Quy chế làm việc UBND tỉnh (từ 08/12/2025');
    expect(late.deadlines.map(({ id, state }) => [id, state])).toEqual([
      ['invitation', 'late'],
      ['papers', 'late'],
      ['conclusion', 'due'],
    ]);
    expect(late.offerDotXuat).toBe(true);
    const old = await ask('giaoBan', '2020-03-02T01:00:00Z', '2020-03-02T04:00:00Z');
    expect(old.ruleSet.vi).toContain('Quyết định 45/2018/QĐ-TTg');
    const exempt = await ask('dotXuat', '2026-11-25T01:00:00Z', '2026-11-25T04:00:00Z');
    expect([exempt.deadlines[0]?.state, exempt.offerDotXuat]).toEqual(['exempt', false]);
  });

  it('[PR4] a corrected table counts from the next question on', async () => {
    const question = ['giaoBan', '2026-12-21T01:00:00Z', '2026-12-21T04:00:00Z'] as const;
    const before = (await ask(...question)).deadlines[0]?.dueDate;
    const { version } = await getHolidays();
    await as('administrator').edit('/api/holidays', version, {
      put: [{ localDate: before, kind: 'swappedOff', name: 'Nghỉ hoán đổi', certainty: 'decided' }],
    });
    const after = (await ask(...question)).deadlines[0]?.dueDate ?? '';
    expect(before).toBeDefined();
    expect(after < (before ?? '')).toBe(true);
  });

  it('[PR5] a published conference has met its invitation on the day it was published, and rescheduling asks again', async () => {
    const startsAt = '2026-12-28T01:00:00.000Z';
    const made = await as('secretary').send<{ conferenceId: string; version: number }>(
      'POST',
      '/api/conferences',
      plan(world, { startsAt, endsAt: '2026-12-28T04:00:00.000Z' }),
    );
    const path = `/api/conferences/${made.body.conferenceId}`;
    const invitation = async () =>
      (await as('secretary').get<DeadlineAdvice>(`${path}/deadlines`)).body.deadlines.find(
        ({ id }) => id === 'invitation',
      );
    expect(await invitation()).toMatchObject({ state: 'due', doneOn: null });
    await as('secretary').edit(`${path}/publish`, 1, {}, 'POST');
    expect(await invitation()).toMatchObject({ state: 'met', doneOn: '2026-11-23' });
    const moved = { startsAt: '2026-11-24T08:00:00Z', endsAt: '2026-11-24T09:00:00Z', reason: 'khac' };
    expect((await as('secretary').edit(`${path}/reschedule`, 2, moved, 'POST')).status).toBe(200);
    expect(await invitation()).toMatchObject({ state: 'late', doneOn: '2026-11-23' });
    for (const role of ['technician', 'site', 'observer'] as const)
      expect((await as(role).get(`${path}/deadlines`)).status, role).toBe(403);
  });

  it('[PR6] papers are late until the last is there for the invited, met from then on, and a new version changes nothing', async () => {
    const [startsAt, endsAt] = ['2027-01-11T01:00:00.000Z', '2027-01-11T04:00:00.000Z'];
    const draft = await store.schedule.create(plan(world, { startsAt, endsAt }), NOW);
    const { conferenceId } = draft;
    const by = { accountId: world.secretary.accountId, name: 'Thư ký', siteName: null };
    const file = { hash: 'a'.repeat(64), sizeBytes: 9, name: 'a.pdf', kind: 'pdf' } as const;
    const fields = { title: 'Báo cáo', agendaItemId: null, recallAtClose: true };
    const papersOf = async () =>
      (await as('secretary').get<DeadlineAdvice>(`/api/conferences/${conferenceId}/deadlines`)).body.deadlines[1];
    const paper = await store.papers.create(conferenceId, fields, file, by, NOW);
    expect(await papersOf()).toMatchObject({ id: 'papers', state: 'due', doneOn: null });
    await store.schedule.publish(conferenceId, draft.version, NOW);
    expect(await papersOf()).toMatchObject({ state: 'met', doneOn: '2026-11-23' });
    const late = new Date('2027-01-08T02:00:00Z');
    await store.papers.addVersion(
      conferenceId,
      paper.paperId,
      paper.version,
      { ...file, hash: 'b'.repeat(64) },
      by,
      late,
    );
    expect(await papersOf()).toMatchObject({ state: 'met', doneOn: '2026-11-23' });
    const second = await store.papers.create(conferenceId, fields, { ...file, hash: 'c'.repeat(64) }, by, late);
    expect(await papersOf()).toMatchObject({ state: 'late', doneOn: '2027-01-08', workingDays: 0 });
    await store.papers.recall(conferenceId, second.paperId, by, late);
    expect(await papersOf()).toMatchObject({ state: 'met', doneOn: '2026-11-23' });
  });

  it('[PR6] a form that edits a stored conference is told what has been sent, and only to who may see it', async () => {
    const [startsAt, endsAt] = ['2027-01-18T01:00:00.000Z', '2027-01-18T04:00:00.000Z'];
    const { conferenceId } = await publishPlan(store, plan(world, { startsAt, endsAt }));
    const question = { kind: 'giaoBan', startsAt, endsAt };
    const asking = async (conference: string) =>
      as('secretary').send<DeadlineAdvice>('POST', '/api/deadlines', { ...question, conferenceId: conference });
    expect((await asking(conferenceId)).body.deadlines[0]).toMatchObject({ state: 'met', doneOn: '2026-11-23' });
    expect((await ask('giaoBan', startsAt, endsAt)).deadlines[0]).toMatchObject({ state: 'due', doneOn: null });
    expect((await asking('0198c2a1-0000-7000-8000-000000000000')).status).toBe(404);
  });
});
