// Which rule set governs a day and how it is named (rules RS*). Rule sets are data; no number of any decree is here.

import type { LocalDate, RuleSet } from '../../contract/rules.ts';
import { formatDate } from './civilDate.ts';
import type { Sentence } from './wording.ts';

const AWAITING: Sentence = {
  vi: 'chờ Văn phòng UBND tỉnh xác nhận',
  en: "to be confirmed by the Office of the provincial People's Committee",
};

/** The rule set in force on the day of the meeting; undefined: none, and then nothing is applied silently. */
export function ruleSetOn(ruleSets: readonly RuleSet[], localDate: LocalDate): RuleSet | undefined {
  return ruleSets.find(
    (set) => set.effectiveFrom <= localDate && (set.effectiveTo === null || localDate <= set.effectiveTo),
  );
}

/** "Bộ quy định áp dụng: Quy chế làm việc UBND tỉnh (từ 08/12/2025)", with the reservation when it is not confirmed. */
export function describeRuleSet(ruleSet: RuleSet | undefined): Sentence {
  if (ruleSet === undefined) {
    return {
      vi: 'Bộ quy định áp dụng: chưa có bộ quy định nào cho ngày họp này',
      en: 'Rules applied: no rule set is in force on the day of this meeting',
    };
  }
  const from = formatDate(ruleSet.effectiveFrom);
  const to = ruleSet.effectiveTo === null ? null : formatDate(ruleSet.effectiveTo);
  const span: Sentence = {
    vi: to === null ? `từ ${from}` : `từ ${from} đến ${to}`,
    en: to === null ? `from ${from}` : `from ${from} to ${to}`,
  };
  return {
    vi: `Bộ quy định áp dụng: ${ruleSet.name} (${span.vi})${ruleSet.confirmed ? '' : ` – ${AWAITING.vi}`}`,
    en: `Rules applied: ${ruleSet.nameEn} (${span.en})${ruleSet.confirmed ? '' : ` – ${AWAITING.en}`}`,
  };
}
