// The one word for how a site stands (domain §5.2), for console and room alike. Words themselves are the client's.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';

/**
 * notConnected: not here yet. absent: marked absent with leave and not here. lobby: waits to be admitted.
 * dropped: taken out by the operator. reconnecting: admitted, its line is down. ready: in, while the conference is paused.
 * calledOn: asked to answer the roll call. waiting: in the queue, `position` from 1.
 */
export type SiteStatus =
  | {
      readonly kind:
        | 'notConnected'
        | 'absent'
        | 'lobby'
        | 'dropped'
        | 'reconnecting'
        | 'ready'
        | 'inConference'
        | 'calledOn'
        | 'speaking'
        | 'presenting';
    }
  | { readonly kind: 'waiting'; readonly position: number };

/** How the site stands now; what matters most first: its line, its turn, what it shows, its place in the queue. */
export function siteStatus(state: ConferenceState, siteId: SiteId): SiteStatus {
  const site = state.sites[siteId];
  if (!site) return { kind: 'notConnected' };
  if (site.admission === 'dropped') return { kind: 'dropped' };
  if (site.admission !== 'admitted') {
    if (site.admission === 'lobby' && site.online) return { kind: 'lobby' };
    return { kind: site.rollCall.mark === 'absentExcused' ? 'absent' : 'notConnected' };
  }
  if (!site.online) return { kind: site.rollCall.mark === 'absentExcused' ? 'absent' : 'reconnecting' };
  return statusInside(state, siteId);
}

function statusInside(state: ConferenceState, siteId: SiteId): SiteStatus {
  if (state.floor.holder?.siteId === siteId) return { kind: 'speaking' };
  if (state.rollCall.calledOn === siteId) return { kind: 'calledOn' };
  if (state.content?.siteId === siteId) return { kind: 'presenting' };
  const index = state.floor.queue.findIndex((request) => request.siteId === siteId);
  if (index >= 0) return { kind: 'waiting', position: index + 1 };
  return { kind: state.phase === 'paused' ? 'ready' : 'inConference' };
}
