/** Invitations from the publishing to the cancellation, and what sites answer: real PostgreSQL, queue, mail server and HTTP door. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswersView, LetterView, OwnAnswerView } from '../../server/contract/answers.ts';
import type { ConferenceView, InvitationView, SiteId } from '../../server/contract/index.ts';
import { signAnswerLink } from '../../server/invitations/answerLink.ts';
import { dueReminders } from '../../server/jobs/reminders/dueReminders.ts';
import { TestClient } from './support/api.ts';
import { query, startTestServer, type TestServer } from './support/database.ts';
import { createLetterWorld, type LetterWorld, readLetter } from './support/letters.ts';
import { NOW, PASSWORD, plan } from './support/schedule.ts';

let server: TestServer;
let letters: LetterWorld;
let administrator: TestClient;
let secretary: TestClient;
let chair: TestClient;
let site: TestClient;
/** 08:00 on Tuesday 01/12/2026 in Vietnam. */
const LATER = { startsAt: '2026-12-01T01:00:00.000Z', endsAt: '2026-12-01T04:00:00.000Z' };
const ATTENDING = {
  answer: 'attending',
  delegates: [{ name: 'Nguyễn Văn A', title: 'Chủ tịch UBND huyện' }],
  headCount: 4,
} as const;

const invited = () => letters.world.sites.filter((one) => !one.isHub);
const addressOf = (index: number) => `huyen${index}@tinh.example`;
const siteAt = (index: number) => {
  const one = invited()[index];
  if (one === undefined) throw new Error(`no site ${index}`);
  return one.siteId;
};
const received = async (count: number) => {
  await vi.waitFor(() => expect(letters.smtp.accepted.length).toBeGreaterThanOrEqual(count), { timeout: 15_000 });
  return Promise.all(letters.smtp.accepted.map(async ({ to, raw }) => ({ to, ...(await readLetter(raw)) })));
};
const create = async (change = {}) =>
  (await secretary.send<ConferenceView>('POST', '/api/conferences', plan(letters.world, { ...LATER, ...change }))).body;
const act = async (conference: ConferenceView, name: string, body: unknown = {}) => {
  const answer = await secretary.edit<ConferenceView>(
    `/api/conferences/${conference.conferenceId}/${name}`,
    conference.version,
    body,
    'POST',
  );
  expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const pathOf = (conference: ConferenceView) => `/api/conferences/${conference.conferenceId}`;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.[Symbol.asyncDispose]());

beforeEach(async () => {
  await letters?.[Symbol.asyncDispose]();
  letters = await createLetterWorld(server);
  const { store, api, password } = letters;
  for (const [index, one] of invited().slice(0, 4).entries()) {
    const { version } = await store.organisation.getSite(one.siteId);
    await store.letterheads.editSiteAddress(one.siteId, version, addressOf(index), NOW);
    const name = `Điểm cầu ${one.name}`;
    await store.accounts.create({
      username: `diemcau${index}`,
      name,
      role: 'site',
      siteId: one.siteId,
      password: PASSWORD,
    });
  }
  administrator = await TestClient.signIn(api.url, 'quantri', password);
  secretary = await TestClient.signIn(api.url, 'thuky');
  chair = await TestClient.signIn(api.url, 'chutri');
  site = await TestClient.signIn(api.url, 'diemcau0');
});
afterAll(() => letters?.[Symbol.asyncDispose]());

