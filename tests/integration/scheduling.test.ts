// What a plan must be to be kept, and the ways a conference goes from draft to its end.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, ConferenceView, SiteId } from '../../server/contract/index.ts';
import { AppError } from '../../server/lib/AppError.ts';
import type { Store } from '../../server/store/createStore.ts';
import type { ConferenceWrite } from '../../server/store/schedule/types.ts';
import { createSeededStore, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, numberEntries, PASSWORD, plan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  const seeded = await createSeededStore(server);
  store = seeded.store;
  world = await createWorld(store);
});
afterAll(async () => {
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

const UNKNOWN = '0198c2a1-0000-7000-8000-000000000000';

/** The fields a refused plan names. */
async function faults(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError) || error.code !== 'invalidInput')
    throw new Error(`not refused as invalid: ${String(error)}`);
  return (error.details as { path: (string | number)[] }[]).map((issue) => issue.path.join('.'));
}
const create = (change: Partial<ConferenceWrite>) => store.schedule.create(plan(world, change), NOW);
let day = 1;
function onOwnDay(change: Partial<ConferenceWrite> = {}): Partial<ConferenceWrite> {
  day += 1;
  const date = `2027-05-${String(day).padStart(2, '0')}`;
  return { startsAt: `${date}T01:00:00Z`, endsAt: `${date}T04:00:00Z`, ...change };
}

describe('officers', () => {
  it('[SC6] each office is held by an account that may hold it; the fault names the field', async () => {
    const { chair, otherChair, secretary, hub } = world;
    const accountId = async (username: string, role: 'chair' | 'observer') =>
      (await store.accounts.create({ username, name: username, role, siteId: null, password: PASSWORD })).accountId;
    const homeless = await accountId('khong-phong', 'chair');
    const observer = await accountId('quansat', 'observer');
    const wrong: [Partial<ConferenceWrite>, string[]][] = [
      [{ chairId: secretary.accountId }, ['chairId']],
      [{ chairId: UNKNOWN as AccountId }, ['chairId']],
      [{ chairId: homeless }, ['chairId']],
      [{ chairId: otherChair.accountId, siteIds: [hub.siteId] }, ['chairId']],
      [{ coChairIds: [otherChair.accountId], siteIds: [hub.siteId] }, ['coChairIds.0']],
      [{ coChairIds: [chair.accountId] }, ['coChairIds.0']],
      [{ coChairIds: [otherChair.accountId, otherChair.accountId] }, ['coChairIds.1']],
      [{ secretaryIds: [observer] }, ['secretaryIds.0']],
      [{ secretaryIds: [secretary.accountId, secretary.accountId] }, ['secretaryIds.1']],
      [{ siteIds: [hub.siteId, UNKNOWN as SiteId] }, ['siteIds.1']],
      [{ siteIds: [hub.siteId, hub.siteId] }, ['siteIds.1']],
    ];
    for (const [change, paths] of wrong) expect(await faults(create(change)), JSON.stringify(change)).toEqual(paths);
  });

  it('[SC6] an account that was disabled since can no longer be planned with or published', async () => {
    const account = await store.accounts.create({
      username: 'sap-nghi',
      name: 'Sắp nghỉ',
      role: 'secretary',
      siteId: null,
      password: PASSWORD,
    });
    const draft = await create(onOwnDay({ secretaryIds: [account.accountId] }));
    await store.accounts.edit(account.accountId, account.version, { disabled: true });
    expect(await faults(store.schedule.publish(draft.conferenceId, null, NOW))).toEqual(['secretaryIds.0']);
    expect(await store.schedule.findStatus(draft.conferenceId)).toBe('draft');
  });
});

describe('times', () => {
  it('[SC7] an end before the start, beyond a day or in the past is refused', async () => {
    const times = (startsAt: string, endsAt: string) => create({ startsAt, endsAt });
    expect(await faults(times('2027-05-01T04:00:00Z', '2027-05-01T04:00:00Z'))).toEqual(['endsAt']);
    expect(await faults(times('2027-05-01T04:00:00Z', '2027-05-02T04:00:01Z'))).toEqual(['endsAt']);
    expect(await faults(times('2026-11-22T22:00:00Z', '2026-11-23T00:00:00Z'))).toEqual(['endsAt']);
    const running = await times('2026-11-22T23:00:00Z', '2026-11-23T00:00:01Z');
    expect(running.status).toBe('draft');
  });

  it('[SC7] an edit of one time is judged with the other, and local offsets mean the same instant', async () => {
    const draft = await create(onOwnDay());
    const early = draft.startsAt.replace('T01', 'T00');
    expect(await faults(store.schedule.edit(draft.conferenceId, draft.version, { endsAt: early }, NOW))).toEqual([
      'endsAt',
    ]);
    const local = draft.endsAt.replace('T04:00:00.000Z', 'T12:00:00+07:00');
    const edited = await store.schedule.edit(draft.conferenceId, draft.version, { endsAt: local }, NOW);
    expect(edited.endsAt).toBe(draft.endsAt.replace('T04', 'T05'));
  });
});

