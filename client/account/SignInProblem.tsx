// Why signing in failed, in words: wrong password, lock-out (and until when), or the line. Never says which half was wrong.

import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice, useProblemText } from '../shell/PageState.tsx';
import { formatDate, formatTime } from '../words/time.ts';
import { readLockedUntil } from './lockedUntil.ts';

export function SignInProblem({ error }: { readonly error: unknown }) {
  const { t } = useTexts();
  const say = useProblemText();
  const isLocked = error instanceof HttpProblem && error.code === 'lockedOut';
  const until = isLocked ? readLockedUntil(error.details) : undefined;
  return (
    <Notice title={say(error)}>
      {until !== undefined && <p>{t('signIn.lockedUntil', { time: `${formatTime(until)} ${formatDate(until)}` })}</p>}
      {isLocked && <p>{t('signIn.lockedHint')}</p>}
    </Notice>
  );
}
