// The last resort: an address that is none, and a page that threw or could not be fetched.

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useRouteError } from 'react-router';
import { useTexts } from './i18n.ts';
import { usePageTitle } from './PageState.tsx';

export function NotFound() {
  const { t } = useTexts();
  usePageTitle(t('problems.notFoundTitle'));
  return (
    <section className="page narrow">
      <h1>{t('problems.notFoundTitle')}</h1>
      <p>{t('problems.notFoundHint')}</p>
      <Link to="/">{t('problems.toWeek')}</Link>
    </section>
  );
}

export function PageFailed() {
  const { t } = useTexts();
  const error = useRouteError();
  useEffect(() => console.error('page failed', error), [error]);
  return (
    <main className="page narrow" role="alert">
      <h1>{t('problems.pageTitle')}</h1>
      <p>{t('problems.pageHint')}</p>
      <Button variant="filled" onClick={() => window.location.reload()}>
        {t('problems.reload')}
      </Button>
    </main>
  );
}
