/** The live door of the real service, from outside: who gets in, what is answered, what a lobby learns, what a repeat does. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConferenceId, ConferenceView, JournalView, RequestId } from '../../server/contract/index.ts';
import { LIVE_PATH } from '../../server/contract/index.ts';
import { HttpClient } from '../support/httpClient.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World, type WorldSite } from '../support/world.ts';

let service: Service;
let world: World;
let conference: ConferenceView;
let secretary: SyntheticPage;
const pages: SyntheticPage[] = [];

const site = (index: number): WorldSite => {
  const found = world.sites[index];
  if (found === undefined) throw new Error(`no site ${index}`);
  return found;
};
const connectAs = async (username: string): Promise<SyntheticPage> => {
  const http = await HttpClient.signIn(service.url, username, world.password);
  const page = await SyntheticPage.connect(service.url, http.cookie);
  pages.push(page);
  return page;
};
const journal = async (conferenceId: ConferenceId = conference.conferenceId) =>
  (await world.secretary.get<JournalView>(`/api/conferences/${conferenceId}/journal`)).body.entries;
const admit = async (page: SyntheticPage, siteId: string) => {
  await page.attachRoom();
  if (page.attachedNow?.status !== 'live') {
    await secretary.command(conference.conferenceId, 'site.admit', { siteId });
    await page.until('admission', () => page.attachedNow?.status === 'live');
  }
};

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 8 });
  conference = await world.createConference(world.sites);
  secretary = await connectAs(world.secretaryUsername);
  await secretary.attachConsole(conference.conferenceId);
  const opened = await secretary.command(conference.conferenceId, 'conference.open');
  expect(opened).toMatchObject({ ok: true });
});

afterAll(async () => {
  for (const page of pages) page.close();
  await service?.stop();
});

describe('the door', () => {
  it('[LV1] a connection without a session is refused with notSignedIn', async () => {
    await expect(SyntheticPage.connect(service.url, undefined)).rejects.toMatchObject({
      data: { code: 'notSignedIn' },
    });
    await expect(SyntheticPage.connect(service.url, 'giaoban_session=forged')).rejects.toMatchObject({
      data: { code: 'notSignedIn' },
    });
  });

  it('[LV2] a page of another origin cannot open the live door', async () => {
    const socket = io(service.url, {
      path: LIVE_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      rejectUnauthorized: false,
      extraHeaders: { cookie: world.secretary.cookie ?? '', origin: 'https://elsewhere.example' },
    });
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('connect_error', () => resolve(true));
    });
    socket.close();
    expect(refused).toBe(true);
  });

  it('[LV3][JN4] unknown, malformed, oversized and out-of-order messages are answered and change nothing', async () => {
    const page = await connectAs(world.secretaryUsername);
    await page.attachConsole(conference.conferenceId);
    const before = (await journal()).length;
    const { conferenceId } = conference;
    const refused: [string, unknown, string][] = [
      ['no.such.event', {}, 'protocol'],
      ['command', 'not an object', 'invalidInput'],
      ['command', { requestId: 'x', conferenceId, name: 'mode.set', input: { mode: 'giaoBan' } }, 'invalidInput'],
      ['command', { requestId: randomUUID(), conferenceId, name: 'no.such.command', input: {} }, 'invalidInput'],
      [
        'command',
        { requestId: randomUUID(), conferenceId, name: 'mode.set', input: { mode: 'anarchy' } },
        'invalidInput',
      ],
      [
        'command',
        { requestId: randomUUID(), conferenceId, name: 'mode.set', input: { mode: 'hoiNghi', extra: 1 } },
        'invalidInput',
      ],
      [
        'command',
        {
          requestId: randomUUID(),
          conferenceId,
          name: 'site.message',
          input: { siteId: null, text: 'x'.repeat(70_000) },
        },
        'tooLarge',
      ],
      [
        'command',
        {
          requestId: randomUUID(),
          conferenceId,
          name: 'conference.confirmClose',
          input: { closeRequestId: randomUUID() },
        },
        'closeNotRequested',
      ],
      ['media.connect', { epoch: 99, direction: 'receive', dtlsParameters: {} }, 'protocol'],
      ['media.produce', { epoch: 1, source: 'camera', rtpParameters: { codecs: 'no' } }, 'protocol'],
      ['attach', { as: 'emperor' }, 'invalidInput'],
    ];
    for (const [event, payload, code] of refused) {
      expect(await page.send(event, payload), `${event} ${code}`).toMatchObject({ ok: false, error: { code } });
    }
    expect((await journal()).length).toBe(before);
  });

  it('[LV4] a connection that keeps breaking the protocol is ended and the conference goes on', async () => {
    const page = await connectAs(world.secretaryUsername);
    const ended = new Promise<string>((resolve) => page.socket.once('disconnect', resolve));
    for (let i = 0; i <= 20; i++) page.socket.emit('no.such.event', {});
    expect(await ended).toBe('io server disconnect');
    expect((await secretary.attachConsole(conference.conferenceId)).ok).toBe(true);
  });

  it('[LV12] an account whose session ended loses its live connection', async () => {
    const account = await world.createAccount('kythuat-tam', 'technician', null);
    const page = await connectAs('kythuat-tam');
    const ended = new Promise<string>((resolve) => page.socket.once('disconnect', resolve));
    const answer = await world.administrator.send(
      'PATCH',
      `/api/accounts/${account.accountId}`,
      { disabled: true },
      { 'if-match': `"${account.version}"` },
    );
    expect(answer.status).toBe(200);
    expect(await ended).toBe('io server disconnect');
  });
});

describe('rooms', () => {
  it('[AD1][AD2][LV6] a site in the lobby learns nothing about the conference, and is in by itself once admitted', async () => {
    const page = await connectAs(site(0).username);
    const answer = await page.attachRoom();
    expect(answer).toEqual({ ok: true, data: { status: 'lobby' } });
    expect(await page.command(conference.conferenceId, 'floor.request')).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    });
    expect(await page.attachConsole(conference.conferenceId)).toMatchObject({ ok: false });
    expect(await page.send('media.open', {})).toMatchObject({ ok: false, error: { code: 'protocol' } });
    await page.attachRoom();
    const told = JSON.stringify(page.received.filter((message) => message.event !== 'welcome'));
    for (const secret of [
      conference.conferenceId,
      conference.title,
      world.hub.name,
      site(1).name,
      'rtpParameters',
      'codecs',
    ]) {
      expect(told).not.toContain(secret);
    }
    await secretary.command(conference.conferenceId, 'site.admit', { siteId: site(0).siteId });
    await page.until('admission', () => page.attachedNow?.status === 'live');
    expect(page.attachedNow).toMatchObject({
      status: 'live',
      conferenceId: conference.conferenceId,
      siteId: site(0).siteId,
    });
  });

  it('[LV5] a second page replaces the first, which is told and falls silent', async () => {
    const first = await connectAs(site(1).username);
    await admit(first, site(1).siteId);
    const second = await connectAs(site(1).username);
    await second.attachRoom();
    await first.until('being replaced', () => first.attachedNow?.status === 'replaced');
    expect(second.attachedNow).toMatchObject({ status: 'live' });
    expect(await first.send('media.open', {})).toMatchObject({ ok: false, error: { code: 'protocol' } });
    const departures = (await journal()).filter(
      (entry) => entry.type === 'siteDeparted' && entry.data.siteId === site(1).siteId,
    );
    expect(departures).toHaveLength(0);
  });

  it('[LV7][FL8] a site that loses its line is offline in the journal, keeps its queue place and comes back in at once', async () => {
    const page = await connectAs(site(2).username);
    await admit(page, site(2).siteId);
    await page.command(conference.conferenceId, 'floor.request');
    page.close();
    await secretary.until('the departure', () =>
      secretary.entries.some((entry) => entry.type === 'siteDeparted' && entry.data.siteId === site(2).siteId),
    );
    const again = await connectAs(site(2).username);
    const answer = await again.attachRoom();
    expect(answer).toMatchObject({ ok: true, data: { status: 'live' } });
    if (!answer.ok || answer.data.status !== 'live' || answer.data.catchUp.kind !== 'snapshot')
      throw new Error('no snapshot');
    expect(answer.data.catchUp.state.floor.queue.map((request) => request.siteId)).toContain(site(2).siteId);
    expect(answer.data.catchUp.state.sites[site(2).siteId]).toMatchObject({ online: true, admission: 'admitted' });
  });
});

describe('commands', () => {
  it('[JN3][LV10] a repeated request gets the first answer and appends nothing', async () => {
    const page = await connectAs(site(3).username);
    await admit(page, site(3).siteId);
    const requestId = randomUUID() as RequestId;
    const first = await page.command(conference.conferenceId, 'floor.request', {}, requestId);
    const entries = (await journal()).length;
    const second = await page.command(conference.conferenceId, 'floor.request', {}, requestId);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect((await journal()).length).toBe(entries);
  });

  it('[JN5][JN8][LV11] two secretaries at once are served one after the other; both see one gap-free order', async () => {
    const other = await connectAs(world.secretaryUsername);
    await other.attachConsole(conference.conferenceId);
    const [from, sent] = [secretary.entries.length, other.entries.length];
    const note = (page: SyntheticPage, n: number) =>
      page.command(conference.conferenceId, 'directive.record', { text: `Ý kiến ${n}` });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => note(n % 2 === 0 ? secretary : other, n)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    await other.until('forty entries', () => other.entries.length >= sent + 40);
    await secretary.until('forty entries', () => secretary.entries.length >= from + 40);
    const seen = other.entries.slice(sent, sent + 40).map((entry) => entry.seq);
    expect(secretary.entries.slice(from, from + 40).map((entry) => entry.seq)).toEqual(seen);
    expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index));
    expect(
      other.entries
        .slice(sent)
        .every((entry) => entry.actor.name !== '' && entry.requestId !== null && Number.isFinite(Date.parse(entry.at))),
    ).toBe(true);
  });

  it('[JN6] a console with lastSeq gets exactly what it missed, one without a snapshot', async () => {
    const all = await journal();
    const last = all.length;
    const page = await connectAs(world.secretaryUsername);
    const missed = await page.attachConsole(conference.conferenceId, last - 3);
    expect(missed).toMatchObject({ ok: true, data: { catchUp: { kind: 'entries' } } });
    if (missed.ok && missed.data.status === 'live' && missed.data.catchUp.kind === 'entries') {
      expect(missed.data.catchUp.entries).toEqual(all.slice(-3));
    }
    const fresh = await page.attachConsole(conference.conferenceId);
    expect(fresh).toMatchObject({ ok: true, data: { catchUp: { kind: 'snapshot', state: { seq: last } } } });
  });
});