describe('letters', () => {
  it('[AS1][AS2][AS3] go out with paper and calendar, follow every change by SEQUENCE, and take the date back', async () => {
    const published = await act(await create(), 'publish');
    const first = await received(3);
    expect(first.map(({ to }) => to).toSorted()).toEqual([0, 1, 2].map(addressOf));
    for (const letter of first) {
      expect(letter).toMatchObject({ method: 'REQUEST', sequence: 0, status: 'CONFIRMED' });
      expect(letter.pdf?.subarray(0, 5).toString()).toBe('%PDF-');
      expect(letter.text).toContain('https://giaoban.tinh.example/answer/');
    }
    const unnoticed = await secretary.edit<ConferenceView>(pathOf(published), published.version, { mode: 'thaoLuan' });
    expect(unnoticed.status).toBe(200);
    const edited = await secretary.edit<ConferenceView>(pathOf(published), unnoticed.body.version, {
      startsAt: '2026-12-01T02:00:00.000Z',
      siteIds: [letters.world.hub.siteId, ...[0, 1, 3].map((index) => invited()[index]?.siteId)],
    });
    expect(edited.status).toBe(200);
    const second = (await received(7)).slice(3);
    const byAddress = new Map(second.map((letter) => [letter.to, letter]));
    expect(second).toHaveLength(4);
    expect(byAddress.get(addressOf(0))).toMatchObject({ method: 'REQUEST', sequence: 1, uid: first[0]?.uid });
    expect(byAddress.get(addressOf(0))?.subject).toContain('[Thay đổi]');
    expect(byAddress.get(addressOf(0))?.text).toContain('09 giờ 00 phút');
    expect(byAddress.get(addressOf(2))).toMatchObject({ method: 'CANCEL', sequence: 1, status: 'CANCELLED' });
    expect(byAddress.get(addressOf(3))?.subject).toContain('[Giấy mời]');
    const postponed = await act(edited.body, 'postpone', { reason: 'yKienCapTren', note: 'Chờ ý kiến' });
    const third = (await received(10)).slice(7);
    expect(third.map(({ method, sequence }) => [method, sequence])).toEqual(third.map(() => ['CANCEL', 2]));
    expect(third[0]?.subject).toContain('[Hoãn họp]');
    expect(third[0]?.text).toContain('Ý kiến cấp trên. Chờ ý kiến');
    const moved = await act(postponed, 'reschedule', {
      startsAt: '2026-12-02T01:00:00.000Z',
      endsAt: '2026-12-02T03:00:00.000Z',
      reason: 'yKienCapTren',
    });
    expect((await received(13)).slice(10).map(({ method, sequence }) => [method, sequence])).toEqual(
      third.map(() => ['REQUEST', 3]),
    );
    await act(moved, 'cancel', { reason: 'batKhaKhang' });
    const last = (await received(16)).slice(13);
    expect(last.map(({ method, sequence }) => [method, sequence])).toEqual(last.map(() => ['CANCEL', 4]));
  });

  it('[AS4] a refused step sends nothing, and letters that cannot be queued stop the step', async () => {
    const conference = await create();
    const stale = await secretary.edit(`${pathOf(conference)}/publish`, conference.version + 7, {}, 'POST');
    expect(stale.status).toBe(409);
    await query(letters.databaseUrl, 'UPDATE site SET email = $1 WHERE site_id = $2', [
      'không phải địa chỉ',
      invited()[0]?.siteId,
    ]);
    const refused = await secretary.edit(`${pathOf(conference)}/publish`, conference.version, {}, 'POST');
    expect(refused.status).toBe(400);
    expect((await secretary.get<ConferenceView>(pathOf(conference))).body.status).toBe('draft');
    expect(await query(letters.databaseUrl, 'SELECT 1 FROM delivery')).toEqual([]);
    await query(letters.databaseUrl, 'UPDATE site SET email = NULL WHERE site_id = $1', [invited()[0]?.siteId]);
    await act(conference, 'publish');
    expect((await received(2)).map(({ to }) => to).toSorted()).toEqual([1, 2].map(addressOf));
  });

  it('[AS6] carry the signed copy until the plan is changed', async () => {
    const conference = await create();
    const signed = `${pathOf(conference)}/invitation/signed`;
    const pdf = { 'content-type': 'application/pdf' };
    expect((await secretary.send('POST', signed, 'MZ không phải PDF', pdf)).status).toBe(400);
    const bytes = `%PDF-1.7 đã ký`;
    const attached = await secretary.send<InvitationView>('POST', signed, bytes, pdf);
    expect(attached).toMatchObject({ status: 201, body: { signed: { isCurrent: true } } });
    expect((await chair.get<string>(signed)).body).toBe(bytes);
    const published = await act(conference, 'publish');
    expect((await received(3))[0]?.pdf?.toString()).toBe(bytes);
    letters.api.clock.now = new Date(NOW.getTime() + 60_000);
    await secretary.edit(pathOf(published), published.version, { title: 'Giao ban tháng 12' });
    const [update] = (await received(6)).slice(3);
    expect(update?.pdf?.toString()).not.toBe(bytes);
    const { body } = await secretary.get<InvitationView>(`${pathOf(published)}/invitation`);
    expect(body.signed?.isCurrent).toBe(false);
    expect((await secretary.send('POST', signed, `%PDF-${'x'.repeat(10_485_760)}`, pdf)).status).toBe(413);
    expect((await secretary.send<InvitationView>('DELETE', signed)).body.signed).toBeNull();
  });

  it('[AS7] show each recipient’s state, and only the secretary repeats a refused one, through its own conference', async () => {
    letters.smtp.onRecipient = (address) =>
      address === addressOf(1) ? { code: 550, text: 'no such mailbox' } : undefined;
    // Last by its address, first by precedence.
    const [first] = invited();
    const { version } = await letters.store.organisation.getSite(first?.siteId as SiteId);
    await letters.store.letterheads.editSiteAddress(first?.siteId as SiteId, version, 'zz@tinh.gov.vn', NOW);
    const conference = await act(await create(), 'publish');
    const list = async () => (await chair.get<LetterView[]>(`${pathOf(conference)}/letters`)).body;
    await vi.waitFor(
      async () => expect((await list()).map(({ state }) => state).toSorted()).toEqual(['failed', 'sent', 'sent']),
      { timeout: 15_000 },
    );
    expect((await list()).map(({ name }) => name)).toEqual(
      invited()
        .slice(0, 3)
        .map(({ name }) => name),
    );
    const failed = (await list()).find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ address: addressOf(1), kind: 'invitation' });
    expect(failed?.lastError).toContain('no such mailbox');
    const other = await create({ startsAt: '2026-12-03T01:00:00.000Z', endsAt: '2026-12-03T02:00:00.000Z' });
    const repeat = (of: ConferenceView) => `${pathOf(of)}/letters/${failed?.deliveryId}/repeat`;
    expect((await secretary.send('POST', repeat(other), {})).status).toBe(404);
    expect((await chair.send('POST', repeat(conference), {})).status).toBe(403);
    letters.smtp.onRecipient = () => undefined;
    expect((await secretary.send('POST', repeat(conference), {})).status).toBe(200);
    await received(3);
  });

  it('[AS8] can be read in the outbox only where there is no mail server', async () => {
    expect((await secretary.get('/api/outbox')).status).toBe(404);
    await using trial = await createLetterWorld(server, { outbox: true });
    const client = await TestClient.signIn(trial.api.url, 'thuky');
    const [first] = trial.world.sites.filter((one) => !one.isHub);
    if (first === undefined) throw new Error('no site');
    await trial.store.letterheads.editSiteAddress(first.siteId, first.version, addressOf(0), NOW);
    const draft = await client.send<ConferenceView>('POST', '/api/conferences', plan(trial.world, LATER));
    await client.send('POST', `${pathOf(draft.body)}/publish`, {});
    const listed = await vi.waitFor(
      async () => {
        const { body } = await client.get<{ mailId: string; to: string }[]>('/api/outbox');
        expect(body).toHaveLength(1);
        return body;
      },
      { timeout: 15_000 },
    );
    const read = await client.get<{ text: string }>(`/api/outbox/${listed[0]?.mailId}`);
    expect(read.body.text).toContain('Giao ban tháng 11');
    expect((await (await TestClient.signIn(trial.api.url, 'chutri')).get('/api/outbox')).status).toBe(403);
  });

  it('[AS5] the letterhead is versioned and prints on the paper', async () => {
    const current = await secretary.get<{ letterhead: Record<string, unknown>; version: number }>(
      '/api/settings/letterhead',
    );
    expect(current.body.letterhead).toMatchObject({ placeName: 'Long An', documentSymbol: 'GM-UBND' });
    const changed = { ...current.body.letterhead, placeName: 'Tân An' };
    const edited = await administrator.edit('/api/settings/letterhead', current.body.version, changed);
    expect(edited.status).toBe(200);
    expect((await administrator.edit('/api/settings/letterhead', current.body.version, changed)).status).toBe(409);
    const conference = await create();
    for (const format of ['docx', 'pdf']) {
      const paper = await secretary.get<string>(`${pathOf(conference)}/invitation.${format}`);
      expect(paper.status).toBe(200);
      expect(paper.body.slice(0, 4)).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004');
    }
    const { body, status } = await secretary.get<InvitationView>(`${pathOf(conference)}/invitation`);
    expect([status, body.version]).toEqual([200, 0]);
    const details = { ...body.details, number: 5, issuedOn: '2026-11-23' };
    expect(await secretary.edit(`${pathOf(conference)}/invitation`, 0, details)).toMatchObject({
      status: 200,
      body: { details: { number: 5 }, version: 1 },
    });
    expect((await secretary.edit(`${pathOf(conference)}/invitation`, 0, details)).status).toBe(409);
  });
});

