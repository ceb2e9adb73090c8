// The room's own camera and microphone: opens them while somebody holds them, keeps trying when one is missing, and says in
// codes what is wrong. Degrades to one of the two; never asks for a click. Knows no mediasoup and no DOM beyond MediaDevices.

export type DeviceProblem =
  | 'insecure'
  | 'noCamera'
  | 'cameraBlocked'
  | 'cameraBusy'
  | 'noMicrophone'
  | 'microphoneBlocked'
  | 'microphoneBusy';

export interface LocalTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
}

/** What a look at the machine's devices found; `unknown` until the first look. */
export type Found = 'unknown' | 'good' | 'missing';

export interface DevicesSnapshot extends LocalTracks {
  readonly problems: readonly DeviceProblem[];
  readonly found: { readonly camera: Found; readonly microphone: Found; readonly loudspeaker: Found };
}

type Kind = 'camera' | 'microphone';

/** Milliseconds between attempts at a missing device; plugging one in is noticed at once by its event. */
const RETRY_MS = 3_000;

const CONSTRAINTS: Record<Kind, MediaStreamConstraints> = {
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } },
  camera: { video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } } },
};

const EMPTY: DevicesSnapshot = {
  microphone: null,
  camera: null,
  problems: [],
  found: { camera: 'unknown', microphone: 'unknown', loudspeaker: 'unknown' },
};

export class LocalDevices {
  readonly #media: MediaDevices | undefined;
  readonly #holders = new Set<string>();
  readonly #subscribers = new Set<() => void>();
  readonly #opening = new Set<Kind>();
  #snapshot: DevicesSnapshot = EMPTY;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(media: MediaDevices | undefined = globalThis.navigator?.mediaDevices) {
    this.#media = media;
    this.#media?.addEventListener('devicechange', this.#onDeviceChange);
  }

  getSnapshot = (): DevicesSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  };

  /** Opens camera and microphone and keeps them open until every holder let go. */
  hold(holder: string): void {
    if (this.#closed || this.#holders.has(holder)) return;
    this.#holders.add(holder);
    this.#openMissing();
  }

  release(holder: string): void {
    if (!this.#holders.delete(holder) || this.#holders.size > 0) return;
    this.#stopTracks();
  }

  /** Opens both for a moment when nobody holds them: the proof that they would work. */
  async check(): Promise<void> {
    const holder = 'check';
    if (this.#closed || this.#holders.size > 0) return;
    this.#holders.add(holder);
    await Promise.all([this.#open('camera'), this.#open('microphone')]);
    await this.#look();
    this.release(holder);
  }

  /** Stops both devices for good. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#media?.removeEventListener('devicechange', this.#onDeviceChange);
    this.#holders.clear();
    this.#stopTracks();
    this.#subscribers.clear();
  }

  readonly #onDeviceChange = (): void => {
    void this.#look();
    this.#openMissing();
  };

  #openMissing(): void {
    if (this.#closed || this.#holders.size === 0) return;
    for (const kind of ['microphone', 'camera'] as const) if (!this.#snapshot[kind]) void this.#open(kind);
  }

  async #open(kind: Kind): Promise<void> {
    if (this.#opening.has(kind)) return;
    if (!this.#media) {
      this.#set({ problems: ['insecure'] });
      return;
    }
    this.#opening.add(kind);
    try {
      const stream = await this.#media.getUserMedia(CONSTRAINTS[kind]);
      this.#adopt(kind, stream.getTracks()[0] ?? null);
    } catch (error) {
      this.#fail(kind, error);
    } finally {
      this.#opening.delete(kind);
    }
  }

  #adopt(kind: Kind, track: MediaStreamTrack | null): void {
    if (!track) return;
    if (this.#closed || this.#holders.size === 0) {
      track.stop();
      return;
    }
    track.addEventListener('ended', () => {
      if (this.#snapshot[kind] !== track) return;
      this.#set({ [kind]: null });
      this.#openMissing();
    });
    this.#set({
      [kind]: track,
      problems: this.#otherProblems(kind),
      found: { ...this.#snapshot.found, [kind]: 'good' },
    });
  }

  #fail(kind: Kind, error: unknown): void {
    if (this.#closed) return;
    const problem = problemOf(kind, error);
    const problems = [...this.#otherProblems(kind), problem];
    this.#set({ problems, found: { ...this.#snapshot.found, [kind]: 'missing' } });
    this.#retry ??= setTimeout(() => {
      this.#retry = null;
      this.#openMissing();
    }, RETRY_MS);
  }

  #otherProblems(kind: Kind): readonly DeviceProblem[] {
    const own = kind === 'camera' ? /camera/i : /microphone/i;
    return this.#snapshot.problems.filter((problem) => !own.test(problem));
  }

  async #look(): Promise<void> {
    const devices = (await this.#media?.enumerateDevices().catch(() => null)) ?? null;
    if (this.#closed || devices === null) return;
    const found = (kind: MediaDeviceKind): Found =>
      devices.some((device) => device.kind === kind) ? 'good' : 'missing';
    // A browser that does not list loudspeakers (Firefox, Safari) lists none at all: that is no proof of a missing one.
    const loudspeaker =
      found('audiooutput') === 'good' || !('sinkId' in HTMLMediaElement.prototype) ? 'good' : 'missing';
    const blocked = this.#snapshot.problems;
    this.#set({
      found: {
        camera: blocked.some((problem) => /camera/i.test(problem)) ? 'missing' : found('videoinput'),
        microphone: blocked.some((problem) => /microphone/i.test(problem)) ? 'missing' : found('audioinput'),
        loudspeaker,
      },
    });
  }

  #stopTracks(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    const { microphone, camera } = this.#snapshot;
    this.#set({ microphone: null, camera: null });
    microphone?.stop();
    camera?.stop();
  }

  #set(change: Partial<DevicesSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of [...this.#subscribers]) listener();
  }
}

/** Which word describes a getUserMedia failure. */
export function problemOf(kind: Kind, error: unknown): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return kind === 'camera' ? 'cameraBlocked' : 'microphoneBlocked';
  if (name === 'NotReadableError' || name === 'AbortError') return kind === 'camera' ? 'cameraBusy' : 'microphoneBusy';
  return kind === 'camera' ? 'noCamera' : 'noMicrophone';
}
