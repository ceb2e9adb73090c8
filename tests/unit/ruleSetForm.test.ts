// The form of a rule set: there and back without loss, what it refuses at which field, and what a new one starts from.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DUTIES,
  newRuleSetValues,
  proposeId,
  type RuleSetValues,
  toRuleSet,
  toRuleSetValues,
  validateRuleSet,
} from '../../client/rules/ruleSetForm.ts';
import {
  CHAIR_DUTY_IDS,
  type RuleSet,
  type RuleSetView,
  ruleSetFileSchema,
  ruleSetSchema,
} from '../../server/contract/rules.ts';

const { ruleSets } = ruleSetFileSchema.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../prisma/rules/rule-sets.json'), 'utf8')),
);
const [, decision, present] = ruleSets as [RuleSet, RuleSet, RuleSet];
const views: readonly RuleSetView[] = ruleSets.map((set) => ({ ...set, version: 1 }));
const without = (id: string) => views.filter((view) => view.id !== id);
const check = (change: Partial<RuleSetValues>, of = decision) =>
  validateRuleSet({ ...toRuleSetValues(of), ...change }, without(of.id), false);

describe('the form of a rule set', () => {
  it('[PR7] shows every part of a stored set and sends it back unchanged', () => {
    for (const set of ruleSets) {
      const sent = toRuleSet(toRuleSetValues(set));
      expect(sent).toEqual(set);
      expect(ruleSetSchema.safeParse(sent).success).toBe(true);
      expect(validateRuleSet(toRuleSetValues(set), without(set.id), false)).toEqual({});
    }
    expect(DUTIES).toEqual(CHAIR_DUTY_IDS);
  });

  it('[PR7] a cleared cap is none, a cleared duty is not named, remarks are lines', () => {
    const values = toRuleSetValues(decision);
    const changed = toRuleSet({
      ...values,
      caps: { ...values.caps, giaoBan: '', tapHuan: 720 },
      duties: { ...values.duties, recallPapers: { vi: ' ', en: '' } },
      note: 'Một\n\n  Hai  ',
    });
    expect([changed.capsMinutes.giaoBan, changed.capsMinutes.tapHuan]).toEqual([null, 720]);
    expect(changed.chairDuties.map(({ id }) => id)).not.toContain('recallPapers');
    expect(changed.note).toEqual(['Một', 'Hai']);
    expect(ruleSetSchema.safeParse(changed).success).toBe(true);
  });

  it('[PR7] a new one takes over numbers and duties, and no name, no days and no confirmation', () => {
    const values = newRuleSetValues(decision);
    expect(values).toMatchObject({
      id: '',
      name: '',
      citation: '',
      effectiveFrom: '',
      effectiveTo: '',
      confirmed: false,
    });
    expect([values.caps, values.duties, values.papersWorkingDays]).toEqual([
      toRuleSetValues(decision).caps,
      toRuleSetValues(decision).duties,
      3,
    ]);
    const first = newRuleSetValues(undefined);
    expect(Object.keys(validateRuleSet(first, [], true)).sort()).toEqual(
      [
        'citation',
        'conclusionWorkingDays',
        'effectiveFrom',
        'id',
        'invitationWorkingDays',
        'name',
        'nameEn',
        'papersWorkingDays',
      ].sort(),
    );
  });
});

describe('what the form refuses', () => {
  it('[PR7] days that are none, that end before they begin, or that another set is in force on', () => {
    expect(check({ effectiveFrom: '31/02/2019' })).toEqual({ effectiveFrom: 'dayInvalid' });
    expect(check({ effectiveTo: 'mai' })).toEqual({ effectiveTo: 'dayInvalid' });
    expect(check({ effectiveTo: '24/12/2018' })).toMatchObject({ effectiveTo: 'endsBeforeStart' });
    expect(check({ effectiveFrom: '24/12/2018' })).toEqual({ effectiveFrom: 'overlaps' });
    expect(check({ effectiveTo: '' })).toEqual({ effectiveFrom: 'overlaps' });
    expect(check({ effectiveFrom: '' }, present)).toEqual({ effectiveFrom: 'dayInvalid' });
  });

  it('[PR7] numbers out of range, half a duty, texts missing or too long, a code that is none or taken', () => {
    const { caps, duties } = toRuleSetValues(decision);
    expect(check({ papersWorkingDays: 61, invitationWorkingDays: '' })).toEqual({
      papersWorkingDays: 'number',
      invitationWorkingDays: 'number',
    });
    expect(check({ caps: { ...caps, giaoBan: 0, dotXuat: 10_081, chuyenDe: 1.5 } })).toEqual({
      'caps.giaoBan': 'number',
      'caps.chuyenDe': 'number',
      'caps.dotXuat': 'number',
    });
    expect(check({ duties: { ...duties, conclusion: { vi: '', en: 'Conclude' } } })).toEqual({
      'duties.conclusion.vi': 'dutyHalf',
    });
    expect(check({ name: ' ', citation: 'x'.repeat(2001) })).toEqual({ name: 'missing', citation: 'tooLong' });
    expect(check({ note: Array(21).fill('x').join('\n') })).toEqual({ note: 'tooManyNotes' });
    const withId = (id: string) => validateRuleSet({ ...toRuleSetValues(decision), id }, without(decision.id), true);
    expect([withId('Mã'), withId('nd-314-2025'), withId('quy-che-2028')]).toEqual([
      { id: 'code' },
      { id: 'codeTaken' },
      {},
    ]);
  });

  it('[PR7] a code is proposed from the name', () => {
    expect(proposeId('Quyết định 45/2018/QĐ-TTg')).toBe('quyet-dinh-45-2018-qd-ttg');
    expect(proposeId('  Đề án!  ')).toBe('de-an');
    expect(proposeId('x'.repeat(80))).toHaveLength(60);
  });
});
