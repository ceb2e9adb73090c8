// On which days conferences of a series take place: one set of controls for a new series and for one that exists.

import { Checkbox, NumberInput, Select } from '@mantine/core';
import { SERIES_LIMITS, WEEKDAYS } from '../../../server/contract/seriesLimits.ts';
import { useTexts } from '../../shell/i18n.ts';
import { formatWeekday } from '../../words/time.ts';
import type { LocalDate } from '../localTime.ts';
import { type ChoiceProblem, fillRule, POSITIONS, type Repeat, type RuleChoice } from './seriesChoice.ts';

/** Some months have no such day. */
const NOT_IN_EVERY_MONTH = 28;
const POSITION_NAMES = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const;
const DAYS = [...Array.from({ length: 31 }, (_, index) => index + 1), -1];

interface Props {
  readonly rule: RuleChoice;
  /** The day the form stands on: what is not chosen is as on it. */
  readonly date: LocalDate;
  readonly repeats: readonly Repeat[];
  readonly problems: readonly ChoiceProblem[];
  readonly onChange: (rule: RuleChoice) => void;
}

export function RuleFields({ rule, date, repeats, problems, onChange }: Props) {
  const { t } = useTexts();
  const set = (change: Partial<RuleChoice>) => onChange({ ...rule, ...change });
  const { repeat } = rule;
  return (
    <>
      <Select
        label={t('series.repeat')}
        data={repeats.map((value) => ({ value, label: t(`series.repeats.${value}`) }))}
        allowDeselect={false}
        value={repeat}
        onChange={(value) => set({ repeat: repeats.find((known) => known === value) ?? repeat })}
      />
      {repeat !== 'none' && (
        <NumberInput
          label={t(`series.intervals.${repeat}`)}
          min={1}
          max={SERIES_LIMITS.interval}
          allowDecimal={false}
          clampBehavior="strict"
          data-field="series.interval"
          error={problems.includes('interval') ? t('series.missing.interval') : undefined}
          value={rule.interval}
          onChange={(value) => set({ interval: typeof value === 'number' ? value : '' })}
        />
      )}
      {repeat === 'weekly' && <WeekdayFields {...{ rule, date, problems, set }} />}
      {repeat === 'monthlyByWeekday' && <NthWeekdayFields {...{ rule, date, set }} />}
      {repeat === 'monthlyByDay' && <MonthDayField {...{ rule, date, set }} />}
    </>
  );
}

interface PartProps extends Pick<Props, 'rule' | 'date'> {
  readonly set: (change: Partial<RuleChoice>) => void;
}

function WeekdayFields({ rule, date, problems, set }: PartProps & Pick<Props, 'problems'>) {
  const { t, language } = useTexts();
  return (
    <Checkbox.Group
      className="field-wide"
      label={t('series.weekdays')}
      error={problems.includes('weekdays') ? t('series.missing.weekdays') : undefined}
      value={[...fillRule(rule, date).weekdays]}
      onChange={(chosen) => set({ weekdays: WEEKDAYS.filter((weekday) => chosen.includes(weekday)) })}
    >
      <div className="series-weekdays">
        {WEEKDAYS.map((weekday, index) => (
          <Checkbox
            key={weekday}
            value={weekday}
            label={formatWeekday(index + 1, language)}
            data-field={index === 0 ? 'series.weekdays' : undefined}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function NthWeekdayFields({ rule, date, set }: PartProps) {
  const { t, language } = useTexts();
  const { weekday, position } = fillRule(rule, date);
  return (
    <>
      <Select
        label={t('series.weekday')}
        data={WEEKDAYS.map((value, index) => ({ value, label: formatWeekday(index + 1, language) }))}
        allowDeselect={false}
        value={weekday}
        onChange={(value) => set({ weekday: WEEKDAYS.find((known) => known === value) ?? weekday })}
      />
      <Select
        label={t('series.position')}
        data={POSITIONS.map((value) => ({
          value: String(value),
          label: t(`series.positions.${POSITION_NAMES[value]}`),
        }))}
        allowDeselect={false}
        value={String(position)}
        onChange={(value) => set({ position: POSITIONS.find((known) => String(known) === value) ?? position })}
      />
    </>
  );
}

function MonthDayField({ rule, date, set }: PartProps) {
  const { t } = useTexts();
  const { day } = fillRule(rule, date);
  return (
    <Select
      label={t('series.monthDay')}
      description={day > NOT_IN_EVERY_MONTH ? t('series.notEveryMonth') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={DAYS.map((value) => ({ value: String(value), label: value === -1 ? t('series.lastDay') : String(value) }))}
      allowDeselect={false}
      value={String(day)}
      onChange={(value) => set({ day: DAYS.find((known) => String(known) === value) ?? day })}
    />
  );
}
