// A page's pictures and sound: keeps one media epoch open while the page is live, opens the next when one breaks, and shares the
// screen. Follows LiveClient's standing by itself; WebRTC but no DOM.

import type { types } from 'mediasoup-client';
import type { Ack } from '../../server/contract/errors.ts';
import type { CommandResult, SendPlan } from '../../server/contract/signaling.ts';
import type { LiveClient } from '../signaling/LiveClient.ts';
import type { DeviceProblem, LocalDevices } from './devices.ts';
import { type LocalSources, MediaSession, type TrackKey } from './MediaSession.ts';

export type { TrackKey } from './MediaSession.ts';

export interface MediaSnapshot {
  readonly phase: 'off' | 'opening' | 'ready' | 'retrying';
  /** Received tracks by `${siteId}:${source}`; never the page's own. */
  readonly tracks: ReadonlyMap<TrackKey, MediaStreamTrack>;
  readonly local: LocalSources;
  /** What the server wants sent now; null before it said so. */
  readonly sending: SendPlan | null;
  readonly problems: readonly DeviceProblem[];
}

export interface MediaClientOptions {
  readonly live: LiveClient;
  /** null: this page never sends. */
  readonly devices: LocalDevices | null;
  readonly createDevice?: () => Promise<types.Device>;
  readonly getDisplayMedia?: () => Promise<MediaStream>;
}

export type ScreenOutcome = Ack<CommandResult> | { readonly ok: false; readonly error: { readonly code: 'cancelled' } };

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Milliseconds the former epoch's last pictures may stay when the new one brings none. */
const FORMER_MS = 5_000;
/** Milliseconds after which an open epoch counts as having worked. */
const STEADY_MS = 10_000;
const HOLDER = 'conference';
const NO_TRACKS: ReadonlyMap<TrackKey, MediaStreamTrack> = new Map();

export class MediaClient {
  readonly #options: MediaClientOptions;
  readonly #live: LiveClient;
  readonly #subscribers = new Set<() => void>();
  readonly #stop: (() => void)[] = [];
  #snapshot: MediaSnapshot;
  #session: MediaSession | null = null;
  #former: MediaSession | null = null;
  #formerTimer: ReturnType<typeof setTimeout> | null = null;
  #screen: MediaStreamTrack | null = null;
  /** Entries up to here hold our own content.take; before it is folded the state says nothing about our screen. */
  #screenSeq = 0;
  /** Grows with every reason to open anew; an opening for an older reason is thrown away. */
  #reason = 0;
  #attachments = -1;
  #isCutOff = false;
  #opening = false;
  #failures = 0;
  #readyAt = 0;
  #wake: (() => void) | null = null;
  #closed = false;

