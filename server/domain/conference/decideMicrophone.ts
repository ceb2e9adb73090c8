// Microphones beside the floor: muting, opening, and a site's own switch (MU2–MU6).
// Muting what is already silent is accepted and recorded: it is a safety button, it must never answer with an error.

import type { CommandInput } from '../../contract/commands.ts';
import type { NewEntry } from '../../contract/entries.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';
import {
  accept,
  type Deciders,
  type Decision,
  type PermittedContext,
  refuse,
  refuseAway,
  refuseOutside,
} from './decision.ts';
import { hasLeaveToSpeak } from './heard.ts';
import { ownSiteOf } from './permissions.ts';

export const microphoneDeciders = {
  'microphone.muteAll': (state) => {
    const { calledOn } = state.rollCall;
    return accept(...endOfCall(state, calledOn), { type: 'allMuted', data: {} });
  },
  'microphone.mute': (state, { siteId }) => {
    const refusal = refuseOutside(state, siteId);
    if (refusal) return refusal;
    if (siteId === state.chair.siteId) return refuse('chairExempt');
    if (siteId === state.floor.holder?.siteId) return refuse('floorHeld', { siteId });
    return accept(...endOfCall(state, siteId), { type: 'siteMuted', data: { siteId } });
  },
  'microphone.open': (state, { siteId }) => {
    if (state.mode === 'giaoBan') return refuse('modeForbids');
    return refuseAway(state, siteId) ?? accept({ type: 'microphoneOpened', data: { siteId } });
  },
  'microphone.setOwn': decideSetOwn,
} satisfies Deciders<'microphone.muteAll' | 'microphone.mute' | 'microphone.open' | 'microphone.setOwn'>;

/** A site called on speaks by the call, so silencing it ends the call; the chair's site is never silenced. */
function endOfCall(state: ConferenceState, siteId: SiteId | null): NewEntry[] {
  const isCalledOn = siteId !== null && siteId === state.rollCall.calledOn && siteId !== state.chair.siteId;
  return isCalledOn ? [{ type: 'callOnEnded', data: { siteId } }] : [];
}

function decideSetOwn(
  state: ConferenceState,
  { open }: CommandInput<'microphone.setOwn'>,
  { actor }: PermittedContext,
): Decision {
  const siteId = ownSiteOf(state, actor);
  if (siteId === null) return refuse('siteNotInConference');
  const refusal = refuseOutside(state, siteId);
  if (refusal) return refusal;
  const mayReopen = open && state.mode === 'thaoLuan';
  return hasLeaveToSpeak(state, siteId) || mayReopen
    ? accept({ type: 'ownMicrophoneSet', data: { siteId, open } })
    : refuse('modeForbids');
}
