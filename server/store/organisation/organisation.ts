// Units and sites of the province as they stand on a day, in order of precedence, and changes of one of them from a day on.
// Ids and codes are for ever; what a unit or site is called and able to do is a state with its days (ADR 0056).

import type { z } from 'zod';
import type { SiteId, SiteView, UnitId, UnitView } from '../../contract/index.ts';
import type {
  HistoryView,
  SiteVersionView,
  siteChangeSchema,
  UnitVersionView,
  unitChangeSchema,
} from '../../contract/organisation.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { amend, endBefore, findVersionOn, lastsTo, type Version } from '../../domain/organisation/timeline.ts';
import { findRing } from '../../domain/organisation/tree.ts';
import { formatDate, localDateOf } from '../../domain/scheduling/civilDate.ts';
import { foldVietnamese } from '../../domain/text/fold.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Prisma } from '../generated/client.ts';
import { type Database, type Tx, translateRefusals } from '../prisma.ts';
import {
  inForce,
  presentSite,
  presentUnit,
  SITE_NAMES,
  type SiteFields,
  type SiteWithVersions,
  saveSiteTimelines,
  saveUnitTimelines,
  siteOn,
  toSiteTimeline,
  toUnitTimeline,
  type UnitFields,
  unitOn,
} from './versions.ts';

export type UnitChange = z.output<typeof unitChangeSchema>;
export type SiteChange = z.output<typeof siteChangeSchema>;

const UNIT_TAKEN = 'Mã đơn vị đã có trong hệ thống.';
/** Advisory lock of every change of the organisation: two moves at once could close a ring, an edit could undo an import. */
const ORGANISATION_LOCK = 20_101_126;
/** How many names a refusal tells. */
const NAMES_TOLD = 5;
const UNIT_VERSIONS = { versions: true } as const satisfies Prisma.UnitInclude;
type WholeUnit = Prisma.UnitGetPayload<{ include: typeof UNIT_VERSIONS }>;

