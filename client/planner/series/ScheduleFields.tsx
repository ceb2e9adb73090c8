// When a series takes place: its days, what becomes of a day off, and its end. What is missing is said at the field.

import { NumberInput, Select } from '@mantine/core';
import { SERIES_LIMITS } from '../../../server/contract/seriesLimits.ts';
import { useTexts } from '../../shell/i18n.ts';
import { DateField } from '../DateField.tsx';
import type { LocalDate } from '../localTime.ts';
import { RuleFields } from './RuleFields.tsx';
import { listChoiceProblems, POLICIES, type Repeat, type SeriesChoice } from './seriesChoice.ts';
import './series.css';

interface Props {
  readonly choice: SeriesChoice;
  /** The day the form stands on. */
  readonly date: LocalDate;
  readonly repeats: readonly Repeat[];
  readonly onChange: (choice: SeriesChoice) => void;
}

export function ScheduleFields({ choice, date, repeats, onChange }: Props) {
  const { t } = useTexts();
  const set = (change: Partial<SeriesChoice>) => onChange({ ...choice, leaveOut: [], ...change });
  const { repeat } = choice.rule;
  const problems = listChoiceProblems(choice);
  return (
    <div className="fields">
      <RuleFields {...{ rule: choice.rule, date, repeats, problems }} onChange={(rule) => set({ rule })} />
      {repeat !== 'none' && repeat !== 'lastWorkingDay' && (
        <Select
          label={t('series.policy')}
          data={POLICIES.map((value) => ({ value, label: t(`series.policies.${value}`) }))}
          allowDeselect={false}
          value={choice.policy}
          onChange={(value) => set({ policy: POLICIES.find((known) => known === value) ?? choice.policy })}
        />
      )}
      {repeat !== 'none' && <EndFields end={choice.end} problems={problems} onChange={(end) => set({ end })} />}
    </div>
  );
}

interface EndProps extends Pick<SeriesChoice, 'end'> {
  readonly problems: ReturnType<typeof listChoiceProblems>;
  readonly onChange: (end: SeriesChoice['end']) => void;
}

function EndFields({ end, problems, onChange }: EndProps) {
  const { t } = useTexts();
  return (
    <>
      <Select
        label={t('series.end')}
        data={(['count', 'until'] as const).map((value) => ({ value, label: t(`series.ends.${value}`) }))}
        allowDeselect={false}
        value={end.kind}
        onChange={(value) => onChange({ ...end, kind: value === 'until' ? 'until' : 'count' })}
      />
      {end.kind === 'count' ? (
        <NumberInput
          label={t('series.count')}
          min={1}
          max={SERIES_LIMITS.occurrences}
          allowDecimal={false}
          clampBehavior="strict"
          data-field="series.count"
          error={problems.includes('count') ? t('series.missing.count') : undefined}
          value={end.count}
          onChange={(value) => onChange({ ...end, count: typeof value === 'number' ? value : '' })}
        />
      ) : (
        <DateField
          label={t('series.until')}
          inputProps={{ value: end.until, onChange: (value) => onChange({ ...end, until: value ?? '' }) }}
          error={problems.includes('until') ? t('series.missing.until') : undefined}
        />
      )}
    </>
  );
}

/** Leads to the first field of the choice that is not filled in. */
export function focusMissing(choice: SeriesChoice): void {
  const [problem] = listChoiceProblems(choice);
  if (problem === undefined) return;
  // The calendar's field takes no name of ours.
  const field =
    document.querySelector<HTMLElement>(`[data-field="series.${problem}"]`) ??
    document.querySelector<HTMLElement>('.series-schedule [aria-invalid="true"]');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}
