/**
 * The states of one unit, site or account over time: changing it from a day on, ending it, asking for a day. States of one
 * timeline never overlap, stand in order of time, and may leave gaps. Pure; knows no field by name.
 */

import type { LocalDate } from '../../contract/rules.ts';

/** One state, from its first day to the day before `validTo`; null: no end known. */
export interface Version<Fields> {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly fields: Fields;
}

/** The state in force on a day; undefined: there is none. */
export function findVersionOn<V extends Pick<Version<unknown>, 'validFrom' | 'validTo'>>(
  versions: readonly V[],
  on: LocalDate,
): V | undefined {
  return versions.find((version) => version.validFrom <= on && !hasEnded(version, on));
}

/** The state in force on a day, else the last one before it, else the first: what a paper of that day still calls it. */
export function findNearestVersion<V extends Pick<Version<unknown>, 'validFrom' | 'validTo'>>(
  versions: readonly V[],
  on: LocalDate,
): V | undefined {
  const ordered = [...versions].sort(byStart);
  return findVersionOn(ordered, on) ?? ordered.findLast((version) => version.validFrom <= on) ?? ordered[0];
}

/**
 * The timeline with these fields from a day on. What was before stays as it was. A field that changes here changes in
 * later states too, up to the first that had given it a value of its own; the other fields of later states stay.
 */
export function amend<Fields extends object>(
  versions: readonly Version<Fields>[],
  from: LocalDate,
  fields: Fields,
): Version<Fields>[] {
  const ordered = [...versions].sort(byStart);
  const covering = findVersionOn(ordered, from);
  const later = ordered.filter((version) => version.validFrom > from);
  const earlier = ordered
    .filter((version) => version.validFrom < from)
    .map((version) => (hasEnded(version, from) ? version : { ...version, validTo: from }));
  const validTo = covering === undefined ? (later[0]?.validFrom ?? null) : covering.validTo;
  const carried = covering === undefined ? later : carryOn(later, covering.fields, fields);
  return joinEqual([...earlier, { validFrom: from, validTo, fields }, ...carried]);
}

/** The timeline without anything from a day on; empty when it began on that day or later. */
export function endBefore<Fields>(versions: readonly Version<Fields>[], from: LocalDate): Version<Fields>[] {
  return [...versions]
    .sort(byStart)
    .filter((version) => version.validFrom < from)
    .map((version) => (hasEnded(version, from) ? version : { ...version, validTo: from }));
}

/** Whether anything of it is in force on the day or later. */
export function lastsTo(versions: readonly Pick<Version<unknown>, 'validFrom' | 'validTo'>[], day: LocalDate): boolean {
  return versions.some((version) => !hasEnded(version, day));
}

/** The first day from `from` on that none of these timelines has a wanted state on; undefined: there is none such day. */
export function findDayWithout<Fields>(
  timelines: readonly (readonly Version<Fields>[])[],
  isWanted: (fields: Fields) => boolean,
  from: LocalDate,
): LocalDate | undefined {
  const states = timelines.flat();
  const wanted = states.filter((state) => isWanted(state.fields));
  // Something can be missing only from where a state begins or ends.
  const days = states.flatMap(({ validFrom, validTo }) => (validTo === null ? [validFrom] : [validFrom, validTo]));
  return [from, ...days.filter((day) => day > from).sort()].find((day) => findVersionOn(wanted, day) === undefined);
}

function carryOn<Fields extends object>(
  later: readonly Version<Fields>[],
  before: Fields,
  after: Fields,
): Version<Fields>[] {
  let open = (Object.keys(after) as (keyof Fields)[]).filter((key) => before[key] !== after[key]);
  return later.map((version) => {
    open = open.filter((key) => version.fields[key] === before[key]);
    const carried = Object.fromEntries(open.map((key) => [key, after[key]]));
    return { ...version, fields: { ...version.fields, ...carried } };
  });
}

/** Two states that touch and say the same are one: importing a file again leaves no seam. */
function joinEqual<Fields extends object>(versions: readonly Version<Fields>[]): Version<Fields>[] {
  const joined: Version<Fields>[] = [];
  for (const version of versions) {
    const last = joined.at(-1);
    if (last !== undefined && last.validTo === version.validFrom && isSame(last.fields, version.fields))
      joined[joined.length - 1] = { ...last, validTo: version.validTo };
    else joined.push(version);
  }
  return joined;
}

function isSame<Fields extends object>(a: Fields, b: Fields): boolean {
  return (Object.keys(a) as (keyof Fields)[]).every((key) => a[key] === b[key]);
}

function hasEnded(version: Pick<Version<unknown>, 'validTo'>, on: LocalDate): boolean {
  return version.validTo !== null && version.validTo <= on;
}

function byStart(a: { readonly validFrom: LocalDate }, b: { readonly validFrom: LocalDate }): number {
  return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0;
}
