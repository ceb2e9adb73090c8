// A rule set and its form: what a stored one looks like in the fields, what the fields send, and what is wrong with them.
// Pure; answers codes, the drawer turns them into words. The server judges it again with the whole table.

import { LIMITS } from '../../server/contract/limits.ts';
import type { CHAIR_DUTY_IDS, RuleSet, RuleSetView } from '../../server/contract/rules.ts';
import { checkNumber, checkText } from '../admin/validateAdmin.ts';
import { KINDS } from '../planner/choices.ts';
import { formatLocalDate, parseTypedDate } from '../planner/localTime.ts';

/** ruleSetSchema's own limits. */
export const MAX_DAYS = 60;
export const MAX_CAP_MINUTES = 10_080;
const MAX_ID = 60;
const MAX_NOTES = 20;
export const COUNTINGS = [
  'neither',
  'sendingDay',
  'meetingDay',
  'both',
] as const satisfies readonly RuleSet['counting'][];
/** The contract's list, which would bring its schemas into the page; a test holds both equal. */
export const DUTIES = [
  'objectives',
  'speakingTime',
  'programme',
  'conclusion',
  'recallPapers',
  'assignNotice',
  'changeSchedule',
] as const satisfies readonly DutyId[];

export type DutyId = (typeof CHAIR_DUTY_IDS)[number];
type Kind = (typeof KINDS)[number];

export interface RuleSetValues {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly citation: string;
  /** As typed, day/month/year. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
  readonly confirmed: boolean;
  /** One remark a line. */
  readonly note: string;
  readonly invitationWorkingDays: number | '';
  readonly papersWorkingDays: number | '';
  readonly conclusionWorkingDays: number | '';
  readonly counting: RuleSet['counting'];
  /** Minutes; '' for no cap. */
  readonly caps: Readonly<Record<Kind, number | ''>>;
  readonly exemptKinds: readonly Kind[];
  readonly outOfScopeKinds: readonly Kind[];
  /** Both texts empty: this set does not name the duty. */
  readonly duties: Readonly<Record<DutyId, { readonly vi: string; readonly en: string }>>;
}

const each = <K extends string, V>(keys: readonly K[], ofKey: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, ofKey(key)])) as Record<K, V>;

/** A stored rule set as the form shows it. */
export function toRuleSetValues(set: RuleSet): RuleSetValues {
  const duty = (id: DutyId) => set.chairDuties.find((one) => one.id === id);
  return {
    id: set.id,
    name: set.name,
    nameEn: set.nameEn,
    citation: set.citation,
    effectiveFrom: formatLocalDate(set.effectiveFrom),
    effectiveTo: set.effectiveTo === null ? '' : formatLocalDate(set.effectiveTo),
    confirmed: set.confirmed,
    note: set.note.join('\n'),
    invitationWorkingDays: set.invitationWorkingDays,
    papersWorkingDays: set.papersWorkingDays,
    conclusionWorkingDays: set.conclusionWorkingDays,
    counting: set.counting,
    caps: each(KINDS, (kind) => set.capsMinutes[kind] ?? ''),
    exemptKinds: set.exemptKinds,
    outOfScopeKinds: set.outOfScopeKinds,
    duties: each(DUTIES, (id) => ({ vi: duty(id)?.vi ?? '', en: duty(id)?.en ?? '' })),
  };
}

/** A new rule set: the numbers and duties of the newest, to be compared with the new text, and so not confirmed. */
export function newRuleSetValues(newest: RuleSet | undefined): RuleSetValues {
  const own = { id: '', name: '', nameEn: '', citation: '', effectiveFrom: '', effectiveTo: '', note: '' };
  if (newest !== undefined) return { ...toRuleSetValues(newest), ...own, confirmed: false };
  return {
    ...own,
    confirmed: false,
    invitationWorkingDays: '',
    papersWorkingDays: '',
    conclusionWorkingDays: '',
    counting: 'neither',
    caps: each(KINDS, () => ''),
    exemptKinds: ['dotXuat'],
    outOfScopeKinds: [],
    duties: each(DUTIES, () => ({ vi: '', en: '' })),
  };
}

/** What is sent. Only for a form that validates. */
export function toRuleSet(values: RuleSetValues): RuleSet {
  return {
    id: values.id.trim(),
    name: values.name.trim(),
    nameEn: values.nameEn.trim(),
    citation: values.citation.trim(),
    effectiveFrom: parseTypedDate(values.effectiveFrom) ?? '',
    effectiveTo: parseTypedDate(values.effectiveTo) ?? null,
    confirmed: values.confirmed,
    note: linesOf(values.note),
    invitationWorkingDays: Number(values.invitationWorkingDays),
    papersWorkingDays: Number(values.papersWorkingDays),
    conclusionWorkingDays: Number(values.conclusionWorkingDays),
    counting: values.counting,
    capsMinutes: each(KINDS, (kind) => (values.caps[kind] === '' ? null : Number(values.caps[kind]))),
    exemptKinds: [...values.exemptKinds],
    outOfScopeKinds: [...values.outOfScopeKinds],
    chairDuties: DUTIES.map((id) => ({ id, vi: values.duties[id].vi.trim(), en: values.duties[id].en.trim() })).filter(
      (duty) => duty.vi !== '',
    ),
  };
}

