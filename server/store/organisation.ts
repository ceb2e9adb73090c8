// Units and sites of the province, in order of precedence. Every site has one device; its class is edited with the site.

import type { z } from 'zod';
import type { siteWriteSchema, unitWriteSchema } from '../contract/http.ts';
import type { SiteId, SiteView, UnitId, UnitView } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { Prisma } from './generated/client.ts';
import type { UnitModel } from './generated/models.ts';
import { type Database, type Tx, translateRefusals } from './prisma.ts';

export type UnitWrite = z.output<typeof unitWriteSchema>;
export type SiteWrite = z.output<typeof siteWriteSchema>;

const UNIT_TAKEN = 'Mã đơn vị đã có trong hệ thống.';
const HUB_TAKEN = 'Chỉ có một điểm cầu trung tâm.';
/** Advisory lock of changes to the unit tree: two moves at once could close a ring. */
const TREE_LOCK = 20_101_126;
const WHOLE_SITE = { unit: true, devices: true } as const satisfies Prisma.SiteInclude;
type WholeSite = Prisma.SiteGetPayload<{ include: typeof WHOLE_SITE }>;

export class OrganisationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async listUnits(): Promise<UnitView[]> {
    const rows = await this.#database.unit.findMany({ orderBy: [{ order: 'asc' }, { code: 'asc' }] });
    return rows.map(presentUnit);
  }

  /** Errors: alreadyExists (code), invalidInput (no such parent). */
  async createUnit(input: UnitWrite): Promise<UnitView> {
    return presentUnit(await translateRefusals(() => this.#database.unit.create({ data: input }), UNIT_TAKEN));
  }

  /** Errors: notFound, conflict, alreadyExists, invalidInput (no such parent, or a ring). */
  editUnit(unitId: UnitId, version: number, input: UnitWrite): Promise<UnitView> {
    return this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TREE_LOCK}::bigint)`;
      const current = await tx.unit.findUnique({ where: { unitId } });
      if (current === null) throw new AppError('notFound');
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current: presentUnit(current) } });
      await assertNoRing(tx, unitId, input.parentId);
      const data = { ...input, version: { increment: 1 } };
      return presentUnit(await translateRefusals(() => tx.unit.update({ where: { unitId }, data }), UNIT_TAKEN));
    });
  }

  async listSites(): Promise<SiteView[]> {
    const rows = await this.#database.site.findMany({
      include: WHOLE_SITE,
      orderBy: [{ order: 'asc' }, { siteId: 'asc' }],
    });
    return rows.map(presentSite);
  }

  /** Errors: notFound. */
  async getSite(siteId: SiteId): Promise<SiteView> {
    return presentSite(await getWholeSite(this.#database, siteId));
  }

  /** Errors: alreadyExists (a second hub), invalidInput (no such unit). */
  async createSite(input: SiteWrite): Promise<SiteView> {
    const { deviceClass, ...fields } = input;
    const data = { ...fields, devices: { create: { deviceClass } } };
    return presentSite(
      await translateRefusals(() => this.#database.site.create({ data, include: WHOLE_SITE }), HUB_TAKEN),
    );
  }

  /** Errors: notFound, conflict, alreadyExists (a second hub), invalidInput (no such unit). */
  editSite(siteId: SiteId, version: number, input: SiteWrite): Promise<SiteView> {
    return this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM site WHERE site_id = ${siteId}::uuid FOR UPDATE`;
      const current = await getWholeSite(tx, siteId);
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current: presentSite(current) } });
      const { deviceClass, ...fields } = input;
      const data = {
        ...fields,
        version: { increment: 1 },
        devices: { updateMany: { where: {}, data: { deviceClass } } },
      };
      return presentSite(
        await translateRefusals(() => tx.site.update({ where: { siteId }, data, include: WHOLE_SITE }), HUB_TAKEN),
      );
    });
  }
}

async function assertNoRing(tx: Tx, unitId: UnitId, parentId: UnitId | null): Promise<void> {
  const rows = await tx.unit.findMany({ select: { unitId: true, parentId: true } });
  const parents = new Map(rows.map((row) => [row.unitId, row.parentId]));
  let ancestor: string | null = parentId;
  for (let steps = 0; ancestor !== null && steps <= rows.length; steps += 1) {
    if (ancestor === unitId) {
      const message = 'Đơn vị không thể trực thuộc chính nó.';
      throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['parentId'], message }] });
    }
    ancestor = parents.get(ancestor) ?? null;
  }
}

async function getWholeSite(tx: Tx, siteId: string): Promise<WholeSite> {
  const row = await tx.site.findUnique({ where: { siteId }, include: WHOLE_SITE });
  if (row === null) throw new AppError('notFound');
  return row;
}

function presentUnit(row: UnitModel): UnitView {
  return {
    unitId: row.unitId as UnitId,
    code: row.code,
    name: row.name,
    shortName: row.shortName,
    level: row.level as UnitView['level'],
    parentId: row.parentId as UnitId | null,
    order: row.order,
    version: row.version,
  };
}

function presentSite(row: WholeSite): SiteView {
  return {
    siteId: row.siteId as SiteId,
    unitId: row.unitId as UnitId,
    name: row.name,
    shortName: row.shortName,
    order: row.order,
    isHub: row.isHub,
    deviceClass: (row.devices[0]?.deviceClass ?? 'room') as SiteView['deviceClass'],
    linkDownKbps: row.linkDownKbps,
    linkUpKbps: row.linkUpKbps,
    backupPhone: row.backupPhone,
    unitName: row.unit.name,
    level: row.unit.level as SiteView['level'],
    version: row.version,
  };
}
