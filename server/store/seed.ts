// The first start on an empty database: the province's organisation from a preset, and one administrator.
// Never touches a database that holds a unit or an account already.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Preset, presetSchema } from '../contract/preset.ts';
import { generatePassword, hashPassword } from './password.ts';
import { DatabaseStartError } from './postgres/DatabaseStartError.ts';
import type { Database, Tx } from './prisma.ts';

const PRESETS_FOLDER = join(import.meta.dirname, '..', '..', 'prisma', 'presets');
const ADMINISTRATOR = { username: 'quantri', name: 'Quản trị hệ thống', role: 'administrator' };
/** Advisory lock: two services starting on one empty database seed it once. */
const SEED_LOCK = 20_101_127;

export interface Seeded {
  readonly username: string;
  /** Shown once to whoever started the service; only its hash is kept. */
  readonly password: string;
  readonly unitCount: number;
  readonly siteCount: number;
}

/** Seeds an empty database and answers the administrator's password; null: it was not empty. Errors: DatabaseStartError (no such preset). */
export async function seed(database: Database, presetId: string): Promise<Seeded | null> {
  const preset = await readPreset(presetId);
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK}::bigint)`;
    if ((await tx.unit.count()) > 0 || (await tx.account.count()) > 0) return null;
    await insertOrganisation(tx, preset);
    await tx.account.create({ data: { ...ADMINISTRATOR, passwordHash } });
    return {
      username: ADMINISTRATOR.username,
      password,
      unitCount: preset.units.length,
      siteCount: preset.sites.length,
    };
  });
}

async function readPreset(presetId: string): Promise<Preset> {
  // The id becomes a file name: nothing but the words of an id may pass.
  const text = /^[a-z0-9-]+$/.test(presetId)
    ? await readFile(join(PRESETS_FOLDER, `${presetId}.json`), 'utf8').catch(() => null)
    : null;
  if (text === null) throw new DatabaseStartError(`There is no organisation preset "${presetId}" in prisma/presets.`);
  return presetSchema.parse(JSON.parse(text));
}

async function insertOrganisation(tx: Tx, preset: Preset): Promise<void> {
  const validFrom = new Date(preset.effectiveFrom);
  const unitIds = new Map<string, string>();
  for (const { parentCode: _parent, ...unit } of preset.units) {
    const row = await tx.unit.create({
      data: { ...unit, distanceGrade: unit.distanceGrade ?? null, validFrom },
      select: { unitId: true },
    });
    unitIds.set(unit.code, row.unitId);
  }
  for (const { code, parentCode } of preset.units) {
    if (parentCode !== null)
      await tx.unit.update({ where: { code }, data: { parentId: unitIds.get(parentCode) ?? null } });
  }
  for (const { unitCode, deviceClass, ...site } of preset.sites) {
    const unitId = unitIds.get(unitCode);
    if (unitId === undefined) throw new Error(`preset site ${site.code} names an unknown unit`);
    await tx.site.create({ data: { ...site, unitId, validFrom, devices: { create: { deviceClass } } } });
  }
}
