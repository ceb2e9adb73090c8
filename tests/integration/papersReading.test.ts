// Reading papers over real HTTP: who reads, the log of openings, the file itself, and the recall.

import { describe, expect, it } from 'vitest';
import { type ErrorAnswer, LIMITS, type PaperListView, type PaperOpeningView } from '../../server/contract/index.ts';
import { makeForm, makePdf } from '../support/paperFiles.ts';
import { query } from './support/database.ts';
import { GOOD, pathOf, preparePapers, reasonOf } from './support/papers.ts';
import { NOW, numberEntries } from './support/schedule.ts';

const { as, conferenceOfOwn, open, ownDay, papersOf, read, send, the, upload } = preparePapers();

describe('reading', () => {
  it('[PP7] the invited read from publication on, the secretariat before; everybody else is refused', async () => {
    const draft = await the().store.schedule.create(ownDay(), NOW);
    const paper = await upload(draft);
    const status = async (who: string) => (await open(who, draft, paper)).status;
    expect([await status('secretary'), await status('chutri'), await status('site')]).toEqual([201, 201, 404]);
    await the().store.schedule.publish(draft.conferenceId, draft.version, NOW);
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
    expect((await fetch(the().api.url + pathOf(draft))).status).toBe(401);
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
    const foreign = await fetch(the().api.url + pathOf(conference), {
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
      siteName: the().world.sites[1]?.name,
    });
    for (const statement of [
      'DELETE FROM paper_opening',
      "UPDATE paper_opening SET account_name = 'x'",
      'TRUNCATE paper_opening',
    ])
      await expect(query(the().databaseUrl, statement)).rejects.toThrow(/never changed or removed/);
    the().api.clock.now = new Date(NOW.getTime() + (LIMITS.paperOpeningHours * 3600 + 1) * 1000);
    // People's sessions have ended by then; a room's has not.
    expect((await read('site', opened.body.path)).status).toBe(404);
    the().api.clock.now = NOW;
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
      { at: NOW.toISOString(), byName: the().world.chair.name },
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
    const setup = await the().store.schedule.getSetup(conference.conferenceId);
    await the().store.journal.append(
      conference.conferenceId,
      0,
      numberEntries(conference, 0, [{ type: 'conferenceOpened', data: setup }]),
    );
    expect((await read('site', opened.body.path)).status).toBe(200);
    await the().store.journal.append(
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
    await the().store.schedule.cancel(conference.conferenceId, null, { reason: 'khac', note: '' });
    const answer = await open('site', conference, paper);
    expect([answer.status, reasonOf(answer)]).toEqual([403, 'cancelled']);
  });
});
