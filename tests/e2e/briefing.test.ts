/**
 * The main job in real browsers: schedule, publish, two rooms and the hub join, admit, roll call, request, grant, pictures and sound,
 * a hostile room, content, kill -9, everything back by itself, release, close, journal and attendance. One story, in order.
 */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AttendanceView, ConferenceId, JournalView, SiteId } from '../../server/contract/index.ts';
import { CONSOLE, growth, launchBrowser, openPage, PHONE, ROOM, signIn } from '../support/browser.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World, type WorldSite } from '../support/world.ts';

/** Small enough for four pages on two cores; pictures for the README are taken at the screen's real size. */
const SMALL_ROOM = { width: 960, height: 540 };
const SCREENS = process.env.SCREENSHOTS ? 'server/docs/screens' : 'tests/.artifacts';
const TITLE = 'Giao ban tháng 11 của UBND tỉnh';

const AGENDA = ['Kết quả thực hiện kết luận kỳ trước', 'Ý kiến các huyện, thành phố'];

let service: Service;
let world: World;
let browser: Browser;
let secretary: Page;
let hub: Page;
let rooms: readonly Page[];
let conferenceId: ConferenceId;
let first: WorldSite;
let second: WorldSite;

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));
const shot = (page: Page, name: string) => page.screenshot({ path: `${SCREENS}/${name}.png` });
const row = (site: { siteId: SiteId }) => secretary.locator(`[data-testid="site-row"][data-site-id="${site.siteId}"]`);
const mainPane = (page: Page, siteId: SiteId) => page.locator(`[data-testid="main-pane"][data-site-id="${siteId}"]`);
const lamp = (page: Page) => page.getByTestId('microphone-lamp');
const room = (index: number): Page => {
  const page = rooms[index];
  if (page === undefined) throw new Error(`no room ${index}`);
  return page;
};
/** Retries until it holds: pictures need a key frame, meters a second. */
const eventually = async (check: () => Promise<void>, timeout = 30_000) =>
  expect
    .poll(
      () =>
        check().then(
          () => true,
          (error: unknown) => String(error),
        ),
      { timeout, interval: 500 },
    )
    .toBe(true);

