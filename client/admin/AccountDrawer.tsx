// The side form of an account: create with a generated password, edit or put out of use from a day on, reset the password in two steps.

import { Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView } from '../../server/contract/http.ts';
import { ROLES } from '../../server/contract/roles.ts';
import { api } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { searchOptions } from '../shell/searchOptions.ts';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { type AccountValues, NEW_ACCOUNT, toAccountCreate, toAccountEdit, toAccountValues } from './accountForm.ts';
import { DayField } from './DayField.tsx';
import { type HandOver, makePassword } from './handOver.ts';
import { ACCOUNTS_KEY, DIRECTORY_KEY, sitesQuery } from './queries.ts';
import { ResetPassword } from './ResetPassword.tsx';
import { SideFormFrame } from './SideFormFrame.tsx';
import { useDatedForm } from './useDatedForm.ts';
import { useSayField } from './useSayField.ts';
import { checkAccountSite, checkEmail, checkText, checkUsername, needsSite } from './validateAdmin.ts';

interface Props {
  /** null: a new account. */
  readonly account: AccountView | null;
  /** First day of the change, until another is chosen; the account shown is this day's. */
  readonly day: string;
  readonly onClose: () => void;
  readonly onHandOver: (handOver: HandOver) => void;
}

export function AccountDrawer({ account, day: firstDay, onClose, onHandOver }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  const form = useAccountForm(account);
  const [password] = useState(makePassword);
  const dated = useDatedForm<AccountView, AccountValues>({
    form,
    firstDay,
    stored: account ?? undefined,
    toValues: toAccountValues,
    save: (values, base, day) =>
      base === undefined
        ? api.createAccount(toAccountCreate(values, password, day))
        : api.editAccount({ id: base.accountId, version: base.version, changes: toAccountEdit(values, day) }),
    findOn: async (on) => (await api.listAccounts({ on })).find((one) => one.accountId === account?.accountId),
    keys: [ACCOUNTS_KEY, DIRECTORY_KEY],
    onSaved: (saved) => {
      if (account === null) onHandOver({ username: saved.username, password });
      else showToast(t('accounts.saved', { username: saved.username, day: formatLocalDate(dated.validDay) }));
      onClose();
    },
  });
  const taken = dated.error instanceof HttpProblem && dated.error.code === 'alreadyExists';
  return (
    <SideFormFrame
      title={account === null ? t('accounts.add') : t('accounts.edit')}
      submitLabel={account === null ? t('accounts.create') : undefined}
      pending={dated.isPending}
      error={taken ? null : dated.error}
      onTakeNew={dated.onTakeNew}
      onClose={onClose}
      onSubmit={form.onSubmit(dated.submit)}
    >
      <TextInput
        label={t('accounts.username')}
        description={account === null ? t('accounts.usernameHint') : undefined}
        required
        readOnly={account !== null}
        data-autofocus={account === null || undefined}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('username')}
        error={taken ? t('accounts.taken') : say(form.errors.username)}
      />
      <DayField label={t('organisation.effectiveFrom')} value={dated.day} onChange={dated.chooseDay} />
      <TextInput
        label={t('accounts.name')}
        required
        data-autofocus={account !== null || undefined}
        {...form.getInputProps('name')}
        error={say(form.errors.name)}
      />
      <RoleFields form={form} day={dated.validDay} />
      <TextInput
        type="email"
        label={t('organisation.email')}
        description={t('accounts.emailHint')}
        autoComplete="off"
        {...form.getInputProps('email')}
        error={say(form.errors.email)}
      />
      {account !== null && <DisableSwitch form={form} account={account} />}
      {account !== null && (
        <ResetPassword
          account={account}
          onDone={(made) => {
            onHandOver(made);
            onClose();
          }}
        />
      )}
    </SideFormFrame>
  );
}

type AccountForm = ReturnType<typeof useAccountForm>;

function useAccountForm(account: AccountView | null) {
  return useForm<AccountValues>({
    initialValues: account === null ? NEW_ACCOUNT : toAccountValues(account),
    validate: {
      username: (value) => checkUsername(value),
      name: (value) => checkText(value),
      email: (value) => checkEmail(value),
      siteId: (value, values) => checkAccountSite(values.role, value),
    },
  });
}

function RoleFields({ form, day }: { readonly form: AccountForm; readonly day: string }) {
  const { t, shared } = useTexts();
  const say = useSayField();
  const sites = useQuery(sitesQuery('', day));
  return (
    <>
      <Select
        label={t('accounts.role')}
        data={ROLES.map((value) => ({ value, label: shared.roles[value] }))}
        allowDeselect={false}
        {...form.getInputProps('role')}
      />
      <Select
        label={t('accounts.site')}
        description={t('accounts.siteHint')}
        placeholder={t('accounts.noSite')}
        data={(sites.data ?? []).map((site) => ({ value: site.siteId, label: site.name }))}
        searchable
        filter={searchOptions}
        clearable
        required={needsSite(form.values.role)}
        nothingFoundMessage={t('common.nothingFound')}
        {...form.getInputProps('siteId')}
        error={say(form.errors.siteId)}
      />
    </>
  );
}

function DisableSwitch({ form, account }: { readonly form: AccountForm; readonly account: AccountView }) {
  const { t } = useTexts();
  const isSelf = useMe().accountId === account.accountId;
  return (
    <Switch
      label={t('accounts.disable')}
      description={isSelf ? t('accounts.self') : t('accounts.disableHint')}
      disabled={isSelf}
      {...form.getInputProps('disabled', { type: 'checkbox' })}
    />
  );
}
