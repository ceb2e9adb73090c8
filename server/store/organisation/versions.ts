// States of units and sites as rows, and rows as states; the states of accounts are accountVersions.ts. Knows nothing of who may change them.

import type { SiteId, SiteView, UnitId, UnitView } from '../../contract/index.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { findNearestVersion, findVersionOn, type Version } from '../../domain/organisation/timeline.ts';
import { Prisma } from '../generated/client.ts';
import type { SiteVersionModel, UnitVersionModel } from '../generated/models.ts';
import { SQL_STATES, type Tx, translateRefusals } from '../prisma.ts';

/** What changes with time; everything else of a unit or site is its identity. */
export type UnitFields = Omit<UnitVersionModel, 'unitId' | 'validFrom' | 'validTo'>;
export type SiteFields = Omit<SiteVersionModel, 'siteId' | 'validFrom' | 'validTo'>;
export type UnitTimeline = readonly Version<UnitFields>[];
export type SiteTimeline = readonly Version<SiteFields>[];

export const HUB_TAKEN = 'Chỉ có một điểm cầu trung tâm.';

/** A site with its name over time: for anything that prints a name of a day. */
export const SITE_NAMES = { include: { versions: true } } as const satisfies Prisma.SiteDefaultArgs;
export type SiteWithVersions = Prisma.SiteGetPayload<typeof SITE_NAMES>;
/** What a name of a day is read from. */
export type NamedSite = Pick<SiteWithVersions, 'siteId' | 'versions'>;

export function toRowDate(day: LocalDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function toLocalDate(date: Date): LocalDate {
  return date.toISOString().slice(0, 10);
}

/**
 * What findNearestVersion is in code, in SQL: orders the states "v" of one timeline for the day on which the conference "c" begins; the
 * first is meant.
 */
export const NEAREST_TO_CONFERENCE = Prisma.sql`
  v.valid_from <= (c.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date DESC,
  CASE WHEN v.valid_from <= (c.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN v.valid_from END DESC NULLS LAST,
  v.valid_from`;

/** The rows in force on a day. */
export function inForce(on: LocalDate) {
  return { validFrom: { lte: toRowDate(on) }, ...notEnded(on) };
}

/** The rows in force on a day or later. */
export function notEnded(on: LocalDate) {
  return { OR: [{ validTo: null }, { validTo: { gt: toRowDate(on) } }] };
}

export function toUnitTimeline(rows: readonly UnitVersionModel[]): UnitTimeline {
  return rows.map(({ unitId: _unitId, validFrom, validTo, ...fields }) => toVersion(validFrom, validTo, fields));
}

export function toSiteTimeline(rows: readonly SiteVersionModel[]): SiteTimeline {
  return rows.map(({ siteId: _siteId, validFrom, validTo, ...fields }) => toVersion(validFrom, validTo, fields));
}

export function toVersion<Fields>(validFrom: Date, validTo: Date | null, fields: Fields): Version<Fields> {
  return { validFrom: toLocalDate(validFrom), validTo: validTo === null ? null : toLocalDate(validTo), fields };
}

/** The site as it was called and equipped on a day; of one that was not in force, the nearest state before. */
export function siteOn(site: NamedSite, on: LocalDate): SiteFields {
  return getFields(findNearestVersion(toSiteTimeline(site.versions), on), site.siteId);
}

export function isInForce(site: NamedSite, on: LocalDate): boolean {
  return findVersionOn(toSiteTimeline(site.versions), on) !== undefined;
}

export function unitOn(unit: { unitId: string; versions: readonly UnitVersionModel[] }, on: LocalDate): UnitFields {
  return getFields(findNearestVersion(toUnitTimeline(unit.versions), on), unit.unitId);
}

/** Every unit and site is written together with its first state, and never loses its last one. */
function getFields<Fields>(version: Version<Fields> | undefined, id: string): Fields {
  if (version === undefined) throw new Error(`${id} has no state at all`);
  return version.fields;
}

/** Replaces the whole timelines of these units. Errors: invalidInput (no such parent). */
export async function saveUnitTimelines(tx: Tx, timelines: ReadonlyMap<string, UnitTimeline>): Promise<void> {
  await tx.unitVersion.deleteMany({ where: { unitId: { in: [...timelines.keys()] } } });
  const data = [...timelines].flatMap(([unitId, versions]) =>
    versions.map((version) => ({ unitId, ...version.fields, ...toRowDates(version) })),
  );
  await translateRefusals(() => tx.unitVersion.createMany({ data }), '');
}

/** Replaces the whole timelines of these sites. Errors: invalidInput (no such unit), alreadyExists (a second hub). */
export async function saveSiteTimelines(tx: Tx, timelines: ReadonlyMap<string, SiteTimeline>): Promise<void> {
  await tx.siteVersion.deleteMany({ where: { siteId: { in: [...timelines.keys()] } } });
  const data = [...timelines].flatMap(([siteId, versions]) =>
    versions.map((version) => ({ siteId, ...version.fields, ...toRowDates(version) })),
  );
  await translateRefusals(() => tx.siteVersion.createMany({ data }), HUB_TAKEN, SQL_STATES.exclusionViolation);
}

function toRowDates({ validFrom, validTo }: Version<unknown>) {
  return { validFrom: toRowDate(validFrom), validTo: validTo === null ? null : toRowDate(validTo) };
}

export function presentUnit(
  unit: { unitId: string; code: string; email: string | null; version: number },
  fields: UnitFields,
): UnitView {
  return {
    unitId: unit.unitId as UnitId,
    code: unit.code,
    name: fields.name,
    shortName: fields.shortName,
    level: fields.level as UnitView['level'],
    parentId: fields.parentId as UnitId | null,
    order: fields.order,
    distanceKm: fields.distanceKm,
    distanceGrade: fields.distanceGrade as UnitView['distanceGrade'],
    email: unit.email,
    version: unit.version,
  };
}

export function presentSite(
  site: { siteId: string; email: string | null; version: number },
  fields: SiteFields,
  unit: Pick<UnitFields, 'name' | 'level'>,
): SiteView {
  return {
    siteId: site.siteId as SiteId,
    unitId: fields.unitId as UnitId,
    name: fields.name,
    shortName: fields.shortName,
    order: fields.order,
    isHub: fields.isHub,
    deviceClass: fields.deviceClass as SiteView['deviceClass'],
    linkDownKbps: fields.linkDownKbps,
    linkUpKbps: fields.linkUpKbps,
    backupPhone: fields.backupPhone,
    email: site.email,
    unitName: unit.name,
    level: unit.level as SiteView['level'],
    version: site.version,
  };
}
