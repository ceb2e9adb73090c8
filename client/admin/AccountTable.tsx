// The accounts as a table; the state of each in words.

import type { AccountView } from '../../server/contract/http.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { RecordActs } from './RecordActs.tsx';

interface Props {
  readonly accounts: readonly AccountView[];
  /** The day they are shown as on. */
  readonly day: string;
  readonly onEdit: (account: AccountView) => void;
  readonly onHistory: (account: AccountView) => void;
}

export function AccountTable({ accounts, day, onEdit, onHistory }: Props) {
  const { t, shared } = useTexts();
  if (accounts.length === 0) return <p className="quiet">{t('common.nothingFound')}</p>;
  return (
    <>
      <p className="quiet figures" aria-live="polite">
        {t('accounts.found', { count: accounts.length })}
      </p>
      <table className="table stacking">
        <thead>
          <tr>
            <th scope="col">{t('accounts.name')}</th>
            <th scope="col">{t('accounts.username')}</th>
            <th scope="col">{t('accounts.role')}</th>
            <th scope="col">{t('accounts.site')}</th>
            <th scope="col">{t('accounts.state')}</th>
            <th scope="col">
              <span className="sr-only">{t('accounts.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.accountId} data-disabled={account.disabled || account.validFrom > day || undefined}>
              <th scope="row">{account.name}</th>
              <td data-label={t('accounts.username')}>{account.username}</td>
              <td data-label={t('accounts.role')}>{shared.roles[account.role]}</td>
              <td data-label={t('accounts.site')}>{account.siteName ?? '–'}</td>
              <td data-label={t('accounts.state')}>
                <AccountState account={account} day={day} />
              </td>
              <td>
                <RecordActs
                  name={account.name}
                  editLabel={t('accounts.editNamed', { name: account.name })}
                  onEdit={() => onEdit(account)}
                  onHistory={() => onHistory(account)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function AccountState({ account, day }: { readonly account: AccountView; readonly day: string }) {
  const { t } = useTexts();
  if (account.validFrom > day)
    return <span className="quiet figures">{t('accounts.begins', { day: formatLocalDate(account.validFrom) })}</span>;
  return (
    <>
      <UseOf account={account} />
      {account.validTo !== null && (
        <p className="quiet figures">{t('accounts.changes', { day: formatLocalDate(account.validTo) })}</p>
      )}
    </>
  );
}

function UseOf({ account }: { readonly account: AccountView }) {
  const { t } = useTexts();
  if (account.disabled) return <span className="quiet">{t('accounts.disabled')}</span>;
  if (account.lockedUntil !== null && Date.parse(account.lockedUntil) > Date.now()) {
    const time = `${formatTime(account.lockedUntil)} ${formatDate(account.lockedUntil)}`;
    return <span className="needs-hand figures">{t('accounts.lockedUntil', { time })}</span>;
  }
  return <>{t('accounts.active')}</>;
}
