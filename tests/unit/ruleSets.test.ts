/** Rule sets as data (RS*): the file that ships, the day each governs, and how it is named. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHAIR_DUTY_IDS, type RuleSet, ruleSetFileSchema, ruleSetsSchema } from '../../server/contract/rules.ts';
import { describeRuleSet, ruleSetOn } from '../../server/domain/scheduling/ruleSets.ts';

const { ruleSets } = ruleSetFileSchema.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../prisma/rules/rule-sets.json'), 'utf8')),
);

function changed(index: number, change: Partial<RuleSet>): unknown[] {
  return ruleSets.map((set, at) => (at === index ? { ...set, ...change } : set));
}

describe('rule sets', () => {
  it.each([
    ['2006-05-24', undefined],
    ['2010-11-23', 'qd-114-2006'],
    ['2018-12-24', 'qd-114-2006'],
    ['2018-12-25', 'qd-45-2018'],
    ['2025-12-07', 'qd-45-2018'],
    ['2025-12-08', 'nd-314-2025'],
    ['2040-01-01', 'nd-314-2025'],
  ])('[RS1] the day of the meeting decides: %s is under %s', (localDate, id) => {
    expect(ruleSetOn(ruleSets, localDate)?.id).toBe(id);
  });

  it('[RS2] the interface names the rule set and says when it is not confirmed or missing', () => {
    expect(describeRuleSet({ ...(ruleSets[2] as RuleSet), confirmed: true }).vi).toBe(
      'Bộ quy định áp dụng: Quy chế làm việc UBND tỉnh (từ 08/12/2025)',
    );
    expect(describeRuleSet(ruleSets[2]).vi).toBe(
      'Bộ quy định áp dụng: Quy chế làm việc UBND tỉnh (từ 08/12/2025) – chờ Văn phòng UBND tỉnh xác nhận',
    );
    expect(describeRuleSet(ruleSets[1])).toEqual({
      vi: 'Bộ quy định áp dụng: Quyết định 45/2018/QĐ-TTg (từ 25/12/2018 đến 07/12/2025)',
      en: 'Rules applied: Decision 45/2018/QD-TTg (from 25/12/2018 to 07/12/2025)',
    });
    expect(describeRuleSet(undefined).vi).toContain('chưa có bộ quy định nào');
  });

  it('[RS3] numbers nobody has confirmed are marked, and each set holds the chair’s duties', () => {
    expect(ruleSets.map((set) => [set.id, set.confirmed])).toEqual([
      ['qd-114-2006', false],
      ['qd-45-2018', true],
      ['nd-314-2025', false],
    ]);
    for (const set of ruleSets) {
      expect(set.chairDuties.map((duty) => duty.id)).toEqual([...CHAIR_DUTY_IDS]);
      expect(set).toMatchObject({ invitationWorkingDays: 3, papersWorkingDays: 3, conclusionWorkingDays: 5 });
      if (!set.confirmed) expect(set.note.join(' ')).toMatch(/chờ/);
    }
  });

  it('[RS4] two sets in force on one day, an id twice or an end before the beginning are refused', () => {
    expect(ruleSetsSchema.safeParse(changed(1, {})).success).toBe(true);
    expect(ruleSetsSchema.safeParse(changed(1, { effectiveTo: null })).success).toBe(false);
    expect(ruleSetsSchema.safeParse(changed(1, { effectiveTo: '2025-12-08' })).success).toBe(false);
    expect(ruleSetsSchema.safeParse(changed(1, { id: 'qd-114-2006' })).success).toBe(false);
    expect(ruleSetsSchema.safeParse(changed(1, { effectiveTo: '2018-12-24' })).success).toBe(false);
  });
});
