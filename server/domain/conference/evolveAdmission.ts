// Facts on presence: arriving, departing, being admitted or dropped, and the service's own absence.

import type { SiteId } from '../../contract/ids.ts';
import type { Admission, ConferenceState } from '../../contract/state.ts';
import {
  type Arms,
  entryMicrophone,
  mapSites,
  withoutCall,
  withoutContent,
  withoutTurn,
  withSite,
} from './evolution.ts';

export const admissionArms = {
  siteArrived: (state, { siteId }, { at }) => {
    const before = state.sites[siteId]?.admission;
    const admission: Admission = before === 'admitted' ? 'admitted' : 'lobby';
    return withSite(state, siteId, { online: true, onlineChangedAt: at, admission });
  },
  siteDeparted: (state, { siteId }, { at }) => withSite(state, siteId, { online: false, onlineChangedAt: at }),
  siteAdmitted: (state, { siteId }) =>
    withSite(state, siteId, {
      admission: 'admitted',
      microphone: entryMicrophone(state.mode),
      selfMuted: false,
    }),
  siteDropped: (state, { siteId }, { at }) => {
    const dropped = withSite(withoutPlace(state, siteId), siteId, {
      admission: 'dropped',
      microphone: 'closed',
      selfMuted: false,
    });
    return state.sites[siteId]?.online ? withSite(dropped, siteId, { online: false, onlineChangedAt: at }) : dropped;
  },
  serviceRecovered: (state, { aliveAt }) =>
    mapSites(state, (site) => (site.online ? { ...site, online: false, onlineChangedAt: aliveAt } : site)),
} satisfies Arms<'siteArrived' | 'siteDeparted' | 'siteAdmitted' | 'siteDropped' | 'serviceRecovered'>;

/** Floor, queue place, call, content and pinned panes of the site are given up (AD4). */
function withoutPlace(state: ConferenceState, siteId: SiteId): ConferenceState {
  let next = state;
  if (next.floor.holder?.siteId === siteId) next = withoutTurn(next);
  if (next.content?.siteId === siteId) next = withoutContent(next);
  if (next.rollCall.calledOn === siteId) next = withoutCall(next);
  if (next.floor.queue.some((request) => request.siteId === siteId)) {
    const queue = next.floor.queue.filter((request) => request.siteId !== siteId);
    next = { ...next, floor: { ...next.floor, queue } };
  }
  if (next.stage.pinned.includes(siteId)) {
    const pinned = next.stage.pinned.map((one) => (one === siteId ? null : one));
    next = { ...next, stage: { ...next.stage, pinned } };
  }
  return next;
}
