// A refused act on a conference: a double booking names who clashes with what and when; anything else says its words.

import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { BookingClash } from '../../server/contract/http.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice, Problem } from '../shell/PageState.tsx';
import { clashSentences, readClashes } from './clashText.ts';

interface Props {
  readonly error: unknown;
  /** Offered when the page's copy may be old. */
  readonly onRefresh?: () => void;
}

export function SaveProblem({ error, onRefresh }: Props) {
  const { t } = useTexts();
  if (error instanceof HttpProblem && error.code === 'bookingClash')
    return <ClashNotice clashes={readClashes(error.details)} />;
  const isOld = error instanceof HttpProblem && (error.code === 'conflict' || error.code === 'wrongState');
  return (
    <Problem error={error}>
      {isOld && onRefresh !== undefined && (
        <Button size="sm" onClick={onRefresh}>
          {t('problems.reload')}
        </Button>
      )}
    </Problem>
  );
}

function ClashNotice({ clashes }: { readonly clashes: readonly BookingClash[] }) {
  const { t, language } = useTexts();
  const conferences = new Map(clashes.map((clash) => [clash.conferenceId, clash.conferenceTitle]));
  return (
    <Notice title={t('clash.title')}>
      <ul>
        {clashSentences(clashes, t, language).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{t('clash.hint')}</p>
      {conferences.size > 0 && (
        <p className="links">
          {[...conferences].map(([conferenceId, title]) => (
            <Link key={conferenceId} to={`/conferences/${conferenceId}`} target="_blank">
              {title}
            </Link>
          ))}
        </p>
      )}
    </Notice>
  );
}
