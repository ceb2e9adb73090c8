// Taking papers in over real HTTP, on a real database and a real folder: what is kept, what is refused, Office files, and the disk.

import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ConferenceView,
  type ErrorAnswer,
  LIMITS,
  type PaperListView,
  type PaperView,
} from '../../server/contract/index.ts';
import { PaperDesk } from '../../server/papers/PaperDesk.ts';
import { makeOffice, makePdf, makeReport } from '../support/paperFiles.ts';
import { createTestLog, makeDataDir, query } from './support/database.ts';
import { GOOD, pathOf, preparePapers, reasonOf } from './support/papers.ts';
import { NOW } from './support/schedule.ts';

const { as, conferenceOfOwn, kept, open, papersOf, read, send, the, upload } = preparePapers();

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
    const edited = await the().store.schedule.edit(conference.conferenceId, conference.version, { agenda }, NOW);
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
    expect(readdirSync(the().desk.incomingFolder)).toEqual([]);
  });

  it('[PP6] a file above the limit, and one more than the conference may hold, are too large', async () => {
    const conference = await conferenceOfOwn();
    const large = Buffer.concat([makePdf('x'), Buffer.alloc(LIMITS.paperBytes, 0x20)]);
    const answer = await send<ErrorAnswer>('secretary', pathOf(conference), { name: 'a.pdf', content: large });
    expect([answer.status, reasonOf(answer)]).toEqual([413, 'fileTooLarge']);
    const paper = await upload(conference);
    await query(the().databaseUrl, 'UPDATE paper_version SET size_bytes = $1 WHERE paper_id = $2', [
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
    expect(readdirSync(the().desk.incomingFolder)).toEqual([]);
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
    await the().desk.settled();
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
    expect(readdirSync(the().desk.incomingFolder)).toEqual([]);
  });

  it('[PP12] what was not converted before the end is converted after the next start; without a converter it says so', async () => {
    const conference = await conferenceOfOwn();
    const own = makeDataDir();
    const options = { folder: own, store: the().store.papers, log: createTestLog(), converter: 'no-such-converter' };
    const first = await PaperDesk.open(options);
    const path = join(first.incomingFolder, 'upload');
    writeFileSync(path, await report());
    const fields = { title: 'x', agendaItemId: null, recallAtClose: true };
    const by = { accountId: the().world.secretary.accountId, name: 'Thư ký', siteName: null };
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
    writeFileSync(join(the().folder, 'f'.repeat(64)), 'kept, and then the power went');
    writeFileSync(join(the().desk.incomingFolder, 'half'), 'half of a file');
    const again = await PaperDesk.open({ folder: the().folder, store: the().store.papers, log: createTestLog() });
    await again.close();
    expect(kept().sort()).toEqual(before.sort());
    expect(readdirSync(the().desk.incomingFolder)).toEqual([]);
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