beforeAll(async () => {
  for (const folder of [SCREENS, 'tests/.artifacts']) mkdirSync(folder, { recursive: true });
  service = await startService();
  world = await createWorld(service, { siteCount: 14 });
  await world.createAccount('trungtam', 'site', world.hub.siteId);
  const [one, two] = world.sites;
  if (!one || !two) throw new Error('sites');
  [first, second] = [one, two];
  browser = await launchBrowser();
  secretary = await openPage(browser, CONSOLE);
  hub = await openPage(browser, SMALL_ROOM);
  rooms = [await openPage(browser, SMALL_ROOM), await openPage(browser, SMALL_ROOM)];
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const pages = { secretary, hub, room0: rooms[0], room1: rooms[1] };
  for (const [name, page] of Object.entries(pages))
    await page?.screenshot({ path: `tests/.artifacts/failed-${name}.png` });
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe('a briefing from end to end', () => {
  it('[UI2] the secretary schedules a giao ban with fourteen districts and publishes it', async () => {
    await signIn(secretary, service.url, world.secretaryUsername, world.password);
    await secretary
      .getByRole('link', { name: 'Thêm phiên họp' })
      .or(secretary.getByRole('button', { name: 'Thêm phiên họp' }))
      .first()
      .click();
    await secretary.getByLabel('Tiêu đề').fill(TITLE);
    await secretary
      .getByRole('button', { name: /Chọn tất cả.*huyện/i })
      .first()
      .click();
    for (const [index, title] of AGENDA.entries()) {
      await secretary.getByRole('button', { name: 'Thêm nội dung' }).click();
      const item = secretary.getByRole('listitem', { name: `Nội dung ${index + 1}` });
      await item.getByLabel('Nội dung', { exact: true }).fill(title);
      await item.getByLabel('Số phút').fill('60');
    }
    await secretary.getByRole('button', { name: 'Lưu', exact: false }).first().click();
    await secretary.waitForURL(/\/conferences\/[0-9a-f-]{36}$/);
    await secretary.getByRole('button', { name: 'Phát hành' }).click();
    await secretary.getByText('Đã phát hành').first().waitFor();
    await secretary.getByRole('button', { name: 'Phát hành' }).waitFor({ state: 'detached' });
    conferenceId = secretary.url().split('/').at(-1) as ConferenceId;
    await shot(secretary, 'conference');
    await secretary.goto(`${service.url}/`);
    // The next working day may fall into next week.
    const block = secretary.getByRole('link', { name: TITLE }).first();
    await secretary
      .getByText(/Không có phiên họp trong tuần này|Giao ban tháng 11/)
      .first()
      .waitFor();
    if ((await block.count()) === 0) await secretary.getByRole('link', { name: 'Tuần sau' }).click();
    await block.waitFor();
    await shot(secretary, 'week');
  });

  it('[AD1][AD2][AD3][AD5] rooms wait without knowing anything, are admitted together, and show the chair', async () => {
    for (const [index, site] of [first, second].entries()) {
      await signIn(room(index), service.url, site.username, world.password, '/room');
    }
    await eventually(async () => void (await room(0).getByText(TITLE).waitFor({ timeout: 500 })));
    await shotAtRoomSize(room(0), 'idle');
    await signIn(hub, service.url, 'trungtam', world.password, '/room');
    await secretary.goto(`${service.url}/console/${conferenceId}`);
    await secretary.getByRole('button', { name: 'Bắt đầu phiên họp' }).click();
    for (const page of rooms) await page.getByText('Kính mời đồng chí chờ trong giây lát').waitFor();
    for (const page of rooms) expect(await page.content()).not.toContain(TITLE);
    await secretary.getByRole('button', { name: 'Cho tất cả vào họp' }).click();
    for (const page of [hub, ...rooms]) await mainPane(page, world.hub.siteId).waitFor();
    for (const page of rooms) {
      await eventually(async () =>
        expect((await growth(page, 'video', () => seconds(1))).get(world.hub.siteId)?.frames).toBeGreaterThan(3),
      );
    }
  });

  it('[RC1][RC3] the roll call marks a site, and a site confirms itself', async () => {
    await secretary
      .getByRole('button', { name: /^Điểm danh/ })
      .first()
      .click();
    await secretary
      .getByRole('button', { name: 'Bắt đầu điểm danh' })
      .or(secretary.getByRole('button', { name: 'Điểm cầu tiếp theo' }))
      .first()
      .click();
    await row(first).click();
    await secretary
      .getByRole('button', { name: 'Có mặt trực tuyến' })
      .or(secretary.getByRole('radio', { name: 'Có mặt trực tuyến' }))
      .first()
      .click();
    await eventually(async () => {
      const marks = (await journal()).filter((entry) => entry.type === 'rollCallMarked');
      expect(marks.at(-1)).toMatchObject({
        data: { siteId: first.siteId, mark: 'presentOnline', previous: 'unmarked' },
      });
    });
    await room(1).getByRole('button', { name: 'Xác nhận có mặt' }).click();
    await room(1).getByRole('button', { name: 'Xin phát biểu' }).waitFor();
    expect((await journal()).filter((entry) => entry.type === 'rollCallMarked').at(-1)).toMatchObject({
      data: { siteId: second.siteId, mark: 'presentOnline' },
    });
  });

  it('[FL2][FL3][FL4] a site asks, is invited, and is then the one that is seen and heard', async () => {
    await room(0).getByRole('button', { name: 'Xin phát biểu' }).click();
    await room(0).getByText(/thứ 1/).first().waitFor();
    await secretary
      .locator(`[data-testid="queue-row"][data-site-id="${first.siteId}"]`)
      .getByRole('button', { name: 'Mời phát biểu' })
      .click();
    for (const page of [secretary, hub, room(1)]) await mainPane(page, first.siteId).waitFor();
    await expect.poll(() => lamp(room(0)).getAttribute('data-open')).toBe('true');
    await expect.poll(() => lamp(room(1)).getAttribute('data-open')).toBe('false');
    for (const page of [hub, room(1)]) {
      await eventually(async () => {
        expect((await growth(page, 'video', () => seconds(1))).get(first.siteId)?.frames).toBeGreaterThan(3);
        expect((await growth(page, 'audio', () => seconds(3))).get(first.siteId)?.energy).toBeGreaterThan(0.0001);
      });
    }
    await shotAtRoomSize(room(1), 'room');
    await shot(secretary, 'console');
  });

  it('[LV13][FL4] a muted room that sends by hand is received by nobody', async () => {
    // The hostile page switches every track on and makes every sender active, past everything the client keeps off.
    const sendByHand = () =>
      room(1).evaluate(async () => {
        const { connectionsForTest } = globalThis as unknown as { connectionsForTest: RTCPeerConnection[] };
        const microphone = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0] ?? null;
        let sentBytes = 0;
        for (const connection of connectionsForTest.filter((one) => one.connectionState === 'connected')) {
          for (const transceiver of connection.getTransceivers()) {
            const { sender } = transceiver;
            if (sender.track?.kind !== 'audio' && !transceiver.mid) continue;
            if (transceiver.direction === 'recvonly' || sender.track?.kind === 'video') continue;
            await sender.replaceTrack(microphone);
            const parameters = sender.getParameters();
            for (const encoding of parameters.encodings) encoding.active = true;
            if (parameters.encodings.length > 0) await sender.setParameters(parameters);
          }
          for (const report of (await connection.getStats()).values()) {
            if (report.type === 'outbound-rtp' && report.kind === 'audio') sentBytes += report.bytesSent;
          }
        }
        return sentBytes;
      });
    const before = await sendByHand();
    const heard = await Promise.all([hub, room(0), secretary].map((page) => growth(page, 'audio', () => seconds(4))));
    const after = await sendByHand();
    expect(after - before, 'the hostile room really sends sound').toBeGreaterThan(1_000);
    for (const bySite of heard) expect(bySite.get(second.siteId)?.bytes ?? 0).toBe(0);
  });

  it('[CT1][ST5] the speaker shares its screen and every other page decodes it', async () => {
    await room(0).getByRole('button', { name: 'Trình chiếu tài liệu' }).click();
    for (const page of [hub, room(1), secretary]) {
      const content = page.locator(`video[data-site-id="${first.siteId}"][data-source="screen"]`);
      await content.waitFor();
      await expect
        .poll(() => content.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames), {
          timeout: 20_000,
        })
        .toBeGreaterThan(1);
    }
    await shot(secretary, 'console-content');
  });

  it('[JN1][JN7][LV9] kill -9 of the service: everything is back by itself, the speaker still speaks', async () => {
    await room(1).getByRole('button', { name: 'Xin phát biểu' }).click();
    await room(1).getByText(/thứ 1/).first().waitFor();
    await service.kill();
    for (const page of rooms)
      await page
        .getByText(/nối lại/)
        .first()
        .waitFor();
    await shotAtRoomSize(room(1), 'reconnecting');
    await service.restart();
    for (const page of [secretary, hub, room(1)]) await mainPane(page, first.siteId).waitFor({ timeout: 60_000 });
    await room(1).getByText(/thứ 1/).first().waitFor();
    await expect.poll(() => lamp(room(0)).getAttribute('data-open'), { timeout: 30_000 }).toBe('true');
    for (const page of [hub, room(1)]) {
      await eventually(async () => {
        expect((await growth(page, 'video', () => seconds(1))).get(first.siteId)?.frames).toBeGreaterThan(3);
        expect((await growth(page, 'audio', () => seconds(3))).get(first.siteId)?.energy).toBeGreaterThan(0.0001);
      }, 60_000);
    }
  });

  it('[UI3] the chair on a phone sees the speaker and one gold act', async () => {
    const phone = await openPage(browser, PHONE);
    await signIn(phone, service.url, world.chairUsername, world.password, `/console/${conferenceId}`);
    await phone.getByRole('button', { name: `Mời ${second.name} phát biểu` }).waitFor();
    await expect
      .poll(async () => (await growth(phone, 'video', () => seconds(1))).get(first.siteId)?.frames ?? 0, {
        timeout: 20_000,
      })
      .toBeGreaterThan(3);
    await shot(phone, 'phone');
    await phone.context().close();
  });

  it('[FL6][CL1][CL2][RP2][RP3] release, close in two steps; journal and attendance are right', async () => {
    await room(0).getByRole('button', { name: 'Kết thúc phát biểu' }).click();
    for (const page of [hub, room(1)]) await mainPane(page, world.hub.siteId).waitFor();
    await expect.poll(() => lamp(room(0)).getAttribute('data-open')).toBe('false');
    await secretary.getByRole('button', { name: 'Kết thúc phiên họp' }).click();
    await secretary.getByText('Xác nhận kết thúc phiên họp đối với tất cả điểm cầu?').waitFor();
    await secretary.getByRole('button', { name: /Xác nhận kết thúc/ }).click();
    for (const page of rooms) await page.getByText('Trân trọng cảm ơn').first().waitFor();
    const types = (await journal()).map((entry) => entry.type);
    expect(types.filter((type) => type === 'floorGranted')).toHaveLength(1);
    expect(types.filter((type) => type === 'serviceRecovered')).toHaveLength(1);
    expect(types.at(-1)).toBe('conferenceClosed');
    const attendance = (await world.secretary.get<AttendanceView>(`/api/conferences/${conferenceId}/attendance`)).body;
    const speaker = attendance.sites.find((site) => site.siteId === first.siteId);
    expect(speaker).toMatchObject({ mark: 'presentOnline', turns: 1 });
    expect(speaker?.speakingSeconds).toBeGreaterThan(10);
    expect(attendance.sites.find((site) => site.siteId === second.siteId)).toMatchObject({
      turns: 0,
      speakingSeconds: 0,
    });
    expect(
      attendance.sites
        .filter((site) => site.presentMinutes > 0)
        .map((site) => site.siteId)
        .sort(),
    ).toEqual([world.hub.siteId, first.siteId, second.siteId].sort());
    await secretary.goto(`${service.url}/conferences/${conferenceId}`);
    await secretary.getByRole('tab', { name: 'Nhật ký phiên họp' }).click();
    await secretary
      .getByText(/Mời phát biểu/)
      .first()
      .waitFor();
    await shot(secretary, 'journal');
    await secretary.getByRole('tab', { name: 'Điểm danh' }).click();
    await secretary.getByText('Có mặt trực tuyến').first().waitFor();
  });
});

async function journal() {
  return (await world.secretary.get<JournalView>(`/api/conferences/${conferenceId}/journal`)).body.entries;
}

async function shotAtRoomSize(page: Page, name: string): Promise<void> {
  await page.setViewportSize(ROOM);
  await seconds(1);
  await shot(page, name);
  await page.setViewportSize(SMALL_ROOM);
}
