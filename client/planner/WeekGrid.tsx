// The week as seven columns of hours. Positions come from weekLayout.ts; this only turns minutes into percentages.

import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import type { ConferenceSummary } from '../../server/contract/http.ts';
import { shownStatus } from '../../server/domain/scheduling/life.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatLongDate, formatTime } from '../words/time.ts';
import { formatDayAndMonth, instantAt, type LocalDate } from './localTime.ts';
import { SeriesMark } from './series/SeriesMark.tsx';
import { hoursNeeded, type PlacedConference, placeDay } from './weekLayout.ts';
import './week.css';

export interface WeekProps {
  readonly days: readonly LocalDate[];
  readonly today: LocalDate;
  readonly conferences: readonly ConferenceSummary[];
}

export function WeekGrid({ days, today, conferences }: WeekProps) {
  const { t } = useTexts();
  const placed = days.map((date) => placeDay(date, conferences));
  const { first, last } = hoursNeeded(placed);
  const hours = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    <section className="week" aria-label={t('week.grid')} style={{ '--hours': hours.length } as CSSProperties}>
      <div className="week-hours figures" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}:00</span>
        ))}
      </div>
      {days.map((date, index) => (
        <section
          className="week-day"
          key={date}
          aria-labelledby={`day-${date}`}
          data-today={date === today || undefined}
        >
          <DayHeading date={date} isToday={date === today} />
          <ul className="week-column">
            {(placed[index] ?? []).map((piece) => (
              <li key={piece.conference.conferenceId} style={place(piece, first, last)}>
                <ConferenceBlock piece={piece} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

export function DayHeading({ date, isToday }: { readonly date: LocalDate; readonly isToday: boolean }) {
  const { t, language } = useTexts();
  const [weekday] = formatLongDate(instantAt(date, '12:00'), language).split(',');
  return (
    <h2 id={`day-${date}`} className="day-heading" aria-current={isToday ? 'date' : undefined}>
      <span>{weekday}</span>
      <span className="figures">{formatDayAndMonth(date)}</span>
      {isToday && <span className="day-today">{t('week.today')}</span>}
    </h2>
  );
}

function ConferenceBlock({ piece }: { readonly piece: PlacedConference }) {
  const { t } = useTexts();
  const { conference } = piece;
  const from = formatTime(conference.startsAt);
  const to = formatTime(conference.endsAt);
  return (
    <Link
      to={`/conferences/${conference.conferenceId}`}
      className="block"
      data-status={conference.status}
      data-short={piece.toMinute - piece.fromMinute < 60 || undefined}
      data-narrow={piece.lanes > 1 || undefined}
      title={`${from}–${to} ${conference.title}`}
    >
      <span className="figures block-time">
        {from}
        <span className="block-until">–{to}</span>
      </span>{' '}
      <SeriesMark conference={conference} />{' '}
      <span className="block-status">{t(`statuses.${shownStatus(conference, Date.now())}`)}</span>{' '}
      <strong>{conference.title}</strong>{' '}
      <span className="block-chair">{t('week.chair', { name: conference.chairName })}</span>
    </Link>
  );
}

function place(piece: PlacedConference, firstHour: number, lastHour: number): CSSProperties {
  const minutes = (lastHour - firstHour) * 60;
  return {
    top: `${((piece.fromMinute - firstHour * 60) / minutes) * 100}%`,
    height: `${((piece.toMinute - piece.fromMinute) / minutes) * 100}%`,
    left: `${(piece.lane / piece.lanes) * 100}%`,
    width: `${100 / piece.lanes}%`,
  };
}
