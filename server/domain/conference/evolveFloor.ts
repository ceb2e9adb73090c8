// Facts of the floor and its queue (FL1, FL2, FL7, FL8, FL11). floorGranted is the one act that moves everything.

import type { RequestId } from '../../contract/ids.ts';
import type { ConferenceState, FloorRequest } from '../../contract/state.ts';
import { type Arms, withoutCall, withoutChairOnly, withoutTurn, withSite } from './evolution.ts';

export const floorArms = {
  floorRequested: (state, { floorRequestId, siteId, topic }, { at }) =>
    withQueue(state, [...state.floor.queue, { floorRequestId, siteId, status: 'pending', requestedAt: at, topic }]),
  floorWithdrawn: (state, { floorRequestId }) => withoutRequest(state, floorRequestId),
  floorAccepted: (state, { floorRequestId }) =>
    withQueue(
      state,
      state.floor.queue.map((request) =>
        request.floorRequestId === floorRequestId ? { ...request, status: 'accepted' } : request,
      ),
    ),
  floorDenied: (state, { floorRequestId }) => withoutRequest(state, floorRequestId),
  floorGranted: (state, { floorRequestId, siteId, limitSeconds }, { at }) => {
    const cleared = withoutChairOnly(withoutCall(withoutTurn(state)), siteId);
    const opened = withSite(cleared, siteId, { selfMuted: false });
    return {
      ...opened,
      floor: {
        holder: { floorRequestId, siteId, grantedAt: at, limitSeconds, extendedSeconds: 0 },
        queue: opened.floor.queue.filter((request) => request.siteId !== siteId),
      },
    };
  },
  floorReleased: (state) => withoutTurn(state),
  floorRevoked: (state) => withoutTurn(state),
  floorExtended: (state, { seconds }) => {
    const { holder } = state.floor;
    if (!holder || holder.limitSeconds === null) return state;
    const limitSeconds = holder.limitSeconds + seconds;
    const extendedSeconds = holder.extendedSeconds + seconds;
    return { ...state, floor: { ...state.floor, holder: { ...holder, limitSeconds, extendedSeconds } } };
  },
  floorMoved: (state, { floorRequestId, toPosition }) => {
    const moved = state.floor.queue.find((request) => request.floorRequestId === floorRequestId);
    if (!moved) return state;
    const others = state.floor.queue.filter((request) => request !== moved);
    return withQueue(state, others.toSpliced(toPosition - 1, 0, moved));
  },
} satisfies Arms<
  | 'floorRequested'
  | 'floorWithdrawn'
  | 'floorAccepted'
  | 'floorDenied'
  | 'floorGranted'
  | 'floorReleased'
  | 'floorRevoked'
  | 'floorExtended'
  | 'floorMoved'
>;

function withQueue(state: ConferenceState, queue: readonly FloorRequest[]): ConferenceState {
  return { ...state, floor: { ...state.floor, queue } };
}

function withoutRequest(state: ConferenceState, floorRequestId: RequestId): ConferenceState {
  return withQueue(
    state,
    state.floor.queue.filter((request) => request.floorRequestId !== floorRequestId),
  );
}
