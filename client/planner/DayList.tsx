// The week on a phone: the days one under the other, their conferences in order of time.

import { useTexts } from '../shell/i18n.ts';
import { ConferenceCard } from './ConferenceCard.tsx';
import { DayHeading, type WeekProps } from './WeekGrid.tsx';
import { placeDay } from './weekLayout.ts';

export function DayList({ days, today, conferences }: WeekProps) {
  const { t } = useTexts();
  return (
    <div className="day-list">
      {days.map((date) => {
        const placed = placeDay(date, conferences);
        return (
          <section key={date} aria-labelledby={`day-${date}`}>
            <DayHeading date={date} isToday={date === today} />
            {placed.length === 0 && <p className="quiet">{t('week.noneOnDay')}</p>}
            <ul className="cards">
              {placed.map(({ conference }) => (
                <li key={conference.conferenceId}>
                  <ConferenceCard conference={conference} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
