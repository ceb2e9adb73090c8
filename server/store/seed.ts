// The first start on an empty database: the province's organisation from a preset, and one administrator.
// Never touches a database that holds a unit or an account already.

import { randomUUID } from 'node:crypto';
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
  const unitIds = new Map(preset.units.map((unit) => [unit.code, randomUUID()]));
  const unitIdOf = (code: string) => {
    const unitId = unitIds.get(code);
    if (unitId === undefined) throw new Error(`the preset names an unknown unit ${code}`);
    return unitId;
  };
  // One statement: the references between units are checked at its end.
  await tx.unit.createMany({
    data: preset.units.map(({ parentCode, distanceGrade, ...unit }) => ({
      ...unit,
      unitId: unitIdOf(unit.code),
      parentId: parentCode === null ? null : unitIdOf(parentCode),
      distanceGrade: distanceGrade ?? null,
      validFrom,
    })),
  });
  const sites = preset.sites.map((site) => ({ ...site, siteId: randomUUID() }));
  await tx.site.createMany({
    data: sites.map(({ unitCode, deviceClass: _deviceClass, ...site }) => ({
      ...site,
      unitId: unitIdOf(unitCode),
      validFrom,
    })),
  });
  await tx.device.createMany({ data: sites.map(({ siteId, deviceClass }) => ({ siteId, deviceClass })) });
}
