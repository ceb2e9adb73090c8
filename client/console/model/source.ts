// What the console needs from the live and media clients, as interfaces, so that every part can be shown with any source.
// Types only.

import type {
  Attached,
  ConferenceState,
  JournalEntry,
  SiteId,
  Source,
  Telemetry,
} from '../../../server/contract/index.ts';

export interface Subscribable<T> {
  /** Calls `listener` after each change; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly getSnapshot: () => T;
}

export interface LivePart {
  readonly state: ConferenceState | null;
  /** Entries this page received since it attached, oldest first. */
  readonly entries: readonly JournalEntry[];
  readonly telemetry: Telemetry | null;
  readonly attached: Attached | null;
  /** Server clock minus this machine's, milliseconds. */
  readonly clockOffsetMs: number;
}

export type TrackKey = `${string}:${Source}`;

export interface MediaPart {
  readonly tracks: ReadonlyMap<TrackKey, MediaStreamTrack>;
  /** What this machine itself sends. */
  readonly local: Readonly<Record<Source, MediaStreamTrack | null>>;
}

/** Key of a track in `MediaPart.tracks`. */
export function trackKey(siteId: SiteId, source: Source): TrackKey {
  return `${siteId}:${source}`;
}
