// Attendance and speaking time, read from the journal (rules RP2, RP3). Nothing of it is stored a second time.

import type { JournalEntry } from '../../contract/entries.ts';
import type { AttendanceView } from '../../contract/http.ts';
import type { SiteId } from '../../contract/ids.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ConferenceSetup, ConferenceState } from '../../contract/state.ts';
import { evolve } from './evolve.ts';
import { initialState } from './initialState.ts';

type SiteAttendance = AttendanceView['sites'][number];

interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is gathered of one site while the journal is read. */
interface Tally {
  readonly intervals: Interval[];
  readonly markHistory: SiteAttendance['markHistory'][number][];
  presentSinceMs: number | null;
  /** When it was dropped last: a gap across that is an absence, however short. */
  droppedAtMs: number;
  firstArrivedAt: string | null;
  disconnections: number;
  turns: number;
  speakingMs: number;
}

/**
 * Presence and speaking time of every site, in order of precedence.
 * Shape: `until` (ISO 8601 UTC) ends what still runs: now for a running conference; a closed one ends at its closing.
 */
export function attendance(
  setup: ConferenceSetup,
  entries: readonly JournalEntry[],
  until: string,
): AttendanceView['sites'] {
  let state = initialState(setup);
  const tallies = new Map(state.siteOrder.map((siteId) => [siteId, emptyTally()]));
  for (const entry of entries) {
    const next = evolve(state, entry);
    const atMs = Date.parse(entry.at);
    countEntry(tallies, state, entry);
    countTurn(tallies, state, next, atMs);
    countPresence(tallies, state, next, entry);
    state = next;
  }
  endAll(tallies, state, Math.max(Date.parse(until), Date.parse(entries.at(-1)?.at ?? until)));
  return state.siteOrder.map((siteId) => present(state, siteId, tallies.get(siteId) ?? emptyTally()));
}

function emptyTally(): Tally {
  return {
    intervals: [],
    markHistory: [],
    presentSinceMs: null,
    droppedAtMs: Number.NEGATIVE_INFINITY,
    firstArrivedAt: null,
    disconnections: 0,
    turns: 0,
    speakingMs: 0,
  };
}

function countEntry(tallies: ReadonlyMap<SiteId, Tally>, before: ConferenceState, entry: JournalEntry): void {
  const siteId = 'siteId' in entry.data ? entry.data.siteId : null;
  const tally = siteId === null ? undefined : tallies.get(siteId);
  if (!tally || siteId === null) return;
  if (entry.type === 'siteArrived') tally.firstArrivedAt ??= entry.at;
  if (entry.type === 'floorGranted') tally.turns += 1;
  if (entry.type === 'siteDropped') tally.droppedAtMs = Date.parse(entry.at);
  if (entry.type === 'siteDeparted' && entry.data.reason === 'lost' && isPresent(before, siteId)) {
    tally.disconnections += 1;
  }
  if (entry.type === 'rollCallMarked') {
    const { mark, note } = entry.data;
    tally.markHistory.push({ at: entry.at, mark, byName: entry.actor.name, note });
  }
}

/** A turn ends where its holder changes, whatever ended it: release, revocation, next grant, drop or close. */
function countTurn(
  tallies: ReadonlyMap<SiteId, Tally>,
  before: ConferenceState,
  after: ConferenceState,
  atMs: number,
): void {
  const ended = before.floor.holder;
  if (!ended || ended.floorRequestId === after.floor.holder?.floorRequestId) return;
  const tally = tallies.get(ended.siteId);
  if (tally) tally.speakingMs += atMs - Date.parse(ended.grantedAt);
}

function countPresence(
  tallies: ReadonlyMap<SiteId, Tally>,
  before: ConferenceState,
  after: ConferenceState,
  entry: JournalEntry,
): void {
  if (before.sites === after.sites && before.phase === after.phase) return;
  // After an absence of the service the sites were there until it was last alive, not until it came back.
  const endMs = Date.parse(entry.type === 'serviceRecovered' ? entry.data.aliveAt : entry.at);
  for (const [siteId, tally] of tallies) {
    const isIn = isPresent(after, siteId);
    if (isIn && tally.presentSinceMs === null) tally.presentSinceMs = Date.parse(entry.at);
    if (!isIn && tally.presentSinceMs !== null) endInterval(tally, endMs);
  }
}

function isPresent(state: ConferenceState, siteId: SiteId): boolean {
  const site = state.sites[siteId];
  const isRunning = state.phase === 'open' || state.phase === 'paused';
  return isRunning && site?.admission === 'admitted' && site.online;
}

/** Closes the running interval, joining it to the one before when the absence between was short. */
function endInterval(tally: Tally, endMs: number): void {
  if (tally.presentSinceMs === null) return;
  const fromMs = tally.presentSinceMs;
  const toMs = Math.max(fromMs, endMs);
  const last = tally.intervals.at(-1);
  const isShortGap = last !== undefined && fromMs - last.toMs <= LIMITS.attendanceGapSeconds * 1000;
  const wasDropped = last !== undefined && tally.droppedAtMs >= last.toMs && tally.droppedAtMs <= fromMs;
  if (last !== undefined && isShortGap && !wasDropped) {
    tally.intervals[tally.intervals.length - 1] = { fromMs: last.fromMs, toMs };
  } else {
    tally.intervals.push({ fromMs, toMs });
  }
  tally.presentSinceMs = null;
}

function endAll(tallies: ReadonlyMap<SiteId, Tally>, state: ConferenceState, untilMs: number): void {
  const { holder } = state.floor;
  const speaker = holder && tallies.get(holder.siteId);
  if (holder && speaker) speaker.speakingMs += untilMs - Date.parse(holder.grantedAt);
  for (const tally of tallies.values()) endInterval(tally, untilMs);
}

function present(state: ConferenceState, siteId: SiteId, tally: Tally): SiteAttendance {
  const site = state.sites[siteId];
  const presentMs = tally.intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    siteId,
    name: site?.name ?? '',
    mark: site?.rollCall.mark ?? 'unmarked',
    markHistory: tally.markHistory,
    firstArrivedAt: tally.firstArrivedAt,
    presentMinutes: Math.round(presentMs / 60_000),
    disconnections: tally.disconnections,
    turns: tally.turns,
    speakingSeconds: Math.round(tally.speakingMs / 1000),
  };
}
