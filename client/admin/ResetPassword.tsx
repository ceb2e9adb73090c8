// Gives an account a new generated password, in two steps; the page shows it once.

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView } from '../../server/contract/http.ts';
import { api } from '../httpClient/api.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { type HandOver, makePassword } from './handOver.ts';
import { ACCOUNTS_KEY } from './queries.ts';

interface Props {
  readonly account: AccountView;
  readonly onDone: (handOver: HandOver) => void;
}

export function ResetPassword({ account, onDone }: Props) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const reset = useMutation({
    mutationFn: async () => {
      const password = makePassword();
      await api.editAccount({ id: account.accountId, version: account.version, changes: { password } });
      return password;
    },
    onSuccess: async (password) => {
      await client.invalidateQueries({ queryKey: ACCOUNTS_KEY });
      onDone({ username: account.username, password });
    },
  });
  return (
    <div className="stack reset">
      {reset.isError && <Problem error={reset.error} />}
      {asked ? (
        <>
          <p>{t('accounts.resetHint')}</p>
          <div className="actions">
            <Button onClick={() => setAsked(false)}>{t('common.back')}</Button>
            <Button className="destructive" loading={reset.isPending} onClick={() => reset.mutate()}>
              {t('accounts.resetConfirm')}
            </Button>
          </div>
        </>
      ) : (
        <Button onClick={() => setAsked(true)}>{t('accounts.resetPassword')}</Button>
      )}
    </div>
  );
}
