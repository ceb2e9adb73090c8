// Papers over real HTTP, on a real database and a real folder: upload, order, versions, who reads, the log, recall, and the disk.

import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConferenceView,
  type ErrorAnswer,
  LIMITS,
  type PaperListView,
  type PaperOpened,
  type PaperOpeningView,
  type PaperView,
  ROLES,
  type Role,
} from '../../server/contract/index.ts';
import { PaperDesk } from '../../server/papers/PaperDesk.ts';
import type { Store } from '../../server/store/createStore.ts';
import { makeForm, makeOffice, makePdf, makeReport } from '../support/paperFiles.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import {
  createSeededStore,
  createTestLog,
  makeDataDir,
  query,
  startTestServer,
  type TestServer,
} from './support/database.ts';
import { createWorld, NOW, numberEntries, PASSWORD, plan, publishPlan, type World } from './support/schedule.ts';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let desk: PaperDesk;
let folder: string;
const clients = new Map<string, TestClient>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  folder = makeDataDir();
  desk = await PaperDesk.open({ folder, store: store.papers, log: createTestLog() });
  api = await startTestApi({ store, now: NOW, papers: desk });
  const [, invited] = world.sites;
  const stranger = world.sites.at(-1);
  if (invited === undefined || stranger === undefined) throw new Error('the preset has too few sites');
  for (const role of ROLES) await sign(role, role, role === 'site' ? invited.siteId : null);
  await sign('stranger', 'site', stranger.siteId);
  for (const username of ['chutri', 'chutri2', 'thuky'])
    clients.set(username, await TestClient.signIn(api.url, username));
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await desk?.close();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function sign(username: string, role: Role, siteId: World['hub']['siteId'] | null): Promise<void> {
  await store.accounts.create({
    username: `vai-${username}`,
    name: `Vai ${username}`,
    role,
    siteId,
    password: PASSWORD,
  });
  clients.set(username, await TestClient.signIn(api.url, `vai-${username}`));
}
function as(who: string): TestClient {
  const client = clients.get(who);
  if (client === undefined) throw new Error(`nobody is signed in as ${who}`);
  return client;
}
let day = 0;
const ownDay = (change = {}) => {
  day += 1;
  const date = `2027-08-${String(day).padStart(2, '0')}`;
  return plan(world, { startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z`, ...change });
};
const conferenceOfOwn = (change = {}) => publishPlan(store, ownDay(change));
const pathOf = ({ conferenceId }: ConferenceView) => `/api/conferences/${conferenceId}/papers`;
const GOOD = { title: 'Báo cáo kinh tế - xã hội', noStateSecret: 'true' };

async function send<T>(
  who: string,
  path: string,
  file: { name: string; content: Buffer } | null,
  fields: Record<string, string> = GOOD,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: T }> {
  const response = await fetch(api.url + path, {
    method: 'POST',
    headers: { origin: api.url, cookie: as(who).cookie ?? '', ...headers },
    body: makeForm(file, fields),
  });
  return { status: response.status, body: (await response.json()) as T };
}
async function upload(conference: ConferenceView, text = 'Bao cao', fields = GOOD): Promise<PaperView> {
  const answer = await send<PaperView>(
    'secretary',
    pathOf(conference),
    { name: 'Báo cáo.pdf', content: makePdf(text) },
    fields,
  );
  if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const open = (who: string, conference: ConferenceView, paper: PaperView, number = 1, purpose = 'view') =>
  as(who).send<PaperOpened & ErrorAnswer>('POST', `${pathOf(conference)}/${paper.paperId}/openings`, {
    number,
    purpose,
  });
const read = (who: string, path: string, headers: Record<string, string> = {}) =>
  fetch(api.url + path, { headers: { cookie: as(who).cookie ?? '', ...headers } });
const papersOf = async (who: string, conference: ConferenceView) =>
  (await as(who).get<PaperListView>(pathOf(conference))).body;
const kept = () => readdirSync(folder).filter((name) => name !== 'incoming');
const reasonOf = (answer: { body: unknown }) => (answer.body as { details?: { reason?: string } }).details?.reason;

describe('taking papers in', () => {
  it('[PP1] keeps title, agenda item, order and every version, each with its own file name', async () => {
    const conference = await conferenceOfOwn();
    const item = conference.agenda[0];
    const fields = {
      ...GOOD,
      title: ' Báo cáo '.normalize('NFD'),
      agendaItemId: item?.itemId ?? '',
      recallAtClose: 'false',
    };
    const first = await upload(conference, 'Ban dau', fields);
    expect(first).toMatchObject({
      title: 'Báo cáo',
      agendaItemId: item?.itemId,
      agendaTitle: item?.title,
      recallAtClose: false,
      version: 1,
    });
    const second = await upload(conference, 'Thu hai');
    const again = await send<PaperView>(
      'secretary',
      `${pathOf(conference)}/${first.paperId}/versions`,
      { name: 'Tờ trình số 2.pdf', content: makePdf('Ban sau') },
      { noStateSecret: 'true' },
      { 'if-match': '"1"' },
    );
    expect(again.status).toBe(201);
    expect(again.body.versions.map(({ number, fileName, reading }) => [number, fileName, reading])).toEqual([
      [2, 'Tờ trình số 2.pdf', 'ready'],
      [1, 'Báo cáo.pdf', 'ready'],
    ]);
    const ids = [second.paperId, first.paperId];
    const listed = await as('secretary').send<PaperListView>('POST', `${pathOf(conference)}/order`, {
      from: [...ids].reverse(),
      to: ids,
    });
    expect(listed.body.papers.map(({ paperId }) => paperId)).toEqual(ids);
    const stale = await as('secretary').send<ErrorAnswer>('POST', `${pathOf(conference)}/order`, {
      from: [...ids].reverse(),
      to: ids,
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    const old = await as('secretary').edit<ErrorAnswer>(`${pathOf(conference)}/${first.paperId}`, 1, { title: 'Khác' });
    expect([old.status, old.body.code]).toEqual([409, 'conflict']);
    expect(
      (await as('secretary').edit<PaperView>(`${pathOf(conference)}/${first.paperId}`, 2, { title: 'Khác' })).body
        .title,
    ).toBe('Khác');
  });

  it('[PP1] an edit of the agenda leaves papers with their item', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference, 'x', {
      ...GOOD,
      agendaItemId: conference.agenda[0]?.itemId ?? '',
    } as typeof GOOD);
    const agenda = [...conference.agenda, { title: 'Khác', durationMinutes: 5, speakingLimitSeconds: null }].map(
      ({ title, durationMinutes, speakingLimitSeconds }) => ({ title, durationMinutes, speakingLimitSeconds }),
    );
    const edited = await store.schedule.edit(conference.conferenceId, conference.version, { agenda }, NOW);
    const after = (await papersOf('secretary', conference)).papers[0];
    expect(after?.agendaItemId).not.toBe(paper.agendaItemId);
    expect(after?.agendaItemId).toBe(edited.agenda[0]?.itemId);
  });

  it('[PP2][PP3][PP4][PP5] refuses with a reason what is not confirmed, not a paper, active or damaged, and keeps nothing', async () => {
    const conference = await conferenceOfOwn();
    const before = kept();
    const pdf = makePdf('x');
    const tries: [string, string, Buffer | null, Record<string, string>][] = [
      ['stateSecretUnconfirmed', 'a.pdf', pdf, { title: 'x' }],
      ['stateSecretUnconfirmed', 'a.pdf', pdf, { title: 'x', noStateSecret: 'false' }],
      ['missingFile', '', null, GOOD],
      ['wrongType', 'anh.pdf', Buffer.from('not a pdf at all'), GOOD],
      ['wrongType', 'a.pdf', Buffer.from('MZ\x90\x00 program'), GOOD],
      ['macro', 'a.docx', makeOffice('docx', { parts: { 'word/vbaProject.bin': 'x' } }), GOOD],
      ['macro', 'a.docx', makeOffice('docx', { type: 'application/vnd.ms-word.document.macroEnabled.main+xml' }), GOOD],
      ['activePdf', 'a.pdf', makePdf('x', { extra: ['<< /S /JavaScript /JS (x) >>'] }), GOOD],
      ['encrypted', 'a.pdf', makePdf('x', { catalog: '/Encrypt 9 0 R' }), GOOD],
    ];
    for (const [reason, name, content, fields] of tries) {
      const answer = await send<ErrorAnswer>('secretary', pathOf(conference), content && { name, content }, fields);
      expect([answer.status, answer.body.code, reasonOf(answer)], reason).toEqual([400, 'invalidInput', reason]);
    }
    expect((await papersOf('secretary', conference)).papers).toEqual([]);
    expect(kept()).toEqual(before);
    expect(readdirSync(desk.incomingFolder)).toEqual([]);
  });

  it('[PP6] a file above the limit, and one more than the conference may hold, are too large', async () => {
    const conference = await conferenceOfOwn();
    const large = Buffer.concat([makePdf('x'), Buffer.alloc(LIMITS.paperBytes, 0x20)]);
    const answer = await send<ErrorAnswer>('secretary', pathOf(conference), { name: 'a.pdf', content: large });
    expect([answer.status, reasonOf(answer)]).toEqual([413, 'fileTooLarge']);
    const paper = await upload(conference);
    await query(databaseUrl, 'UPDATE paper_version SET size_bytes = $1 WHERE paper_id = $2', [
      LIMITS.papersBytesPerConference,
      paper.paperId,
    ]);
    const before = kept();
    const full = await send<ErrorAnswer>('secretary', pathOf(conference), {
      name: 'b.pdf',
      content: makePdf('khac han'),
    });
    expect([full.status, reasonOf(full)]).toEqual([413, 'conferenceFull']);
    expect(kept()).toEqual(before);
    expect(readdirSync(desk.incomingFolder)).toEqual([]);
  });
});

describe('reading', () => {
  it('[PP7] the invited read from publication on, the secretariat before; everybody else is refused', async () => {
    const draft = await store.schedule.create(ownDay(), NOW);
    const paper = await upload(draft);
    const status = async (who: string) => (await open(who, draft, paper)).status;
    expect([await status('secretary'), await status('chutri'), await status('site')]).toEqual([201, 201, 404]);
    await store.schedule.publish(draft.conferenceId, draft.version, NOW);
    const answers = Object.fromEntries(
      await Promise.all(
        ['secretary', 'chutri', 'site', 'stranger', 'chair', 'administrator', 'technician', 'observer'].map(
          async (who) => [who, await status(who)] as const,
        ),
      ),
    );
    expect(answers).toEqual({
      secretary: 201,
      chutri: 201,
      site: 201,
      stranger: 404,
      chair: 403,
      administrator: 403,
      technician: 403,
      observer: 403,
    });
    expect((await as('chair').get(pathOf(draft))).status).toBe(403);
    expect((await fetch(api.url + pathOf(draft))).status).toBe(401);
  });

  it('[AP1][PP7] only secretaries manage papers and see the log; a chair recalls the own conference only', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference);
    const one = `${pathOf(conference)}/${paper.paperId}`;
    for (const who of ['chutri', 'site', 'administrator', 'technician', 'observer']) {
      const file = { name: 'a.pdf', content: makePdf('x') };
      const statuses = [
        (await send(who, pathOf(conference), file)).status,
        (await send(who, `${one}/versions`, file, { noStateSecret: 'true' }, { 'if-match': '"1"' })).status,
        (await as(who).edit(one, 1, { title: 'x' })).status,
        (await as(who).send('POST', `${pathOf(conference)}/order`, { from: [], to: [] })).status,
        (await as(who).get(`${pathOf(conference)}/openings`)).status,
      ];
      expect(statuses, who).toEqual([403, 403, 403, 403, 403]);
    }
    for (const who of ['site', 'administrator', 'technician', 'observer', 'chutri2', 'chair'])
      expect((await as(who).send('POST', `${pathOf(conference)}/recall`, { paperId: null })).status, who).toBe(403);
    const foreign = await fetch(api.url + pathOf(conference), {
      method: 'POST',
      headers: { origin: 'http://elsewhere.test', cookie: as('secretary').cookie ?? '' },
      body: makeForm({ name: 'a.pdf', content: makePdf('x') }, GOOD),
    });
    expect(foreign.status).toBe(403);
    const missing = await as('secretary').send<ErrorAnswer>('PATCH', one, { title: 'x' });
    expect(missing.status).toBe(428);
    expect((await papersOf('secretary', conference)).papers).toEqual([paper]);
  });

  it('[PP8] every opening is a row: who, for which site, when, which version; the file comes under the own opening only', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference, 'Nguyen van');
    const opened = await open('site', conference, paper);
    expect(await (await read('site', opened.body.path)).text()).toContain('Nguyen van');
    expect((await read('secretary', opened.body.path)).status).toBe(404);
    expect((await read('site', `/api/papers/openings/${paper.paperId}`)).status).toBe(404);
    const { body: log } = await as('secretary').get<PaperOpeningView[]>(`${pathOf(conference)}/openings`);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      paperTitle: paper.title,
      number: 1,
      purpose: 'view',
      at: NOW.toISOString(),
      accountName: 'Vai site',
      siteName: world.sites[1]?.name,
    });
    for (const statement of [
      'DELETE FROM paper_opening',
      "UPDATE paper_opening SET account_name = 'x'",
      'TRUNCATE paper_opening',
    ])
      await expect(query(databaseUrl, statement)).rejects.toThrow(/never changed or removed/);
    api.clock.now = new Date(NOW.getTime() + (LIMITS.paperOpeningHours * 3600 + 1) * 1000);
    // People's sessions have ended by then; a room's has not.
    expect((await read('site', opened.body.path)).status).toBe(404);
    api.clock.now = NOW;
  });

  it('[PP10] the file comes with its name, unsniffable, uncached, in a sandbox, whole or in parts', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference);
    const viewed = await read('site', (await open('site', conference, paper)).body.path);
    const whole = Buffer.from(await viewed.arrayBuffer());
    expect(whole.equals(makePdf('Bao cao'))).toBe(true);
    expect(Object.fromEntries(viewed.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="B?o c?o.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store, no-transform',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'accept-ranges': 'bytes',
    });
    const { path } = (await open('site', conference, paper, 1, 'download')).body;
    const part = await read('site', path, { range: 'bytes=0-7', 'if-range': viewed.headers.get('etag') ?? '' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '%PDF-1.5',
      `bytes 0-7/${whole.length}`,
    ]);
    expect(part.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(viewed.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
  });
});

describe('recall', () => {
  it('[PP9] a recalled paper cannot be read, opened or changed by anybody; what was logged stays', async () => {
    const conference = await conferenceOfOwn();
    const [paper, other] = [await upload(conference), await upload(conference, 'Thu hai')];
    const opened = await open('site', conference, paper);
    const recalled = await as('chutri').send<PaperListView>('POST', `${pathOf(conference)}/recall`, {
      paperId: paper.paperId,
    });
    expect(recalled.body.papers.map((one) => one.recalled)).toEqual([
      { at: NOW.toISOString(), byName: world.chair.name },
      null,
    ]);
    const refused = await read('site', opened.body.path);
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { code: 'forbidden', message: 'Tài liệu đã được thu hồi.', details: { reason: 'recalled' } },
    ]);
    for (const who of ['site', 'secretary', 'chutri']) {
      const answer = await open(who, conference, paper, 1, 'download');
      expect([answer.status, reasonOf(answer)], who).toEqual([403, 'recalled']);
    }
    expect(
      (await as('secretary').edit<ErrorAnswer>(`${pathOf(conference)}/${paper.paperId}`, 2, { title: 'x' })).body.code,
    ).toBe('wrongState');
    expect((await open('site', conference, other)).status).toBe(201);
    expect((await as('secretary').send('POST', `${pathOf(conference)}/recall`, { paperId: null })).status).toBe(200);
    expect((await open('site', conference, other)).status).toBe(403);
    expect((await as('secretary').get<PaperOpeningView[]>(`${pathOf(conference)}/openings`)).body).toHaveLength(2);
  });

  it('[PP9] closing recalls by itself what is marked so', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference);
    const stays = await upload(conference, 'De lai', { ...GOOD, recallAtClose: 'false' } as typeof GOOD);
    const opened = await open('site', conference, paper);
    const setup = await store.schedule.getSetup(conference.conferenceId);
    await store.journal.append(
      conference.conferenceId,
      0,
      numberEntries(conference, 0, [{ type: 'conferenceOpened', data: setup }]),
    );
    expect((await read('site', opened.body.path)).status).toBe(200);
    await store.journal.append(
      conference.conferenceId,
      1,
      numberEntries(conference, 1, [{ type: 'conferenceClosed', data: {} }]),
    );
    expect((await read('site', opened.body.path)).status).toBe(403);
    const listed = await papersOf('site', conference);
    expect(listed.papers.map((one) => one.recalled)).toEqual([
      { at: new Date(NOW.getTime() + 1000).toISOString(), byName: null },
      null,
    ]);
    expect((await open('site', conference, stays)).status).toBe(201);
  });

  it('[PP9] nothing of a cancelled conference is read', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference);
    await store.schedule.cancel(conference.conferenceId, null, { reason: 'khac', note: '' });
    const answer = await open('site', conference, paper);
    expect([answer.status, reasonOf(answer)]).toEqual([403, 'cancelled']);
  });
});

describe('Office files', () => {
  const report = () => makeReport('Kết quả thực hiện nhiệm vụ tháng 11');
  const reading = async (conference: ConferenceView) =>
    (await papersOf('secretary', conference)).papers[0]?.versions[0]?.reading;

  it('[PP12] are offered as PDF where the system can make one, and only to be saved where it cannot', async () => {
    const conference = await conferenceOfOwn();
    const name = 'Báo cáo tháng 11.docx';
    const sent = await send<PaperView>('secretary', pathOf(conference), { name, content: await report() });
    expect(sent.body.versions[0]).toMatchObject({ kind: 'docx', reading: 'converting', fileName: name });
    expect((await open('site', conference, sent.body)).body.code).toBe('wrongState');
    await desk.settled();
    const hasConverter = spawnSync('soffice', ['--version']).status === 0;
    expect(await reading(conference)).toBe(hasConverter ? 'ready' : 'downloadOnly');
    const viewed = await open('site', conference, sent.body);
    expect(viewed.status).toBe(hasConverter ? 201 : 409);
    if (hasConverter) {
      const file = await read('site', viewed.body.path);
      expect(file.headers.get('content-disposition')).toContain(
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%2011.pdf",
      );
      expect((await file.text()).slice(0, 5)).toBe('%PDF-');
    }
    const saved = await read('site', (await open('site', conference, sent.body, 1, 'download')).body.path);
    expect(saved.headers.get('content-type')).toContain('wordprocessingml.document');
    expect(
      Buffer.from(await saved.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(readdirSync(desk.incomingFolder)).toEqual([]);
  });

  it('[PP12] what was not converted before the end is converted after the next start; without a converter it says so', async () => {
    const conference = await conferenceOfOwn();
    const own = makeDataDir();
    const options = { folder: own, store: store.papers, log: createTestLog(), converter: 'no-such-converter' };
    const first = await PaperDesk.open(options);
    const path = join(first.incomingFolder, 'upload');
    writeFileSync(path, await report());
    const fields = { title: 'x', agendaItemId: null, recallAtClose: true };
    const by = { accountId: world.secretary.accountId, name: 'Thư ký', siteName: null };
    const taken = first.add(conference.conferenceId, fields, { path, fileName: 'a.docx' }, by, NOW);
    await Promise.all([taken, taken.then(() => first.close())]);
    expect(await reading(conference)).toBe('converting');
    const second = await PaperDesk.open(options);
    await second.settled();
    await second.close();
    expect(await reading(conference)).toBe('downloadOnly');
    rmSync(own, { recursive: true, force: true });
  });
});

describe('the disk', () => {
  it('[PP11] a start removes files without a row and uploads broken off, and keeps every file a row speaks of', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference, 'Con lai');
    const before = kept();
    writeFileSync(join(folder, 'f'.repeat(64)), 'kept, and then the power went');
    writeFileSync(join(desk.incomingFolder, 'half'), 'half of a file');
    const again = await PaperDesk.open({ folder, store: store.papers, log: createTestLog() });
    await again.close();
    expect(kept().sort()).toEqual(before.sort());
    expect(readdirSync(desk.incomingFolder)).toEqual([]);
    expect((await read('site', (await open('site', conference, paper)).body.path)).status).toBe(200);
  });

  it('[PP11] the same content twice is one file; refusing one of them leaves the other its file', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference, 'Cung mot noi dung');
    const count = kept().length;
    const stale = await send(
      'secretary',
      `${pathOf(conference)}/${paper.paperId}/versions`,
      { name: 'a.pdf', content: makePdf('Cung mot noi dung') },
      { noStateSecret: 'true' },
      { 'if-match': '"7"' },
    );
    expect([stale.status, kept().length]).toEqual([409, count]);
    expect((await read('site', (await open('site', conference, paper)).body.path)).status).toBe(200);
  });
});
