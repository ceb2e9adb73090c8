// What is still open when somebody asks to close the conference (domain §5 no. 22). It warns; it never forbids.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';

/** Sites in the order of the queue or of precedence. */
export type Outstanding =
  | { readonly kind: 'stillSpeaking'; readonly siteId: SiteId }
  | { readonly kind: 'queueWaiting'; readonly siteIds: readonly SiteId[] }
  | { readonly kind: 'rollCallUnmarked'; readonly siteIds: readonly SiteId[] };

/** What the closing would leave undone, weightiest first; empty: nothing. */
export function outstanding(state: ConferenceState): readonly Outstanding[] {
  const found: Outstanding[] = [];
  const { holder, queue } = state.floor;
  if (holder) found.push({ kind: 'stillSpeaking', siteId: holder.siteId });
  if (queue.length > 0) found.push({ kind: 'queueWaiting', siteIds: queue.map((request) => request.siteId) });
  // The chair is there by chairing: the roll call asks the others.
  const unmarked = state.siteOrder.filter(
    (siteId) => siteId !== state.chair.siteId && state.sites[siteId]?.rollCall.mark === 'unmarked',
  );
  if (unmarked.length > 0) found.push({ kind: 'rollCallUnmarked', siteIds: unmarked });
  return found;
}
