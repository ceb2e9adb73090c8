// Commands on the conference as a whole: pause, close in two steps, mode, chair, agenda, directives (PM6, CL1, CH1, MU8).

import { LIMITS } from '../../contract/limits.ts';
import type { ConferenceState } from '../../contract/state.ts';
import {
  accept,
  type Deciders,
  type Decision,
  type PermittedContext,
  type Refusal,
  refuse,
  refuseAway,
  refuseUnknown,
} from './decision.ts';

export const sessionDeciders = {
  // Opening needs the setup, not a state: see decideOpen. What is open cannot be opened again.
  'conference.open': () => refuse('wrongState'),
  'conference.pause': (state) =>
    state.phase === 'paused' ? refuse('wrongState') : accept({ type: 'conferencePaused', data: {} }),
  'conference.resume': (state) =>
    state.phase === 'open' ? refuse('wrongState') : accept({ type: 'conferenceResumed', data: {} }),
  'conference.requestClose': (_state, _input, { requestId }) =>
    requestId === null
      ? refuse('invalidInput')
      : accept({ type: 'closeRequested', data: { closeRequestId: requestId } }),
  'conference.cancelClose': (state) =>
    state.closeRequest === null ? refuse('closeNotRequested') : accept({ type: 'closeCancelled', data: {} }),
  'conference.confirmClose': (state, { closeRequestId }, { now }) =>
    state.closeRequest?.closeRequestId === closeRequestId && isCloseConfirmable(state, now)
      ? accept({ type: 'conferenceClosed', data: {} })
      : refuse('closeNotRequested'),
  'mode.set': (state, { mode }) =>
    mode === state.mode ? refuse('wrongState') : accept({ type: 'modeChanged', data: { mode, previous: state.mode } }),
  'chair.handOver': decideHandOver,
  'agenda.goTo': (state, { itemId }) => {
    if (!state.agenda.items.some((item) => item.itemId === itemId)) return refuse('notFound');
    if (state.agenda.currentItemId === itemId) return refuse('wrongState');
    return accept({ type: 'agendaMoved', data: { itemId } });
  },
  'directive.record': (_state, { text }) => accept({ type: 'directiveRecorded', data: { text } }),
  'incident.note': (state, { siteId, text }) =>
    (siteId === null ? null : refuseUnknown(state, siteId)) ??
    accept({ type: 'incidentNoted', data: { siteId, text } }),
} satisfies Deciders<
  | 'conference.open'
  | 'conference.pause'
  | 'conference.resume'
  | 'conference.requestClose'
  | 'conference.cancelClose'
  | 'conference.confirmClose'
  | 'mode.set'
  | 'chair.handOver'
  | 'agenda.goTo'
  | 'directive.record'
  | 'incident.note'
>;

/** True while the requested close may still be confirmed at `now`, ISO 8601 UTC (CL1). */
export function isCloseConfirmable(state: ConferenceState, now: string): boolean {
  if (state.closeRequest === null) return false;
  return Date.parse(now) - Date.parse(state.closeRequest.at) <= LIMITS.closeConfirmSeconds * 1000;
}

function decideHandOver(
  state: ConferenceState,
  { accountId }: { accountId: ConferenceState['chair']['accountId'] },
  context: PermittedContext,
): Decision {
  if (accountId === state.chair.accountId) return refuse('wrongState');
  const to = state.coChairs.find((officer) => officer.accountId === accountId);
  const refusal = refuseTakeOver(state, accountId, context);
  if (refusal) return refusal;
  if (!to) return refuse('notFound');
  return refuseAway(state, to.siteId) ?? accept({ type: 'chairHandedOver', data: { from: state.chair, to } });
}

/** A co-chair takes the chair for itself only, and only when the chair's line is down (PM6). */
function refuseTakeOver(
  state: ConferenceState,
  accountId: ConferenceState['chair']['accountId'],
  { actor, capacity }: PermittedContext,
): Refusal | null {
  if (capacity !== 'coChair') return null;
  const isOwn = accountId === actor.accountId;
  return isOwn && !state.sites[state.chair.siteId]?.online ? null : refuse('forbidden');
}