describe('a conference', () => {
  it('[SC8] keeps sites in order of precedence, officers and agenda in the order given', async () => {
    const thuky2 = await store.accounts.create({
      username: 'thuky2',
      name: 'Thư ký 2',
      role: 'secretary',
      siteId: null,
      password: PASSWORD,
    });
    const sites = world.sites.slice(0, 6).map((site) => site.siteId);
    const agenda = ['Một', 'Hai', 'Ba'].map((title) => ({ title, durationMinutes: 10, speakingLimitSeconds: null }));
    const made = await create(
      onOwnDay({
        siteIds: sites.toReversed(),
        secretaryIds: [thuky2.accountId, world.secretary.accountId],
        coChairIds: [world.otherChair.accountId],
        agenda,
      }),
    );
    expect(made.sites.map((site) => site.siteId)).toEqual(sites);
    expect(made.secretaries.map((person) => person.accountId)).toEqual([thuky2.accountId, world.secretary.accountId]);
    expect(made.agenda.map((item) => item.title)).toEqual(['Một', 'Hai', 'Ba']);
    await store.schedule.publish(made.conferenceId, made.version, NOW);
    const setup = await store.schedule.getSetup(made.conferenceId);
    expect(setup.sites.map((site) => site.siteId)).toEqual(sites);
    expect(setup.chair).toEqual({ accountId: world.chair.accountId, siteId: world.hub.siteId, name: world.chair.name });
    expect(setup.coChairs.map((officer) => officer.siteId)).toEqual([world.otherChair.siteId]);
    expect(setup.agenda).toEqual(made.agenda);
  });

  it('[SC8] an edit that leaves the agenda out keeps the ids of its items', async () => {
    const draft = await create(onOwnDay());
    const renamed = await store.schedule.edit(draft.conferenceId, draft.version, { title: 'Tên khác' }, NOW);
    expect(renamed.agenda).toEqual(draft.agenda);
    expect(renamed.version).toBe(draft.version + 1);
  });

  it('[SC9] goes from draft to published to open to closed, and is changed only before it opens', async () => {
    const draft = await create(onOwnDay());
    const { conferenceId } = draft;
    await expect(store.schedule.getSetup(conferenceId)).rejects.toMatchObject({ code: 'wrongState' });
    const published = await store.schedule.publish(conferenceId, draft.version, NOW);
    expect(published.status).toBe('published');
    await expect(store.schedule.publish(conferenceId, null, NOW)).rejects.toMatchObject({ code: 'wrongState' });
    const setup = await store.schedule.getSetup(conferenceId);
    await store.journal.append(conferenceId, 0, numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]));
    await expectFrozen(await store.schedule.get(conferenceId), 'open');
    await store.journal.append(conferenceId, 1, numberEntries(setup, 1, [{ type: 'conferenceClosed', data: {} }]));
    await expectFrozen(await store.schedule.get(conferenceId), 'closed');

    const other = await create(onOwnDay());
    const cancelled = await store.schedule.cancel(other.conferenceId, other.version, { reason: 'khac', note: '' });
    await expectFrozen(cancelled, 'cancelled');
  });

  it('[SC9] two secretaries at once: one edit is kept, the other is told what is there now', async () => {
    const draft = await create(onOwnDay());
    const edits = ['A', 'B', 'C', 'D'].map((title) =>
      store.schedule.edit(draft.conferenceId, draft.version, { title }, NOW),
    );
    const outcomes = await Promise.allSettled(edits);
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(kept).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'conflict', details: { version: 2, current: kept[0] } });
    }
  });

  it('[AD2][SC9] what a room is shown next is the next published conference it is invited to, never the open one', async () => {
    const site = world.sites[25];
    if (site === undefined) throw new Error('no such site');
    const invite = (change: Partial<ConferenceWrite>) =>
      create({ ...change, siteIds: [world.hub.siteId, site.siteId] });
    const first = await invite(onOwnDay({ title: 'Thứ nhất' }));
    const second = await invite(onOwnDay({ title: 'Thứ hai' }));
    expect(await store.schedule.findNextForSite(site.siteId, NOW)).toBeNull();
    await store.schedule.publish(second.conferenceId, null, NOW);
    expect(await store.schedule.findNextForSite(site.siteId, NOW)).toMatchObject({
      title: 'Thứ hai',
      chairName: world.chair.name,
    });
    await store.schedule.publish(first.conferenceId, null, NOW);
    expect(await store.schedule.findNextForSite(site.siteId, NOW)).toMatchObject({ title: 'Thứ nhất' });
    const setup = await store.schedule.getSetup(second.conferenceId);
    await store.journal.append(
      setup.conferenceId,
      0,
      numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]),
    );
    expect(await store.schedule.findNextForSite(site.siteId, NOW)).toMatchObject({ title: 'Thứ nhất' });
    expect(await store.schedule.findNextForSite(site.siteId, new Date(first.endsAt))).toBeNull();
  });
});

async function expectFrozen(conference: ConferenceView, status: string): Promise<void> {
  const { conferenceId, version } = conference;
  expect(conference.status).toBe(status);
  await expect(store.schedule.edit(conferenceId, version, { title: 'x' }, NOW)).rejects.toMatchObject({
    code: 'wrongState',
  });
  await expect(store.schedule.cancel(conferenceId, version, { reason: 'khac', note: '' })).rejects.toMatchObject({
    code: 'wrongState',
  });
  await expect(store.schedule.publish(conferenceId, version, NOW)).rejects.toMatchObject({ code: 'wrongState' });
  expect(await store.schedule.get(conferenceId)).toEqual(conference);
}
