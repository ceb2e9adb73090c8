// Facts on the conference as a whole: opening, pausing, closing, mode, chair, agenda, and what is only recorded.

import { LIMITS } from '../../contract/limits.ts';
import type { ConferenceState, Officer } from '../../contract/state.ts';
import { type Arms, entryMicrophone, mapSites, withoutCall, withoutContent, withoutTurn } from './evolution.ts';
import { initialState } from './initialState.ts';

export const sessionArms = {
  conferenceOpened: (_state, data, { at }) => {
    const planned = initialState(data);
    const currentItemId = data.agenda[0]?.itemId ?? null;
    const since = currentItemId === null ? null : at;
    return { ...planned, phase: 'open', openedAt: at, agenda: { ...planned.agenda, currentItemId, since } };
  },
  conferencePaused: (state) => ({ ...state, phase: 'paused' }),
  conferenceResumed: (state) => ({ ...state, phase: 'open' }),
  closeRequested: (state, { closeRequestId }, { at, actor }) => ({
    ...state,
    closeRequest: { closeRequestId, at, byName: actor.name },
  }),
  closeCancelled: (state) => ({ ...state, closeRequest: null }),
  conferenceClosed: (state, _data, { at }) => {
    const silent = withoutContent(withoutTurn(withoutCall(state)));
    return { ...silent, phase: 'closed', closedAt: at, closeRequest: null, floor: { holder: null, queue: [] } };
  },
  modeChanged: (state, { mode }) => {
    const microphone = entryMicrophone(mode);
    const keepsOwnSwitch = [state.chair.siteId, state.floor.holder?.siteId];
    return mapSites({ ...state, mode }, (site) => {
      if (site.admission !== 'admitted') return site;
      const selfMuted = site.selfMuted && keepsOwnSwitch.includes(site.siteId);
      const isSame = site.microphone === microphone && site.selfMuted === selfMuted;
      return isSame ? site : { ...site, microphone, selfMuted };
    });
  },
  chairHandedOver: (state, { from, to }) =>
    withoutLimit({ ...state, chair: to, coChairs: succession(state, from, to) }),
  agendaMoved: (state, { itemId }, { at }) => ({
    ...state,
    agenda: { ...state.agenda, currentItemId: itemId, since: at },
  }),
  messageSent: (state, { siteId, text }, { at, actor }) => {
    const message = { at, fromName: actor.name, siteId, text };
    return { ...state, messages: [...state.messages, message].slice(-LIMITS.messagesInState) };
  },
  directiveRecorded: (state) => state,
  incidentNoted: (state) => state,
} satisfies Arms<
  | 'conferenceOpened'
  | 'conferencePaused'
  | 'conferenceResumed'
  | 'closeRequested'
  | 'closeCancelled'
  | 'conferenceClosed'
  | 'modeChanged'
  | 'chairHandedOver'
  | 'agendaMoved'
  | 'messageSent'
  | 'directiveRecorded'
  | 'incidentNoted'
>;

/** The former chair is first in the succession, so that the chair can go back. */
function succession(state: ConferenceState, from: Officer, to: Officer): readonly Officer[] {
  return [from, ...state.coChairs.filter((officer) => officer.accountId !== to.accountId)];
}

/** Exemption from limits goes with the chair (CH1). */
function withoutLimit(state: ConferenceState): ConferenceState {
  const { holder } = state.floor;
  if (holder?.siteId !== state.chair.siteId) return state;
  return { ...state, floor: { ...state.floor, holder: { ...holder, limitSeconds: null } } };
}
