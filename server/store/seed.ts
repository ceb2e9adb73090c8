// The first start on an empty database: the province's organisation from a preset, and one administrator; and the rules of planning
// where there are none yet. Never touches units and accounts of a database that holds one already.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Preset, presetSchema } from '../contract/preset.ts';
import { seedLetterhead } from './letterhead.ts';
import { generatePassword, hashPassword } from './password.ts';
import { seedPlanningRules } from './planningRules.ts';
import { DatabaseStartError } from './postgres/DatabaseStartError.ts';
import type { Database, Tx } from './prisma.ts';

const PRESETS_FOLDER = join(import.meta.dirname, '..', '..', 'prisma', 'presets');
const USERNAME = 'quantri';
const ADMINISTRATOR = { name: 'Quản trị hệ thống', role: 'administrator', disabled: false };
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
    await seedPlanningRules(tx);
    await seedLetterhead(tx, presetId);
    if ((await tx.unit.count()) > 0 || (await tx.account.count()) > 0) return null;
    await insertOrganisation(tx, preset);
    const validFrom = new Date(preset.effectiveFrom);
    const versions = { create: { ...ADMINISTRATOR, validFrom } };
    await tx.account.create({ data: { username: USERNAME, passwordHash, versions } });
    return {
      username: USERNAME,
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
  await tx.unit.createMany({ data: preset.units.map(({ code }) => ({ unitId: unitIdOf(code), code })) });
  await tx.unitVersion.createMany({
    data: preset.units.map(({ code, parentCode, distanceGrade, ...unit }) => ({
      ...unit,
      unitId: unitIdOf(code),
      parentId: parentCode === null ? null : unitIdOf(parentCode),
      distanceGrade: distanceGrade ?? null,
      validFrom,
    })),
  });
  const sites = preset.sites.map((site) => ({ ...site, siteId: randomUUID() }));
  await tx.site.createMany({ data: sites.map(({ siteId, code }) => ({ siteId, code })) });
  await tx.siteVersion.createMany({
    data: sites.map(({ code: _code, unitCode, ...site }) => ({ ...site, unitId: unitIdOf(unitCode), validFrom })),
  });
  await tx.device.createMany({ data: sites.map(({ siteId }) => ({ siteId })) });
}
