// The fields of a rule set, part by part: what it is and when it is in force, its deadlines, its caps, the chair's duties.

import { Checkbox, Fieldset, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { KINDS } from '../planner/choices.ts';
import { useTexts } from '../shell/i18n.ts';
import type { RuleSetForm, Say } from './RuleSetDrawer.tsx';
import { COUNTINGS, DUTIES, type DutyId, MAX_CAP_MINUTES, MAX_DAYS, proposeId } from './ruleSetForm.ts';

interface Props {
  readonly form: RuleSetForm;
  readonly say: Say;
}

export function RuleSetBasics({ form, say, isNew }: Props & { readonly isNew: boolean }) {
  const { t } = useTexts();
  const [isOwnId, setOwnId] = useState(false);
  const field = (name: string) => ({ ...form.getInputProps(name), error: say(name) });
  const name = form.getInputProps('name');
  return (
    <>
      <TextInput
        label={t('rules.name')}
        required
        data-autofocus
        {...name}
        onChange={(event) => {
          name.onChange(event);
          if (isNew && !isOwnId) form.setFieldValue('id', proposeId(event.currentTarget.value));
        }}
        error={say('name')}
      />
      <TextInput label={t('rules.nameEn')} required {...field('nameEn')} />
      {isNew && (
        <TextInput
          label={t('rules.code')}
          description={t('rules.codeHint')}
          required
          {...field('id')}
          onChange={(event) => {
            setOwnId(true);
            form.setFieldValue('id', event.currentTarget.value);
          }}
        />
      )}
      <Textarea label={t('rules.citation')} required autosize {...field('citation')} />
      <TextInput
        label={t('rules.effectiveFrom')}
        description={t('form.dateHint')}
        required
        {...field('effectiveFrom')}
      />
      <TextInput label={t('rules.effectiveTo')} description={t('rules.effectiveToHint')} {...field('effectiveTo')} />
      <Checkbox
        label={t('rules.confirmed')}
        description={t('rules.confirmedHint')}
        {...form.getInputProps('confirmed', { type: 'checkbox' })}
      />
      <Textarea label={t('rules.note')} description={t('rules.noteHint')} autosize {...field('note')} />
    </>
  );
}

export function RuleSetDeadlines({ form, say }: Props) {
  const { t } = useTexts();
  const days = (name: 'invitationWorkingDays' | 'papersWorkingDays' | 'conclusionWorkingDays', label: string) => (
    <NumberInput
      label={label}
      required
      allowDecimal={false}
      allowNegative={false}
      {...form.getInputProps(name)}
      error={say(name, { least: 0, most: MAX_DAYS })}
    />
  );
  const kinds = (name: 'exemptKinds' | 'outOfScopeKinds', label: string) => (
    <MultiSelect
      label={label}
      data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      {...form.getInputProps(name)}
    />
  );
  return (
    <Fieldset legend={t('rules.deadlines')} className="stack">
      {days('invitationWorkingDays', t('rules.invitation'))}
      {days('papersWorkingDays', t('rules.papers'))}
      {days('conclusionWorkingDays', t('rules.conclusion'))}
      <Select
        label={t('rules.counting')}
        data={COUNTINGS.map((value) => ({ value, label: t(`rules.countings.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('counting')}
      />
      {kinds('exemptKinds', t('rules.exemptKinds'))}
      {kinds('outOfScopeKinds', t('rules.outOfScopeKinds'))}
    </Fieldset>
  );
}

export function RuleSetCaps({ form, say }: Props) {
  const { t } = useTexts();
  return (
    <Fieldset legend={t('rules.caps')} className="stack">
      <p className="quiet">{t('rules.capsHint')}</p>
      {KINDS.map((kind) => (
        <NumberInput
          key={kind}
          label={t(`kinds.${kind}`)}
          placeholder={t('rules.noCap')}
          allowDecimal={false}
          allowNegative={false}
          step={30}
          {...form.getInputProps(`caps.${kind}`)}
          error={say(`caps.${kind}`, { least: 1, most: MAX_CAP_MINUTES })}
        />
      ))}
    </Fieldset>
  );
}

export function RuleSetDuties({ form, say }: Props) {
  const { t } = useTexts();
  const text = (id: DutyId, language: 'vi' | 'en') => (
    <Textarea
      label={t(`rules.dutyIn.${language}`, { duty: t(`rules.duties.${id}`) })}
      lang={language}
      autosize
      {...form.getInputProps(`duties.${id}.${language}`)}
      error={say(`duties.${id}.${language}`)}
    />
  );
  return (
    <Fieldset legend={t('rules.chairDuties')} className="stack">
      <p className="quiet">{t('rules.chairDutiesHint')}</p>
      {DUTIES.map((id) => (
        <div key={id} className="stack">
          {text(id, 'vi')}
          {text(id, 'en')}
        </div>
      ))}
    </Fieldset>
  );
}
