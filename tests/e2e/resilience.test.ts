/** What breaks and comes back by itself in front of real browsers: a cut line, a dead media worker. And what protects the pictures. */
import { execFileSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConferenceView, JournalView } from '../../server/contract/index.ts';
import { growth, launchBrowser, openPage, signIn } from '../support/browser.ts';
import { Line } from '../support/Line.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World, type WorldSite } from '../support/world.ts';

const ROOM = { width: 960, height: 540 };
let service: Service;
let world: World;
let browser: Browser;
let line: Line;
let conference: ConferenceView;
let secretary: SyntheticPage;
let hub: Page;
let far: Page;
let site: WorldSite;

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));
const frames = async (page: Page, siteId: string) =>
  (await growth(page, 'video', () => seconds(1))).get(siteId as never)?.frames ?? 0;
const journal = async () =>
  (await world.secretary.get<JournalView>(`/api/conferences/${conference.conferenceId}/journal`)).body.entries;
const command = async (...parameters: [Parameters<SyntheticPage['command']>[1], object?]) =>
  expect(await secretary.command(conference.conferenceId, ...parameters)).toMatchObject({ ok: true });

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 1 });
  await world.createAccount('trungtam', 'site', world.hub.siteId);
  const [only] = world.sites;
  if (!only) throw new Error('sites');
  site = only;
  line = await Line.open(Number(new URL(service.url).port));
  conference = await world.createConference(world.sites);
  secretary = await SyntheticPage.connect(service.url, world.secretary.cookie);
  await secretary.attachConsole(conference.conferenceId);
  await command('conference.open');
  browser = await launchBrowser();
  hub = await openPage(browser, ROOM);
  far = await openPage(browser, ROOM);
  await signIn(hub, service.url, 'trungtam', world.password, '/room');
  await signIn(far, `https://127.0.0.1:${line.port}`, site.username, world.password, '/room');
  await secretary.until('arrival', () =>
    secretary.entries.some((entry) => entry.type === 'siteArrived' && entry.data.siteId === site.siteId),
  );
  await command('site.admit', { siteId: site.siteId });
  await command('floor.grant', { siteId: site.siteId });
});

afterAll(async () => {
  secretary?.close();
  await browser?.close();
  line?.close();
  await service?.stop();
});

it('[LV16] pictures and sound travel under AES-GCM', async () => {
  await expect.poll(() => frames(hub, site.siteId), { timeout: 30_000 }).toBeGreaterThan(3);
  const ciphers = await hub.evaluate(async () => {
    const { connectionsForTest } = globalThis as unknown as { connectionsForTest: RTCPeerConnection[] };
    const reports = await Promise.all(connectionsForTest.map((connection) => connection.getStats()));
    return reports.flatMap((report) =>
      [...report.values()]
        .filter((row) => row.type === 'transport' && row.dtlsState === 'connected')
        .map((row) => row.srtpCipher as string),
    );
  });
  expect(ciphers.length).toBeGreaterThan(0);
  for (const cipher of ciphers) expect(cipher).toMatch(/GCM/);
});

it('[FL8][LV7][LV9] a room whose line is cut keeps the floor, says so in words, and is back without a click', async () => {
  line.cut();
  await far
    .getByText(/nối lại/)
    .first()
    .waitFor({ timeout: 30_000 });
  await secretary.until('the departure', () =>
    secretary.entries.some((entry) => entry.type === 'siteDeparted' && entry.data.siteId === site.siteId),
  );
  line.mend();
  await expect
    .poll(() => far.getByTestId('microphone-lamp').getAttribute('data-open'), { timeout: 45_000 })
    .toBe('true');
  await expect.poll(() => frames(hub, site.siteId), { timeout: 30_000 }).toBeGreaterThan(3);
  const types = (await journal())
    .filter((entry) => !('siteId' in entry.data) || entry.data.siteId === site.siteId)
    .map((entry) => entry.type);
  expect(types.filter((type) => type === 'floorGranted')).toHaveLength(1);
  expect(types.at(-1)).toBe('siteArrived');
});

it('[LV9] the media worker dies: pictures are back in both rooms, with no word in the journal', async () => {
  const before = (await journal()).length;
  const rows = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(service.pid())])
    .toString()
    .split('\n');
  process.kill(
    Number(
      rows
        .find((row) => row.includes('mediasoup-worker'))
        ?.trim()
        .split(/\s+/)[0],
    ),
    'SIGKILL',
  );
  await expect.poll(() => frames(hub, site.siteId), { timeout: 45_000 }).toBeGreaterThan(3);
  await expect.poll(() => frames(far, world.hub.siteId), { timeout: 45_000 }).toBeGreaterThan(3);
  expect((await journal()).length).toBe(before);
});
