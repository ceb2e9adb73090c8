/** What must hold on every day of the organisation from a day on: nothing belongs to what has ended, one hub. Pure. */

import type { LocalDate } from '../../contract/rules.ts';
import { findVersionOn, type Version } from './timeline.ts';

interface UnitFields {
  readonly name: string;
  readonly parentId: string | null;
}
interface SiteFields {
  readonly name: string;
  readonly unitId: string;
  readonly isHub: boolean;
}
export interface Organisation {
  readonly units: ReadonlyMap<string, readonly Version<UnitFields>[]>;
  readonly sites: ReadonlyMap<string, readonly Version<SiteFields>[]>;
}

export type Inconsistency =
  | { readonly kind: 'orphan'; readonly subject: 'unit' | 'site'; readonly name: string; readonly on: LocalDate }
  | { readonly kind: 'hubs'; readonly count: number; readonly on: LocalDate };

/** Every fault with the first day it shows; each name once. */
export function listInconsistencies(organisation: Organisation, from: LocalDate): Inconsistency[] {
  const found = new Map<string, Inconsistency>();
  for (const on of listDays(organisation, from))
    for (const fault of inspectDay(organisation, on)) {
      const key = fault.kind === 'hubs' ? 'hubs' : `${fault.subject} ${fault.name}`;
      if (!found.has(key)) found.set(key, fault);
    }
  return [...found.values()];
}

/** The days on which anything begins or ends; between them nothing changes. */
function listDays({ units, sites }: Organisation, from: LocalDate): LocalDate[] {
  const bounds = [...units.values(), ...sites.values()].flatMap((versions: readonly Version<unknown>[]) =>
    versions.flatMap(({ validFrom, validTo }) => [validFrom, validTo]),
  );
  const later = bounds.filter((day): day is LocalDate => day !== null && day > from);
  return [from, ...new Set(later)].sort();
}

function inspectDay({ units, sites }: Organisation, on: LocalDate): Inconsistency[] {
  const unitsNow = listInForce(units, on);
  const sitesNow = listInForce(sites, on);
  const unitIds = new Set(unitsNow.map(({ id }) => id));
  const hubs = sitesNow.filter(({ fields }) => fields.isHub).length;
  const orphan = (subject: 'unit' | 'site', name: string): Inconsistency => ({ kind: 'orphan', subject, name, on });
  return [
    ...unitsNow
      .filter(({ fields }) => fields.parentId !== null && !unitIds.has(fields.parentId))
      .map(({ fields }) => orphan('unit', fields.name)),
    ...sitesNow.filter(({ fields }) => !unitIds.has(fields.unitId)).map(({ fields }) => orphan('site', fields.name)),
    ...(hubs === 1 ? [] : [{ kind: 'hubs' as const, count: hubs, on }]),
  ];
}

function listInForce<Fields>(timelines: ReadonlyMap<string, readonly Version<Fields>[]>, on: LocalDate) {
  return [...timelines].flatMap(([id, versions]) => {
    const version = findVersionOn(versions, on);
    return version === undefined ? [] : [{ id, fields: version.fields }];
  });
}
