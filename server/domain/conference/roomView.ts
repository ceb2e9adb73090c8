// What a room needs of the conference: the sites its page can show, and the state cut down to them. Pure.
// A page that folds entries on such a part has the same panes and revision as the whole, as long as it holds every site in view.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState, SiteState } from '../../contract/state.ts';

/** Places of the queue a room reads out by name. */
const NEXT_SPEAKERS = 2;

/** The sites a room can show now: its own, the chair's, whoever speaks, is called on, presents, stands on the stage or speaks next. */
export function sitesInView(state: ConferenceState, siteId: SiteId): ReadonlySet<SiteId> {
  const next = state.floor.queue.slice(0, NEXT_SPEAKERS).map((request) => request.siteId);
  const shown = [
    siteId,
    state.chair.siteId,
    state.floor.holder?.siteId ?? null,
    state.rollCall.calledOn,
    state.content?.siteId ?? null,
    ...state.stage.panes,
    ...next,
  ];
  return new Set(shown.filter((one) => one !== null));
}

/**
 * True if a page that holds `known` can fold the entries that led through these states, the last one the present:
 * panes and revision come out as on the whole, since the first sites of a part that holds them are the first of the whole.
 */
export function holdsView(steps: readonly ConferenceState[], siteId: SiteId, known: ReadonlySet<SiteId>): boolean {
  return steps.every((step) => sitesInView(step, siteId).isSubsetOf(known));
}

/** The state with only these of its sites, in order of precedence. Cost: as many sites as are kept, beside one pass over the order. */
export function keepSites(state: ConferenceState, kept: ReadonlySet<SiteId>): ConferenceState {
  const sites = state.siteOrder
    .filter((siteId) => kept.has(siteId))
    .map((siteId) => state.sites[siteId])
    .filter((site): site is SiteState => site !== undefined);
  return {
    ...state,
    siteOrder: sites.map((site) => site.siteId),
    sites: Object.fromEntries(sites.map((site) => [site.siteId, site])),
  };
}
