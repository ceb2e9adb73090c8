// Days of a changed series that clash, before all others however far down the list they are: each can be passed by, and taken back.

import { Checkbox } from '@mantine/core';
import type { SeriesOccurrenceView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { formatDate } from '../../words/time.ts';
import { clashSentences } from '../clashText.ts';
import type { LocalDate } from '../localTime.ts';

interface Props {
  readonly days: readonly SeriesOccurrenceView[];
  /** Days the series has already: what is passed by there stays as it is; elsewhere nothing is held. */
  readonly known: ReadonlySet<LocalDate>;
  readonly leaveOut: readonly LocalDate[];
  readonly onLeaveOut: (days: readonly LocalDate[]) => void;
}

export function ClashingDays({ days, known, leaveOut, onLeaveOut }: Props) {
  const { t, language } = useTexts();
  if (days.length === 0) return null;
  return (
    <ul className="plain stack" aria-label={t('clash.title')}>
      {days.map((one) => {
        const isOut = leaveOut.includes(one.recurrenceId);
        const others = leaveOut.filter((day) => day !== one.recurrenceId);
        const date = formatDate(one.startsAt);
        return (
          <li key={one.recurrenceId}>
            {clashSentences(one.clashes, t, language).map((sentence) => (
              <p key={sentence} className={isOut ? 'quiet' : 'series-clash'}>
                {sentence}
              </p>
            ))}
            <Checkbox
              label={known.has(one.recurrenceId) ? t('series.keepAsIs', { date }) : t('series.leaveOut', { date })}
              checked={isOut}
              onChange={(event) => onLeaveOut(event.currentTarget.checked ? [...others, one.recurrenceId] : others)}
            />
          </li>
        );
      })}
    </ul>
  );
}
