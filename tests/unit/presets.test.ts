/** The two organisation presets as data: counts, references, order and spelling, and what the schema refuses. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Preset, type PresetUnit, presetSchema } from '../../server/contract/preset.ts';

const folder = path.join(import.meta.dirname, '../../prisma/presets');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

function readPreset(id: string): Preset {
  return presetSchema.parse(JSON.parse(readFileSync(path.join(folder, `${id}.json`), 'utf8')));
}

function countLevel(preset: Preset, level: PresetUnit['level']): number {
  return preset.units.filter((unit) => unit.level === level).length;
}

function countNamed(preset: Preset, levelWord: string): number {
  return preset.units.filter((unit) => unit.name.startsWith(`${levelWord} `)).length;
}

const longAn = readPreset('long-an-2010');
const tayNinh = readPreset('tay-ninh-2025-07');

describe('preset files', () => {
  it.each(files)('[OR1] %s passes the schema and is named after its id', (file) => {
    const preset = presetSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    expect(file).toBe(`${preset.id}.json`);
  });

  it('[OR3] Long An 2010 has a hub, 14 district-level units and 15 departments', () => {
    expect(countLevel(longAn, 'province')).toBe(1);
    expect(countLevel(longAn, 'district')).toBe(14);
    expect(countNamed(longAn, 'Thành phố')).toBe(1);
    expect(countNamed(longAn, 'Huyện')).toBe(13);
    expect(countLevel(longAn, 'department')).toBe(15);
    expect(longAn.sites).toHaveLength(30);
    expect(longAn).toMatchObject({ placeName: 'Tân An', effectiveFrom: '2010-01-01' });
  });

  it('[OR3] the 13 districts of Long An are 588 km from Tân An one way in all', () => {
    const districts = longAn.units.filter((unit) => unit.level === 'district');
    expect(districts.reduce((sum, unit) => sum + (unit.distanceKm ?? Number.NaN), 0)).toBe(588);
  });

  it('[OR4] Tây Ninh 07/2025 has a hub, 82 xã, 14 phường and 12 departments', () => {
    expect(countLevel(tayNinh, 'province')).toBe(1);
    expect(countLevel(tayNinh, 'commune')).toBe(96);
    expect(countNamed(tayNinh, 'Xã')).toBe(82);
    expect(countNamed(tayNinh, 'Phường')).toBe(14);
    expect(countLevel(tayNinh, 'department')).toBe(12);
    expect(tayNinh.sites).toHaveLength(109);
    expect(tayNinh).toMatchObject({ placeName: 'Tây Ninh', effectiveFrom: '2025-07-01' });
  });

  it('[OR4] no two communes of Tây Ninh share a name', () => {
    expect(new Set(tayNinh.units.map((unit) => unit.name)).size).toBe(109);
  });

  it.each([longAn, tayNinh])('[OR5] $id lists hub, localities, departments by explicit order', (preset) => {
    const rankOf = { province: 0, district: 1, commune: 1, department: 2, other: 3 };
    for (const list of [preset.units, preset.sites]) {
      expect(list.map((entry) => entry.order)).toEqual(list.map((entry) => entry.order).toSorted((a, b) => a - b));
    }
    const ranks = preset.units.map((unit) => rankOf[unit.level]);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(preset.sites[0]).toMatchObject({ isHub: true, name: 'UBND tỉnh' });
  });

  it('[OR5] the city precedes the districts and the wards precede the communes', () => {
    expect(longAn.sites.slice(1, 3).map((site) => site.name)).toEqual(['TP Tân An', 'Huyện Bến Lức']);
    expect(tayNinh.sites.slice(14, 16).map((site) => site.name.split(' ')[0])).toEqual(['Phường', 'Xã']);
  });

  it.each(files)('[OR6] every string in %s is NFC with the traditional tone placement', (file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    expect(text).toBe(text.normalize('NFC'));
    expect(text.match(/(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/giu)).toBeNull();
  });

  it.each([longAn, tayNinh])('[OR7] $id grades every distance, states no telephone and says so', (preset) => {
    expect(preset.units.filter((unit) => unit.distanceGrade === 'official')).toEqual([]);
    expect(preset.sites.filter((site) => site.backupPhone !== null)).toEqual([]);
    expect(preset.note.join(' ')).toMatch(/đặt tạm/u);
    expect(preset.note.join(' ')).toMatch(/điện thoại/u);
  });

  it.each([longAn, tayNinh])('[OR8] every unit of $id has one site and the hub is the province', (preset) => {
    expect(preset.sites.map((site) => site.unitCode).toSorted()).toEqual(preset.units.map((u) => u.code).toSorted());
    const hub = preset.sites.find((site) => site.isHub);
    expect(preset.units.find((unit) => unit.code === hub?.unitCode)?.level).toBe('province');
  });
});

describe('presetSchema', () => {
  const { units, sites } = longAn;
  const [hubUnit, cityUnit] = units as [PresetUnit, PresetUnit];
  const broken: Record<string, Partial<Preset>> = {
    'a repeated unit code': { units: [...units, { ...cityUnit, order: 999 }] },
    'a repeated unit order': { units: [...units, { ...cityUnit, code: 'another' }] },
    'a repeated site order': { sites: sites.map((site) => ({ ...site, order: 1 })) },
    'an unknown parent': { units: [...units.slice(0, -1), { ...cityUnit, code: 'x', order: 999, parentCode: 'y' }] },
    'a unit under itself': { units: [{ ...hubUnit, parentCode: cityUnit.code }, ...units.slice(1)] },
    'a site without its unit': { units: units.slice(0, -1) },
    'no hub': { sites: sites.map((site) => ({ ...site, isHub: false })) },
    'two hubs': { sites: sites.map((site, index) => ({ ...site, isHub: index < 2 })) },
    'a distance without a grade': { units: [hubUnit, { ...cityUnit, distanceKm: 12 }, ...units.slice(2)] },
    'a decomposed name': { province: 'Tỉnh Long An'.normalize('NFD') },
  };

  it.each(Object.keys(broken))('[OR2] refuses %s', (name) => {
    expect(presetSchema.safeParse({ ...longAn, ...broken[name] }).success).toBe(false);
  });
});
