// One conference as a tappable row for narrow screens: time, title, chair, status in words.

import { Link } from 'react-router';
import type { ConferenceSummary } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatTime } from '../words/time.ts';
import { StatusWord } from './StatusWord.tsx';
import { SeriesMark } from './series/SeriesMark.tsx';

export function ConferenceCard({
  conference,
  date,
}: {
  readonly conference: ConferenceSummary;
  readonly date?: string;
}) {
  const { t } = useTexts();
  return (
    <Link to={`/conferences/${conference.conferenceId}`} className="card" data-status={conference.status}>
      <span className="card-line">
        <span className="figures">
          {formatTime(conference.startsAt)}–{formatTime(conference.endsAt)}
          {date !== undefined && ` ${date}`} <SeriesMark conference={conference} />
        </span>
        <StatusWord conference={conference} />
      </span>
      <strong>{conference.title}</strong>
      <span className="quiet">{t('week.chair', { name: conference.chairName })}</span>
    </Link>
  );
}
