// The journal of an ended conference, one sentence a line. The sentences are Vietnamese, as recorded.

import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { formatTimeWithSeconds } from '../words/time.ts';
import { journalQuery } from './queries.ts';

export function JournalTab({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useTexts();
  const journal = useQuery(journalQuery(conferenceId));
  if (journal.data === undefined) {
    return journal.isError ? (
      <Problem error={journal.error} title={t('problems.loadTitle')} onRetry={() => void journal.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  if (journal.data.lines.length === 0) return <p className="quiet">{t('conference.journalEmpty')}</p>;
  return (
    <section className="panel">
      <h2>{t('conference.journal')}</h2>
      <ol className="journal" lang="vi">
        {journal.data.lines.map((line) => (
          <li key={line.seq}>
            <time dateTime={line.at} className="figures quiet">
              {formatTimeWithSeconds(line.at)}
            </time>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
