// The office's table of days off and worked weekends, one year at a time; administrators add and remove days.

import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { HolidaysView, SpecialDay } from '../../server/contract/rules.ts';
import { api, type HolidaysEdit } from '../httpClient/api.ts';
import { Question } from '../integrations/Question.tsx';
import { formatLocalDate, localDateOf, parseTypedDate } from '../planner/localTime.ts';
import { CONFERENCES_KEY } from '../planner/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { HOLIDAYS_KEY, holidaysQuery } from './queries.ts';

const KINDS = [
  'holiday',
  'compensatory',
  'swappedOff',
  'workingSaturday',
  'workingSunday',
] as const satisfies readonly SpecialDay['kind'][];
const CERTAINTIES = ['decided', 'expected', 'awaiting'] as const satisfies readonly SpecialDay['certainty'][];

export function HolidaysPanel() {
  const { t } = useTexts();
  const holidays = useQuery(holidaysQuery);
  if (holidays.data !== undefined) return <Holidays holidays={holidays.data} />;
  return holidays.isError ? (
    <Problem error={holidays.error} title={t('problems.loadTitle')} onRetry={() => void holidays.refetch()} />
  ) : (
    <PageLoading />
  );
}

function Holidays({ holidays }: { readonly holidays: HolidaysView }) {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const thisYear = localDateOf(Date.now()).slice(0, 4);
  const [year, setYear] = useState(thisYear);
  const [leaving, setLeaving] = useState<SpecialDay | null>(null);
  const edit = useHolidaysEdit(holidays.version);
  const years = [...new Set([thisYear, ...holidays.days.map((day) => day.localDate.slice(0, 4))])].sort();
  const days = holidays.days.filter((day) => day.localDate.startsWith(year));
  return (
    <>
      <div className="filters">
        <Select
          label={t('rules.year')}
          data={years}
          value={year}
          allowDeselect={false}
          onChange={(one) => one && setYear(one)}
        />
      </div>
      {edit.isError && leaving === null && (
        <Problem error={edit.error}>
          <Button size="sm" onClick={edit.reload}>
            {t('problems.reload')}
          </Button>
        </Problem>
      )}
      {days.length === 0 && <p className="quiet">{t('rules.noDays')}</p>}
      {days.length > 0 && <DayTable days={days} onRemove={isAdministrator ? setLeaving : undefined} />}
      {leaving !== null && (
        <Question
          title={t('rules.removeDay', { date: formatLocalDate(leaving.localDate) })}
          text={t('rules.removeDayText', { name: leaving.name })}
          confirmLabel={t('rules.removeDayConfirm')}
          pending={edit.isPending}
          error={edit.error}
          onBack={() => {
            setLeaving(null);
            if (edit.isError) edit.reload();
          }}
          onConfirm={() => edit.mutate({ remove: [leaving.localDate] }, { onSuccess: () => setLeaving(null) })}
        />
      )}
      {isAdministrator && (
        <NewDay
          pending={edit.isPending}
          onAdd={(day, clear) =>
            edit.mutate(
              { put: [day] },
              {
                onSuccess: () => {
                  setYear(day.localDate.slice(0, 4));
                  clear();
                },
              },
            )
          }
        />
      )}
    </>
  );
}

interface TableProps {
  readonly days: readonly SpecialDay[];
  /** Undefined: this account may not change the table. */
  readonly onRemove: ((day: SpecialDay) => void) | undefined;
}

function DayTable({ days, onRemove }: TableProps) {
  const { t } = useTexts();
  return (
    <table className="table stacking">
      <thead>
        <tr>
          <th scope="col">{t('rules.day')}</th>
          <th scope="col">{t('rules.dayName')}</th>
          <th scope="col">{t('rules.kind')}</th>
          <th scope="col">{t('rules.certainty')}</th>
          {onRemove !== undefined && (
            <th scope="col">
              <span className="sr-only">{t('rules.acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.localDate}>
            <th scope="row" className="figures nowrap">
              {formatLocalDate(day.localDate)}
            </th>
            <td lang="vi">{day.name}</td>
            <td data-label={t('rules.kind')}>{t(`rules.kinds.${day.kind}`)}</td>
            <td data-label={t('rules.certainty')}>{t(`rules.certainties.${day.certainty}`)}</td>
            {onRemove !== undefined && (
              <td>
                <Button
                  size="xs"
                  aria-label={t('rules.removeDay', { date: formatLocalDate(day.localDate) })}
                  onClick={() => onRemove(day)}
                >
                  {t('rules.remove')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NewDayProps {
  readonly pending: boolean;
  /** `clear` empties the form for the next day. */
  readonly onAdd: (day: SpecialDay, clear: () => void) => void;
}

function NewDay({ pending, onAdd }: NewDayProps) {
  const { t } = useTexts();
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<SpecialDay['kind']>('holiday');
  const [certainty, setCertainty] = useState<SpecialDay['certainty']>('decided');
  const [asked, setAsked] = useState(false);
  const localDate = parseTypedDate(date);
  const clear = () => {
    setDate('');
    setName('');
    setAsked(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (localDate !== undefined && name.trim() !== '') onAdd({ localDate, name: name.trim(), kind, certainty }, clear);
  };
  return (
    <form className="panel stack narrow" noValidate onSubmit={submit} aria-label={t('rules.addDay')}>
      <h2>{t('rules.addDay')}</h2>
      <TextInput
        label={t('rules.day')}
        description={t('form.dateHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        error={asked && localDate === undefined && t('rules.dayInvalid')}
      />
      <TextInput
        label={t('rules.dayName')}
        required
        maxLength={160}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={asked && name.trim() === '' && t('fields.missing')}
      />
      <Select
        label={t('rules.kind')}
        data={KINDS.map((value) => ({ value, label: t(`rules.kinds.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(KINDS.find((known) => known === value) ?? kind)}
      />
      <Select
        label={t('rules.certainty')}
        data={CERTAINTIES.map((value) => ({ value, label: t(`rules.certainties.${value}`) }))}
        value={certainty}
        allowDeselect={false}
        onChange={(value) => setCertainty(CERTAINTIES.find((known) => known === value) ?? certainty)}
      />
      <div className="actions">
        <Button type="submit" variant="filled" loading={pending}>
          {t('rules.addDay')}
        </Button>
      </div>
    </form>
  );
}

function useHolidaysEdit(version: number) {
  const { t } = useTexts();
  const client = useQueryClient();
  const edit = useMutation({
    mutationFn: (change: HolidaysEdit) => api.editHolidays(version, change),
    onSuccess: async (view) => {
      client.setQueryData(holidaysQuery.queryKey, view);
      showToast(t('rules.settingSaved'));
      await client.invalidateQueries({ queryKey: CONFERENCES_KEY });
    },
  });
  const reload = () => {
    edit.reset();
    void client.invalidateQueries({ queryKey: HOLIDAYS_KEY });
  };
  return { ...edit, reload };
}
