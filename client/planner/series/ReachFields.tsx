// How long a series that exists goes on, and what becomes of it on a day off: the two things of its schedule the form can change.

import { Fieldset, Select } from '@mantine/core';
import type { SeriesView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { DateField } from '../DateField.tsx';
import type { LocalDate } from '../localTime.ts';
import type { SeriesEditWrite } from './seriesApi.ts';
import { POLICIES } from './seriesChoice.ts';

/** null: as the series has it. */
export interface Reach {
  readonly until: LocalDate | null;
  readonly policy: (typeof POLICIES)[number] | null;
}
export const SAME_REACH: Reach = { until: null, policy: null };

interface Props {
  readonly view: SeriesView;
  readonly reach: Reach;
  readonly onChange: (reach: Reach) => void;
}

export function ReachFields({ view, reach, onChange }: Props) {
  const { t } = useTexts();
  const stored = lastDayOf(view);
  const policy = view.schedule.holidayPolicy;
  return (
    <Fieldset legend={t('series.legend')} className="panel">
      <div className="fields">
        <DateField
          label={t('series.until')}
          inputProps={{
            value: reach.until ?? stored,
            onChange: (value) => onChange({ ...reach, until: value === null || value === stored ? null : value }),
          }}
          error={undefined}
        />
        <Select
          label={t('series.policy')}
          data={POLICIES.map((value) => ({ value, label: t(`series.policies.${value}`) }))}
          allowDeselect={false}
          value={reach.policy ?? policy}
          onChange={(value) => {
            const chosen = POLICIES.find((known) => known === value) ?? policy;
            onChange({ ...reach, policy: chosen === policy ? null : chosen });
          }}
        />
      </div>
    </Fieldset>
  );
}

/** What the reach changes of the series; empty: nothing. */
export function toReachChange({ until, policy }: Reach): SeriesEditWrite['change'] {
  return {
    ...(until === null ? {} : { end: { kind: 'until', localDate: until } }),
    ...(policy === null ? {} : { holidayPolicy: policy }),
  };
}

/** The day the rule ends on; of a series that ends after a number of conferences, the day the rule gave the last one. */
function lastDayOf({ schedule, conferences }: SeriesView): LocalDate {
  if (schedule.end.kind === 'until') return schedule.end.localDate;
  return conferences.at(-1)?.recurrenceId ?? schedule.startsOn;
}
