// What a page shows while it waits, when it failed, and its heading. Every failure says what happened and what to do.

import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { listRuleMessages } from '../httpClient/ruleMessages.ts';
import { errorText } from '../words/shared.ts';
import { useTexts } from './i18n.ts';

/** The words for a failure, in the language being read. */
export function useProblemText(): (error: unknown) => string {
  const { t, language } = useTexts();
  return (error) => {
    if (!(error instanceof HttpProblem)) return errorText(language, 'internal');
    return error.code === 'unreachable' ? t('problems.unreachable') : errorText(language, error.code);
  };
}

/** Grey rows where the content will be. */
export function PageLoading({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useTexts();
  return (
    <div aria-busy="true" className="loading">
      <span className="sr-only" role="status">
        {t('common.loading')}
      </span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <Skeleton key={row} height={row === 0 ? 32 : 44} animate={false} />
      ))}
    </div>
  );
}

interface ProblemProps {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** A failure, in place: what happened, then what to do. */
export function Problem({ error, title, onRetry, children }: ProblemProps) {
  const { t } = useTexts();
  const say = useProblemText();
  const signedOut = error instanceof HttpProblem && error.code === 'notSignedIn';
  return (
    <Notice title={title ?? t('problems.title')}>
      <p>{signedOut ? t('problems.signInAgain') : say(error)}</p>
      <Issues error={error} />
      {signedOut && (
        <a href="/sign-in" target="_blank" rel="noreferrer">
          {t('problems.signInInNewTab')}
        </a>
      )}
      {children}
      {onRetry !== undefined && (
        <Button size="sm" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </Notice>
  );
}

/** What exactly an invalid request got wrong: the rules' own sentences (Vietnamese), never a schema's. */
function Issues({ error }: { readonly error: unknown }) {
  const messages = error instanceof HttpProblem && error.code === 'invalidInput' ? listRuleMessages(error.details) : [];
  if (messages.length === 0) return null;
  return (
    <ul lang="vi">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

/** A page this account may not use. */
export function NotAllowed() {
  const { t, language } = useTexts();
  return (
    <Notice title={errorText(language, 'forbidden')}>
      <Link to="/">{t('problems.toWeek')}</Link>
    </Notice>
  );
}

/** An amber panel: something needs a hand. Announced when it appears. */
export function Notice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="notice" role="alert">
      <IconAlertTriangle size={22} aria-hidden="true" className="notice-icon" />
      <div className="notice-body">
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}

/** Names the browser tab after the page. */
export function usePageTitle(title: string): void {
  const { shared } = useTexts();
  useEffect(() => {
    document.title = title === '' ? shared.productName : `${title} – ${shared.productName}`;
  }, [title, shared.productName]);
}
