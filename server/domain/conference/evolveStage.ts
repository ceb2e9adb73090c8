// Facts on the stage and the content token (ST5, CT2). Panes and revision are settled by evolve after every arm.

import type { ConferenceState, Layout } from '../../contract/state.ts';
import { type Arms, withoutContent } from './evolution.ts';

export const stageArms = {
  stageSet: (state, { layout, pinned }) => ({
    ...state,
    stage: { ...state.stage, layout, pinned, layoutBeforeContent: layoutToReturnTo(state, layout) },
  }),
  contentTaken: (state, { siteId, origin }, { at }) => {
    const takenAt = state.content?.siteId === siteId ? state.content.takenAt : at;
    const shown = state.content === null ? withContentLayout(state) : state;
    return { ...shown, content: { siteId, takenAt, origin } };
  },
  contentReleased: (state) => withoutContent(state),
  contentRevoked: (state) => withoutContent(state),
} satisfies Arms<'stageSet' | 'contentTaken' | 'contentReleased' | 'contentRevoked'>;

function withContentLayout(state: ConferenceState): ConferenceState {
  const layoutBeforeContent = layoutToReturnTo(state, 'contentSpeaker');
  return { ...state, stage: { ...state.stage, layout: 'contentSpeaker', layoutBeforeContent } };
}

/** Only a layout left for contentSpeaker is remembered; any other choice of the operator stands. */
function layoutToReturnTo({ stage }: ConferenceState, layout: Layout): Layout | null {
  if (layout !== 'contentSpeaker') return null;
  return stage.layout === 'contentSpeaker' ? stage.layoutBeforeContent : stage.layout;
}
