// The list of sites as a person ticks it: in order of precedence, grouped by level, searched without diacritics.
// Pure; owns which sites an officer brings along.

import type { SiteView, UNIT_LEVELS } from '../../server/contract/http.ts';
import { matchesSearch } from '../../server/domain/text/fold.ts';

export type UnitLevel = (typeof UNIT_LEVELS)[number];

export interface SiteGroup {
  readonly level: UnitLevel;
  readonly sites: readonly SiteView[];
}

/** Groups by level; groups and sites follow the order of precedence (a group stands where its first site stands). */
export function groupSites(sites: readonly SiteView[]): readonly SiteGroup[] {
  const byLevel = Map.groupBy(
    [...sites].sort((a, b) => a.order - b.order),
    (site) => site.level,
  );
  return [...byLevel].map(([level, members]) => ({ level, sites: members }));
}

/** The sites a search finds by name, short name or unit; all of them for an empty search. */
export function searchSites(sites: readonly SiteView[], query: string): readonly SiteView[] {
  return sites.filter((site) => [site.name, site.shortName, site.unitName].some((text) => matchesSearch(query, text)));
}

/** Ids in the sites' order of precedence, each once; ids without a site stand last: the server says why they cannot be. */
export function inPrecedenceWithRest(siteIds: Iterable<string>, sites: readonly SiteView[]): readonly string[] {
  const known: readonly string[] = inPrecedence(siteIds, sites);
  return [...known, ...[...new Set(siteIds)].filter((siteId) => !known.includes(siteId)).sort()];
}

/** Ids in the sites' order of precedence, each once; ids without a site are left out. */
export function inPrecedence(siteIds: Iterable<string>, sites: readonly SiteView[]): readonly SiteView['siteId'][] {
  const wanted = new Set(siteIds);
  return [...sites]
    .sort((a, b) => a.order - b.order)
    .filter((site) => wanted.has(site.siteId))
    .map((site) => site.siteId);
}
