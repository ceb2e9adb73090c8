// "Dời họp": a new day and time beside the reason, over midnight when that is said. Starts from the present ones; the server books or
// refuses.

import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { ConferenceReschedule } from '../httpClient/api.ts';
import { DateField } from '../planner/DateField.tsx';
import { localDateOf, localTimeOf } from '../planner/localTime.ts';
import { TimeField } from '../planner/TimeField.tsx';
import { useTexts } from '../shell/i18n.ts';
import { ReasonPanel } from './ReasonPanel.tsx';
import { readTimes } from './rescheduleTimes.ts';
import './life.css';

interface Props {
  readonly conference: ConferenceView;
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (values: ConferenceReschedule) => void;
}

export function ReschedulePanel({ conference, pending, onBack, onConfirm }: Props) {
  const { t } = useTexts();
  const [date, setDate] = useState<string>(localDateOf(conference.startsAt));
  const [start, setStart] = useState(localTimeOf(conference.startsAt));
  const [end, setEnd] = useState(localTimeOf(conference.endsAt));
  const [endsNextDay, setEndsNextDay] = useState(localDateOf(conference.endsAt) !== localDateOf(conference.startsAt));
  const [asked, setAsked] = useState(false);
  const times = readTimes({ date, start, end, endsNextDay }, Date.now());
  const isOverMidnight = endsNextDay || times.problem?.code === 'endBeforeStart';
  const say = (field: 'date' | 'start' | 'end') =>
    asked && times.problem?.field === field ? t(`form.problems.${times.problem.code}`) : undefined;
  return (
    <ReasonPanel
      title={t('life.rescheduleTitle')}
      confirmLabel={t('life.rescheduleConfirm')}
      pending={pending}
      onBack={onBack}
      onConfirm={({ reason, note }) => {
        setAsked(true);
        if (times.problem === undefined)
          onConfirm({ startsAt: times.startsAt, endsAt: times.endsAt, reason, note: note ?? '' });
      }}
    >
      <DateField
        label={t('form.date')}
        inputProps={{ value: date, onChange: (value) => setDate(String(value ?? '')) }}
        error={say('date')}
      />
      <div className="field-pair">
        <TimeField
          label={t('form.start')}
          inputProps={plain(start, setStart)}
          onTyped={setStart}
          error={say('start')}
        />
        <TimeField label={t('form.end')} inputProps={plain(end, setEnd)} onTyped={setEnd} error={say('end')} />
      </div>
      {isOverMidnight && (
        <Checkbox
          label={t('form.endsNextDay')}
          checked={endsNextDay}
          onChange={(event) => setEndsNextDay(event.currentTarget.checked)}
        />
      )}
    </ReasonPanel>
  );
}

function plain(value: string, set: (value: string) => void) {
  return { value, onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value) };
}
