/**
 * The shape of an organisation preset: a province's units and sites at a date, as data in `prisma/presets`.
 * Owns the schema and the checks that need the whole file (references, uniqueness, one hub); never reads files.
 * The store seeds a new installation from it; from then on the database is the truth.
 */
import { z } from 'zod';
import { DEVICE_CLASSES, UNIT_LEVELS } from './http.ts';
import { LIMITS } from './limits.ts';

/** Names, in the precomposed form the database stores; a decomposed name would not be found by search. */
const vietnameseText = z
  .string()
  .min(1)
  .max(LIMITS.nameLength)
  .refine((text) => text === text.normalize('NFC') && text === text.trim(), { error: 'must be trimmed NFC text' });

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be lower-case ASCII words joined by hyphens' });

/** Position in the order of precedence: explicit and editable, never derived from the name. */
const order = z.int().positive();

/** Planned line capacity in kbps; a placeholder until measured. */
const linkKbps = z.int().positive();

export const presetUnitSchema = z
  .strictObject({
    code,
    name: vietnameseText,
    shortName: vietnameseText,
    level: z.enum(UNIT_LEVELS),
    parentCode: code.nullable(),
    order,
    /** One-way road distance to the hub; `null` when nobody has stated it. */
    distanceKm: z.number().nonnegative().nullable(),
    /** Where the distance comes from; absent when there is no distance to grade (0 or unknown). */
    distanceGrade: z.enum(['official', 'estimate']).optional(),
  })
  .refine((unit) => Boolean(unit.distanceKm) === (unit.distanceGrade !== undefined), {
    error: 'a distance above 0 km needs a grade, and only such a distance has one',
    path: ['distanceGrade'],
  });
export type PresetUnit = z.infer<typeof presetUnitSchema>;

export const presetSiteSchema = z.strictObject({
  code,
  unitCode: code,
  name: vietnameseText,
  shortName: vietnameseText,
  order,
  isHub: z.boolean(),
  linkDownKbps: linkKbps,
  linkUpKbps: linkKbps,
  deviceClass: z.enum(DEVICE_CLASSES),
  /** Telephone used when the line fails; `null` until the site has given one. */
  backupPhone: z.string().min(1).nullable(),
});

const presetFieldsSchema = z.strictObject({
  id: code,
  name: vietnameseText,
  province: vietnameseText,
  /** Địa danh: what documents print before the date. */
  placeName: vietnameseText,
  /** First local date on which this organisation was in force. */
  effectiveFrom: z.iso.date(),
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  /** What in this file is proposed, estimated or awaited, one statement a line, in Vietnamese. */
  note: z.array(z.string().min(1)),
  units: z.array(presetUnitSchema).min(1),
  sites: z.array(presetSiteSchema).min(1),
});

/** Parses a preset file; refuses one whose codes, orders or references do not hold together. */
export const presetSchema = presetFieldsSchema.superRefine((preset, context) => {
  for (const problem of listInconsistencies(preset)) {
    context.addIssue({ code: 'custom', message: problem });
  }
});
export type Preset = z.infer<typeof presetSchema>;

function listInconsistencies(preset: z.infer<typeof presetFieldsSchema>): string[] {
  const unitCodes = new Set(preset.units.map((unit) => unit.code));
  const hubs = preset.sites.filter((site) => site.isHub);
  return [
    ...listRepeated(preset.units.map((unit) => unit.code)).map((repeated) => `unit code ${repeated} occurs twice`),
    ...listRepeated(preset.units.map((unit) => unit.order)).map((repeated) => `unit order ${repeated} occurs twice`),
    ...listRepeated(preset.sites.map((site) => site.code)).map((repeated) => `site code ${repeated} occurs twice`),
    ...listRepeated(preset.sites.map((site) => site.order)).map((repeated) => `site order ${repeated} occurs twice`),
    ...preset.units
      .filter((unit) => unit.parentCode !== null && !unitCodes.has(unit.parentCode))
      .map((unit) => `unit ${unit.code} names an unknown parent ${unit.parentCode}`),
    ...preset.units
      .filter((unit) => isItsOwnAncestor(unit.code, preset.units))
      .map((unit) => `unit ${unit.code} is its own ancestor`),
    ...preset.sites
      .filter((site) => !unitCodes.has(site.unitCode))
      .map((site) => `site ${site.code} names an unknown unit ${site.unitCode}`),
    ...(hubs.length === 1 ? [] : [`there must be exactly one hub, not ${hubs.length}`]),
  ];
}

function listRepeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function isItsOwnAncestor(unitCode: string, units: readonly PresetUnit[]): boolean {
  const parents = new Map(units.map((unit) => [unit.code, unit.parentCode]));
  let ancestor = parents.get(unitCode) ?? null;
  // A chain longer than the list of units has gone round a ring that does not include this unit.
  for (let steps = 0; ancestor !== null && steps <= units.length; steps += 1) {
    if (ancestor === unitCode) return true;
    ancestor = parents.get(ancestor) ?? null;
  }
  return false;
}
