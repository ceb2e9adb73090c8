/** The tree of units over time: on no day may a unit stand below itself. Pure. */

import type { LocalDate } from '../../contract/rules.ts';
import { findVersionOn, type Version } from './timeline.ts';

type Parents = { readonly parentId: string | null };

/** The first day from `from` on, on which some unit stands below itself; undefined: there is none. */
export function findRing(
  timelines: ReadonlyMap<string, readonly Version<Parents>[]>,
  from: LocalDate,
): LocalDate | undefined {
  const starts = [...timelines.values()].flatMap((versions) => versions.map((version) => version.validFrom));
  const days = [...new Set([from, ...starts.filter((day) => day > from)])].sort();
  return days.find((day) => hasRing(timelines, day));
}

function hasRing(timelines: ReadonlyMap<string, readonly Version<Parents>[]>, on: LocalDate): boolean {
  const parents = new Map(
    [...timelines].map(([unitId, versions]) => [unitId, findVersionOn(versions, on)?.fields.parentId ?? null]),
  );
  return [...parents.keys()].some((unitId) => isItsOwnAncestor(unitId, parents));
}

function isItsOwnAncestor(unitId: string, parents: ReadonlyMap<string, string | null>): boolean {
  let ancestor = parents.get(unitId) ?? null;
  // A chain longer than the list of units has gone round a ring that does not include this unit.
  for (let steps = 0; ancestor !== null && steps <= parents.size; steps += 1) {
    if (ancestor === unitId) return true;
    ancestor = parents.get(ancestor) ?? null;
  }
  return false;
}
