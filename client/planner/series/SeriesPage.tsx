// One series: its rule in words, every conference with what was done to it alone, and the acts on all of them.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { SeriesView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { formatDate, formatLongDate, formatTime } from '../../words/time.ts';
import { useFieldLabels } from '../ConflictNotice.tsx';
import { canPlan } from '../conferenceActions.ts';
import { instantAt } from '../localTime.ts';
import { StatusWord } from '../StatusWord.tsx';
import { CancelMany } from './CancelMany.tsx';
import { readsSeries, seriesQuery } from './seriesQueries.ts';
import { listSeriesRows, type SeriesRow } from './seriesRows.ts';
import './series.css';

export function SeriesPage() {
  const { t } = useTexts();
  const { seriesId = '' } = useParams();
  const { role } = useMe();
  const series = useQuery({ ...seriesQuery(seriesId), enabled: readsSeries(role) });
  usePageTitle(series.data?.content.title ?? t('series.listTitle'));
  if (!readsSeries(role)) return <NotAllowed />;
  if (series.data === undefined) {
    return series.isError ? (
      <Problem error={series.error} title={t('problems.loadTitle')} onRetry={() => void series.refetch()} />
    ) : (
      <PageLoading rows={8} />
    );
  }
  return <SeriesDetail view={series.data} mayPlan={canPlan(role)} />;
}

function SeriesDetail({ view, mayPlan }: { readonly view: SeriesView; readonly mayPlan: boolean }) {
  const { t, language } = useTexts();
  const rows = listSeriesRows(view);
  const now = Date.now();
  const ahead = rows.filter(({ conference }) => Date.parse(conference.startsAt) > now);
  const open = ahead.filter(({ conference }) => conference.status !== 'cancelled').length;
  return (
    <article className="series-page">
      <Link to="/series" className="back no-print">
        ‹ {t('series.listTitle')}
      </Link>
      <div className="toolbar">
        <div>
          <h1>{view.content.title}</h1>
          <p>{view.sentence[language]}</p>
        </div>
        {mayPlan && open > 0 && (
          <div className="toolbar-end no-print">
            <Button component={Link} to={`/series/${view.seriesId}/edit?scope=all`} variant="filled">
              {t('series.editAll')}
            </Button>
          </div>
        )}
      </div>
      <p className="quiet">{t('series.aheadOf', { count: open, all: rows.length })}</p>
      <div className="table-scroll">
        <table className="table stacking" aria-label={t('series.dates')}>
          <thead>
            <tr>
              <th scope="col">{t('list.time')}</th>
              <th scope="col">{t('list.status')}</th>
              <th scope="col">{t('series.apart')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ConferenceRow key={row.conference.conferenceId} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {mayPlan && open > 0 && (
        <CancelMany at={{ seriesId: view.seriesId, version: view.version, recurrenceId: null }} />
      )}
    </article>
  );
}

function ConferenceRow({ row }: { readonly row: SeriesRow }) {
  const { t, language } = useTexts();
  const { conference } = row;
  return (
    <tr data-status={conference.status}>
      <th scope="row" className="figures">
        <Link to={`/conferences/${conference.conferenceId}`} className="table-link">
          {formatLongDate(conference.startsAt, language)}
        </Link>
        <span className="quiet under">
          {formatTime(conference.startsAt)}–{formatTime(conference.endsAt)}
        </span>
      </th>
      <td data-label={t('list.status')}>
        <StatusWord conference={conference} />
      </td>
      <td data-label={t('series.apart')}>
        {useApart(row).join(' ') || <span className="quiet">{t('series.asPlanned')}</span>}
      </td>
    </tr>
  );
}

/** What was done to it alone, as sentences. */
function useApart({ cancelled, movedFrom, movedBy, edited }: SeriesRow): readonly string[] {
  const { t, language } = useTexts();
  const labels = useFieldLabels();
  const from = movedFrom === null ? '' : formatDate(instantAt(movedFrom, '00:00'));
  const reason = cancelled === null ? '' : t(`cancelReasons.${cancelled.reason}`).toLocaleLowerCase(language);
  const moved =
    movedBy === 'holiday'
      ? t('series.movedByHoliday', { from })
      : movedFrom !== null
        ? t('series.movedByHand', { from })
        : t('series.otherTime');
  return [
    ...(cancelled === null ? [] : [t('series.cancelledBecause', { reason })]),
    ...(movedBy === null ? [] : [moved]),
    ...(edited.length === 0
      ? []
      : [t('series.editedAlone', { fields: edited.map((field) => labels[field]).join(', ') })]),
  ];
}
