// evolve: state + entry → state (design §3). Server, browser and reports fold the same journal with this one function.
// Pure and total: no clock, no refusals; what was wrong was refused by decide before it became an entry.

import type { EntryData, EntryType, JournalEntry } from '../../contract/entries.ts';
import type { ConferenceState } from '../../contract/state.ts';
import { resolvePanes } from '../stage/resolvePanes.ts';
import type { Arms, EntryHead } from './evolution.ts';
import { admissionArms } from './evolveAdmission.ts';
import { floorArms } from './evolveFloor.ts';
import { microphoneArms } from './evolveMicrophone.ts';
import { rollCallArms } from './evolveRollCall.ts';
import { sessionArms } from './evolveSession.ts';
import { stageArms } from './evolveStage.ts';
import { initialState } from './initialState.ts';

const ARMS: Arms<EntryType> = {
  ...sessionArms,
  ...admissionArms,
  ...rollCallArms,
  ...floorArms,
  ...microphoneArms,
  ...stageArms,
};

/**
 * The state after one more entry; an entry already folded in changes nothing. Unchanged parts keep identity.
 * Errors: RangeError when entries are missing in between (attach again), or the entry is another conference's.
 */
export function evolve(state: ConferenceState, entry: JournalEntry): ConferenceState {
  if (entry.conferenceId !== state.conferenceId) throw new RangeError('entry of another conference');
  if (entry.seq <= state.seq) return state;
  if (entry.seq !== state.seq + 1) throw new RangeError(`entry ${entry.seq} after ${state.seq}: a gap`);
  const next = settleStage(state, applyArm(state, entry));
  return { ...next, seq: entry.seq };
}

/** `evolve` over many entries, in order. */
export function fold(state: ConferenceState, entries: readonly JournalEntry[]): ConferenceState {
  return entries.reduce(evolve, state);
}

/**
 * The state a whole journal tells, from its first entry on.
 * Errors: RangeError unless it begins with conferenceOpened as entry 1.
 */
export function foldJournal(entries: readonly JournalEntry[]): ConferenceState {
  const [first] = entries;
  if (first?.type !== 'conferenceOpened') throw new RangeError('the journal does not begin with conferenceOpened');
  return fold(initialState(first.data), entries);
}

/** Generic so that type and data stay of one kind through the table. */
function applyArm<T extends EntryType>(
  state: ConferenceState,
  entry: EntryHead & { readonly type: T; readonly data: EntryData[T] },
): ConferenceState {
  return ARMS[entry.type](state, entry.data, entry);
}

/** Resolves the panes again and counts a revision exactly when what a site should show has changed (ST1). */
function settleStage(before: ConferenceState, after: ConferenceState): ConferenceState {
  const resolved = resolvePanes(after);
  const shown = before.stage.panes;
  const isSame = resolved.length === shown.length && resolved.every((siteId, pane) => siteId === shown[pane]);
  const panes = isSame ? shown : resolved;
  const isChanged =
    !isSame || before.stage.layout !== after.stage.layout || before.content?.siteId !== after.content?.siteId;
  const revision = before.stage.revision + (isChanged ? 1 : 0);
  const isSettled = after.stage.panes === panes && after.stage.revision === revision;
  return isSettled ? after : { ...after, stage: { ...after.stage, panes, revision } };
}
