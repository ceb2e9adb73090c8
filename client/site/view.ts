// What a room should show and may do, computed from the folded state. Pure, no React: tested without a browser.

import type { SiteId } from '../../server/contract/ids.ts';
import type { SendPlan } from '../../server/contract/signaling.ts';
import type { ConferenceState, SiteMessage } from '../../server/contract/state.ts';
import { hasLeaveToSpeak, isHeard, speakingSite } from '../../server/domain/conference/heard.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import type { LiveSnapshot } from '../signaling/LiveClient.ts';

/** Milliseconds the words of thanks stay after the closing. */
export const THANKS_MS = 60_000;
/** Milliseconds a message from the console stays on a room's screen. */
export const MESSAGE_MS = 90_000;

export type RoomScreen = 'idle' | 'lobby' | 'live' | 'closed' | 'replaced' | 'wrongAccount';

/** Which screen the room shows. `closedAt`: when this page saw its conference close, epoch ms; null: it did not. */
export function roomScreen(snapshot: LiveSnapshot, closedAt: number | null, now: number): RoomScreen {
  if (snapshot.refusal === 'forbidden') return 'wrongAccount';
  const { attached, state } = snapshot;
  if (attached?.status === 'replaced') return 'replaced';
  if (attached?.status === 'live' && state && state.phase !== 'closed' && state.phase !== 'scheduled') return 'live';
  if (attached?.status === 'lobby') return 'lobby';
  return closedAt !== null && now - closedAt < THANKS_MS ? 'closed' : 'idle';
}

/** open: heard, and the page really sends. opening: the server grants it, the page is not sending yet. */
export type Lamp = 'open' | 'opening' | 'closed';

/** The microphone as the server has it, never better than what the page really sends. */
export function microphoneLamp(
  state: ConferenceState,
  siteId: SiteId,
  actual: { readonly connected: boolean; readonly sending: SendPlan | null; readonly hasTrack: boolean },
): Lamp {
  if (!actual.connected || !actual.hasTrack || !isHeard(state, siteId)) return 'closed';
  return actual.sending?.microphone ? 'open' : 'opening';
}

export type OwnState =
  | { readonly kind: 'waiting'; readonly place: number }
  | {
      readonly kind:
        | 'speaking'
        | 'calledOn'
        | 'rollCallRunning'
        | 'presenting'
        | 'chairing'
        | 'ready'
        | 'inConference'
        | 'reconnecting';
    };

/** The room's own state, in the order of what matters to the people in it. */
export function ownState(state: ConferenceState, siteId: SiteId): OwnState {
  const status = siteStatus(state, siteId);
  if (status.kind === 'waiting') return { kind: 'waiting', place: status.position };
  if (status.kind === 'speaking' || status.kind === 'calledOn') return { kind: status.kind };
  if (mustConfirm(state, siteId)) return { kind: 'rollCallRunning' };
  if (status.kind === 'presenting') return { kind: 'presenting' };
  if (siteId === state.chair.siteId) return { kind: 'chairing' };
  return { kind: status.kind === 'ready' || status.kind === 'reconnecting' ? status.kind : 'inConference' };
}

function mustConfirm(state: ConferenceState, siteId: SiteId): boolean {
  const called = state.rollCall.phase === 'running' || state.rollCall.calledOn === siteId;
  return called && state.sites[siteId]?.rollCall.mark === 'unmarked';
}

export type MainAct = 'confirmPresence' | 'release' | 'withdraw' | 'request';

/** The one button, and whether it is the likely next act (gold). null: the chair's own room needs none. */
export function mainAct(
  state: ConferenceState,
  siteId: SiteId,
): { readonly act: MainAct; readonly gold: boolean } | null {
  if (mustConfirm(state, siteId)) return { act: 'confirmPresence', gold: true };
  if (state.floor.holder?.siteId === siteId) return { act: 'release', gold: true };
  if (siteId === state.chair.siteId) return null;
  if (state.floor.queue.some((request) => request.siteId === siteId)) return { act: 'withdraw', gold: false };
  return { act: 'request', gold: state.phase === 'open' };
}

