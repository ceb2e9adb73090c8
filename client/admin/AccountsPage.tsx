// Accounts as they stand on a day, for administrators: who may sign in, as what, and whether the account is locked or out of use.
// The day is in the address.

import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AccountView } from '../../server/contract/http.ts';
import { matchesSearch } from '../../server/domain/text/fold.ts';
import { isLocalDate, localDateOf } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { AccountDrawer } from './AccountDrawer.tsx';
import { AccountTable } from './AccountTable.tsx';
import { DayField } from './DayField.tsx';
import { HandOverPanel } from './HandOverPanel.tsx';
import { HistoryDrawer, type HistoryOf } from './HistoryDrawer.tsx';
import type { HandOver } from './handOver.ts';
import { accountsQuery } from './queries.ts';
import './admin.css';

export function AccountsPage() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const today = localDateOf(Date.now());
  const [search, setSearch] = useSearchParams();
  const on = search.get('on') ?? '';
  const day = isLocalDate(on) ? on : today;
  const [typedDay, setTypedDay] = useState(day);
  const accounts = useQuery({ ...accountsQuery(day), enabled: isAdministrator });
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<AccountView | 'new' | null>(null);
  const [history, setHistory] = useState<HistoryOf | null>(null);
  const [handOver, setHandOver] = useState<HandOver | null>(null);
  usePageTitle(t('accounts.title'));
  if (!isAdministrator) return <NotAllowed />;
  const chooseDay = (chosen: string) => {
    setTypedDay(chosen);
    if (isLocalDate(chosen)) setSearch(chosen === today ? {} : { on: chosen }, { replace: true });
  };
  const found = (accounts.data ?? []).filter((account) => isFound(account, typed));
  return (
    <>
      <div className="toolbar">
        <h1>{t('accounts.title')}</h1>
        <div className="toolbar-end">
          <Button
            variant="filled"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setEditing('new')}
          >
            {t('accounts.add')}
          </Button>
        </div>
      </div>
      <div className="filters">
        <DayField label={t('organisation.on')} value={typedDay} onChange={chooseDay} />
      </div>
      <div className="filters">
        <TextInput
          type="search"
          label={t('accounts.search')}
          placeholder={t('organisation.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {handOver !== null && <HandOverPanel handOver={handOver} onDone={() => setHandOver(null)} />}
      {accounts.isError && (
        <Problem error={accounts.error} title={t('problems.loadTitle')} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isPending && <PageLoading rows={10} />}
      {accounts.data !== undefined && (
        <AccountTable
          accounts={found}
          day={day}
          onEdit={setEditing}
          onHistory={({ accountId, name }) => setHistory({ kind: 'accounts', id: accountId, name })}
        />
      )}
      {editing !== null && (
        <AccountDrawer
          account={editing === 'new' ? null : editing}
          day={editing !== 'new' && editing.validFrom > day ? editing.validFrom : day}
          onClose={() => setEditing(null)}
          onHandOver={(made) => setHandOver(made)}
        />
      )}
      {history !== null && <HistoryDrawer of={history} mayClose={false} day={day} onClose={() => setHistory(null)} />}
    </>
  );
}

function isFound(account: AccountView, query: string): boolean {
  return [account.name, account.username, account.siteName ?? ''].some((text) => matchesSearch(query, text));
}
