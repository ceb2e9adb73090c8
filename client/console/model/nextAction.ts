// The one likely next act, the only gold button on the page. What may be done is asked of the domain's own `decide`.

import type { Command, CommandName } from '../../../server/contract/commands.ts';
import type { RequestId, SiteId } from '../../../server/contract/ids.ts';
import type { Actor, ConferenceState } from '../../../server/contract/state.ts';
import { decide } from '../../../server/domain/conference/decide.ts';
import { isCloseConfirmable } from '../../../server/domain/conference/decideSession.ts';
import { canGive } from '../../../server/domain/conference/permissions.ts';
import { nextToCall } from './rollCall.ts';

export type GoldAct =
  | { readonly kind: 'open' | 'resume' | 'admitAll' | 'callNext' | 'confirmPresence' }
  | { readonly kind: 'grant'; readonly siteId: SiteId };

/** Stands for the id a real command would carry; `decide` only asks whether there is one. */
const ANY_REQUEST = '00000000-0000-4000-8000-000000000000' as RequestId;

/** True if the service would do it now, as far as this page can know; the service decides. */
export function wouldDo(state: ConferenceState, actor: Actor, command: Command, now: string): boolean {
  return decide(state, command, { actor, now, requestId: ANY_REQUEST }).ok;
}

/** The first site in the queue that can be given the floor now; null: none. */
export function firstInvitable(state: ConferenceState, actor: Actor, now: string): SiteId | null {
  const request = state.floor.queue.find(({ siteId }) =>
    wouldDo(state, actor, { name: 'floor.grant', input: { siteId, limitSeconds: null } }, now),
  );
  return request?.siteId ?? null;
}

/** The gold act; null: nothing is likelier than waiting, or this actor has none. At most one, always. */
export function goldAct(state: ConferenceState, actor: Actor, now: string): GoldAct | null {
  const may = (name: CommandName) => canGive(state, actor, name);
  if (state.phase === 'scheduled') return may('conference.open') ? { kind: 'open' } : null;
  if (state.phase === 'closed' || isCloseConfirmable(state, now)) return null;
  if (state.phase === 'paused') return may('conference.resume') ? { kind: 'resume' } : null;
  if (state.rollCall.phase === 'running' && may('rollCall.callOn') && state.floor.holder === null) {
    const { calledOn } = state.rollCall;
    if (calledOn !== null && state.sites[calledOn]?.rollCall.mark === 'unmarked') return { kind: 'confirmPresence' };
    if (nextToCall(state) !== null) return { kind: 'callNext' };
  }
  const siteId = firstInvitable(state, actor, now);
  if (siteId !== null) return { kind: 'grant', siteId };
  const waiting = state.siteOrder.some((id) => state.sites[id]?.admission === 'lobby');
  return waiting && may('site.admitAll') ? { kind: 'admitAll' } : null;
}
