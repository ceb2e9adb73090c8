// What everybody sees: layout, pinned panes, and the content token (ST*, CT1, CT2).

import type { CommandInput } from '../../contract/commands.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState, ContentToken } from '../../contract/state.ts';
import { PANE_COUNT } from '../stage/resolvePanes.ts';
import {
  accept,
  type Deciders,
  type Decision,
  type PermittedContext,
  refuse,
  refuseAway,
  refuseOutside,
} from './decision.ts';
import { ownSiteOf } from './permissions.ts';

export const stageDeciders = {
  'stage.set': decideStageSet,
  'content.take': decideTake,
  'content.release': (state, _input, { actor }) => {
    if (!state.content) return refuse('wrongState');
    const { siteId } = state.content;
    return siteId === ownSiteOf(state, actor)
      ? accept({ type: 'contentReleased', data: { siteId } })
      : refuse('forbidden');
  },
  'content.grant': (state, { siteId }) => {
    const refusal = refuseAway(state, siteId);
    if (refusal) return refusal;
    if (state.content && state.content.siteId !== siteId)
      return refuse('contentTaken', { siteId: state.content.siteId });
    // Granting to the site that presents with its turn lets it go on after the turn.
    if (state.content?.origin === 'granted') return refuse('wrongState');
    return accept({ type: 'contentTaken', data: { siteId, origin: 'granted' } });
  },
  'content.revoke': (state) =>
    state.content ? accept({ type: 'contentRevoked', data: { siteId: state.content.siteId } }) : refuse('wrongState'),
} satisfies Deciders<'stage.set' | 'content.take' | 'content.release' | 'content.grant' | 'content.revoke'>;

function decideStageSet(state: ConferenceState, { layout, pinned }: CommandInput<'stage.set'>): Decision {
  const sites = pinned.filter((siteId) => siteId !== null);
  if (pinned.length > PANE_COUNT[layout] || new Set(sites).size !== sites.length) return refuse('invalidInput');
  // Beside nothing there is no speaker: the layout comes with content and goes with it (ST5).
  if (layout === 'contentSpeaker' && !state.content) return refuse('wrongState');
  for (const siteId of sites) {
    const refusal = refuseOutside(state, siteId);
    if (refusal) return refusal;
  }
  return accept({ type: 'stageSet', data: { layout, pinned } });
}

function decideTake(
  state: ConferenceState,
  _input: CommandInput<'content.take'>,
  { actor }: PermittedContext,
): Decision {
  const siteId = ownSiteOf(state, actor);
  if (siteId === null) return refuse('siteNotInConference');
  const refusal = refuseAway(state, siteId);
  if (refusal) return refusal;
  const origin = originFor(state, siteId);
  if (origin === null) return refuse('modeForbids');
  if (state.content) {
    return state.content.siteId === siteId
      ? refuse('wrongState')
      : refuse('contentTaken', { siteId: state.content.siteId });
  }
  return accept({ type: 'contentTaken', data: { siteId, origin } });
}

/** By what right the site may take the content; null: by none (CT1). */
function originFor(state: ConferenceState, siteId: SiteId): ContentToken['origin'] | null {
  if (siteId === state.chair.siteId) return 'granted';
  if (siteId === state.floor.holder?.siteId) return 'floor';
  return state.mode === 'thaoLuan' ? 'granted' : null;
}
