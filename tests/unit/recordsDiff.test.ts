// The dry run of an import: every kind of change, and the reorganisation of 2025 from the two presets.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presetSchema } from '../../server/contract/preset.ts';
import type { OrganisationChange, OrganisationRows } from '../../server/contract/records.ts';
import { diffOrganisation } from '../../server/domain/organisation/diffOrganisation.ts';
import { parseOrganisationSheet, writeOrganisationSheet } from '../../server/records/organisationSheet.ts';

type Unit = NonNullable<OrganisationRows['units']>[number];

const unit = (code: string, changes: Partial<Unit> = {}): Unit => ({
  code,
  name: `Xã ${code}`,
  shortName: code,
  level: 'commune',
  parentCode: 'tinh',
  order: 1,
  distanceKm: null,
  distanceGrade: null,
  ...changes,
});
const only = (units: readonly Unit[]): OrganisationRows => ({ units, sites: null, accounts: null });
const say = (changes: readonly OrganisationChange[]) =>
  changes.map((change) => `${change.subject} ${change.key}: ${change.kinds.join('+')}`);

function readPreset(id: string): OrganisationRows {
  const preset = presetSchema.parse(
    JSON.parse(readFileSync(new URL(`../../prisma/presets/${id}.json`, import.meta.url), 'utf8')),
  );
  return {
    units: preset.units.map((row) => ({ ...row, distanceGrade: row.distanceGrade ?? null })),
    sites: preset.sites,
    accounts: null,
  };
}

describe('what an import would change', () => {
  it('[RE36] tells each kind of change, with what differs', () => {
    const before = only([unit('a'), unit('b'), unit('c'), unit('d'), unit('e'), unit('g')]);
    const after = only([
      unit('f'),
      unit('a'),
      unit('b', { name: 'Phường b' }),
      unit('c', { parentCode: 'huyen' }),
      unit('d', { order: 9 }),
      unit('g', { name: 'Phường g', parentCode: null, distanceKm: 3, distanceGrade: 'official' }),
    ]);
    const changes = diffOrganisation(before, after, '2026-07-01');
    expect(say(changes)).toEqual([
      'unit f: added',
      'unit a: unchanged',
      'unit b: renamed',
      'unit c: moved',
      'unit d: changed',
      'unit g: renamed+moved+changed',
      'unit e: closed',
    ]);
    expect(changes[2]?.fields).toEqual([{ field: 'name', before: 'Xã b', after: 'Phường b' }]);
    expect(changes[5]?.fields.map((field) => field.field).toSorted()).toEqual([
      'distanceGrade',
      'distanceKm',
      'name',
      'parentCode',
    ]);
    expect(new Set(changes.map((change) => change.effectiveFrom))).toEqual(new Set(['2026-07-01']));
  });

  it('[RE36] takes a moved tone mark for a correction', () => {
    const changes = (from: string, to: string) =>
      say(diffOrganisation(only([unit('a', { name: from })]), only([unit('a', { name: to })]), '2026-07-01'))[0];
    expect(changes('Xã Khánh Hoà', 'Xã Khánh Hòa')).toBe('unit a: changed');
    expect(changes('Xã Tân Thạnh', 'Xã Tân Thành')).toBe('unit a: renamed');
    expect(changes('Xã Tân', 'Xã Tân Trụ')).toBe('unit a: renamed');
  });

  it('[RE33] closes nothing of a sheet that is not there, and everything an empty one leaves out', () => {
    const current = {
      units: [unit('a')],
      sites: [],
      accounts: [{ username: 'u1', name: 'X', role: 'secretary' as const, siteCode: null, disabled: false }],
    };
    expect(say(diffOrganisation(current, { units: null, sites: null, accounts: null }, '2026-07-01'))).toEqual([]);
    expect(say(diffOrganisation(current, { units: [], sites: [], accounts: [] }, '2026-07-01'))).toEqual([
      'unit a: closed',
      'account u1: closed',
    ]);
  });

  it('[RE37] takes 14 districts to 96 communes through a workbook', async () => {
    const [before, after] = [readPreset('long-an-2010'), readPreset('tay-ninh-2025-07')];
    const { problems, ...imported } = await parseOrganisationSheet(await writeOrganisationSheet(after));
    expect(problems).toEqual([]);
    expect(imported).toEqual(after);
    const changes = diffOrganisation(before, imported, '2025-07-01').filter((change) => change.subject === 'unit');
    const levels = new Map([...(before.units ?? []), ...(after.units ?? [])].map((row) => [row.code, row.level]));
    const count = (kind: OrganisationChange['kinds'][number], level: string) =>
      changes.filter((change) => change.kinds.includes(kind) && levels.get(change.key) === level).length;
    expect(count('closed', 'district')).toBe(14);
    expect(count('added', 'commune')).toBe(96);
    expect(changes).toHaveLength(
      new Set([...(before.units ?? []), ...(after.units ?? [])].map((row) => row.code)).size,
    );
    // Nothing is left to do when the same file comes again.
    expect(new Set(diffOrganisation(imported, imported, '2025-07-01').flatMap((change) => change.kinds))).toEqual(
      new Set(['unchanged']),
    );
  });
});
