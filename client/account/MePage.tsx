// Own account: who I am here, and changing the own password.

import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { checkPasswordChange, MAX_PASSWORD, MIN_PASSWORD, type PasswordChange } from './passwordChange.ts';

export function MePage() {
  const { t, shared } = useTexts();
  const me = useMe();
  usePageTitle(t('me.title'));
  return (
    <section className="narrow">
      <h1>{me.name}</h1>
      <dl className="facts">
        <dt>{t('me.username')}</dt>
        <dd>{me.username}</dd>
        <dt>{t('me.role')}</dt>
        <dd>{shared.roles[me.role]}</dd>
        {me.siteName !== null && (
          <>
            <dt>{t('me.site')}</dt>
            <dd>{me.siteName}</dd>
          </>
        )}
      </dl>
      <PasswordForm />
    </section>
  );
}

const EMPTY: PasswordChange = { current: '', next: '', again: '' };

function PasswordForm() {
  const { t } = useTexts();
  const form = useForm<PasswordChange>({ initialValues: EMPTY, validate: checkPasswordChange });
  const change = useMutation({
    mutationFn: ({ current, next }: PasswordChange) =>
      api.changePassword({ currentPassword: current, newPassword: next }),
    onSuccess: () => {
      form.reset();
      showToast(t('me.changed'));
    },
    onError: (error) => {
      if (error instanceof HttpProblem && error.code === 'wrongPassword') form.setFieldError('current', 'wrongCurrent');
    },
  });
  const limits = { least: MIN_PASSWORD, most: MAX_PASSWORD };
  const say = (field: keyof PasswordChange) => {
    const problem = form.errors[field] as PasswordProblemKey | undefined;
    return problem && t(`me.${problem}`, limits);
  };
  const toggle = { 'aria-label': t('signIn.showPassword'), tabIndex: 0, 'aria-hidden': false } as const;
  const wrongCurrent = change.error instanceof HttpProblem && change.error.code === 'wrongPassword';
  return (
    <form noValidate className="panel stack" onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <h2>{t('me.changePassword')}</h2>
      {change.isError && !wrongCurrent && <Problem error={change.error} />}
      <PasswordInput
        label={t('me.current')}
        autoComplete="current-password"
        visibilityToggleButtonProps={toggle}
        {...form.getInputProps('current')}
        error={say('current')}
      />
      <PasswordInput
        label={t('me.next')}
        description={t('me.nextHint', limits)}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        {...form.getInputProps('next')}
        error={say('next')}
      />
      <PasswordInput
        label={t('me.again')}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        {...form.getInputProps('again')}
        error={say('again')}
      />
      <div className="actions">
        <Button type="submit" variant="filled" loading={change.isPending}>
          {t('me.changePassword')}
        </Button>
      </div>
    </form>
  );
}

type PasswordProblemKey = 'currentMissing' | 'wrongCurrent' | 'tooShort' | 'tooLong' | 'notSame';
