// The agenda of a conference: items with their minutes and the limit of one turn; added, removed and moved by buttons.

import { ActionIcon, Button, Fieldset, NumberInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { LIMITS } from '../../server/contract/limits.ts';
import { useTexts } from '../shell/i18n.ts';
import { type EditorForm, useSayProblem } from './ConferenceEditor.tsx';
import { type ConferenceForm, moveAgendaItem, newAgendaDraft } from './conferenceForm.ts';
import { parseTypedTime } from './localTime.ts';

export function AgendaEditor({ form }: { readonly form: EditorForm }) {
  const { t } = useTexts();
  const say = useSayProblem();
  const list = useRef<HTMLOListElement>(null);
  const focusNew = useRef(false);
  const { agenda } = form.values;
  useEffect(() => {
    if (!focusNew.current) return;
    focusNew.current = false;
    list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus();
  });
  const add = () => {
    focusNew.current = true;
    form.insertListItem('agenda', newAgendaDraft(crypto.randomUUID()));
  };
  return (
    <Fieldset legend={t('form.agenda')} className="panel">
      {agenda.length === 0 && <p className="quiet">{t('form.agendaEmpty')}</p>}
      <ol className="agenda-rows" ref={list}>
        {agenda.map((item, index) => (
          <AgendaRow key={item.key} form={form} index={index} last={index === agenda.length - 1} />
        ))}
      </ol>
      {form.errors.agenda !== undefined && <p className="field-error">{say(form.errors.agenda)}</p>}
      <div className="agenda-foot">
        <Button
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={add}
          disabled={agenda.length >= LIMITS.agendaItems}
        >
          {t('form.addItem')}
        </Button>
        {agenda.length > 0 && <AgendaTotal values={form.values} />}
      </div>
    </Fieldset>
  );
}

interface RowProps {
  readonly form: EditorForm;
  readonly index: number;
  readonly last: boolean;
}

function AgendaRow({ form, index, last }: RowProps) {
  const { t } = useTexts();
  const say = useSayProblem();
  const number = index + 1;
  const path = (field: string) => `agenda.${index}.${field}`;
  const move = (to: number) => form.setFieldValue('agenda', moveAgendaItem(form.values.agenda, index, to));
  return (
    <li className="agenda-row" aria-label={t('form.itemRow', { number })}>
      <TextInput
        label={t('form.itemTitle')}
        maxLength={LIMITS.titleLength}
        className="agenda-title"
        {...form.getInputProps(path('title'))}
        error={say(form.errors[path('title')])}
      />
      <NumberInput
        label={t('form.itemMinutes')}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        className="figures"
        {...form.getInputProps(path('durationMinutes'))}
        error={say(form.errors[path('durationMinutes')])}
      />
      <NumberInput
        label={t('form.itemLimit')}
        placeholder={t('form.noLimit')}
        allowNegative={false}
        decimalSeparator=","
        decimalScale={2}
        hideControls
        className="figures agenda-limit"
        {...form.getInputProps(path('speakingLimitMinutes'))}
        error={say(form.errors[path('speakingLimitMinutes')])}
      />
      <div className="agenda-acts">
        <ActionIcon
          variant="default"
          size="lg"
          disabled={index === 0}
          onClick={() => move(index - 1)}
          aria-label={t('form.moveUp', { number })}
        >
          <IconArrowUp size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={last}
          onClick={() => move(index + 1)}
          aria-label={t('form.moveDown', { number })}
        >
          <IconArrowDown size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          onClick={() => form.removeListItem('agenda', index)}
          aria-label={t('form.removeItem', { number })}
        >
          <IconTrash size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
    </li>
  );
}

function AgendaTotal({ values }: { readonly values: ConferenceForm }) {
  const { t } = useTexts();
  const minutes = values.agenda.reduce((sum, item) => sum + Number(item.durationMinutes), 0);
  const length = lengthMinutes(values);
  if (length === undefined) return null;
  return (
    <p className={minutes > length ? 'field-error' : 'quiet'} aria-live="polite">
      {minutes > length
        ? t('form.agendaOver', { minutes: minutes - length })
        : t('form.agendaTotal', { minutes, length })}
    </p>
  );
}

function lengthMinutes({ startTime, endTime, endsNextDay }: ConferenceForm): number | undefined {
  const start = toMinutes(startTime);
  const end = toMinutes(endTime);
  if (start === undefined || end === undefined) return undefined;
  const length = end - start + (endsNextDay ? 1440 : 0);
  return length > 0 ? length : undefined;
}

function toMinutes(text: string): number | undefined {
  const [hour, minute] = parseTypedTime(text)?.split(':').map(Number) ?? [];
  return hour === undefined || minute === undefined ? undefined : hour * 60 + minute;
}
