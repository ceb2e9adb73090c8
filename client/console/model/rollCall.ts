// The roll call as view: how far it is and which site comes next. Marks and their history are the state's.

import type { SiteId } from '../../../server/contract/ids.ts';
import type { ConferenceState, SiteState } from '../../../server/contract/state.ts';

/** Sites that answer the roll call: all but the chair's own. */
function answering(state: ConferenceState): readonly SiteState[] {
  return state.siteOrder.flatMap((siteId) => (siteId === state.chair.siteId ? [] : (state.sites[siteId] ?? [])));
}

/** `present`: marked online or in person; `of`: every site but the chair's. */
export function rollCallCount(state: ConferenceState): { readonly present: number; readonly of: number } {
  const sites = answering(state);
  const present = sites.filter(
    ({ rollCall }) => rollCall.mark === 'presentOnline' || rollCall.mark === 'presentInPerson',
  );
  return { present: present.length, of: sites.length };
}

/**
 * The next site to call: in order of precedence after the one called on now, from the top again at the end;
 * only sites that are in and online and have no mark. null: nobody is left.
 */
export function nextToCall(state: ConferenceState): SiteId | null {
  const sites = answering(state);
  const at = sites.findIndex((site) => site.siteId === state.rollCall.calledOn);
  const inTurn = [...sites.slice(at + 1), ...sites.slice(0, at + 1)];
  const next = inTurn.find(
    (site) =>
      site.siteId !== state.rollCall.calledOn &&
      site.admission === 'admitted' &&
      site.online &&
      site.rollCall.mark === 'unmarked',
  );
  return next?.siteId ?? null;
}