/** The room's switch for its own microphone (MU5, MU6); null: it has none now. */
export function microphoneSwitch(state: ConferenceState, siteId: SiteId): 'close' | 'open' | null {
  const site = state.sites[siteId];
  if (site?.admission !== 'admitted' || state.phase !== 'open') return null;
  if (isHeard(state, siteId)) return 'close';
  return hasLeaveToSpeak(state, siteId) || state.mode === 'thaoLuan' ? 'open' : null;
}

/** What the room may do with content now (CT1). */
export function contentAct(state: ConferenceState, siteId: SiteId, sharing: boolean): 'present' | 'stop' | null {
  if (sharing) return 'stop';
  if (state.content) return state.content.siteId === siteId ? 'present' : null;
  const mayTake = siteId === state.chair.siteId || siteId === state.floor.holder?.siteId || state.mode === 'thaoLuan';
  return mayTake ? 'present' : null;
}

/** The newest message for this room that is still fresh. */
export function freshMessage(state: ConferenceState, siteId: SiteId, now: number): SiteMessage | null {
  const mine = state.messages.filter((message) => message.siteId === null || message.siteId === siteId);
  const last = mine.at(-1);
  return last && now - Date.parse(last.at) < MESSAGE_MS ? last : null;
}

export interface StageView {
  /** Sites side by side, the main one first. */
  readonly panes: readonly SiteId[];
  /** The site whose document is shown large; null: none. */
  readonly content: SiteId | null;
  /** The small picture in the corner; null: none. */
  readonly corner: SiteId | null;
}

/**
 * The stage as this room shows it. A site alone on the main screen sees the chair large and itself in the corner:
 * a speaker looks at the person he speaks to.
 */
export function stageView(state: ConferenceState, siteId: SiteId): StageView {
  const filled = state.stage.panes.filter((pane) => pane !== null);
  const chair = state.chair.siteId;
  const single = state.stage.layout === 'one' || state.stage.layout === 'chairOnly';
  const content = state.stage.layout === 'contentSpeaker' ? (state.content?.siteId ?? null) : null;
  const main = filled[0] ?? chair;
  if (content !== null) return { panes: [main], content, corner: main === chair ? null : chair };
  if (!single) return { panes: filled.length > 0 ? filled : [chair], content: null, corner: null };
  if (main === siteId && siteId !== chair) return { panes: [chair], content: null, corner: siteId };
  // Nothing else to show small: the room sees how it looks itself.
  return { panes: [main], content: null, corner: main !== chair ? chair : siteId === chair ? null : siteId };
}

/** The place and number of the agenda item under way; null: no agenda. */
export function agendaPlace(
  state: ConferenceState,
): { readonly place: number; readonly count: number; readonly title: string } | null {
  const { items, currentItemId } = state.agenda;
  const index = items.findIndex((item) => item.itemId === currentItemId);
  const item = items[index];
  return item ? { place: index + 1, count: items.length, title: item.title } : null;
}

/** The next two sites in the queue, by name; `own`: it is this room's turn to come. */
export function nextSpeakers(
  state: ConferenceState,
  siteId: SiteId,
): readonly { readonly name: string; readonly own: boolean }[] {
  return state.floor.queue
    .slice(0, 2)
    .map((request) => ({ name: state.sites[request.siteId]?.name ?? '', own: request.siteId === siteId }));
}

/** What a site is doing on the stage; null: nothing worth a word. */
export function stageRole(state: ConferenceState, siteId: SiteId): 'speaking' | 'answering' | null {
  if (speakingSite(state) !== siteId) return null;
  return state.floor.holder?.siteId === siteId ? 'speaking' : 'answering';
}
