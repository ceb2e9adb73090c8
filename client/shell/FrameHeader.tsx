// The header of the frame. Sections by role; the current one is marked for eyes and for screen readers.

import { Button } from '@mantine/core';
import { IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { NavLink } from 'react-router';
import type { AccountView } from '../../server/contract/http.ts';
import { api } from '../httpClient/api.ts';
import { seesLife } from '../life/seesLife.ts';
import { AdminMenu } from './AdminMenu.tsx';
import { setLanguage, useTexts } from './i18n.ts';
import { useProblemText } from './PageState.tsx';
import { chooseTheme, getTheme, subscribeTheme } from './theme.ts';
import { showToast } from './toastStore.ts';

export function FrameHeader({ me }: { readonly me: AccountView }) {
  const { t, shared } = useTexts();
  return (
    <header className="frame-header">
      <NavLink to="/" className="frame-name">
        {shared.productName}
      </NavLink>
      <nav aria-label={t('nav.main')} className="frame-nav">
        <NavLink to="/" end>
          {t('nav.week')}
        </NavLink>
        <NavLink to="/conferences">{t('nav.list')}</NavLink>
        <NavLink to="/organisation">{t('nav.organisation')}</NavLink>
        {seesLife(me.role) && <NavLink to="/rules">{t('rules.nav')}</NavLink>}
        {me.role === 'secretary' && <NavLink to="/outbox">{t('nav.outbox')}</NavLink>}
        {me.role === 'administrator' && <AdminMenu />}
      </nav>
      <div className="frame-own">
        <NavLink to="/me" className="frame-me" title={t('nav.me')}>
          <IconUser size={18} aria-hidden="true" />
          <span>
            <span className="frame-me-name" title={me.name}>
              {me.name}
            </span>
            <span className="frame-me-role">{shared.roles[me.role]}</span>
          </span>
        </NavLink>
        <LanguageButton />
        <ThemeButton />
        <SignOutButton />
      </div>
    </header>
  );
}

/** Changes between Vietnamese and English; named in the language it leads to. */
export function LanguageButton() {
  const { t, language } = useTexts();
  const say = useProblemText();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <Button
      size="xs"
      variant="subtle"
      lang={other}
      leftSection={<IconLanguage size={16} aria-hidden="true" />}
      onClick={() => setLanguage(other).catch((error: unknown) => showToast(say(error)))}
    >
      {t('nav.switchLanguage')}
    </Button>
  );
}

export function ThemeButton() {
  const { t } = useTexts();
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  const other = theme === 'light' ? 'dark' : 'light';
  const Icon = other === 'dark' ? IconMoon : IconSun;
  const label = other === 'dark' ? t('nav.dark') : t('nav.light');
  return (
    <Button size="xs" variant="subtle" onClick={() => chooseTheme(other)} aria-label={label} title={label}>
      <Icon size={18} aria-hidden="true" />
    </Button>
  );
}

function SignOutButton() {
  const { t } = useTexts();
  const say = useProblemText();
  const signOut = useMutation({
    mutationFn: api.signOut,
    // A fresh document: nothing of the former session stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
    onError: (error) => showToast(say(error)),
  });
  return (
    <Button
      size="xs"
      leftSection={<IconLogout size={16} aria-hidden="true" />}
      loading={signOut.isPending}
      onClick={() => signOut.mutate()}
    >
      {t('nav.signOut')}
    </Button>
  );
}