  constructor(options: MediaClientOptions) {
    this.#options = options;
    this.#live = options.live;
    this.#snapshot = { phase: 'off', tracks: NO_TRACKS, local: this.#local(), sending: null, problems: [] };
    this.#stop.push(
      this.#live.subscribe(() => this.#follow()),
      this.#live.listen('media.reset', () => this.#reopen()),
    );
    if (options.devices) this.#stop.push(options.devices.subscribe(() => this.#onDevices()));
    this.#follow();
  }

  getSnapshot = (): MediaSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  };

  /**
   * Lets the person choose a screen, takes the content token unless it was granted already, and shares the screen.
   * Must be called from a person's click. Errors: `cancelled` when nothing was chosen, else what content.take answers.
   */
  async startScreen(): Promise<ScreenOutcome> {
    const stream = await this.#askForScreen();
    const track = stream?.getVideoTracks()[0];
    if (!track || this.#closed) return { ok: false, error: { code: 'cancelled' } };
    const taken = await this.#takeContent();
    if (!taken.ok || track.readyState === 'ended') {
      track.stop();
      if (taken.ok) void this.#live.command('content.release', {});
      return taken;
    }
    track.contentHint = 'detail';
    track.addEventListener('ended', () => void this.stopScreen());
    this.#screen = track;
    this.#screenSeq = taken.data.seq;
    this.#onDevices();
    return taken;
  }

  async #takeContent(): Promise<Ack<CommandResult>> {
    const { state, attached } = this.#live.getSnapshot();
    const own = attached?.status === 'live' ? attached.siteId : null;
    if (state && own !== null && state.content?.siteId === own) return { ok: true, data: { seq: state.seq } };
    return this.#live.command('content.take', {});
  }

  /** Stops sharing and gives the content token back. */
  async stopScreen(): Promise<void> {
    if (!this.#screen) return;
    this.#dropScreen();
    await this.#live.command('content.release', {});
  }

  /** Ends all media of this page. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stop of this.#stop) stop();
    this.#screen?.stop();
    this.#wake?.();
    this.#endSession();
    this.#options.devices?.release(HOLDER);
    this.#subscribers.clear();
  }

  async #askForScreen(): Promise<MediaStream | null> {
    const ask =
      this.#options.getDisplayMedia ??
      (() => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false }));
    try {
      return await ask();
    } catch {
      // Closing the chooser is an answer, not a fault.
      return null;
    }
  }

  #dropScreen(): void {
    const track = this.#screen;
    this.#screen = null;
    track?.stop();
    this.#onDevices();
  }

  #isWanted(): boolean {
    const { attached, state } = this.#live.getSnapshot();
    return !this.#closed && attached?.status === 'live' && (state?.phase === 'open' || state?.phase === 'paused');
  }

  /** True once the page is attached on the connection it has now. */
  #mayOpen(): boolean {
    return this.#isWanted() && !this.#isCutOff;
  }

  #follow(): void {
    const { connection, attachments, state, attached } = this.#live.getSnapshot();
    const ownSite = attached?.status === 'live' ? attached.siteId : null;
    if (this.#screen && state && state.seq >= this.#screenSeq && state.content?.siteId !== ownSite) this.#dropScreen();
    if (!this.#isWanted()) {
      if (this.#snapshot.phase !== 'off' && connection === 'connected') this.#turnOff();
      return;
    }
    if (connection !== 'connected') {
      // What was attached is gone; media may be asked for again only after the next attach.
      this.#isCutOff = true;
      if (this.#snapshot.phase === 'ready') this.#set({ phase: 'retrying' });
      return;
    }
    if (attachments === this.#attachments) return;
    this.#attachments = attachments;
    this.#isCutOff = false;
    this.#failures = 0;
    this.#reopen();
  }

  #turnOff(): void {
    this.#attachments = -1;
    this.#reason += 1;
    this.#wake?.();
    this.#endSession();
    if (this.#screen) this.#dropScreen();
    this.#options.devices?.release(HOLDER);
    this.#set({ phase: 'off', tracks: NO_TRACKS, sending: null });
  }

  #reopen(): void {
    if (!this.#isWanted()) return;
    this.#reason += 1;
    this.#wake?.();
    if (this.#snapshot.phase !== 'opening') this.#set({ phase: this.#session ? 'retrying' : 'opening' });
    if (!this.#opening) void this.#openUntilReady();
  }

  async #openUntilReady(): Promise<void> {
    this.#opening = true;
    let opened = false;
    while (!opened && this.#mayOpen()) opened = await this.#openOnce(this.#reason);
    this.#opening = false;
  }

  /** True when the epoch that is now current was opened for the latest reason. */
  async #openOnce(reason: number): Promise<boolean> {
    if (this.#failures > 0) await this.#pause();
    if (reason !== this.#reason || !this.#mayOpen()) return false;
    this.#session?.retire();
    let session: MediaSession | null = null;
    try {
      session = await MediaSession.open(this.#sessionOptions(() => session));
    } catch {
      this.#failures += 1;
      return false;
    }
    if (session.isBroken) this.#failures += 1;
    if (session.isBroken || reason !== this.#reason || !this.#mayOpen()) {
      session.close();
      return false;
    }
    this.#replaceSession(session);
    return true;
  }

  #sessionOptions(self: () => MediaSession | null) {
    const isCurrent = () => self() !== null && self() === this.#session;
    return {
      live: this.#live,
      createDevice: this.#options.createDevice ?? createBrowserDevice,
      sources: () => this.#local(),
      onTracks: (tracks: ReadonlyMap<TrackKey, MediaStreamTrack>) => {
        if (self() !== null && !isCurrent()) return;
        this.#endFormer();
        this.#set({ tracks });
      },
      onPlan: (sending: SendPlan) => this.#set({ sending }),
      onBroken: () => {
        if (!isCurrent()) return;
        // One that held for a while deserves a fresh start at once; one that broke at birth a growing pause.
        this.#failures = Date.now() - this.#readyAt > STEADY_MS ? 0 : this.#failures + 1;
        this.#reopen();
      },
    };
  }

  #replaceSession(session: MediaSession): void {
    this.#endFormer();
    // Its last pictures stay on screen, frozen, until the new epoch brings its own.
    this.#former = this.#session;
    this.#session = session;
    this.#readyAt = Date.now();
    this.#formerTimer = setTimeout(() => this.#endFormer(), FORMER_MS);
    if (session.mayTransmit) this.#options.devices?.hold(HOLDER);
    this.#set({ phase: 'ready' });
  }

  #endFormer(): void {
    if (this.#formerTimer) clearTimeout(this.#formerTimer);
    this.#formerTimer = null;
    this.#former?.close();
    this.#former = null;
  }

  #endSession(): void {
    this.#endFormer();
    this.#session?.close();
    this.#session = null;
  }

  #pause(): Promise<void> {
    const growing = SHORTEST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10);
    const pauseMs = Math.min(LONGEST_PAUSE_MS, growing) * (0.75 + Math.random() / 2);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, pauseMs);
      this.#wake = done;
    });
  }

  #local(): LocalSources {
    const devices = this.#options.devices?.getSnapshot();
    return { microphone: devices?.microphone ?? null, camera: devices?.camera ?? null, screen: this.#screen };
  }

  #onDevices(): void {
    this.#set({ local: this.#local(), problems: this.#options.devices?.getSnapshot().problems ?? [] });
    this.#session?.sync();
  }

  #set(change: Partial<MediaSnapshot>): void {
    if (this.#closed) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of [...this.#subscribers]) listener();
  }
}

/** Fetches the media library ahead of need, so that a page opened long ago can still join after the service was renewed. */
export async function preloadMedia(): Promise<void> {
  await import('mediasoup-client').catch(() => undefined);
}

/** Loaded when first needed: an idle room shows its clock before it has the media library. */
async function createBrowserDevice(): Promise<types.Device> {
  const { Device } = await import('mediasoup-client');
  return Device.factory();
}
