/** The office's own data at work: deadline of answers, papers set outside the booking, previews, working hours. Real database, queue, mail. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AnswersView, LetterheadView, WorkingHoursView } from '../../server/contract/answers.ts';
import type { AvailabilityView, ConferenceView, InvitationView } from '../../server/contract/index.ts';
import { readPdf } from '../unit/support/readPapers.ts';
import { TestClient } from './support/api.ts';
import { query, startTestServer, type TestServer } from './support/database.ts';
import { createLetterWorld, type LetterWorld, readLetter } from './support/letters.ts';
import { NOW, plan } from './support/schedule.ts';

let server: TestServer;
let letters: LetterWorld;
let administrator: TestClient;
let secretary: TestClient;
let chair: TestClient;

beforeAll(async () => {
  server = await startTestServer();
  letters = await createLetterWorld(server);
  const { store, api, password, world } = letters;
  for (const [index, site] of world.sites
    .filter((one) => !one.isHub)
    .slice(0, 3)
    .entries()) {
    const { version } = await store.organisation.getSite(site.siteId);
    await store.letterheads.editSiteAddress(site.siteId, version, `huyen${index}@tinh.example`, NOW);
  }
  administrator = await TestClient.signIn(api.url, 'quantri', password);
  secretary = await TestClient.signIn(api.url, 'thuky');
  chair = await TestClient.signIn(api.url, 'chutri');
}, 60_000);
afterAll(async () => {
  await letters?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

let day = 0;
/** 08:00–11:00 in the province, each on a day of its own from 01/12/2026 on. */
const create = async () => {
  day += 1;
  const date = `2026-12-${`${day}`.padStart(2, '0')}`;
  const hours = { startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z` };
  return (await secretary.send<ConferenceView>('POST', '/api/conferences', plan(letters.world, hours))).body;
};
const pathOf = ({ conferenceId }: ConferenceView) => `/api/conferences/${conferenceId}`;
const act = async (conference: ConferenceView, name: string, body: unknown = {}) => {
  const path = `${pathOf(conference)}/${name}`;
  const answer = await secretary.edit<ConferenceView>(path, conference.version, body, 'POST');
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const editDetails = async (conference: ConferenceView, change: object) => {
  const path = `${pathOf(conference)}/invitation`;
  const { body } = await secretary.get<InvitationView>(path);
  return secretary.edit<InvitationView>(path, body.version, { ...body.details, ...change });
};
const readAnswerBy = async (conference: ConferenceView) =>
  (await secretary.get<AnswersView>(`${pathOf(conference)}/answers`)).body.answerBy;
const textOf = async (content: Uint8Array) =>
  (await readPdf(Buffer.from(content)))
    .map((page) => page.text)
    .join(' ')
    .replace(/\s+/gu, ' ');

describe('the deadline of answers', () => {
  it('[AS14] is data of the giấy mời: the letter, its paper, the table and the reminders say it', async () => {
    const conference = await create();
    const late = await editDetails(conference, { answerBy: conference.startsAt });
    expect(late).toMatchObject({ status: 400, body: { code: 'invalidInput', details: [{ path: ['answerBy'] }] } });
    expect((await editDetails(conference, { answerBy: '2026-11-27T16:00:00+07:00' })).status).toBe(200);
    await act(conference, 'publish');
    await vi.waitFor(() => expect(letters.smtp.accepted).toHaveLength(3), { timeout: 15_000 });
    const [letter] = await Promise.all(letters.smtp.accepted.map(({ raw }) => readLetter(raw)));
    expect(letter?.text).toContain('xác nhận tham dự trước 16 giờ 00 phút, ngày 27 tháng 11 năm 2026 (thứ Sáu)');
    const paper = await textOf(letter?.pdf ?? new Uint8Array());
    expect(paper).toContain(
      'Xác nhận tham dự: đề nghị các đơn vị xác nhận tham dự trước 16 giờ 00 phút, ngày 27 tháng 11',
    );
    expect(await readAnswerBy(conference)).toBe('2026-11-27T09:00:00.000Z');
    const asked = async (now: string) =>
      (await letters.reminders.listAwaited(new Date(now))).conferences.map((one) => one.answerBy);
    expect(await asked('2026-11-26T02:00:00Z')).toEqual(['2026-11-27T09:00:00.000Z']);
    expect(await asked('2026-11-29T02:00:00Z')).toEqual([]);
  });

  it('[AS14] of another date than the present one is forgotten', async () => {
    const conference = await create();
    await editDetails(conference, { answerBy: '2026-11-23T01:00:00Z' });
    const postponed = await act(await act(conference, 'publish'), 'postpone', { reason: 'yKienCapTren' });
    letters.api.clock.now = new Date(NOW.getTime() + 2 * 3_600_000);
    const moved = { startsAt: '2027-01-12T01:00:00.000Z', endsAt: '2027-01-12T04:00:00.000Z' };
    await act(postponed, 'reschedule', { ...moved, reason: 'yKienCapTren' });
    expect(await readAnswerBy(conference)).toBe('2027-01-11T01:00:00.000Z');
    letters.api.clock.now = NOW;
  });
});

describe('the paper of letters', () => {
  it('[AS15] is kept as its lines in the booking’s transaction and set once, when the first letter leaves', async () => {
    const conference = await create();
    const published = await letters.store.mail.transaction(async (tx) => {
      await letters.desk.tell(tx, { ...conference, status: 'published' }, { act: 'publish', at: NOW });
      return tx.mailAttachment.findMany({ where: { conferenceId: conference.conferenceId } });
    });
    expect(published).toMatchObject([{ filename: 'giay-moi.pdf', content: null }]);
    expect(published[0]?.paper).toMatchObject({ documentName: 'GIẤY MỜI' });
    const sent = await vi.waitFor(
      async () => {
        const all = await Promise.all(letters.smtp.accepted.map(({ raw }) => readLetter(raw)));
        const own = all.filter(({ text }) => text.includes(conference.conferenceId));
        expect(own).toHaveLength(3);
        return own;
      },
      { timeout: 15_000 },
    );
    const files = new Set(sent.map(({ pdf }) => pdf?.toString('base64')));
    expect(files.size).toBe(1);
    const kept = await query<{ size: number; paper: unknown }>(
      letters.databaseUrl,
      'SELECT length(content) AS size, paper FROM mail_attachment WHERE conference_id = $1',
      [conference.conferenceId],
    );
    expect(kept).toEqual([{ size: sent[0]?.pdf?.byteLength, paper: null }]);
  });
});

it('[AS20] a site without an address of its own gets its letters at its unit’s, and keeps an address that an edit leaves out', async () => {
  const { store, world } = letters;
  const conference = await create();
  const invitedSites = conference.sites.filter((one) => !one.isHub);
  const { siteId } = invitedSites[0] ?? { siteId: world.hub.siteId };
  const { version, siteId: _id, unitName: _unit, level: _level, ...site } = await store.organisation.getSite(siteId);
  const listAddresses = async () =>
    (await store.invitations.listRecipients(null, conference)).map((one) => one.address);
  expect(await listAddresses()).toEqual(invitedSites.map((_, index) => `huyen${index}@tinh.example`));
  const path = `/api/sites/${siteId}`;
  const { email: _email, ...withoutEmail } = site;
  const kept = await administrator.edit<{ email: string; version: number }>(path, version, withoutEmail);
  expect(kept.body.email).toBe('huyen0@tinh.example');
  const taken = await administrator.edit<{ email: null }>(path, kept.body.version, { ...site, email: null });
  expect(taken.body.email).toBeNull();
  expect(await listAddresses()).not.toContain('huyen0@tinh.example');
  const unit = (await store.organisation.listUnits()).find((one) => one.unitId === site.unitId);
  const { unitId, version: unitVersion, ...fields } = unit ?? { unitId: '', version: 0 };
  const given = await administrator.edit(`/api/units/${unitId}`, unitVersion, {
    ...fields,
    email: 'vanthu@tinh.example',
  });
  expect(given).toMatchObject({ status: 200, body: { email: 'vanthu@tinh.example' } });
  expect(await listAddresses()).toContain('vanthu@tinh.example');
  expect(
    (await administrator.edit(`/api/units/${unitId}`, unitVersion + 1, { ...fields, email: 'văn thư' })).status,
  ).toBe(400);
});

describe('previews', () => {
  it('[AS16] show a giấy mời as it is being written and keep nothing', async () => {
    const conference = await create();
    const path = `${pathOf(conference)}/invitation`;
    const { body: kept } = await secretary.get<InvitationView>(path);
    const draft = { ...kept.details, number: 77, urgency: 'hoaToc', hubInvitees: ['Giám đốc Sở Tài chính'] };
    expect(await readPreview(`${path}/preview`, draft, secretary)).toMatch(
      /Số: 77\/GM-UBND.*HỎA TỐC.*Giám đốc Sở Tài chính/u,
    );
    expect((await secretary.get<InvitationView>(path)).body).toEqual(kept);
    expect((await secretary.send('POST', `${path}/preview`, { ...draft, number: 0 })).status).toBe(400);
  });

  it('[AS16] show a letterhead as the giấy mời prints it, with an acting signer', async () => {
    const { body } = await administrator.get<LetterheadView>('/api/settings/letterhead');
    const signature = {
      mandates: [{ capacity: 'TM', office: 'Ủy ban nhân dân' }],
      office: 'Chủ tịch',
      name: 'Nguyễn Văn A',
      isActing: true,
    };
    const contact = { person: 'Ông Lê Văn C', phone: '0272 000 001' };
    const draft = { ...body.letterhead, addressForm: 'dongChi', contact, signature };
    const text = await readPreview('/api/settings/letterhead/preview', draft, administrator);
    expect(text).toContain('TM. ỦY BAN NHÂN DÂN');
    expect(text).toContain('Q. CHỦ TỊCH');
    expect(text).toContain('Chủ trì: Đồng chí');
    expect(text).toContain('Về nội dung: Ông Lê Văn C, điện thoại 0272 000 001.');
    expect((await administrator.get<LetterheadView>('/api/settings/letterhead')).body).toEqual(body);
  });

  /** Not by the test client: it reads answers as text. */
  async function readPreview(path: string, body: object, client: TestClient): Promise<string> {
    const { url } = letters.api;
    const headers = { 'content-type': 'application/json', origin: url, cookie: client.cookie ?? '' };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return textOf(new Uint8Array(await answer.arrayBuffer()));
  }
});

it('[AS17] the office sets its working hours, with a version, and suggestions keep to them', async () => {
  const path = '/api/settings/working-hours';
  const suggest = async () =>
    (
      await secretary.send<AvailabilityView>('POST', '/api/planning/availability', {
        from: '2026-12-24',
        to: '2026-12-24',
        chairIds: [letters.world.chair.accountId],
        siteIds: [],
        durationMinutes: 60,
      })
    ).body;
  expect((await suggest()).suggestions[0]?.startsAt).toBe('2026-12-24T00:00:00.000Z');
  const { body } = await chair.get<WorkingHoursView>(path);
  expect(body).toEqual({
    workingHours: [
      { from: '07:00', to: '11:30' },
      { from: '13:30', to: '17:00' },
    ],
    version: 1,
  });
  const workingHours = [
    { from: '08:15', to: '12:00' },
    { from: '13:00', to: '16:30' },
  ];
  expect((await administrator.edit(path, 1, { workingHours: [...workingHours].reverse() })).status).toBe(400);
  expect((await administrator.send('PATCH', path, { workingHours })).status).toBe(428);
  expect((await administrator.edit<WorkingHoursView>(path, 1, { workingHours })).body).toEqual({
    workingHours,
    version: 2,
  });
  const stale = await administrator.edit(path, 1, { workingHours: body.workingHours });
  expect(stale).toMatchObject({ status: 409, body: { code: 'conflict', details: { current: { workingHours } } } });
  const after = await suggest();
  expect(after.workingHours).toEqual(workingHours);
  expect(after.suggestions[0]?.startsAt).toBe('2026-12-24T01:30:00.000Z');
});
