// Where the letters of sites and accounts go. Saved field by field.

import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { MailAddressView } from '../../../server/contract/answers.ts';
import { useTexts } from '../../shell/i18n.ts';
import { PageLoading, Problem } from '../../shell/PageState.tsx';
import { showToast } from '../../shell/toastStore.ts';
import { invitationApi } from './invitationApi.ts';
import { ADDRESSES_KEY } from './queries.ts';

export function MailAddresses() {
  const { t } = useTexts();
  const addresses = useQuery({ queryKey: ADDRESSES_KEY, queryFn: invitationApi.listAddresses });
  if (addresses.data === undefined) return addresses.isError ? <Problem error={addresses.error} /> : <PageLoading />;
  return (
    <section className="panel stack" aria-label={t('office.addresses')}>
      <h2>{t('office.addresses')}</h2>
      <p className="quiet">{t('office.addressesHint')}</p>
      <AddressTable title={t('office.siteAddresses')}>
        {addresses.data.sites.map((row) => (
          <AddressRow key={row.id} kind="sites" row={row} />
        ))}
      </AddressTable>
      <AddressTable title={t('office.accountAddresses')}>
        {addresses.data.accounts.map((row) => (
          <AddressRow key={row.id} kind="accounts" row={row} />
        ))}
      </AddressTable>
    </section>
  );
}

function AddressTable({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTexts();
  return (
    <>
      <h3>{title}</h3>
      <table className="table stacking">
        <thead>
          <tr>
            <th scope="col">{t('office.name')}</th>
            <th scope="col">{t('office.address')}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </>
  );
}

/** Saved when the field is left, or with Enter. */
function AddressRow({ kind, row }: { readonly kind: 'sites' | 'accounts'; readonly row: MailAddressView }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [typed, setTyped] = useState(row.email ?? '');
  const save = useMutation({
    mutationFn: (email: string | null) => invitationApi.editAddress(kind, row, email),
    onSuccess: () => {
      showToast(t('common.saved'));
      return client.invalidateQueries({ queryKey: ADDRESSES_KEY });
    },
  });
  const leave = () => {
    const email = typed.trim() === '' ? null : typed.trim();
    if (email !== row.email && !save.isPending) save.mutate(email);
  };
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>
        <TextInput
          type="email"
          aria-label={t('office.addressOf', { name: row.name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') leave();
          }}
        />
        {save.isError && <Problem error={save.error} />}
      </td>
    </tr>
  );
}
