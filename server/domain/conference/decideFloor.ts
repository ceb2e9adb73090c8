// The floor: asking, the queue, and the one act that gives it (FL1–FL11). Never moves a microphone or a picture itself:
// those follow from the entry in evolve.

import type { CommandInput } from '../../contract/commands.ts';
import type { RequestId, SiteId } from '../../contract/ids.ts';
import type { ConferenceState, FloorRequest } from '../../contract/state.ts';
import {
  accept,
  type Deciders,
  type Decision,
  isInControl,
  type PermittedContext,
  refuse,
  refuseAway,
  refuseOutside,
} from './decision.ts';
import { ownSiteOf } from './permissions.ts';

export const floorDeciders = {
  'floor.request': decideRequest,
  'floor.withdraw': decideWithdraw,
  'floor.accept': (state, { floorRequestId }) => {
    const request = findRequest(state, floorRequestId);
    if (!request) return refuse('notInQueue');
    return request.status === 'accepted'
      ? refuse('wrongState')
      : accept({ type: 'floorAccepted', data: { floorRequestId, siteId: request.siteId } });
  },
  'floor.deny': (state, { floorRequestId }) => {
    const request = findRequest(state, floorRequestId);
    return request
      ? accept({ type: 'floorDenied', data: { floorRequestId, siteId: request.siteId } })
      : refuse('notInQueue');
  },
  'floor.grant': decideGrant,
  'floor.release': (state, _input, { actor }) => {
    const { holder } = state.floor;
    if (!holder) return refuse('floorFree');
    const { floorRequestId, siteId } = holder;
    return siteId === ownSiteOf(state, actor)
      ? accept({ type: 'floorReleased', data: { floorRequestId, siteId } })
      : refuse('forbidden');
  },
  'floor.revoke': (state) => {
    const { holder } = state.floor;
    if (!holder) return refuse('floorFree');
    return accept({
      type: 'floorRevoked',
      data: { floorRequestId: holder.floorRequestId, siteId: holder.siteId },
    });
  },
  'floor.extend': (state, { seconds }) => {
    const { holder } = state.floor;
    if (!holder) return refuse('floorFree');
    if (holder.limitSeconds === null) return refuse('wrongState');
    return accept({
      type: 'floorExtended',
      data: { floorRequestId: holder.floorRequestId, siteId: holder.siteId, seconds },
    });
  },
  'floor.move': decideMove,
} satisfies Deciders<
  | 'floor.request'
  | 'floor.withdraw'
  | 'floor.accept'
  | 'floor.deny'
  | 'floor.grant'
  | 'floor.release'
  | 'floor.revoke'
  | 'floor.extend'
  | 'floor.move'
>;

function findRequest(state: ConferenceState, floorRequestId: RequestId): FloorRequest | undefined {
  return state.floor.queue.find((request) => request.floorRequestId === floorRequestId);
}

function findRequestOf(state: ConferenceState, siteId: SiteId | null): FloorRequest | undefined {
  return state.floor.queue.find((request) => request.siteId === siteId);
}

function decideRequest(
  state: ConferenceState,
  input: CommandInput<'floor.request'>,
  context: PermittedContext,
): Decision {
  const own = ownSiteOf(state, context.actor);
  const siteId = input.siteId ?? own;
  if (siteId === null || context.requestId === null) return refuse('invalidInput');
  if (siteId !== own && !isInControl(context)) return refuse('forbidden');
  const refusal = refuseOutside(state, siteId);
  if (refusal) return refusal;
  if (state.floor.holder?.siteId === siteId) return refuse('alreadySpeaking');
  if (findRequestOf(state, siteId)) return refuse('alreadyInQueue');
  return accept({
    type: 'floorRequested',
    data: { floorRequestId: context.requestId, siteId, topic: input.topic },
  });
}

function decideWithdraw(
  state: ConferenceState,
  input: CommandInput<'floor.withdraw'>,
  context: PermittedContext,
): Decision {
  const own = ownSiteOf(state, context.actor);
  const request = input.floorRequestId === null ? findRequestOf(state, own) : findRequest(state, input.floorRequestId);
  if (!request) return refuse('notInQueue');
  if (request.siteId !== own && !isInControl(context)) return refuse('forbidden');
  return accept({
    type: 'floorWithdrawn',
    data: { floorRequestId: request.floorRequestId, siteId: request.siteId },
  });
}

function decideGrant(
  state: ConferenceState,
  { siteId, limitSeconds }: CommandInput<'floor.grant'>,
  { requestId }: PermittedContext,
): Decision {
  if (state.phase === 'paused') return refuse('wrongState');
  const refusal = refuseAway(state, siteId);
  if (refusal) return refusal;
  const previous = state.floor.holder?.siteId ?? null;
  if (previous === siteId) return refuse('alreadySpeaking');
  const floorRequestId = findRequestOf(state, siteId)?.floorRequestId ?? requestId;
  if (floorRequestId === null) return refuse('invalidInput');
  return accept({
    type: 'floorGranted',
    data: { floorRequestId, siteId, limitSeconds: limitFor(state, siteId, limitSeconds), previous },
  });
}

/** The limit given, else the agenda item's; the chair's site has none (FL9). */
function limitFor(state: ConferenceState, siteId: SiteId, given: number | null): number | null {
  if (siteId === state.chair.siteId) return null;
  const item = state.agenda.items.find(({ itemId }) => itemId === state.agenda.currentItemId);
  return given ?? item?.speakingLimitSeconds ?? null;
}

function decideMove(state: ConferenceState, { floorRequestId, direction }: CommandInput<'floor.move'>): Decision {
  const index = state.floor.queue.findIndex((request) => request.floorRequestId === floorRequestId);
  const request = state.floor.queue[index];
  if (!request) return refuse('notInQueue');
  const toIndex = direction === 'up' ? index - 1 : index + 1;
  if (toIndex < 0 || toIndex >= state.floor.queue.length) return refuse('wrongState');
  return accept({
    type: 'floorMoved',
    data: { floorRequestId, siteId: request.siteId, toPosition: toIndex + 1 },
  });
}
