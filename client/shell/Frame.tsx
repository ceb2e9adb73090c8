// The frame round every page of a signed-in person: product name, sections by role, own name, language, theme, sign-out.
// Leads to sign-in when nobody is signed in, and a site's account to its room.

import { useEffect } from 'react';
import { Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { FrameHeader } from './FrameHeader.tsx';
import { useTexts } from './i18n.ts';
import { PageLoading, Problem } from './PageState.tsx';
import { MeContext, useMeQuery } from './session.ts';

export function Frame() {
  const { t } = useTexts();
  const location = useLocation();
  const navigation = useNavigation();
  const me = useMeQuery();
  const isSite = me.data?.role === 'site';
  useEffect(() => {
    if (isSite) window.location.replace('/room');
  }, [isSite]);

  if (me.error instanceof HttpProblem && me.error.code === 'notSignedIn') {
    const here = location.pathname + location.search;
    return <Navigate to={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} replace />;
  }
  if (me.isError && me.data === undefined) {
    return (
      <main className="page narrow">
        <Problem error={me.error} title={t('problems.loadTitle')} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  if (me.data === undefined || isSite) {
    return (
      <main className="page">
        <PageLoading />
      </main>
    );
  }
  return (
    <MeContext value={me.data}>
      <a className="skip" href="#content">
        {t('common.skipToContent')}
      </a>
      <FrameHeader me={me.data} />
      <main className="page" id="content" tabIndex={-1} aria-busy={navigation.state !== 'idle'}>
        <Outlet />
      </main>
    </MeContext>
  );
}
