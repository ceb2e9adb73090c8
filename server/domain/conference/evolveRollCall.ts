// Facts of the roll call: who is called on, and every mark with what it corrects (RC1–RC3).

import { type Arms, withoutCall, withoutChairOnly, withSite } from './evolution.ts';

export const rollCallArms = {
  rollCallStarted: (state) => ({ ...state, rollCall: { phase: 'running', calledOn: null } }),
  siteCalledOn: (state, { siteId }) => {
    const open = withSite(withoutChairOnly(state, siteId), siteId, { selfMuted: false });
    return { ...open, rollCall: { ...open.rollCall, calledOn: siteId } };
  },
  callOnEnded: (state) => withoutCall(state),
  rollCallMarked: (state, { siteId, mark, note, previous }, { at, actor }) => {
    const corrections = state.sites[siteId]?.rollCall.corrections ?? 0;
    const isCorrection = previous !== 'unmarked' && previous !== mark;
    const marked = withSite(state, siteId, {
      rollCall: { mark, at, byName: actor.name, note, corrections: corrections + (isCorrection ? 1 : 0) },
    });
    return state.rollCall.calledOn === siteId ? withoutCall(marked) : marked;
  },
  rollCallFinished: (state) => ({ ...state, rollCall: { phase: 'finished', calledOn: null } }),
  captionSet: (state, { siteId, caption }) => withSite(state, siteId, { caption: caption === '' ? null : caption }),
} satisfies Arms<
  'rollCallStarted' | 'siteCalledOn' | 'callOnEnded' | 'rollCallMarked' | 'rollCallFinished' | 'captionSet'
>;
