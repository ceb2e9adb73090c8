// The office's own data for papers and letters: the letterhead, and where the letters of sites and accounts go. For administrators.

import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { LetterheadView, MailAddressView } from '../../../server/contract/answers.ts';
import type { Letterhead } from '../../../server/contract/records.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { showToast } from '../../shell/toastStore.ts';
import { invitationApi } from './invitationApi.ts';
import './invitation.css';

const LETTERHEAD_KEY = ['letterhead'] as const;
const ADDRESSES_KEY = ['mailAddresses'] as const;

export function OfficePage() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const letterhead = useQuery({
    queryKey: LETTERHEAD_KEY,
    queryFn: invitationApi.getLetterhead,
    enabled: isAdministrator,
    refetchOnWindowFocus: false,
  });
  usePageTitle(t('office.title'));
  if (!isAdministrator) return <NotAllowed />;
  return (
    <div className="office-form">
      <h1>{t('office.title')}</h1>
      {letterhead.isError && <Problem error={letterhead.error} onRetry={() => void letterhead.refetch()} />}
      {letterhead.isPending && <PageLoading />}
      {letterhead.data !== undefined && <LetterheadForm key={letterhead.data.version} view={letterhead.data} />}
      <Addresses />
    </div>
  );
}

function LetterheadForm({ view }: { readonly view: LetterheadView }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Letterhead>(view.letterhead);
  const save = useMutation({
    mutationFn: () => invitationApi.editLetterhead(view.version, withoutEmptyLines(draft)),
    onSuccess: (saved) => {
      client.setQueryData(LETTERHEAD_KEY, saved);
      showToast(t('common.saved'));
    },
  });
  const change = (part: Partial<Letterhead>) => setDraft({ ...draft, ...part });
  const signature = (part: Partial<Letterhead['signature']>) => change({ signature: { ...draft.signature, ...part } });
  const text = (key: 'placeName' | 'documentSymbol' | 'invitingOffice' | 'hubAddress' | 'archive') => (
    <TextInput
      label={t(`office.${key}`)}
      value={draft[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  const lines = (key: 'parentAgencyLines' | 'agencyLines' | 'recipients') => (
    <Textarea
      label={t(`office.${key}`)}
      rows={3}
      value={draft[key].join('\n')}
      onChange={(event) => change({ [key]: event.currentTarget.value.split('\n') })}
    />
  );
  const mandate = draft.signature.mandates[0]?.office ?? '';
  return (
    <form
      className="panel stack"
      aria-label={t('office.letterhead')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('office.letterhead')}</h2>
      {lines('parentAgencyLines')}
      {lines('agencyLines')}
      {text('placeName')}
      {text('documentSymbol')}
      {text('invitingOffice')}
      {text('hubAddress')}
      {lines('recipients')}
      {text('archive')}
      <TextInput
        label={t('office.mandate')}
        value={mandate}
        onChange={({ currentTarget: { value } }) =>
          signature({ mandates: value === '' ? [] : [{ capacity: 'TL', office: value }] })
        }
      />
      <TextInput
        label={t('office.signerOffice')}
        value={draft.signature.office}
        onChange={(event) => signature({ office: event.currentTarget.value })}
      />
      <TextInput
        label={t('office.signerName')}
        value={draft.signature.name}
        onChange={(event) => signature({ name: event.currentTarget.value })}
      />
      {save.isError && <Problem error={save.error} />}
      <Button type="submit" variant="filled" loading={save.isPending}>
        {t('common.save')}
      </Button>
    </form>
  );
}

function withoutEmptyLines(draft: Letterhead): Letterhead {
  const clean = (given: readonly string[]) => given.filter((line) => line.trim() !== '');
  return {
    ...draft,
    parentAgencyLines: clean(draft.parentAgencyLines),
    agencyLines: clean(draft.agencyLines),
    recipients: clean(draft.recipients),
  };
}

function Addresses() {
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
      <table className="table">
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
