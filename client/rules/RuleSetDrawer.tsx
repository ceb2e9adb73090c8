// The side form of a rule set, for administrators: its numbers, the way of counting, its last day and whether it is confirmed.

import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { RuleSet, RuleSetView } from '../../server/contract/rules.ts';
import { SideFormFrame } from '../admin/SideFormFrame.tsx';
import { useSayField } from '../admin/useSayField.ts';
import { useSideForm } from '../admin/useSideForm.ts';
import { checkNumber, checkText } from '../admin/validateAdmin.ts';
import { api } from '../httpClient/api.ts';
import { formatLocalDate, parseTypedDate } from '../planner/localTime.ts';
import { CONFERENCES_KEY } from '../planner/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { showToast } from '../shell/toastStore.ts';
import { RULE_SETS_KEY } from './queries.ts';

const MAX_DAYS = 60;
const COUNTINGS = ['neither', 'sendingDay', 'meetingDay', 'both'] as const satisfies readonly RuleSet['counting'][];

interface Values {
  readonly name: string;
  readonly citation: string;
  readonly effectiveTo: string;
  readonly invitationWorkingDays: number | '';
  readonly papersWorkingDays: number | '';
  readonly conclusionWorkingDays: number | '';
  readonly counting: RuleSet['counting'];
  readonly confirmed: boolean;
}

interface Props {
  readonly ruleSet: RuleSetView;
  readonly onClose: () => void;
}

export function RuleSetDrawer({ ruleSet, onClose }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  const form = useForm<Values>({ initialValues: toValues(ruleSet), validate });
  const side = useSideForm<RuleSetView, Values>({
    stored: ruleSet,
    toValues,
    save: (values, base = ruleSet) =>
      api.editRuleSet({ id: base.id, version: base.version, changes: toRuleSet(base, values) }),
    findStored: async () => (await api.listRuleSets()).find((one) => one.id === ruleSet.id),
    keys: [RULE_SETS_KEY, CONFERENCES_KEY],
    onSaved: (saved) => {
      showToast(t('rules.saved', { name: saved.name }));
      onClose();
    },
  });
  const takeNew = async () => {
    const merged = await side.takeNew(form.values);
    if (merged !== undefined) form.setValues(merged);
  };
  const days = (field: 'invitationWorkingDays' | 'papersWorkingDays' | 'conclusionWorkingDays', label: string) => (
    <NumberInput
      label={label}
      required
      allowDecimal={false}
      allowNegative={false}
      {...form.getInputProps(field)}
      error={say(form.errors[field], { least: 0, most: MAX_DAYS })}
    />
  );
  return (
    <SideFormFrame
      title={t('rules.edit', { name: ruleSet.name })}
      pending={side.mutation.isPending}
      error={side.mutation.error}
      onTakeNew={side.isConflict ? takeNew : undefined}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => side.mutation.mutate(values))}
    >
      <TextInput label={t('rules.name')} required {...form.getInputProps('name')} error={say(form.errors.name)} />
      <Textarea
        label={t('rules.citation')}
        required
        autosize
        {...form.getInputProps('citation')}
        error={say(form.errors.citation)}
      />
      <TextInput
        label={t('rules.effectiveTo')}
        description={t('rules.effectiveToHint')}
        {...form.getInputProps('effectiveTo')}
        error={form.errors.effectiveTo !== undefined && t('rules.dayInvalid')}
      />
      {days('invitationWorkingDays', t('rules.invitation'))}
      {days('papersWorkingDays', t('rules.papers'))}
      {days('conclusionWorkingDays', t('rules.conclusion'))}
      <Select
        label={t('rules.counting')}
        data={COUNTINGS.map((value) => ({ value, label: t(`rules.countings.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('counting')}
      />
      <Checkbox label={t('rules.confirmed')} {...form.getInputProps('confirmed', { type: 'checkbox' })} />
    </SideFormFrame>
  );
}

const checkDays = (value: number | '') => checkNumber(value, 0, MAX_DAYS);
const validate = {
  name: (value: string) => checkText(value),
  citation: (value: string) => checkText(value, 2000),
  effectiveTo: (value: string) => (value.trim() === '' || parseTypedDate(value) !== undefined ? null : 'dayInvalid'),
  invitationWorkingDays: checkDays,
  papersWorkingDays: checkDays,
  conclusionWorkingDays: checkDays,
};

function toValues({ name, citation, effectiveTo, counting, confirmed, ...days }: RuleSetView): Values {
  return {
    name,
    citation,
    effectiveTo: effectiveTo === null ? '' : formatLocalDate(effectiveTo),
    invitationWorkingDays: days.invitationWorkingDays,
    papersWorkingDays: days.papersWorkingDays,
    conclusionWorkingDays: days.conclusionWorkingDays,
    counting,
    confirmed,
  };
}

function toRuleSet({ version: _version, ...stored }: RuleSetView, values: Values): RuleSet {
  return {
    ...stored,
    name: values.name.trim(),
    citation: values.citation.trim(),
    effectiveTo: parseTypedDate(values.effectiveTo) ?? null,
    invitationWorkingDays: Number(values.invitationWorkingDays),
    papersWorkingDays: Number(values.papersWorkingDays),
    conclusionWorkingDays: Number(values.conclusionWorkingDays),
    counting: values.counting,
    confirmed: values.confirmed,
  };
}
