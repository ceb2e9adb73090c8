/** Pulling the plug: kill -9 of the service and of its media worker, in the middle of everything. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttendanceView, ConferenceState, ConferenceView, JournalView } from '../../server/contract/index.ts';
import { HttpClient } from '../support/httpClient.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World, type WorldSite } from '../support/world.ts';

let service: Service;
let world: World;
let conference: ConferenceView;
const pages: SyntheticPage[] = [];

const connectAs = async (username: string): Promise<SyntheticPage> => {
  const http = await HttpClient.signIn(service.url, username, world.password);
  const page = await SyntheticPage.connect(service.url, http.cookie);
  pages.push(page);
  return page;
};
const journal = async () =>
  (await world.secretary.get<JournalView>(`/api/conferences/${conference.conferenceId}/journal`)).body.entries;
const snapshot = async (page: SyntheticPage): Promise<ConferenceState> => {
  const answer = await page.attachConsole(conference.conferenceId);
  if (!answer.ok || answer.data.status !== 'live' || answer.data.catchUp.kind !== 'snapshot')
    throw new Error(JSON.stringify(answer));
  return answer.data.catchUp.state;
};
const joinAll = async (sites: readonly WorldSite[], secretary: SyntheticPage) => {
  const rooms = [];
  for (const site of sites) {
    const page = await connectAs(site.username);
    await page.attachRoom();
    await secretary.command(conference.conferenceId, 'site.admit', { siteId: site.siteId });
    await page.until('admission', () => page.attachedNow?.status === 'live');
    rooms.push(page);
  }
  return rooms;
};
/** What must be the same after the plug was pulled: all but presence, which is true again once pages are back. */
const kept = ({ mode, floor, stage, rollCall, agenda, chair, content, sites, messages }: ConferenceState) => ({
  mode,
  queue: floor.queue,
  holder: floor.holder,
  layout: stage.layout,
  pinned: stage.pinned,
  main: stage.panes[0],
  rollCall,
  agenda,
  chair,
  content,
  messages,
  marks: Object.values(sites).map((site) => [
    site.siteId,
    site.admission,
    site.rollCall,
    site.caption,
    site.microphone,
  ]),
});

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 4 });
  conference = await world.createConference(world.sites);
});

afterAll(async () => {
  for (const page of pages) page.close();
  await service?.stop();
});

