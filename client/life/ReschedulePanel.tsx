// "Dời họp": a new day and time beside the reason. Starts from the present ones; the server books or refuses.

import { useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { ConferenceReschedule } from '../httpClient/api.ts';
import { DateField } from '../planner/DateField.tsx';
import { instantAt, isLocalDate, localDateOf, localTimeOf, parseTypedTime } from '../planner/localTime.ts';
import { TimeField } from '../planner/TimeField.tsx';
import { useTexts } from '../shell/i18n.ts';
import { ReasonPanel } from './ReasonPanel.tsx';

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
  const [asked, setAsked] = useState(false);
  const times = readTimes(date, start, end);
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
    </ReasonPanel>
  );
}

function plain(value: string, set: (value: string) => void) {
  return { value, onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value) };
}

type Times =
  | {
      readonly problem: {
        readonly field: 'date' | 'start' | 'end';
        readonly code: 'dateInvalid' | 'timeInvalid' | 'endBeforeStart';
      };
    }
  | { readonly problem: undefined; readonly startsAt: string; readonly endsAt: string };

function readTimes(date: string, start: string, end: string): Times {
  if (!isLocalDate(date)) return { problem: { field: 'date', code: 'dateInvalid' } };
  const from = parseTypedTime(start);
  if (from === undefined) return { problem: { field: 'start', code: 'timeInvalid' } };
  const to = parseTypedTime(end);
  if (to === undefined) return { problem: { field: 'end', code: 'timeInvalid' } };
  if (to <= from) return { problem: { field: 'end', code: 'endBeforeStart' } };
  return { problem: undefined, startsAt: instantAt(date, from), endsAt: instantAt(date, to) };
}
