/**
 * What Node does not have: media tracks, a camera and a microphone. Tracks behave like the browser's as far as the client
 * looks at them; the devices can be pulled out and plugged in.
 */

export class FakeTrack extends EventTarget {
  readonly id = crypto.randomUUID();
  readonly label = 'fake';
  readonly kind: 'audio' | 'video';
  enabled = true;
  muted = false;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video') {
    super();
    this.kind = kind;
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind);
  }

  getSettings(): MediaTrackSettings {
    return {};
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The device went away. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

export class FakeMediaDevices extends EventTarget {
  readonly present = { audio: true, video: true };
  /** Name of the failure when a device is there but refuses. */
  failure: string | null = null;
  asked = 0;

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked += 1;
    const kind = constraints.audio ? 'audio' : 'video';
    if (this.failure !== null) throw new DOMException('', this.failure);
    if (!this.present[kind]) throw new DOMException('', 'NotFoundError');
    const tracks = [new FakeTrack(kind)];
    return { getTracks: () => tracks, getVideoTracks: () => tracks } as object as MediaStream;
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const kinds = [this.present.audio && 'audioinput', this.present.video && 'videoinput', 'audiooutput'];
    return kinds.filter((kind) => kind !== false).map((kind) => ({ kind }) as MediaDeviceInfo);
  }

  asMediaDevices(): MediaDevices {
    return this as object as MediaDevices;
  }

  plug(kind: 'audio' | 'video', present: boolean): void {
    this.present[kind] = present;
    this.dispatchEvent(new Event('devicechange'));
  }
}
