// Which site stands in which pane (rules ST2–ST6). Pure: the same parts of the state always give the same panes.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState, Layout } from '../../contract/state.ts';

/** Panes of each layout; `contentSpeaker` has the shared content beside its one pane. */
export const PANE_COUNT = {
  one: 1,
  four: 4,
  nine: 9,
  sixteen: 16,
  contentSpeaker: 1,
  chairOnly: 1,
} as const satisfies Record<Layout, number>;

/** The parts of the state the stage depends on. */
export interface StageParts {
  readonly chair: Pick<ConferenceState['chair'], 'siteId'>;
  readonly floor: Pick<ConferenceState['floor'], 'holder'>;
  readonly rollCall: Pick<ConferenceState['rollCall'], 'calledOn'>;
  readonly sites: ConferenceState['sites'];
  readonly siteOrder: ConferenceState['siteOrder'];
  readonly stage: Pick<ConferenceState['stage'], 'layout' | 'pinned'>;
}

/**
 * The site each pane shows, main pane first; null: the pane stays empty.
 * Shape: as long as PANE_COUNT of the layout; no site twice.
 */
export function resolvePanes(parts: StageParts): (SiteId | null)[] {
  if (parts.stage.layout === 'chairOnly') return [parts.chair.siteId];
  const panes = new Array<SiteId | null>(PANE_COUNT[parts.stage.layout]).fill(null);
  panes[0] = mainSite(parts);
  const shown = new Set<SiteId>([panes[0]]);
  for (let pane = 1; pane < panes.length; pane += 1) {
    const siteId = pinnedAt(parts, pane);
    if (siteId === null || shown.has(siteId)) continue;
    panes[pane] = siteId;
    shown.add(siteId);
  }
  fillEmptyPanes(parts, panes, shown);
  return panes;
}

function mainSite(parts: StageParts): SiteId {
  return parts.floor.holder?.siteId ?? parts.rollCall.calledOn ?? pinnedAt(parts, 0) ?? parts.chair.siteId;
}

function pinnedAt(parts: StageParts, pane: number): SiteId | null {
  const siteId = parts.stage.pinned[pane] ?? null;
  return siteId !== null && parts.sites[siteId]?.admission === 'admitted' ? siteId : null;
}

function fillEmptyPanes(parts: StageParts, panes: (SiteId | null)[], shown: Set<SiteId>): void {
  const waiting = parts.siteOrder.filter((siteId) => {
    const site = parts.sites[siteId];
    return site?.admission === 'admitted' && site.online && !shown.has(siteId);
  });
  let next = 0;
  for (let pane = 1; pane < panes.length; pane += 1) {
    if (panes[pane] === null) panes[pane] = waiting[next++] ?? null;
  }
}
