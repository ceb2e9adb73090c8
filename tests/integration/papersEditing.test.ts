// Papers after the upload over real HTTP: edited, taken back when they came by mistake, and what stays of those.

import { describe, expect, it } from 'vitest';
import type {
  ConferenceView,
  ErrorAnswer,
  PaperListView,
  PaperOpeningView,
  PaperView,
} from '../../server/contract/index.ts';
import { PaperDesk } from '../../server/papers/PaperDesk.ts';
import { makePdf, makeReport } from '../support/paperFiles.ts';
import { createTestLog, query } from './support/database.ts';
import { GOOD, pathOf, preparePapers, reasonOf } from './support/papers.ts';
import { NOW, numberEntries } from './support/schedule.ts';

const { as, conferenceOfOwn, kept, open, ownDay, papersOf, read, send, the, upload } = preparePapers();

const pathTo = (conference: ConferenceView, paper: PaperView) => `${pathOf(conference)}/${paper.paperId}`;
const remove = (who: string, conference: ConferenceView, paper: PaperView, version = paper.version) =>
  as(who).edit<PaperListView & ErrorAnswer>(pathTo(conference, paper), version, undefined, 'DELETE');
const refused = (answer: { status: number; body: ErrorAnswer }) => [
  answer.status,
  answer.body.code,
  reasonOf(answer) ?? null,
];

describe('edits', () => {
  it('[PP17] title, item and recall mark change with the version of the paper; an item of another agenda is refused', async () => {
    const conference = await conferenceOfOwn();
    const other = await conferenceOfOwn();
    const paper = await upload(conference);
    const item = conference.agenda[0];
    const edit = { title: ' Báo cáo tháng 8 ', agendaItemId: item?.itemId, recallAtClose: false };
    const edited = await as('secretary').edit<PaperView>(pathTo(conference, paper), 1, edit);
    expect(edited.body).toMatchObject({ title: 'Báo cáo tháng 8', agendaTitle: item?.title, recallAtClose: false });
    const whole = await as('secretary').edit<PaperView>(pathTo(conference, paper), 2, { agendaItemId: null });
    expect([whole.body.agendaTitle, whole.body.title, whole.headers.get('etag')]).toEqual([
      null,
      'Báo cáo tháng 8',
      '"3"',
    ]);
    for (const wrong of [{ agendaItemId: other.agenda[0]?.itemId }, { title: ' ' }, { pages: 3 }])
      expect((await as('secretary').edit(pathTo(conference, paper), 3, wrong)).status).toBe(400);
    expect((await papersOf('site', conference)).papers[0]).toMatchObject({ version: 3, removable: false });
  });
});

