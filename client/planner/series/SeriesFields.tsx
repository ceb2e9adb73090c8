// "Lặp lại" in the form of a new conference: the rule in words, its sentence, and every day before anything is saved.

import { Checkbox, Fieldset } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SeriesOccurrenceView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { formatDate, formatLongDate, formatTime } from '../../words/time.ts';
import { clashSentence } from '../clashText.ts';
import type { ConferenceForm, Directory } from '../conferenceForm.ts';
import { localDateOf } from '../localTime.ts';
import { validateConference } from '../validateConference.ts';
import { ScheduleFields } from './ScheduleFields.tsx';
import { seriesApi } from './seriesApi.ts';
import { REPEATS, type SeriesChoice, toSeriesWrite } from './seriesChoice.ts';
import './series.css';

/** A new conference may also stand alone. */
const CHOICES = ['none', ...REPEATS] as const;

interface Props {
  readonly form: ConferenceForm;
  readonly directory: Directory;
  readonly choice: SeriesChoice;
  readonly onChange: (choice: SeriesChoice) => void;
}

export function SeriesFields({ form, directory, choice, onChange }: Props) {
  const { t } = useTexts();
  const [today] = useState(() => localDateOf(Date.now()));
  return (
    <Fieldset legend={t('series.legend')} className="panel series-schedule">
      <ScheduleFields choice={choice} date={form.date || today} repeats={CHOICES} onChange={onChange} />
      {choice.rule.repeat !== 'none' && <SeriesDates {...{ form, directory, choice, onChange }} />}
    </Fieldset>
  );
}

function SeriesDates({ form, directory, choice, onChange }: Props) {
  const { t, language } = useTexts();
  // The title says nothing about days: what is typed there asks no new question.
  const asked = { ...form, title: t('series.legend') };
  const isValid = Object.keys(validateConference(asked, directory.people, null)).length === 0;
  const write = isValid ? toSeriesWrite(asked, { ...choice, leaveOut: [] }, directory) : null;
  const preview = useQuery({
    queryKey: ['series', 'preview', write],
    queryFn: ({ signal }) => (write === null ? null : seriesApi.preview(write, signal)),
    enabled: write !== null,
    gcTime: 0,
  });
  if (write === null) return <p className="quiet">{t('series.waiting')}</p>;
  if (preview.isError) return <Problem error={preview.error} />;
  if (!preview.data) return <div aria-busy="true" className="series-wait" />;
  const { sentence, occurrences } = preview.data;
  const isHeld = (one: SeriesOccurrenceView) => one.status === 'planned' && !choice.leaveOut.includes(one.recurrenceId);
  const clashing = occurrences.filter((one) => isHeld(one) && one.clashes.length > 0).length;
  return (
    <section className="series-dates" aria-label={t('series.dates')}>
      <p aria-live="polite">
        <strong>{sentence[language]}</strong>
      </p>
      <p aria-live="polite">
        {t('series.planned', { count: occurrences.filter(isHeld).length })}
        {clashing > 0 && <span className="series-clash"> {t('series.clashing', { count: clashing })}</span>}
      </p>
      {/* Focusable: it scrolls, and a keyboard must reach its end. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard */}
      <ol className="series-list figures" tabIndex={0} aria-label={t('series.dates')}>
        {occurrences.map((one) => (
          <Day key={one.recurrenceId} one={one} choice={choice} onChange={onChange} />
        ))}
      </ol>
    </section>
  );
}

function Day({ one, choice, onChange }: { one: SeriesOccurrenceView } & Pick<Props, 'choice' | 'onChange'>) {
  const { t, language } = useTexts();
  const reason = one.reason?.[language] ?? '';
  const isOut = choice.leaveOut.includes(one.recurrenceId);
  const [first] = one.clashes;
  const others = choice.leaveOut.filter((day) => day !== one.recurrenceId);
  return (
    <li className={isOut || one.status !== 'planned' ? 'series-out' : undefined}>
      <span>
        {formatLongDate(one.startsAt, language)}, {formatTime(one.startsAt)}–{formatTime(one.endsAt)}
      </span>
      {one.status === 'skipped' && <span className="quiet"> {t('series.skipped', { reason })}</span>}
      {one.movedBy === 'holiday' && <span className="quiet"> {t('series.shifted', { reason })}</span>}
      {first !== undefined && (
        <>
          {!isOut && <p className="series-clash">{clashSentence(first, t, language)}</p>}
          <Checkbox
            label={t('series.leaveOut', { date: formatDate(one.startsAt) })}
            checked={isOut}
            onChange={(event) =>
              onChange({ ...choice, leaveOut: event.currentTarget.checked ? [...others, one.recurrenceId] : others })
            }
          />
        </>
      )}
    </li>
  );
}
