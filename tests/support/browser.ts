// Real Chromium with fake camera and microphone, one context a person or room, and what its WebRTC stack really receives.
// Used by end-to-end tests and the bench.

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
  '--ignore-certificate-errors',
  // Several pages share two cores: none may be slowed because another is in front.
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    headless: true,
    args: ARGUMENTS,
  });
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}
export const CONSOLE: Viewport = { width: 1366, height: 768 };
export const ROOM: Viewport = { width: 1920, height: 1080 };
export const PHONE: Viewport = { width: 390, height: 844 };

/**
 * Opens a page of its own browser context and remembers its peer connections for `received`. `colorScheme`: the look this browser's
 * reader chose before, on every page of the service; left out: nobody chose.
 */
export async function openPage(
  browser: Browser,
  viewport: Viewport,
  options: { colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport,
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    colorScheme: options.colorScheme ?? 'dark',
  });
  if (options.colorScheme !== undefined)
    await context.addInitScript((look) => {
      for (const key of ['planner.theme', 'theme'])
        if (localStorage.getItem(key) === null) localStorage.setItem(key, look);
    }, options.colorScheme);
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    Object.assign(globalThis, { connectionsForTest: connections });
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
  return context.newPage();
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, url: string, username: string, password: string, next = '/'): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}

export interface ReceivedTrack {
  readonly kind: 'audio' | 'video';
  /** The site the server says this is (the stream's id). */
  readonly siteId: string;
  readonly bytes: number;
  readonly framesDecoded: number;
  readonly frameWidth: number;
  /** Joules-like sum of squared samples: grows only while there is sound. */
  readonly audioEnergy: number;
}

/** What the page's open peer connections have received so far, by track. */
export function received(page: Page): Promise<ReceivedTrack[]> {
  return page.evaluate(async () => {
    const { connectionsForTest } = globalThis as unknown as { connectionsForTest: RTCPeerConnection[] };
    const rows: ReceivedTrack[] = [];
    for (const connection of connectionsForTest) {
      if (connection.connectionState === 'closed') continue;
      for (const { receiver, mid } of connection.getTransceivers()) {
        // The stream id each track was signalled with stands in the remote description's msid.
        const section = connection.remoteDescription?.sdp
          .split('\r\nm=')
          .find((part) => part.includes(`a=mid:${mid}\r\n`));
        const siteId = /a=msid:(\S+) /.exec(section ?? '')?.[1] ?? '';
        for (const report of (await receiver.getStats()).values()) {
          if (report.type !== 'inbound-rtp') continue;
          rows.push({
            kind: report.kind,
            siteId,
            bytes: report.bytesReceived ?? 0,
            framesDecoded: report.framesDecoded ?? 0,
            frameWidth: report.frameWidth ?? 0,
            audioEnergy: report.totalAudioEnergy ?? 0,
          });
        }
      }
    }
    return rows;
  });
}

/** How much each site's tracks grew while `during` ran, summed over a site's tracks of the kind. */
export async function growth(
  page: Page,
  kind: 'audio' | 'video',
  during: () => Promise<unknown>,
): Promise<Map<string, { bytes: number; frames: number; energy: number }>> {
  const sums = (rows: readonly ReceivedTrack[]) => {
    const bySite = new Map<string, { bytes: number; frames: number; energy: number }>();
    for (const row of rows.filter((candidate) => candidate.kind === kind)) {
      const sum = bySite.get(row.siteId) ?? { bytes: 0, frames: 0, energy: 0 };
      bySite.set(row.siteId, {
        bytes: sum.bytes + row.bytes,
        frames: sum.frames + row.framesDecoded,
        energy: sum.energy + row.audioEnergy,
      });
    }
    return bySite;
  };
  const before = sums(await received(page));
  await during();
  const after = sums(await received(page));
  return new Map(
    [...after].map(([siteId, sum]) => {
      const base = before.get(siteId) ?? { bytes: 0, frames: 0, energy: 0 };
      return [
        siteId,
        { bytes: sum.bytes - base.bytes, frames: sum.frames - base.frames, energy: sum.energy - base.energy },
      ];
    }),
  );
}