describe('a paper uploaded by mistake', () => {
  it('[PP16] leaves every list and the disk; who took it back when, and the log, stay', async () => {
    const conference = await conferenceOfOwn();
    const before = kept();
    const paper = await upload(conference, 'Tai nham');
    const stays = await upload(conference, 'Dung');
    const opened = await open('secretary', conference, paper);
    expect((await papersOf('secretary', conference)).papers.map(({ removable }) => removable)).toEqual([true, true]);
    const answer = await remove('secretary', conference, paper);
    expect(answer.status).toBe(200);
    expect(answer.body.papers.map(({ paperId }) => paperId)).toEqual([stays.paperId]);
    expect(answer.body.removed).toEqual([
      { paperId: paper.paperId, title: paper.title, at: NOW.toISOString(), byName: 'Vai secretary' },
    ]);
    expect(kept()).toHaveLength(before.length + 1);
    expect(await papersOf('site', conference)).toMatchObject({ papers: [{ paperId: stays.paperId }], removed: [] });
    expect((await read('secretary', opened.body.path)).status).toBe(404);
    expect((await open('secretary', conference, paper)).status).toBe(404);
    expect((await remove('secretary', conference, paper, 2)).status).toBe(404);
    const log = await as('secretary').get<PaperOpeningView[]>(`${pathOf(conference)}/openings`);
    expect(log.body).toMatchObject([{ paperId: paper.paperId, paperTitle: paper.title, accountName: 'Vai secretary' }]);
    const order = { from: [stays.paperId], to: [stays.paperId] };
    expect((await as('secretary').send('POST', `${pathOf(conference)}/order`, order)).status).toBe(200);
    const again = await PaperDesk.open({ folder: the().folder, store: the().store.papers, log: createTestLog() });
    await again.close();
    expect((await open('site', conference, stays)).status).toBe(201);
  });

  it('[PP16] once anybody outside the secretariat has opened any version, and once the conference was held, it is recalled instead', async () => {
    const conference = await conferenceOfOwn();
    const paper = await upload(conference);
    await open('chutri', conference, paper);
    const next = { name: 'b.pdf', content: makePdf('ban hai') };
    const headers = { 'if-match': '"1"' };
    const second = await send<PaperView>(
      'secretary',
      `${pathTo(conference, paper)}/versions`,
      next,
      { noStateSecret: 'true' },
      headers,
    );
    expect(second.body.removable).toBe(false);
    expect(refused(await remove('secretary', conference, second.body))).toEqual([409, 'wrongState', 'alreadyOpened']);
    const held = await conferenceOfOwn();
    const unread = await upload(held, 'x', { ...GOOD, recallAtClose: 'false' } as typeof GOOD);
    const setup = await the().store.schedule.getSetup(held.conferenceId);
    const opening = numberEntries(held, 0, [{ type: 'conferenceOpened', data: setup }]);
    await the().store.journal.append(held.conferenceId, 0, opening);
    expect((await papersOf('secretary', held)).papers[0]?.removable).toBe(false);
    expect(refused(await remove('secretary', held, unread))).toEqual([409, 'wrongState', 'alreadyHeld']);
    const recall = await as('secretary').send('POST', `${pathOf(held)}/recall`, { paperId: unread.paperId });
    expect(recall.status).toBe(200);
    expect(refused(await remove('secretary', held, unread, 2))).toEqual([409, 'wrongState', 'recalled']);
  });

  it('[AP1][AP2][PP16] only secretaries take back, with the version they saw, from a page of this service', async () => {
    const conference = await the().store.schedule.create(ownDay(), NOW);
    const paper = await upload(conference);
    for (const who of ['chutri', 'site', 'administrator', 'technician', 'observer', 'chair'])
      expect((await remove(who, conference, paper)).body.code, who).toBe('forbidden');
    const path = pathTo(conference, paper);
    expect((await as('secretary').send('DELETE', path)).status).toBe(428);
    const stale = await remove('secretary', conference, paper, 7);
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    const foreign = {
      method: 'DELETE',
      headers: { origin: 'http://elsewhere.test', cookie: as('secretary').cookie ?? '' },
    };
    expect((await fetch(the().api.url + path, foreign)).status).toBe(403);
    expect((await fetch(the().api.url + path, { method: 'DELETE', headers: { origin: the().api.url } })).status).toBe(
      401,
    );
    expect((await papersOf('secretary', conference)).papers).toEqual([paper]);
    expect((await remove('secretary', conference, paper)).status).toBe(200);
  });

  it('[PP16] with the same content as another paper leaves that one its file, and frees its room', async () => {
    const conference = await conferenceOfOwn();
    const [paper, twin] = [await upload(conference, 'Giong nhau'), await upload(conference, 'Giong nhau')];
    const sizeOf = async () => (await papersOf('secretary', conference)).totalBytes;
    const whole = await sizeOf();
    await remove('secretary', conference, paper);
    expect(await sizeOf()).toBe(whole / 2);
    const opened = await open('site', conference, twin);
    expect((await read('site', opened.body.path)).status).toBe(200);
    // Recalled, opened or neither: the database itself knows no paper that is half removed.
    await expect(
      query(the().databaseUrl, 'UPDATE paper SET removed_at = now() WHERE removed_at IS NULL'),
    ).rejects.toThrow(/paper_removed_check/);
  });

  it('[PP11][PP16] what a power cut leaves of a paper that was taken back goes at the next start', async () => {
    const conference = await conferenceOfOwn();
    const before = kept();
    const { paperId, version } = await upload(conference, 'Mat dien');
    const by = { accountId: the().world.secretary.accountId, name: 'Thư ký', siteName: null };
    // The row is committed; the process that should remove the file is gone.
    await the().store.papers.remove({ conferenceId: conference.conferenceId, paperId, version, by, now: NOW });
    expect(kept()).toHaveLength(before.length + 1);
    const again = await PaperDesk.open({ folder: the().folder, store: the().store.papers, log: createTestLog() });
    await again.close();
    expect(kept().sort()).toEqual(before.sort());
  });

  it('[PP12][PP16] taken back while it is converted, nothing of it comes to lie on the disk', async () => {
    const conference = await conferenceOfOwn();
    const before = kept();
    const file = { name: 'a.docx', content: await makeReport('Tải nhầm') };
    const sent = await send<PaperView>('secretary', pathOf(conference), file);
    expect(sent.body.versions[0]?.reading).toBe('converting');
    expect((await remove('secretary', conference, sent.body)).status).toBe(200);
    await the().desk.settled();
    expect(kept().sort()).toEqual(before.sort());
  });

  it('[PP16] of a site that opens it and a secretary who takes it back at once exactly one has their way', async () => {
    const conference = await conferenceOfOwn();
    for (let round = 0; round < 8; round += 1) {
      const paper = await upload(conference, `Vong ${round}`);
      const [opened, removed] = await Promise.all([
        open('site', conference, paper),
        remove('secretary', conference, paper),
      ]);
      expect([
        [201, 409],
        [404, 200],
      ]).toContainEqual([opened.status, removed.status]);
    }
  });
});
