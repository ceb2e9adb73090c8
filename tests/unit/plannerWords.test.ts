// The planner's texts in both languages, the choices it offers, and clashes as sentences.

import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { formatBandwidth } from '../../client/admin/bandwidth.ts';
import { UNIT_LEVELS as OFFERED_LEVELS } from '../../client/admin/unitLevels.ts';
import { KINDS, MODES as OFFERED_MODES, CANCEL_REASONS as OFFERED_REASONS } from '../../client/planner/choices.ts';
import { clashSentence, clashSentences, readClashes } from '../../client/planner/clashText.ts';
import { en } from '../../client/shell/texts/en.ts';
import { vi } from '../../client/shell/texts/vi.ts';
import { type BookingClash, CANCEL_REASONS, CONFERENCE_KINDS, UNIT_LEVELS } from '../../server/contract/http.ts';
import type { ConferenceId } from '../../server/contract/ids.ts';
import { MODES } from '../../server/contract/state.ts';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const texts = i18next.createInstance();
await texts.init({
  lng: 'vi',
  resources: { vi: { translation: vi }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
const inVietnamese = texts.getFixedT('vi');
const inEnglish = texts.getFixedT('en');

describe('texts', () => {
  const vietnamese = new Map(flatten(vi));
  const english = new Map(flatten(en as Tree));

  it('[PL16] every Vietnamese text has an English one with the same blanks', () => {
    for (const [key, text] of vietnamese) {
      expect(english.has(key), key).toBe(true);
      expect(blanks(english.get(key) ?? ''), key).toEqual(blanks(text));
    }
  });

  it('[PL16] English adds only singulars, one for each plural', () => {
    const added = [...english.keys()].filter((key) => !vietnamese.has(key));
    const plurals = [...vietnamese.keys()].filter((key) => key.endsWith('_other'));
    expect(added.sort()).toEqual(plurals.map((key) => key.replace(/_other$/, '_one')).sort());
  });

  it('[PL16] no text is empty, and Vietnamese is stored precomposed', () => {
    for (const [key, text] of [...vietnamese, ...english]) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).toBe(text.normalize('NFC'));
    }
  });

  it('[PL18] kinds, modes, reasons and levels on offer are the contract\u2019s', () => {
    expect([...KINDS].sort()).toEqual([...CONFERENCE_KINDS].sort());
    expect([...OFFERED_MODES].sort()).toEqual([...MODES].sort());
    expect([...OFFERED_REASONS].sort()).toEqual([...CANCEL_REASONS].sort());
    expect([...OFFERED_LEVELS].sort()).toEqual([...UNIT_LEVELS].sort());
  });

  it('[PL16] a line is told in Mbps with the sign of the language', () => {
    expect(formatBandwidth(20_000, 'vi')).toBe('20 Mbps');
    expect(formatBandwidth(1_500, 'vi')).toBe('1,5 Mbps');
    expect(formatBandwidth(1_500, 'en')).toBe('1.5 Mbps');
    expect(formatBandwidth(512, 'vi')).toBe('512 kbps');
  });
});

describe('a double booking', () => {
  const clash: BookingClash = {
    resource: 'site',
    resourceId: 'a',
    resourceName: 'Huyện Bến Lức',
    conferenceId: 'c' as ConferenceId,
    conferenceTitle: 'Giao ban tuần 47',
    startsAt: '2026-11-23T01:00:00Z',
    endsAt: '2026-11-23T04:00:00Z',
  };
  const chair: BookingClash = { ...clash, resource: 'chair', resourceName: 'Nguyễn Văn Hòa' };

  it('[PL10] names who, what and when', () => {
    expect(clashSentence(clash, inVietnamese, 'vi')).toBe(
      'Điểm cầu Huyện Bến Lức đã được đăng ký cho “Giao ban tuần 47”, 08:00–11:00 Thứ Hai, 23/11/2026.',
    );
    expect(clashSentence(chair, inEnglish, 'en')).toBe(
      'Chair Nguyễn Văn Hòa already has “Giao ban tuần 47”, 08:00–11:00 Monday, 23/11/2026.',
    );
  });

  it('[PL10] does not say "điểm cầu" twice, and names both days over midnight', () => {
    const night = { ...clash, resourceName: 'Điểm cầu trung tâm', endsAt: '2026-11-23T18:00:00Z' };
    expect(clashSentence(night, inVietnamese, 'vi')).toBe(
      'Điểm cầu trung tâm đã được đăng ký cho “Giao ban tuần 47”, từ 08:00 23/11/2026 đến 01:00 24/11/2026.',
    );
  });

  it('[PL10] the chair comes first, and beyond a dozen only the number is told', () => {
    const many = [...Array.from({ length: 14 }, () => clash), chair];
    const sentences = clashSentences(many, inVietnamese, 'vi');
    expect(sentences[0]).toContain('Nguyễn Văn Hòa');
    expect(sentences).toHaveLength(13);
    expect(sentences.at(-1)).toBe('và 3 chỗ trùng khác.');
  });

  it('[PL10] reads the details as a list or under `clashes`, and nothing else', () => {
    expect(readClashes([clash, { resource: 'site' }, null])).toEqual([clash]);
    expect(readClashes({ clashes: [chair] })).toEqual([chair]);
    for (const details of [undefined, null, 'x', 5, {}, { clashes: 'x' }]) expect(readClashes(details)).toEqual([]);
    expect(clashSentences([], inVietnamese, 'vi')).toEqual([inVietnamese('clash.unnamed')]);
  });
});
