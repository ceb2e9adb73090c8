// The hours the office works: suggested times and the warning about a wished one keep to them.

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WorkingHoursView } from '../../../server/contract/answers.ts';
import type { WorkingHours } from '../../../server/contract/rules.ts';
import { ConflictOffer } from '../../admin/SideFormFrame.tsx';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { parseTypedTime } from '../localTime.ts';
import { invitationApi } from './invitationApi.ts';
import { WORKING_HOURS_KEY } from './queries.ts';
import { useVersionedDraft } from './useVersionedDraft.ts';

/** workingHoursSchema */
const MAX_HALVES = 4;

interface Values {
  readonly workingHours: WorkingHours;
}

export function WorkingHoursForm({ stored }: { readonly stored: WorkingHoursView }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  const { draft, change, save, isSaving, error, takeNew } = useVersionedDraft<WorkingHoursView, Values>({
    stored,
    queryKey: WORKING_HOURS_KEY,
    toValues: ({ workingHours }) => ({ workingHours }),
    save: (version, values) => invitationApi.editWorkingHours(version, values.workingHours),
    load: invitationApi.getWorkingHours,
  });
  const halves = draft.workingHours;
  const isRight = halves.every(isTime) && isInOrder(halves);
  const replace = (index: number, part: Partial<WorkingHours[number]>) =>
    change({ workingHours: halves.map((half, at) => (at === index ? { ...half, ...part } : half)) });
  return (
    <form
      className="panel stack"
      noValidate
      aria-label={t('office.workingHours')}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (isRight) save();
      }}
    >
      <h2>{t('office.workingHours')}</h2>
      <p className="quiet">{t('office.workingHoursHint')}</p>
      {halves.map((half, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a half of the day has no identity but its place
        <div key={index} className="office-row office-hours">
          <HourField
            label={t('office.from', { number: index + 1 })}
            value={half.from}
            onChange={(from) => replace(index, { from })}
          />
          <HourField
            label={t('office.to', { number: index + 1 })}
            value={half.to}
            onChange={(to) => replace(index, { to })}
          />
          <Button
            aria-label={t('office.removeHalf', { number: index + 1 })}
            disabled={halves.length === 1}
            onClick={() => change({ workingHours: halves.filter((_, at) => at !== index) })}
          >
            {t('office.remove')}
          </Button>
        </div>
      ))}
      {asked && !isRight && (
        <p role="alert" className="field-error">
          {t('office.hoursBad')}
        </p>
      )}
      {takeNew === undefined ? error !== null && <Problem error={error} /> : <ConflictOffer onTakeNew={takeNew} />}
      <div className="actions">
        {halves.length < MAX_HALVES && (
          <Button onClick={() => change({ workingHours: [...halves, { from: '', to: '' }] })}>
            {t('office.addHalf')}
          </Button>
        )}
        <Button type="submit" loading={isSaving}>
          {t('office.saveHours')}
        </Button>
      </div>
    </form>
  );
}

interface HourProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
}

/** `7`, `7h30` and `0730` become `07:00`, `07:30` when the field is left. */
function HourField({ label, value, onChange }: HourProps) {
  const { t } = useTexts();
  return (
    <TextInput
      label={label}
      placeholder="08:00"
      inputMode="numeric"
      autoComplete="off"
      required
      className="figures"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => onChange(parseTypedTime(value) ?? value)}
      error={value !== '' && parseTypedTime(value) === undefined ? t('invitation.faults.time') : undefined}
    />
  );
}

function isTime({ from, to }: WorkingHours[number]): boolean {
  return parseTypedTime(from) === from && parseTypedTime(to) === to;
}

function isInOrder(halves: WorkingHours): boolean {
  return halves.every((half, index) => half.from < half.to && (halves[index - 1]?.to ?? '') <= half.from);
}
