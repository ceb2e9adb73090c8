// Who may be heard (rules FL3, MU1–MU8). The one answer for the media plan, the lamps and the tests. Pure.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';

/**
 * True if the site has leave to speak whether or not the conference is paused:
 * the chair's site, the floor holder, the site called on, and beside them, outside giaoBan, an open microphone.
 */
export function hasLeaveToSpeak(state: ConferenceState, siteId: SiteId): boolean {
  const site = state.sites[siteId];
  if (site?.admission !== 'admitted') return false;
  if (siteId === state.chair.siteId || siteId === speakingSite(state)) return true;
  return state.mode !== 'giaoBan' && site.microphone === 'open';
}

/** True if the site may be heard now; it may still have closed its own microphone or be offline. */
export function mayBeHeard(state: ConferenceState, siteId: SiteId): boolean {
  return state.phase === 'open' && hasLeaveToSpeak(state, siteId);
}

/**
 * The sites whose microphones are live now: leave to speak, online, not closed by themselves.
 * Shape: the chair's site first, then the speaker, then in order of precedence; empty while paused (MU7).
 */
export function heardSites(state: ConferenceState): readonly SiteId[] {
  const first = [state.chair.siteId, speakingSite(state)].filter((siteId) => siteId !== null);
  return [...new Set([...first, ...state.siteOrder])].filter((siteId) => isHeard(state, siteId));
}

/** True if the site's microphone is live now. */
export function isHeard(state: ConferenceState, siteId: SiteId): boolean {
  const site = state.sites[siteId];
  return site?.online === true && !site.selfMuted && mayBeHeard(state, siteId);
}

/** The site that has the floor, else the one called on in the roll call; null: none. */
export function speakingSite(state: ConferenceState): SiteId | null {
  return state.floor.holder?.siteId ?? state.rollCall.calledOn;
}
