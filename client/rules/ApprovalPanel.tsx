// Whether secretaries may publish without approval and who approves in a chair's place; for administrators also what was refused
// because of state-secret content.

import { Button, Checkbox, MultiSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountId } from '../../server/contract/ids.ts';
import type { ApprovalSettingView } from '../../server/contract/life.ts';
import { api } from '../httpClient/api.ts';
import { CONFERENCES_KEY, directoryQuery } from '../planner/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { formatLongDate, formatTime } from '../words/time.ts';
import { approvalQuery, refusalsQuery } from './queries.ts';

export function ApprovalPanel() {
  const { t } = useTexts();
  const setting = useQuery(approvalQuery);
  const isAdministrator = useMe().role === 'administrator';
  if (setting.data === undefined) {
    return setting.isError ? (
      <Problem error={setting.error} title={t('problems.loadTitle')} onRetry={() => void setting.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  if (!isAdministrator) return <ApprovalFacts setting={setting.data} />;
  return (
    <>
      <ApprovalForm setting={setting.data} />
      <Refusals />
    </>
  );
}

function ApprovalFacts({ setting }: { readonly setting: ApprovalSettingView }) {
  const { t } = useTexts();
  const names = setting.delegates.map((delegate) => delegate.name).join(', ');
  return (
    <section className="panel">
      <dl className="facts">
        <dt>{t('rules.publishWithoutApproval')}</dt>
        <dd>{t(setting.publishWithoutApproval ? 'rules.yes' : 'rules.no')}</dd>
        <dt>{t('rules.delegates')}</dt>
        <dd>{names === '' ? t('rules.nobody') : names}</dd>
      </dl>
    </section>
  );
}

/** Keeps the version it shows, so that somebody else's change in between is a conflict and not overwritten. */
function ApprovalForm({ setting }: { readonly setting: ApprovalSettingView }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const directory = useQuery(directoryQuery);
  const [publishWithoutApproval, setPublish] = useState(setting.publishWithoutApproval);
  const [delegateIds, setDelegates] = useState<string[]>(idsOf(setting));
  const [version, setVersion] = useState(setting.version);
  const show = (view: ApprovalSettingView) => {
    setPublish(view.publishWithoutApproval);
    setDelegates(idsOf(view));
    setVersion(view.version);
  };
  const save = useMutation({
    mutationFn: () => api.editApproval(version, { publishWithoutApproval, delegateIds: delegateIds as AccountId[] }),
    onSuccess: async (view) => {
      show(view);
      client.setQueryData(approvalQuery.queryKey, view);
      showToast(t('rules.settingSaved'));
      await client.invalidateQueries({ queryKey: CONFERENCES_KEY });
    },
  });
  const reload = useMutation({
    mutationFn: () => client.fetchQuery({ ...approvalQuery, staleTime: 0 }),
    onSuccess: (view) => {
      show(view);
      save.reset();
    },
  });
  const chairs = (directory.data?.people ?? []).filter((person) => person.role === 'chair');
  return (
    <section className="panel stack">
      {save.isError && (
        <Problem error={reload.error ?? save.error}>
          <Button size="sm" onClick={() => reload.mutate()}>
            {t('problems.reload')}
          </Button>
        </Problem>
      )}
      <Checkbox
        label={t('rules.publishWithoutApproval')}
        checked={publishWithoutApproval}
        onChange={(event) => setPublish(event.currentTarget.checked)}
      />
      <MultiSelect
        label={t('rules.delegates')}
        description={t('rules.delegatesHint')}
        data={chairs.map((person) => ({ value: person.accountId, label: person.name }))}
        value={delegateIds}
        onChange={setDelegates}
        maxValues={20}
      />
      <div className="actions">
        <Button variant="filled" loading={save.isPending} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </div>
    </section>
  );
}

const idsOf = (setting: ApprovalSettingView) => setting.delegates.map((one) => one.accountId);

function Refusals() {
  const { t, language } = useTexts();
  const refusals = useQuery(refusalsQuery);
  return (
    <section className="panel">
      <h2>{t('rules.refusals')}</h2>
      {refusals.isError && <Problem error={refusals.error} onRetry={() => void refusals.refetch()} />}
      {refusals.data?.length === 0 && <p className="quiet">{t('rules.noRefusals')}</p>}
      <ul className="plain">
        {(refusals.data ?? []).map((refusal) => (
          <li key={`${refusal.at} ${refusal.titleHash}`} className="figures">
            {formatTime(refusal.at)} {formatLongDate(refusal.at, language)}, {refusal.byName}
            <span className="under quiet rules-hash">SHA-256 {refusal.titleHash}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