/** The first statement of a transaction that changes units or sites. */
export async function lockOrganisation(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ORGANISATION_LOCK}::bigint)`;
}

export class OrganisationRepository {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Units in force on a day (default: today). */
  async listUnits(on: LocalDate = this.#today()): Promise<UnitView[]> {
    const rows = await this.#database.unitVersion.findMany({
      where: inForce(on),
      include: { unit: true },
      orderBy: [{ order: 'asc' }, { unit: { code: 'asc' } }],
    });
    return rows.map(({ unit, ...fields }) => presentUnit(unit, fields));
  }

  /** Sites in force on a day (default: today). */
  async listSites(on: LocalDate = this.#today()): Promise<SiteView[]> {
    const rows = await this.#database.siteVersion.findMany({
      where: inForce(on),
      include: { site: true, unit: { include: UNIT_VERSIONS } },
      orderBy: [{ order: 'asc' }, { siteId: 'asc' }],
    });
    return rows.map(({ site, unit, ...fields }) => presentSite(site, fields, unitOn(unit, on)));
  }

  /** The site on a day (default: today), also one that is not in force. Errors: notFound. */
  async getSite(siteId: SiteId, on: LocalDate = this.#today()): Promise<SiteView> {
    return presentSiteOn(this.#database, await getWholeSite(this.#database, siteId), on);
  }

  /** Errors: alreadyExists (code), invalidInput (no such parent on that day). */
  createUnit({ effectiveFrom, code, email = null, ...input }: UnitChange): Promise<UnitView> {
    const from = effectiveFrom ?? this.#today();
    return this.#change(async (tx) => {
      await assertUnitInForce(tx, input.parentId, from, 'parentId');
      const fields = { ...input, distanceKm: input.distanceKm ?? null, distanceGrade: input.distanceGrade ?? null };
      const unit = await translateRefusals(() => tx.unit.create({ data: { code, email } }), UNIT_TAKEN);
      await saveUnitTimelines(tx, new Map([[unit.unitId, amend([], from, fields)]]));
      return presentUnit(unit, fields);
    });
  }

  /** Errors: notFound, conflict, alreadyExists, invalidInput (no such parent on that day, or a ring). */
  editUnit(unitId: UnitId, version: number, { effectiveFrom, code, email, ...input }: UnitChange): Promise<UnitView> {
    const from = effectiveFrom ?? this.#today();
    return this.#change(async (tx) => {
      const current = await getUnitForChange(tx, unitId, version, from);
      await assertUnitInForce(tx, input.parentId, from, 'parentId');
      const before = unitOn(current, from);
      const { distanceKm = before.distanceKm, distanceGrade = before.distanceGrade, ...rest } = input;
      const fields: UnitFields = { ...rest, distanceKm, distanceGrade };
      const timeline = amend(toUnitTimeline(current.versions), from, fields);
      await assertNoRing(tx, unitId, timeline, from);
      const unit = await translateRefusals(
        () => tx.unit.update({ where: { unitId }, data: { code, ...toEmail(email), version: { increment: 1 } } }),
        UNIT_TAKEN,
      );
      await saveUnitTimelines(tx, new Map([[unitId, timeline]]));
      return presentUnit(unit, fields);
    });
  }

  /** Ends a unit; the day before is its last. Errors: notFound, conflict, wrongState (something still belongs to it), invalidInput (not in force). */
  closeUnit(unitId: UnitId, version: number, from: LocalDate): Promise<HistoryView<UnitVersionView>> {
    return this.#change(async (tx) => {
      const current = await getUnitForChange(tx, unitId, version, from);
      await assertNothingBelongs(tx, unitId, from);
      const timeline = endOrRefuse(toUnitTimeline(current.versions), from);
      await tx.unit.update({ where: { unitId }, data: { version: { increment: 1 } } });
      await saveUnitTimelines(tx, new Map([[unitId, timeline]]));
      return readUnitHistory(tx, unitId);
    });
  }

  /** Errors: alreadyExists (a second hub), invalidInput (no such unit on that day). */
  createSite({ effectiveFrom, email = null, ...fields }: SiteChange): Promise<SiteView> {
    const from = effectiveFrom ?? this.#today();
    return this.#change(async (tx) => {
      await assertUnitInForce(tx, fields.unitId, from, 'unitId');
      const code = await findFreeCode(tx, fields.name);
      const { siteId } = await tx.site.create({ data: { code, email, devices: { create: {} } } });
      await saveSiteTimelines(tx, new Map([[siteId, amend([], from, fields)]]));
      return presentSiteOn(tx, await getWholeSite(tx, siteId), from);
    });
  }

  /** Errors: notFound, conflict, alreadyExists (a second hub), invalidInput (no such unit on that day). */
  editSite(siteId: SiteId, version: number, { effectiveFrom, email, ...fields }: SiteChange): Promise<SiteView> {
    const from = effectiveFrom ?? this.#today();
    return this.#change(async (tx) => {
      const current = await getSiteForChange(tx, siteId, version, from);
      await assertUnitInForce(tx, fields.unitId, from, 'unitId');
      const timeline = amend<SiteFields>(toSiteTimeline(current.versions), from, fields);
      await tx.site.update({ where: { siteId }, data: { ...toEmail(email), version: { increment: 1 } } });
      await saveSiteTimelines(tx, new Map([[siteId, timeline]]));
      return presentSiteOn(tx, await getWholeSite(tx, siteId), from);
    });
  }

  /** Ends a site; the day before is its last. Errors: notFound, conflict, wrongState (the hub), invalidInput (not in force). */
  closeSite(siteId: SiteId, version: number, from: LocalDate): Promise<HistoryView<SiteVersionView>> {
    return this.#change(async (tx) => {
      const current = await getSiteForChange(tx, siteId, version, from);
      if (siteOn(current, from).isHub)
        throw new AppError('wrongState', { message: 'Điểm cầu trung tâm không thôi hiệu lực được.' });
      const timeline = endOrRefuse(toSiteTimeline(current.versions), from);
      await tx.site.update({ where: { siteId }, data: { version: { increment: 1 } } });
      await saveSiteTimelines(tx, new Map([[siteId, timeline]]));
      return readSiteHistory(tx, siteId);
    });
  }

  /** Errors: notFound. */
  getUnitHistory(unitId: UnitId): Promise<HistoryView<UnitVersionView>> {
    return readUnitHistory(this.#database, unitId);
  }

  /** Errors: notFound. */
  getSiteHistory(siteId: SiteId): Promise<HistoryView<SiteVersionView>> {
    return readSiteHistory(this.#database, siteId);
  }

  #today(): LocalDate {
    return localDateOf(this.#clock().toISOString());
  }

  #change<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.$transaction(async (tx) => {
      await lockOrganisation(tx);
      return work(tx);
    });
  }
}

/** Left out: as it is. */
function toEmail(email: string | null | undefined): { email?: string | null } {
  return email === undefined ? {} : { email };
}

async function getUnitForChange(tx: Tx, unitId: string, version: number, on: LocalDate): Promise<WholeUnit> {
  const row = await tx.unit.findUnique({ where: { unitId }, include: UNIT_VERSIONS });
  if (row === null) throw new AppError('notFound');
  if (row.version !== version)
    throw new AppError('conflict', { details: { version: row.version, current: presentUnit(row, unitOn(row, on)) } });
  return row;
}

async function getSiteForChange(tx: Tx, siteId: string, version: number, on: LocalDate): Promise<SiteWithVersions> {
  const row = await getWholeSite(tx, siteId);
  if (row.version !== version)
    throw new AppError('conflict', { details: { version: row.version, current: await presentSiteOn(tx, row, on) } });
  return row;
}

async function getWholeSite(tx: Tx, siteId: string): Promise<SiteWithVersions> {
  const row = await tx.site.findUnique({ where: { siteId }, ...SITE_NAMES });
  if (row === null) throw new AppError('notFound');
  return row;
}

async function presentSiteOn(tx: Tx, site: SiteWithVersions, on: LocalDate): Promise<SiteView> {
  const fields = siteOn(site, on);
  const unit = await tx.unit.findUniqueOrThrow({ where: { unitId: fields.unitId }, include: UNIT_VERSIONS });
  return presentSite(site, fields, unitOn(unit, on));
}

function endOrRefuse<Fields>(timeline: readonly Version<Fields>[], from: LocalDate): Version<Fields>[] {
  const ended = endBefore(timeline, from);
  if (ended.length > 0 && lastsTo(timeline, from)) return ended;
  refuseField('effectiveFrom', `Không có gì đang hiệu lực trước ngày ${formatDate(from)} để thôi hiệu lực.`);
}

function refuseField(field: string, message: string): never {
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: [field], message }] });
}

async function assertUnitInForce(tx: Tx, unitId: string | null, on: LocalDate, field: string): Promise<void> {
  if (unitId === null) return;
  const versions = await tx.unitVersion.findMany({ where: { unitId } });
  if (versions.length === 0) refuseField(field, 'Không tìm thấy đơn vị.');
  const timeline = toUnitTimeline(versions);
  if (findVersionOn(timeline, on) !== undefined) return;
  const { name } = unitOn({ unitId, versions }, on);
  refuseField(field, `Đơn vị ${name} không có hiệu lực vào ngày ${formatDate(on)}.`);
}

async function assertNoRing(
  tx: Tx,
  unitId: string,
  timeline: readonly Version<UnitFields>[],
  from: LocalDate,
): Promise<void> {
  const rows = await tx.unitVersion.findMany({ where: { unitId: { not: unitId } } });
  const timelines = [...Map.groupBy(rows, (row) => row.unitId)].map(
    ([id, versions]) => [id, toUnitTimeline(versions)] as const,
  );
  if (findRing(new Map([...timelines, [unitId, timeline]]), from) !== undefined)
    refuseField('parentId', 'Đơn vị không thể trực thuộc chính nó.');
}

async function assertNothingBelongs(tx: Tx, unitId: string, from: LocalDate): Promise<void> {
  const since = { OR: [{ validTo: null }, { validTo: { gt: new Date(`${from}T00:00:00Z`) } }] };
  const select = { name: true } as const;
  const [units, sites] = await Promise.all([
    tx.unitVersion.findMany({ where: { parentId: unitId, ...since }, select, take: NAMES_TOLD }),
    tx.siteVersion.findMany({ where: { unitId, ...since }, select, take: NAMES_TOLD }),
  ]);
  const names = [...new Set([...units, ...sites].map((row) => row.name))];
  if (names.length === 0) return;
  throw new AppError('wrongState', { message: `Còn trực thuộc đơn vị này: ${names.join(', ')}.`, details: { names } });
}

/** A code people can read in a spreadsheet, from the name. */
async function findFreeCode(tx: Tx, name: string): Promise<string> {
  const words = foldVietnamese(name)
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  const stem = words.join('-').slice(0, 34).replace(/-$/u, '') || 'diem-cau';
  const taken = await tx.site.findMany({ where: { code: { startsWith: stem } }, select: { code: true } });
  const codes = new Set(taken.map((site) => site.code));
  if (!codes.has(stem)) return stem;
  for (let number = 2; ; number += 1) if (!codes.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

async function readUnitHistory(tx: Tx, unitId: string): Promise<HistoryView<UnitVersionView>> {
  const unit = await tx.unit.findUnique({
    where: { unitId },
    include: { versions: { include: { parent: { include: UNIT_VERSIONS } }, orderBy: { validFrom: 'asc' } } },
  });
  if (unit === null) throw new AppError('notFound');
  const parents = new Map(unit.versions.map(({ parent }) => [parent?.unitId, parent]));
  const versions = toUnitTimeline(unit.versions.map(({ parent: _parent, ...row }) => row)).map(
    ({ fields, ...days }): UnitVersionView => {
      const parent = parents.get(fields.parentId ?? undefined) ?? null;
      return {
        ...days,
        ...fields,
        parentId: fields.parentId as UnitId | null,
        parentName: parent === null ? null : unitOn(parent, days.validFrom).name,
        distanceGrade: fields.distanceGrade as UnitVersionView['distanceGrade'],
      };
    },
  );
  return { id: unitId as UnitId, code: unit.code, version: unit.version, versions };
}

async function readSiteHistory(tx: Tx, siteId: string): Promise<HistoryView<SiteVersionView>> {
  const site = await tx.site.findUnique({
    where: { siteId },
    include: { versions: { include: { unit: { include: UNIT_VERSIONS } }, orderBy: { validFrom: 'asc' } } },
  });
  if (site === null) throw new AppError('notFound');
  const units = new Map(site.versions.map(({ unit }) => [unit.unitId, unit]));
  const versions = toSiteTimeline(site.versions.map(({ unit: _unit, ...row }) => row)).map(
    ({ fields, ...days }): SiteVersionView => {
      const unit = units.get(fields.unitId);
      const unitName = unit === undefined ? '' : unitOn(unit, days.validFrom).name;
      return { ...days, ...fields, unitId: fields.unitId as UnitId, unitName };
    },
  );
  return { id: siteId as SiteId, code: site.code, version: site.version, versions };
}
