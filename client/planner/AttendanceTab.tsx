// Attendance of an ended conference: roll-call mark with its corrections, minutes present, turns and speaking time.

import { useQuery } from '@tanstack/react-query';
import type { AttendanceView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { formatSeconds, formatTime } from '../words/time.ts';
import { attendanceQuery } from './queries.ts';

export function AttendanceTab({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useTexts();
  const attendance = useQuery(attendanceQuery(conferenceId));
  if (attendance.data === undefined) {
    return attendance.isError ? (
      <Problem error={attendance.error} title={t('problems.loadTitle')} onRetry={() => void attendance.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  return <AttendanceSheet attendance={attendance.data} />;
}

function AttendanceSheet({ attendance }: { readonly attendance: AttendanceView }) {
  const { t } = useTexts();
  const present = attendance.sites.filter(
    (site) => site.mark === 'presentOnline' || site.mark === 'presentInPerson',
  ).length;
  const times = [
    attendance.openedAt && t('conference.opened', { time: formatTime(attendance.openedAt) }),
    attendance.closedAt && t('conference.closed', { time: formatTime(attendance.closedAt) }),
  ].filter(Boolean);
  return (
    <section className="panel">
      <h2>{t('conference.attendance')}</h2>
      <p className="figures">
        {t('conference.summary', { present, all: attendance.sites.length })}
        {times.length > 0 && <span className="quiet"> · {times.join(', ')}</span>}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('conference.attendance')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('conference.site')}</th>
              <th scope="col">{t('conference.mark')}</th>
              <th scope="col" className="number">
                {t('conference.present')}
              </th>
              <th scope="col" className="number">
                {t('conference.firstArrival')}
              </th>
              <th scope="col" className="number">
                {t('conference.lost')}
              </th>
              <th scope="col" className="number">
                {t('conference.turns')}
              </th>
              <th scope="col" className="number">
                {t('conference.speaking')}
              </th>
            </tr>
          </thead>
          <tbody>
            {attendance.sites.map((site) => (
              <AttendanceRow key={site.siteId} site={site} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function AttendanceRow({ site }: { readonly site: AttendanceView['sites'][number] }) {
  const { t, shared } = useTexts();
  const corrections = Math.max(0, site.markHistory.length - 1);
  return (
    <tr>
      <th scope="row">{site.name}</th>
      <td>
        {shared.rollCallMarks[site.mark]}
        {corrections > 0 && (
          <details className="quiet">
            <summary>{t('conference.corrections', { count: corrections })}</summary>
            <ol className="plain" aria-label={t('conference.history')}>
              {site.markHistory.map((entry) => (
                <li key={entry.at} className="figures">
                  {formatTime(entry.at)} {shared.rollCallMarks[entry.mark]} – {entry.byName}
                  {entry.note !== null && ` (${entry.note})`}
                </li>
              ))}
            </ol>
          </details>
        )}
      </td>
      <td className="number figures">{t('conference.presentMinutes', { count: site.presentMinutes })}</td>
      <td className="number figures">{site.firstArrivedAt === null ? '–' : formatTime(site.firstArrivedAt)}</td>
      <td className="number figures">
        {site.disconnections === 0 ? '–' : t('conference.times', { count: site.disconnections })}
      </td>
      <td className="number figures">{site.turns}</td>
      <td className="number figures">{formatSeconds(site.speakingSeconds)}</td>
    </tr>
  );
}
