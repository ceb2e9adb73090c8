// On a conference: the series it belongs to, the way to its page, and for the secretariat cancelling several at once.

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { useTexts } from '../../shell/i18n.ts';
import { useMe } from '../../shell/session.ts';
import { canPlan } from '../conferenceActions.ts';
import { CancelMany } from './CancelMany.tsx';
import { placeQuery, readsSeries } from './seriesQueries.ts';
import './series.css';

export function SeriesLine({ conference }: { readonly conference: Pick<ConferenceView, 'conferenceId' | 'version'> }) {
  const { t, language } = useTexts();
  const { role } = useMe();
  const place = useQuery({ ...placeQuery(conference), enabled: readsSeries(role) });
  if (!place.data) return null;
  return (
    <section className="panel series-line" aria-label={t('series.legend')}>
      <p>
        {t('series.belongs', { sentence: place.data.sentence[language] })}{' '}
        <Link to={`/series/${place.data.seriesId}`}>{t('series.toSeries')}</Link>
      </p>
      {canPlan(role) && <CancelMany at={place.data} />}
    </section>
  );
}
