// Busy times in the conference form: what stands against the chosen time before it is saved, times that suit everybody, and
// on demand the day of chairs and sites side by side. Sets only day and times of the form.

import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AvailabilityView } from '../../../server/contract/planning.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import type { EditorForm } from '../ConferenceEditor.tsx';
import { formatSpan } from '../clashText.ts';
import type { Directory } from '../conferenceForm.ts';
import { addDays } from '../localTime.ts';
import { availabilityAskOf, SEARCH_DAYS, toFormTime, type Wish, wishOf } from './availabilityAsk.ts';
import { type AvailabilityAsk, availabilityQuery } from './planningApi.ts';
import { Timeline } from './Timeline.tsx';
import './availability.css';

/** milliseconds after the last change before the server is asked again */
const SETTLE_MS = 400;
const MAX_SENTENCES = 6;

interface Props {
  readonly form: EditorForm;
  readonly directory: Directory;
  /** The conference being edited; null: a new one. */
  readonly conferenceId: string | null;
}

export function AvailabilityPanel({ form, directory, conferenceId }: Props) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const ask = availabilityAskOf(form.values, directory, conferenceId);
  const [asked] = useDebouncedValue(JSON.stringify(ask), SETTLE_MS);
  const settled = JSON.parse(asked) as AvailabilityAsk | null;
  const look = useQuery({
    ...availabilityQuery(settled ?? NOTHING),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const wish = wishOf(form.values);
  const isCurrent = settled !== null && JSON.stringify(ask) === asked && !look.isPlaceholderData;
  return (
    <section className="panel stack" aria-labelledby="busy-heading">
      <div className="busy-head">
        <h2 id="busy-heading">{t('availability.title')}</h2>
        <Button size="xs" aria-expanded={open} disabled={ask === null} onClick={() => setOpen(!open)}>
          {open ? t('availability.hide') : t('availability.show')}
        </Button>
      </div>
      {ask === null && <p className="quiet">{t('availability.incomplete')}</p>}
      {ask !== null && look.isError && <Problem error={look.error} onRetry={() => void look.refetch()} />}
      {ask !== null && look.data !== undefined && wish !== null && (
        <>
          <Verdict view={look.data} isCurrent={isCurrent} />
          <Suggestions view={look.data} onTake={(slot) => form.setValues(toFormTime(slot))} />
          {open && <Legend />}
          {open &&
            daysOf(form.values.date, form.values.endsNextDay).map((date) => (
              <Timeline key={date} date={date} view={look.data} wish={wish} />
            ))}
        </>
      )}
    </section>
  );
}

/** Never asked: stands in while the form is incomplete. */
const NOTHING: AvailabilityAsk = { from: '', to: '', chairIds: [], siteIds: [], durationMinutes: 0 };

function daysOf(date: string, endsNextDay: boolean): readonly string[] {
  return endsNextDay ? [date, addDays(date, 1)] : [date];
}

function Verdict({ view, isCurrent }: { readonly view: AvailabilityView; readonly isCurrent: boolean }) {
  const { t, language } = useTexts();
  const sentences = [...new Set(view.refusals.map((refusal) => refusal[language]))];
  const rest = sentences.length - MAX_SENTENCES;
  return (
    <div role="status" className="busy-verdict">
      {!isCurrent && <p className="quiet">{t('availability.looking')}</p>}
      {isCurrent && sentences.length === 0 && <p>{t('availability.suits')}</p>}
      {isCurrent && sentences.length > 0 && (
        <div className="busy-clashes">
          <h3>{t('availability.clashTitle')}</h3>
          <ul>
            {sentences.slice(0, MAX_SENTENCES).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {rest > 0 && <li>{t('availability.more', { count: rest })}</li>}
          </ul>
        </div>
      )}
    </div>
  );
}

interface SuggestionsProps {
  readonly view: AvailabilityView;
  readonly onTake: (slot: Wish) => void;
}

function Suggestions({ view, onTake }: SuggestionsProps) {
  const { t, language } = useTexts();
  if (view.suggestions.length === 0)
    return <p className="quiet">{t('availability.noSuggestion', { count: SEARCH_DAYS })}</p>;
  return (
    <fieldset className="busy-suggestions">
      <legend>{t('availability.suggestions')}</legend>
      <p className="quiet">{t('availability.suggestionsHint')}</p>
      <div className="busy-choices">
        {view.suggestions.map((slot) => (
          <Button key={slot.startsAt} size="xs" className="figures" onClick={() => onTake(slot)}>
            {formatSpan(slot.startsAt, slot.endsAt, t, language)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function Legend() {
  const { t } = useTexts();
  return (
    <ul className="busy-legend">
      <li data-kind="busy">{t('availability.legendBusy')}</li>
      <li data-kind="clash">{t('availability.legendClash')}</li>
      <li data-kind="working">{t('availability.legendHours')}</li>
      <li data-kind="wish">{t('availability.legendWish')}</li>
    </ul>
  );
}