describe('answers', () => {
  it('[AS10][AS11][AS12] stand in one table, the newest of each site, and a substitute waits for consent', async () => {
    const conference = await act(await create(), 'publish');
    const own = `${pathOf(conference)}/answer`;
    expect((await site.get<OwnAnswerView>(own)).body).toMatchObject({ isOpen: true, answer: null });
    expect((await site.send('POST', own, { ...ATTENDING, headCount: 0 })).status).toBe(400);
    expect((await site.send('POST', own, ATTENDING)).status).toBe(200);
    const substitute = { ...ATTENDING, answer: 'substitute', reason: 'Bận họp tỉnh ủy' };
    expect((await site.send('POST', own, substitute)).status).toBe(200);
    const table = async () => (await secretary.get<AnswersView>(`${pathOf(conference)}/answers`)).body.sites;
    const siteId = invited()[0]?.siteId;
    const consent = `${pathOf(conference)}/answers/${siteId}/consent`;
    expect((await table()).map(({ answer }) => answer?.consent ?? null)).toEqual([null, 'pending', null, null]);
    const other = await TestClient.signIn(letters.api.url, 'chutri2');
    expect((await other.send('POST', consent, { consent: 'agreed' })).status).toBe(403);
    expect((await chair.send('POST', consent, { consent: 'agreed' })).status).toBe(200);
    expect((await site.get<OwnAnswerView>(own)).body.answer).toMatchObject({ consent: 'agreed' });
    await site.send('POST', own, substitute);
    expect((await table())[1]?.answer?.consent).toBe('pending');
    await site.send('POST', own, { answer: 'absent', reason: 'Mưa lũ' });
    expect((await table())[1]?.answer).toMatchObject({ answer: 'absent', headCount: 0, consent: null });
    expect((await secretary.send('POST', consent, { consent: 'agreed' })).status).toBe(409);
    const stranger = await TestClient.signIn(letters.api.url, 'diemcau3');
    expect((await stranger.get(own)).status).toBe(404);
    await act(conference, 'cancel', { reason: 'khac' });
    expect((await site.send('POST', own, ATTENDING)).status).toBe(409);
  });

  it('[AS12] who has not answered is reminded with a link of its own', async () => {
    const conference = await act(await create(), 'publish');
    await site.send('POST', `${pathOf(conference)}/answer`, ATTENDING);
    const now = new Date('2026-11-29T02:00:00.000Z');
    const { conferences, answers } = await letters.reminders.listAwaited(now);
    const due = dueReminders(conferences, answers, now);
    expect(due.map((one) => one.site.recipients.map(({ address }) => address))).toEqual([
      [addressOf(1)],
      [addressOf(2)],
    ]);
    expect(due[0]?.site.answerUrl).toContain(`/answer/${conference.conferenceId}#`);
    const reminded = {
      conferenceId: conference.conferenceId,
      siteId: siteAt(1),
    };
    await letters.store.mail.transaction((tx) => letters.reminders.markReminded(tx, { ...reminded, at: now }));
    const again = await letters.reminders.listAwaited(now);
    expect(dueReminders(again.conferences, again.answers, now)).toHaveLength(1);
    expect((await letters.reminders.listAwaited(NOW)).conferences).toEqual([]);
  });

  it('[AS9] a signed link answers for one site only, and an altered or late one leads nowhere', async () => {
    const conference = await act(await create(), 'publish');
    const [letter] = (await received(3)).filter(({ to }) => to === addressOf(1));
    const token = /#(\S+)/u.exec(letter?.text ?? '')?.[1] ?? '';
    const anybody = new TestClient(letters.api.url);
    const open = (given: string) => anybody.send<OwnAnswerView>('POST', '/api/answer-links/open', { token: given });
    expect((await open(token)).body).toMatchObject({ siteId: invited()[1]?.siteId, title: conference.title });
    const answered = await anybody.send<OwnAnswerView>('POST', '/api/answer-links/answer', {
      token,
      answer: ATTENDING,
    });
    expect(answered.body.answer).toMatchObject({ answer: 'attending', byName: 'Liên kết trong thư mời' });
    const [conferenceId = '', siteId = '', expires = '', mac = ''] = token.split('.');
    const otherSite = invited()[2]?.siteId ?? '';
    const forged = [
      [conferenceId, otherSite, expires, mac],
      [conferenceId, siteId, `${Number(expires) + 1}`, mac],
      [conferenceId, siteId, expires, mac.slice(0, -2)],
      [conferenceId, siteId, expires, mac, 'x'],
      ['', '', '', ''],
    ].map((parts) => parts.join('.'));
    forged.push(
      signAnswerLink(
        'another key',
        { conferenceId: conference.conferenceId, siteId: siteAt(1) },
        new Date('2030-01-01'),
      ),
    );
    for (const given of forged) expect((await open(given)).status, given).toBe(404);
    expect((await anybody.send('POST', `/api/conferences/${conferenceId}/answer`, ATTENDING)).status).toBe(401);
    letters.api.clock.now = new Date(Date.parse(conference.endsAt) + 2 * 86_400_000);
    expect((await open(token)).status).toBe(404);
  });
});