export type RuleSetProblem =
  | 'missing'
  | 'tooLong'
  | 'number'
  | 'code'
  | 'codeTaken'
  | 'dayInvalid'
  | 'endsBeforeStart'
  | 'overlaps'
  | 'dutyHalf'
  | 'tooManyNotes';

/** Field path (`caps.giaoBan`) → what is wrong there. `others`: every stored rule set but the one being edited. */
export function validateRuleSet(
  values: RuleSetValues,
  others: readonly RuleSetView[],
  isNew: boolean,
): Readonly<Record<string, RuleSetProblem>> {
  const problems: Record<string, RuleSetProblem | null> = {
    name: textProblem(values.name),
    nameEn: textProblem(values.nameEn),
    id: isNew ? idProblem(values.id, others) : null,
    citation: textProblem(values.citation, LIMITS.textLength),
    ...dayProblems(values, others),
    note: noteProblem(values.note),
    invitationWorkingDays: numberProblem(values.invitationWorkingDays, 0, MAX_DAYS),
    papersWorkingDays: numberProblem(values.papersWorkingDays, 0, MAX_DAYS),
    conclusionWorkingDays: numberProblem(values.conclusionWorkingDays, 0, MAX_DAYS),
  };
  for (const kind of KINDS)
    problems[`caps.${kind}`] = values.caps[kind] === '' ? null : numberProblem(values.caps[kind], 1, MAX_CAP_MINUTES);
  for (const id of DUTIES) Object.assign(problems, dutyProblems(id, values.duties[id]));
  return Object.fromEntries(
    Object.entries(problems).filter((entry): entry is [string, RuleSetProblem] => entry[1] !== null),
  );
}

/** The rule set in force on a day that the typed span covers too; undefined: none. */
export function findOverlap(values: RuleSetValues, others: readonly RuleSetView[]): RuleSetView | undefined {
  const from = parseTypedDate(values.effectiveFrom);
  const to = values.effectiveTo.trim() === '' ? '9999' : parseTypedDate(values.effectiveTo);
  if (from === undefined || to === undefined) return undefined;
  return others.find((other) => from <= (other.effectiveTo ?? '9999') && other.effectiveFrom <= to);
}

/** A code made of a name: "Quyết định 45/2018/QĐ-TTg" gives quyet-dinh-45-2018-qd-ttg. */
export function proposeId(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID)
    .replace(/^-|-$/g, '');
}

function idProblem(id: string, others: readonly RuleSetView[]): RuleSetProblem | null {
  const text = id.trim();
  if (text === '') return 'missing';
  if (text.length > MAX_ID || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return 'code';
  return others.some((other) => other.id === text) ? 'codeTaken' : null;
}

function dayProblems(values: RuleSetValues, others: readonly RuleSetView[]) {
  const from = parseTypedDate(values.effectiveFrom);
  const to = parseTypedDate(values.effectiveTo);
  const isOpen = values.effectiveTo.trim() === '';
  const effectiveFrom: RuleSetProblem | null =
    from === undefined ? 'dayInvalid' : findOverlap(values, others) === undefined ? null : 'overlaps';
  const isBackwards = from !== undefined && to !== undefined && to < from;
  const effectiveTo: RuleSetProblem | null =
    !isOpen && to === undefined ? 'dayInvalid' : isBackwards ? 'endsBeforeStart' : null;
  return { effectiveFrom, effectiveTo };
}

function dutyProblems(id: DutyId, { vi, en }: { readonly vi: string; readonly en: string }) {
  const [isVi, isEn] = [vi.trim() !== '', en.trim() !== ''];
  const problem = (own: string, isOwn: boolean, isOther: boolean): RuleSetProblem | null =>
    !isOwn && isOther ? 'dutyHalf' : own.trim().length > LIMITS.textLength ? 'tooLong' : null;
  return { [`duties.${id}.vi`]: problem(vi, isVi, isEn), [`duties.${id}.en`]: problem(en, isEn, isVi) };
}

function noteProblem(note: string): RuleSetProblem | null {
  const lines = linesOf(note);
  if (lines.length > MAX_NOTES) return 'tooManyNotes';
  return lines.some((line) => line.length > LIMITS.textLength) ? 'tooLong' : null;
}

function linesOf(note: string): string[] {
  return note
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textProblem(text: string, most?: number): RuleSetProblem | null {
  const problem = checkText(text, most);
  return problem === 'missing' || problem === 'tooLong' ? problem : null;
}

function numberProblem(value: number | '', least: number, most: number): RuleSetProblem | null {
  return checkNumber(value, least, most) === null ? null : 'number';
}
