// Sign-in: user name, password, one button. Says what went wrong from the answer's code and leads where the person was going.

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { api, type SignIn } from '../httpClient/api.ts';
import { LanguageButton, ThemeButton } from '../shell/FrameHeader.tsx';
import { useTexts } from '../shell/i18n.ts';
import { usePageTitle } from '../shell/PageState.tsx';
import { isOtherDocument, pathAfterSignIn } from '../shell/pathAfterSignIn.ts';
import { ME_KEY, queryClient } from '../shell/queryClient.ts';
import { SignInProblem } from './SignInProblem.tsx';
import './signIn.css';

export function SignInPage() {
  const { t, shared } = useTexts();
  usePageTitle(t('signIn.title'));
  const signIn = useSignIn();
  const form = useForm<SignIn>({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? 'usernameMissing' : null),
      password: (value) => (value === '' ? 'passwordMissing' : null),
    },
  });
  const { username: nameProblem, password: passwordProblem } = form.errors;
  return (
    <div className="sign-in">
      <div className="sign-in-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <main className="sign-in-card">
        <h1>{shared.productName}</h1>
        <form
          noValidate
          aria-label={t('signIn.title')}
          onSubmit={form.onSubmit(({ username, password }) => signIn.mutate({ username: username.trim(), password }))}
        >
          {signIn.isError && <SignInProblem error={signIn.error} />}
          <TextInput
            size="md"
            label={t('signIn.username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            {...form.getInputProps('username')}
            error={nameProblem && t('signIn.usernameMissing')}
          />
          <PasswordInput
            size="md"
            label={t('signIn.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0, 'aria-hidden': false }}
            {...form.getInputProps('password')}
            error={passwordProblem && t('signIn.passwordMissing')}
          />
          <Button type="submit" variant="filled" size="md" fullWidth loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </form>
        <p className="quiet">{t('signIn.footer')}</p>
      </main>
    </div>
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return useMutation({
    mutationFn: async (values: SignIn) => {
      await api.signIn(values);
      return api.getMe();
    },
    onSuccess: (me) => {
      queryClient.clear();
      const path = pathAfterSignIn(me.role, search.get('next'));
      if (isOtherDocument(path)) return window.location.assign(path);
      queryClient.setQueryData(ME_KEY, me);
      return navigate(path, { replace: true });
    },
  });
}
