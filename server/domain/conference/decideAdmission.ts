// Coming, being admitted, being dropped, being told something; and the service's own acts on presence (AD1–AD5).

import type { SystemCommand } from '../../contract/commands.ts';
import type { NewEntry } from '../../contract/entries.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';
import { accept, type Deciders, type Decision, refuse, refuseOutside, refuseUnknown } from './decision.ts';

export const admissionDeciders = {
  'site.admit': (state, { siteId }) => {
    const admission = state.sites[siteId]?.admission;
    if (admission === undefined) return refuse('siteNotInConference', { siteId });
    if (admission === 'admitted') return refuse('wrongState');
    return admission === 'lobby' ? accept({ type: 'siteAdmitted', data: { siteId } }) : refuse('siteOffline');
  },
  'site.admitAll': (state) => {
    const waiting = state.siteOrder.filter((siteId) => state.sites[siteId]?.admission === 'lobby');
    const entries = waiting.map((siteId): NewEntry => ({ type: 'siteAdmitted', data: { siteId } }));
    return entries.length === 0 ? refuse('wrongState') : accept(...entries);
  },
  'site.drop': (state, { siteId, reason }) => {
    const site = state.sites[siteId];
    if (!site) return refuse('siteNotInConference', { siteId });
    // The chair's site is never taken out: the meeting would lose its chair by a slip of the hand.
    if (siteId === state.chair.siteId) return refuse('wrongState');
    const isIn = site.admission === 'admitted' || site.admission === 'lobby';
    return isIn ? accept({ type: 'siteDropped', data: { siteId, reason } }) : refuse('wrongState');
  },
  'site.message': (state, { siteId, text }) =>
    (siteId === null ? null : refuseOutside(state, siteId)) ?? accept({ type: 'messageSent', data: { siteId, text } }),
} satisfies Deciders<'site.admit' | 'site.admitAll' | 'site.drop' | 'site.message'>;

/** Acts of the service itself; what is already so is accepted with no entry. */
export function decideSystem(state: ConferenceState, command: SystemCommand): Decision {
  if (command.name === 'service.recover') {
    return accept({ type: 'serviceRecovered', data: { aliveAt: command.input.aliveAt } });
  }
  return command.name === 'site.arrive'
    ? decideArrive(state, command.input.siteId)
    : decideDepart(state, command.input.siteId, command.input.reason);
}

function decideArrive(state: ConferenceState, siteId: SiteId): Decision {
  const site = state.sites[siteId];
  if (!site) return refuse('siteNotInConference', { siteId });
  if (site.online) return accept();
  const arrived: NewEntry = { type: 'siteArrived', data: { siteId } };
  const isOfficers = [state.chair, ...state.coChairs].some((officer) => officer.siteId === siteId);
  // Only the first time (AD3): a co-chair's site the operator dropped waits in the lobby like any other (AD4).
  if (!isOfficers || site.admission !== 'expected') return accept(arrived);
  return accept(arrived, { type: 'siteAdmitted', data: { siteId } });
}

function decideDepart(state: ConferenceState, siteId: SiteId, reason: 'left' | 'lost'): Decision {
  const refusal = refuseUnknown(state, siteId);
  if (refusal) return refusal;
  return state.sites[siteId]?.online ? accept({ type: 'siteDeparted', data: { siteId, reason } }) : accept();
}
