// Kind, title, day, times and mode of a conference.

import { Checkbox, Fieldset, Select, TextInput } from '@mantine/core';
import { LIMITS } from '../../server/contract/limits.ts';
import { useTexts } from '../shell/i18n.ts';
import { type EditorForm, useSayProblem } from './ConferenceEditor.tsx';
import { KINDS, MODES } from './choices.ts';
import { DateField } from './DateField.tsx';
import { TimeField } from './TimeField.tsx';

interface Props {
  readonly form: EditorForm;
  /** The form is of many days: no day is asked. */
  readonly hasNoDay: boolean;
}

export function GeneralFields({ form, hasNoDay }: Props) {
  const { t, shared } = useTexts();
  const say = useSayProblem();
  return (
    <Fieldset legend={t('form.general')} className="panel">
      <div className="fields">
        <Select
          label={t('form.kind')}
          data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('kind')}
        />
        <Select
          label={t('form.mode')}
          data={MODES.map((value) => ({ value, label: shared.modes[value] }))}
          allowDeselect={false}
          {...form.getInputProps('mode')}
        />
        <TextInput
          className="field-wide"
          label={t('form.title')}
          placeholder={t('form.titleHint')}
          maxLength={LIMITS.titleLength}
          required
          {...form.getInputProps('title')}
          error={say(form.errors.title)}
        />
        {!hasNoDay && (
          <DateField label={t('form.date')} inputProps={form.getInputProps('date')} error={say(form.errors.date)} />
        )}
        <div className="field-pair">
          <TimeField
            label={t('form.start')}
            inputProps={form.getInputProps('startTime')}
            onTyped={(time) => form.setFieldValue('startTime', time)}
            error={say(form.errors.startTime)}
          />
          <TimeField
            label={t('form.end')}
            inputProps={form.getInputProps('endTime')}
            onTyped={(time) => form.setFieldValue('endTime', time)}
            error={say(form.errors.endTime)}
          />
        </div>
        {(form.values.endsNextDay || form.errors.endTime === 'endBeforeStart') && (
          <Checkbox
            className="field-wide"
            label={t('form.endsNextDay')}
            {...form.getInputProps('endsNextDay', { type: 'checkbox' })}
          />
        )}
      </div>
    </Fieldset>
  );
}
