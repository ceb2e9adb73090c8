// The side form of a rule set, for administrators: a new one, or everything but the code of a stored one.

import { useForm } from '@mantine/form';
import type { RuleSetView } from '../../server/contract/rules.ts';
import { SideFormFrame } from '../admin/SideFormFrame.tsx';
import { useSideForm } from '../admin/useSideForm.ts';
import { api } from '../httpClient/api.ts';
import { CONFERENCES_KEY } from '../planner/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { showToast } from '../shell/toastStore.ts';
import { RULE_SETS_KEY } from './queries.ts';
import { RuleSetBasics, RuleSetCaps, RuleSetDeadlines, RuleSetDuties } from './RuleSetFields.tsx';
import {
  findOverlap,
  newRuleSetValues,
  type RuleSetProblem,
  type RuleSetValues,
  toRuleSet,
  toRuleSetValues,
  validateRuleSet,
} from './ruleSetForm.ts';

interface Props {
  /** Undefined: a new one. */
  readonly ruleSet: RuleSetView | undefined;
  /** Every stored rule set, the newest first. */
  readonly all: readonly RuleSetView[];
  readonly onClose: () => void;
}

export type RuleSetForm = ReturnType<typeof useRuleSetForm>;

function useRuleSetForm({ ruleSet, all }: Props) {
  const others = all.filter((one) => one.id !== ruleSet?.id);
  return useForm<RuleSetValues>({
    initialValues: ruleSet === undefined ? newRuleSetValues(all[0]) : toRuleSetValues(ruleSet),
    validate: (values) => validateRuleSet(values, others, ruleSet === undefined),
  });
}

export function RuleSetDrawer(props: Props) {
  const { ruleSet, all, onClose } = props;
  const { t } = useTexts();
  const form = useRuleSetForm(props);
  const say = useSay(form, props);
  const side = useSideForm<RuleSetView, RuleSetValues>({
    form,
    stored: ruleSet,
    toValues: toRuleSetValues,
    save: (values, base) =>
      base === undefined
        ? api.createRuleSet(toRuleSet(values))
        : api.editRuleSet({ id: base.id, version: base.version, changes: toRuleSet(values) }),
    findStored: async () => (await api.listRuleSets()).find((one) => one.id === ruleSet?.id),
    keys: [RULE_SETS_KEY, CONFERENCES_KEY],
    onSaved: (saved) => {
      showToast(t('rules.saved', { name: saved.name }));
      onClose();
    },
  });
  const fields = { form, say };
  return (
    <SideFormFrame
      title={ruleSet === undefined ? t('rules.add') : t('rules.edit', { name: ruleSet.name })}
      pending={side.mutation.isPending}
      error={side.mutation.error}
      onTakeNew={side.isConflict ? side.takeNew : undefined}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => side.mutation.mutate(values),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
      )}
    >
      {ruleSet === undefined && all[0] !== undefined && (
        <p className="quiet">{t('rules.startsFrom', { name: all[0].name })}</p>
      )}
      <RuleSetBasics {...fields} isNew={ruleSet === undefined} />
      <RuleSetDeadlines {...fields} />
      <RuleSetCaps {...fields} />
      <RuleSetDuties {...fields} />
    </SideFormFrame>
  );
}

export type Say = (field: string, limits?: { readonly least: number; readonly most: number }) => string | undefined;

/** A field's problem in words; undefined when it has none. */
function useSay(form: RuleSetForm, { ruleSet, all }: Props): Say {
  const { t } = useTexts();
  return (field, limits) => {
    const problem = form.errors[field] as RuleSetProblem | undefined;
    const others = all.filter((one) => one.id !== ruleSet?.id);
    switch (problem) {
      case undefined:
        return undefined;
      case 'missing':
      case 'code':
        return t(`fields.${problem}`);
      case 'tooLong':
        return t('fields.tooLong', { most: field === 'name' || field === 'nameEn' ? 160 : 2000 });
      case 'number':
        return t('fields.number', { least: limits?.least ?? 0, most: limits?.most ?? 0 });
      case 'overlaps':
        return t('rules.problems.overlaps', { name: findOverlap(form.values, others)?.name ?? '' });
      case 'dayInvalid':
        return t('rules.dayInvalid');
      default:
        return t(`rules.problems.${problem}`);
    }
  };
}
