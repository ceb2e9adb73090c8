// The roll call: calling on sites one by one, marks with their history, the site's own confirmation (RC1–RC3).

import type { NewEntry } from '../../contract/entries.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';
import { accept, type Deciders, type Decision, refuse, refuseAway, refuseOutside } from './decision.ts';
import { ownSiteOf } from './permissions.ts';

export const rollCallDeciders = {
  'rollCall.start': (state) =>
    state.rollCall.phase === 'running' ? refuse('wrongState') : accept({ type: 'rollCallStarted', data: {} }),
  'rollCall.callOn': (state, { siteId }) => decideCallOn(state, siteId),
  'rollCall.endCallOn': (state) => {
    const { calledOn } = state.rollCall;
    return calledOn === null ? refuse('wrongState') : accept({ type: 'callOnEnded', data: { siteId: calledOn } });
  },
  'rollCall.mark': (state, { siteId, mark, note }) => {
    const site = state.sites[siteId];
    if (!site) return refuse('siteNotInConference', { siteId });
    return accept({ type: 'rollCallMarked', data: { siteId, mark, note, previous: site.rollCall.mark } });
  },
  'rollCall.confirm': (state, { caption }, { actor }) => decideConfirm(state, ownSiteOf(state, actor), caption),
  'rollCall.finish': (state) =>
    state.rollCall.phase === 'running' ? accept({ type: 'rollCallFinished', data: {} }) : refuse('wrongState'),
} satisfies Deciders<
  'rollCall.start' | 'rollCall.callOn' | 'rollCall.endCallOn' | 'rollCall.mark' | 'rollCall.confirm' | 'rollCall.finish'
>;

function decideCallOn(state: ConferenceState, siteId: SiteId): Decision {
  if (state.rollCall.phase !== 'running') return refuse('wrongState');
  if (state.floor.holder) return refuse('floorHeld', { siteId: state.floor.holder.siteId });
  const refusal = refuseAway(state, siteId);
  if (refusal) return refusal;
  return state.rollCall.calledOn === siteId ? refuse('wrongState') : accept({ type: 'siteCalledOn', data: { siteId } });
}

function decideConfirm(state: ConferenceState, siteId: SiteId | null, caption: string | null): Decision {
  if (siteId === null) return refuse('siteNotInConference');
  const refusal = refuseOutside(state, siteId);
  if (refusal) return refusal;
  const previous = state.sites[siteId]?.rollCall.mark ?? 'unmarked';
  const marked: NewEntry = {
    type: 'rollCallMarked',
    data: { siteId, mark: 'presentOnline', note: null, previous },
  };
  return caption === null ? accept(marked) : accept(marked, { type: 'captionSet', data: { siteId, caption } });
}
