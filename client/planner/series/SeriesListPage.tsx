// All series: what each is, and when its next conference is.

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { formatLongDate, formatTime } from '../../words/time.ts';
import { readsSeries, seriesListQuery } from './seriesQueries.ts';
import './series.css';

export function SeriesListPage() {
  const { t, language } = useTexts();
  const { role } = useMe();
  const list = useQuery({ ...seriesListQuery, enabled: readsSeries(role) });
  usePageTitle(t('series.listTitle'));
  if (!readsSeries(role)) return <NotAllowed />;
  return (
    <div className="series-page">
      <h1>{t('series.listTitle')}</h1>
      {list.isError && (
        <Problem error={list.error} title={t('problems.loadTitle')} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <PageLoading rows={6} />}
      {list.data?.length === 0 && <p className="quiet">{t('series.none')}</p>}
      {list.data !== undefined && list.data.length > 0 && (
        <div className="table-scroll">
          <table className="table stacking">
            <thead>
              <tr>
                <th scope="col">{t('series.oneSeries')}</th>
                <th scope="col">{t('series.next')}</th>
                <th scope="col" className="number">
                  {t('series.count')}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((one) => (
                <tr key={one.seriesId}>
                  <th scope="row">
                    <Link to={`/series/${one.seriesId}`} className="table-link">
                      {one.title}
                    </Link>
                    <span className="quiet under">{one.sentence[language]}</span>
                  </th>
                  <td className="figures" data-label={t('series.next')}>
                    {one.nextStartsAt === null ? (
                      <span className="quiet">{t('series.noNext')}</span>
                    ) : (
                      <>
                        {formatLongDate(one.nextStartsAt, language)}
                        <span className="quiet under">{formatTime(one.nextStartsAt)}</span>
                      </>
                    )}
                  </td>
                  <td className="number figures" data-label={t('series.count')}>
                    {one.conferenceCount}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
