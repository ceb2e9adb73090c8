// What a page knows of the live door, and how it folds what the server tells. Pure; LiveClient owns the connection.

import type { JournalEntry } from '../../server/contract/entries.ts';
import type { ErrorCode } from '../../server/contract/errors.ts';
import type { Attached, Telemetry, Welcome } from '../../server/contract/signaling.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { evolve } from '../../server/domain/conference/evolve.ts';

/** Journal entries kept for the page to show; older ones are in the journal. */
const ENTRIES_KEPT = 200;

/** Immutable: a change is a new object. */
export interface LiveSnapshot {
  readonly connection: 'connecting' | 'connected' | 'reconnecting';
  readonly welcome: Welcome | null;
  /** The page's last known standing; kept while reconnecting. */
  readonly attached: Attached | null;
  /** Grows with every answer about the page's standing: the server's media side of the page began anew. */
  readonly attachments: number;
  /** Folded state of the conference the page is live in; null when idle, in the lobby or replaced. */
  readonly state: ConferenceState | null;
  /** The last 200 entries seen, oldest first. */
  readonly entries: readonly JournalEntry[];
  readonly telemetry: Telemetry | null;
  /** Add to Date.now() to get the server's clock, milliseconds. */
  readonly clockOffsetMs: number;
  /** Why the server last refused to connect or attach; null once attached. */
  readonly refusal: ErrorCode | null;
}

export const EMPTY_SNAPSHOT: LiveSnapshot = {
  connection: 'connecting',
  welcome: null,
  attached: null,
  attachments: 0,
  state: null,
  entries: [],
  telemetry: null,
  clockOffsetMs: 0,
  refusal: null,
};

/** A fold either happened or found entries missing: then the page must attach again with its seq. */
export type Folded = { readonly snapshot: LiveSnapshot; readonly gap: boolean };

/** Takes the server's word on the page's standing, with the snapshot or the missed entries it carries. */
export function foldAttached(before: LiveSnapshot, attached: Attached): Folded {
  const attachments = before.attachments + 1;
  if (attached.status !== 'live') {
    const snapshot = { ...before, attached, attachments, state: null, entries: [], telemetry: null, refusal: null };
    return { snapshot, gap: false };
  }
  const standing = { ...before, attached, attachments, refusal: null };
  if (attached.catchUp.kind === 'entries') {
    // Only what this page already holds can be continued.
    if (standing.state?.conferenceId !== attached.conferenceId) return { snapshot: standing, gap: true };
    return foldEntries(standing, attached.catchUp.entries);
  }
  const state = attached.catchUp.state;
  const sameConference = before.state?.conferenceId === state.conferenceId;
  const entries = sameConference ? before.entries.filter((entry) => entry.seq <= state.seq) : [];
  return { snapshot: { ...standing, state, entries }, gap: false };
}

/** Takes a room's view in place of the entries that led to it; an older one, or another conference's, is skipped. */
export function foldView(before: LiveSnapshot, state: ConferenceState): LiveSnapshot {
  const held = before.state;
  if (held === null || held.conferenceId !== state.conferenceId || held.seq >= state.seq) return before;
  return { ...before, state };
}

/** Folds entries that follow the state; repeats and other conferences' are skipped, a hole stops the fold. */
export function foldEntries(before: LiveSnapshot, entries: readonly JournalEntry[]): Folded {
  if (before.state === null) return { snapshot: before, gap: before.attached?.status === 'live' };
  let state: ConferenceState = before.state;
  const fresh: JournalEntry[] = [];
  let gap = false;
  for (const entry of entries) {
    if (entry.conferenceId !== state.conferenceId || entry.seq <= state.seq) continue;
    if (entry.seq !== state.seq + 1) {
      gap = true;
      break;
    }
    state = evolve(state, entry);
    fresh.push(entry);
  }
  if (fresh.length === 0) return { snapshot: before, gap };
  return { snapshot: { ...before, state, entries: [...before.entries, ...fresh].slice(-ENTRIES_KEPT) }, gap };
}