it('[AS13] each door opens to its roles only', async () => {
  const { store, api, world } = letters;
  for (const role of ['technician', 'observer'] as const)
    await store.accounts.create({ username: role, name: role, role, siteId: null, password: PASSWORD });
  const conference = await act(await create(), 'publish');
  const path = pathOf(conference);
  const siteId = world.hub.siteId;
  const doors: readonly [string, string, unknown, string][] = [
    ['GET', '/api/settings/letterhead', undefined, 'as'],
    ['PATCH', '/api/settings/letterhead', {}, 'a'],
    ['POST', '/api/settings/letterhead/preview', {}, 'a'],
    ['GET', '/api/settings/working-hours', undefined, 'asc'],
    ['PATCH', '/api/settings/working-hours', {}, 'a'],
    ['GET', '/api/mail-addresses', undefined, 'as'],
    ['PATCH', `/api/mail-addresses/sites/${siteId}`, {}, 'a'],
    ['PATCH', `/api/mail-addresses/accounts/${world.chair.accountId}`, {}, 'a'],
    ['GET', '/api/outbox', undefined, 'as'],
    ['GET', `/api/outbox/${siteId}`, undefined, 'as'],
    ['GET', `${path}/invitation`, undefined, 'asc'],
    ['PATCH', `${path}/invitation`, {}, 's'],
    ['POST', `${path}/invitation/preview`, {}, 's'],
    ['GET', `${path}/invitation.docx`, undefined, 'asc'],
    ['GET', `${path}/invitation.pdf`, undefined, 'asc'],
    ['GET', `${path}/invitation/signed`, undefined, 'asc'],
    ['POST', `${path}/invitation/signed`, {}, 's'],
    ['DELETE', `${path}/invitation/signed`, undefined, 's'],
    ['GET', `${path}/letters`, undefined, 'asc'],
    ['POST', `${path}/letters/${siteId}/repeat`, {}, 's'],
    ['GET', `${path}/answers`, undefined, 'asc'],
    ['POST', `${path}/answers/${siteId}/consent`, {}, 'sc'],
    ['GET', `${path}/answer`, undefined, 'r'],
    ['POST', `${path}/answer`, {}, 'r'],
  ];
  const people: readonly [string, TestClient][] = [
    ['a', administrator],
    ['s', secretary],
    ['c', chair],
    ['r', site],
    ['t', await TestClient.signIn(api.url, 'technician')],
    ['o', await TestClient.signIn(api.url, 'observer')],
  ];
  for (const [method, door, body, allowed] of doors) {
    expect((await new TestClient(api.url).send(method, door, body)).status, `${method} ${door}`).toBe(401);
    for (const [role, client] of people) {
      const { status } = await client.send(method, door, body);
      expect(status === 403, `${role} ${method} ${door}: ${status}`).toBe(!allowed.includes(role));
    }
  }
  const foreign = await secretary.send(
    'POST',
    `${path}/letters/${siteId}/repeat`,
    {},
    { origin: 'https://elsewhere.example' },
  );
  expect(foreign.status).toBe(403);
});