describe('kill -9 of the service', () => {
  it('[JN1][JN7][LV9] keeps mode, queue, turn clock, stage, roll call and attendance', async () => {
    const secretary = await connectAs(world.secretaryUsername);
    await secretary.attachConsole(conference.conferenceId);
    const { conferenceId } = conference;
    await secretary.command(conferenceId, 'conference.open');
    const rooms = await joinAll(world.sites, secretary);
    const [first, second, third] = world.sites;
    if (!first || !second || !third) throw new Error('sites');
    await secretary.command(conferenceId, 'rollCall.start');
    await secretary.command(conferenceId, 'rollCall.mark', { siteId: first.siteId, mark: 'presentOnline' });
    await secretary.command(conferenceId, 'rollCall.mark', {
      siteId: second.siteId,
      mark: 'absentExcused',
      note: 'Đi công tác',
    });
    await rooms[1]?.command(conferenceId, 'floor.request');
    await rooms[2]?.command(conferenceId, 'floor.request', { topic: 'Thu ngân sách' });
    await secretary.command(conferenceId, 'stage.set', { layout: 'four', pinned: [null, third.siteId] });
    expect(
      await secretary.command(conferenceId, 'floor.grant', { siteId: first.siteId, limitSeconds: 300 }),
    ).toMatchObject({ ok: true });
    expect(await secretary.command(conferenceId, 'floor.extend', { seconds: 120 })).toMatchObject({ ok: true });
    const before = await snapshot(secretary);
    const entriesBefore = await journal();

    await service.kill();
    await service.restart();

    const back = await connectAs(world.secretaryUsername);
    const after = await snapshot(back);
    expect(kept(after)).toEqual(kept(before));
    const entriesAfter = await journal();
    expect(entriesAfter.slice(0, entriesBefore.length)).toEqual(entriesBefore);
    expect(entriesAfter[entriesBefore.length]?.type).toBe('serviceRecovered');
    expect(Object.values(after.sites).some((site) => site.online)).toBe(false);

    const room = await connectAs(first.username);
    expect(await room.attachRoom()).toMatchObject({ ok: true, data: { status: 'live', siteId: first.siteId } });
    const attendance = (await world.secretary.get<AttendanceView>(`/api/conferences/${conferenceId}/attendance`)).body;
    expect(attendance.sites.find((row) => row.siteId === first.siteId)).toMatchObject({
      mark: 'presentOnline',
      turns: 1,
    });
  });

  it('[JN1][JN3] every act acknowledged before the blow is in the journal once, and repeats are answered as before', async () => {
    const secretary = await connectAs(world.secretaryUsername);
    await secretary.attachConsole(conference.conferenceId);
    const acknowledged = new Map<string, number>();
    const requestIds = Array.from({ length: 90 }, () => crypto.randomUUID());
    let killed: Promise<void> | undefined;
    const sent = requestIds.map((requestId, n) =>
      secretary.command(conference.conferenceId, 'directive.record', { text: `Chỉ đạo số ${n}` }, requestId).then(
        (answer) => {
          if (answer.ok) acknowledged.set(requestId, answer.data.seq);
          // In mid-stream: some committed and acknowledged, some committed only, some not even begun.
          if (acknowledged.size === 30) killed ??= service.kill();
        },
        () => undefined,
      ),
    );
    await new Promise<void>((resolve) => secretary.socket.once('disconnect', () => resolve()));
    secretary.socket.sendBuffer = [];
    await killed;
    await service.restart();
    const stored = new Map(
      (await journal())
        .filter((entry) => entry.requestId !== null)
        .map((entry) => [entry.requestId as string, entry.seq]),
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(30);
    for (const [requestId, seq] of acknowledged) expect(stored.get(requestId)).toBe(seq);
    const back = await connectAs(world.secretaryUsername);
    await back.attachConsole(conference.conferenceId);
    for (const [n, requestId] of requestIds.slice(0, 80).entries()) {
      const answer = await back.command(
        conference.conferenceId,
        'directive.record',
        { text: `Chỉ đạo số ${n}` },
        requestId,
      );
      expect(answer.ok).toBe(true);
    }
    const all = (await journal()).filter(
      (entry) => entry.requestId !== null && (requestIds.slice(0, 80) as string[]).includes(entry.requestId),
    );
    expect(new Set(all.map((entry) => entry.requestId)).size).toBe(80);
    expect(all).toHaveLength(80);
    await Promise.allSettled(sent);
  });
});

describe('death of the media worker', () => {
  it('[ME1] pages are told, open again and get the same pictures, with no word in the journal', async () => {
    const secretary = await connectAs(world.secretaryUsername);
    await secretary.attachConsole(conference.conferenceId);
    const [first] = world.sites;
    if (!first) throw new Error('sites');
    const room = await connectAs(first.username);
    await room.attachRoom();
    await room.openMedia(['microphone', 'camera']);
    await secretary.openMedia([]);
    const sees = (page: SyntheticPage) =>
      page.consumers
        .flatMap((changed) => changed.created)
        .some((consumer) => consumer.siteId === first.siteId && consumer.source === 'camera');
    await secretary.until('the picture', () => sees(secretary));
    const entries = (await journal()).length;
    const worker = childNamed(service.pid(), 'mediasoup-worker');
    const reset = Promise.all(
      [room, secretary].map((page) => new Promise<void>((resolve) => page.socket.once('media.reset', () => resolve()))),
    );
    process.kill(worker, 'SIGKILL');
    await reset;
    secretary.consumers.length = 0;
    await room.openMedia(['microphone', 'camera']);
    await secretary.openMedia([]);
    await secretary.until('the picture again', () => sees(secretary));
    expect((await journal()).length).toBe(entries);
    expect(childNamed(service.pid(), 'mediasoup-worker')).not.toBe(worker);
  });
});

function childNamed(parent: number, name: string): number {
  const rows = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)])
    .toString()
    .split('\n');
  const row = rows.find((line) => line.includes(name));
  if (row === undefined) throw new Error(`no ${name} below ${parent}`);
  return Number(row.trim().split(/\s+/)[0]);
}
