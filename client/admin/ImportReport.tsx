// What an import would do or has done: counts, bad rows with their reasons, conferences that must be looked at, every change.

import type { ReactNode } from 'react';
import type { OrganisationImportReport } from '../../server/contract/organisation.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import { formatDate, formatTime } from '../words/time.ts';
import { CHANGE_KINDS, type OrganisationChange } from './changeKinds.ts';

interface Props {
  readonly report: OrganisationImportReport;
  /** What can be done now; stands before the long list of changes. */
  readonly action: ReactNode;
}

export function ImportReport({ report, action }: Props) {
  const { t } = useTexts();
  const day = formatLocalDate(report.effectiveFrom);
  return (
    <section className="stack" aria-labelledby="import-result">
      <h2 id="import-result">{report.applied ? t('importing.applied', { day }) : t('importing.result')}</h2>
      <ul className="import-counts figures" aria-live="polite">
        {CHANGE_KINDS.map((kind) => (
          <li key={kind}>
            {t(`importing.kinds.${kind}`)}: <strong>{report.counts[kind]}</strong>
          </li>
        ))}
      </ul>
      {report.problems.length > 0 && <Problems problems={report.problems} />}
      {report.affected.length > 0 && <Affected affected={report.affected} />}
      {action}
      {report.changes.length > 0 && <Changes changes={report.changes} />}
      {report.changes.length === 0 && report.problems.length === 0 && <p>{t('importing.nothing', { day })}</p>}
    </section>
  );
}

function Problems({ problems }: { readonly problems: OrganisationImportReport['problems'] }) {
  const { t, language } = useTexts();
  return (
    <Notice title={t('importing.problems', { count: problems.length })}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('importing.sheet')}</th>
            <th scope="col">{t('importing.row')}</th>
            <th scope="col">{t('importing.column')}</th>
            <th scope="col">{t('importing.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.sheet} ${problem.row} ${problem.column} ${problem.message.vi}`}>
              <td>{problem.sheet ?? '–'}</td>
              <td className="figures">{problem.row ?? '–'}</td>
              <td>{problem.column ?? '–'}</td>
              <td>{problem.message[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}

function Affected({ affected }: { readonly affected: OrganisationImportReport['affected'] }) {
  const { t } = useTexts();
  return (
    <Notice title={t('importing.affected', { count: affected.length })}>
      <ul>
        {affected.map((conference) => (
          <li key={conference.conferenceId}>
            <a href={`/conferences/${conference.conferenceId}`}>{conference.title}</a>,{' '}
            {formatTime(conference.startsAt)} {formatDate(conference.startsAt)}: {conference.siteNames.join(', ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Changes({ changes }: { readonly changes: readonly OrganisationChange[] }) {
  const { t } = useTexts();
  return (
    <table className="table stacking">
      <thead>
        <tr>
          <th scope="col">{t('importing.change')}</th>
          <th scope="col">{t('importing.subject')}</th>
          <th scope="col">{t('importing.name')}</th>
          <th scope="col">{t('importing.key')}</th>
          <th scope="col">{t('importing.details')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.subject} ${change.key}`}>
            <td data-label={t('importing.change')}>
              {change.kinds.map((kind) => t(`importing.kinds.${kind}`)).join(', ')}
            </td>
            <td data-label={t('importing.subject')}>{t(`importing.subjects.${change.subject}`)}</td>
            <th scope="row">{change.name}</th>
            <td data-label={t('importing.key')}>{change.key}</td>
            <td data-label={t('importing.details')}>
              <Differences fields={change.fields} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Differences({ fields }: { readonly fields: OrganisationChange['fields'] }) {
  const { t, shared } = useTexts();
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    role: shared.roles,
    level: t('organisation.levels', { returnObjects: true }),
    deviceClass: t('organisation.deviceClasses', { returnObjects: true }),
    distanceGrade: t('organisation.distanceGrades', { returnObjects: true }),
  };
  const tell = (field: string, value: unknown): string => {
    if (value === null || value === '') return '–';
    if (typeof value === 'boolean') return value ? '✓' : '–';
    const word = words[field]?.[String(value)];
    return word ?? String(value);
  };
  return (
    <>
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          {t(`importing.fields.${field as 'name'}`)}: {tell(field, before)} → {tell(field, after)}
        </div>
      ))}
    </>
  );
}
