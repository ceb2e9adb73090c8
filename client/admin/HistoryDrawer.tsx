// What a unit, site or account was over time, the newest state first; for administrators also the end of a unit or site, in two steps.

import { Button, Drawer } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountVersionView, SiteVersionView, UnitVersionView } from '../../server/contract/organisation.ts';
import { api } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { addDays, formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { showToast } from '../shell/toastStore.ts';
import { formatBandwidth } from './bandwidth.ts';
import { DayField } from './DayField.tsx';
import { DIRECTORY_KEY, historyQuery, SITES_KEY, UNITS_KEY } from './queries.ts';
import { checkDay } from './validateAdmin.ts';

type AnyVersion = UnitVersionView | SiteVersionView | AccountVersionView;

export interface HistoryOf {
  readonly kind: 'units' | 'sites' | 'accounts';
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly of: HistoryOf;
  /** Never of an account: that is put out of use in its form. */
  readonly mayClose: boolean;
  /** The day a proposed end starts from. */
  readonly day: string;
  readonly onClose: () => void;
}

export function HistoryDrawer({ of, mayClose, day, onClose }: Props) {
  const { t } = useTexts();
  const history = useQuery(historyQuery(of.kind, of.id));
  const versions = history.data?.versions ?? [];
  const tellDays = ({ validFrom, validTo }: AnyVersion) => {
    const from = formatLocalDate(validFrom);
    if (validTo === null) return t('organisation.since', { from });
    return t('organisation.between', { from, to: formatLocalDate(addDays(validTo, -1)) });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('organisation.historyNamed', { name: of.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="stack">
        {history.isPending && <PageLoading rows={3} />}
        {history.isError && <Problem error={history.error} onRetry={() => void history.refetch()} />}
        <ol className="history">
          {versions.toReversed().map((version) => (
            <li key={version.validFrom}>
              <p className="quiet figures">{tellDays(version)}</p>
              <p>{version.name}</p>
              <Facts version={version} />
            </li>
          ))}
        </ol>
        {mayClose && of.kind !== 'accounts' && history.data !== undefined && versions.at(-1)?.validTo === null && (
          <CloseForm kind={of.kind} of={of} version={history.data.version} day={day} onDone={onClose} />
        )}
      </div>
    </Drawer>
  );
}

function Facts({ version }: { readonly version: AnyVersion }) {
  const { t, shared, language } = useTexts();
  if ('role' in version) {
    const use = version.disabled ? t('accounts.disabled') : null;
    return <p className="quiet">{joinFacts([shared.roles[version.role], version.siteName, use])}</p>;
  }
  const facts =
    'unitName' in version
      ? [
          version.unitName,
          t('organisation.linkValue', {
            down: formatBandwidth(version.linkDownKbps, language),
            up: formatBandwidth(version.linkUpKbps, language),
          }),
          version.backupPhone,
        ]
      : [version.parentName, version.distanceKm === null ? null : `${version.distanceKm} km`];
  return <p className="quiet">{joinFacts([`${t('organisation.order')}: ${version.order}`, ...facts])}</p>;
}

function joinFacts(facts: readonly (string | null)[]): string {
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ');
}

interface CloseProps {
  readonly kind: 'units' | 'sites';
  readonly of: HistoryOf;
  readonly version: number;
  readonly day: string;
  readonly onDone: () => void;
}

function CloseForm({ kind, of, version, day: firstDay, onDone }: CloseProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [day, setDay] = useState(firstDay);
  const close = useMutation({
    mutationFn: () => api.closeFrom(kind, { id: of.id, version, changes: { effectiveFrom: day } }),
    onSuccess: async () => {
      await Promise.all(
        [UNITS_KEY, SITES_KEY, DIRECTORY_KEY].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      showToast(t('organisation.closed', { name: of.name, day: formatLocalDate(day) }));
      onDone();
    },
  });
  if (!asked)
    return (
      <div className="reset">
        <Button onClick={() => setAsked(true)}>{t('organisation.close')}</Button>
      </div>
    );
  return (
    <div className="stack reset">
      {close.isError && (
        <Problem error={close.error}>
          {close.error instanceof HttpProblem && close.error.code === 'wrongState' && (
            <p lang="vi">{close.error.message}</p>
          )}
        </Problem>
      )}
      <DayField label={t('organisation.effectiveFrom')} value={day} onChange={setDay} />
      <p>{t('organisation.closeHint')}</p>
      <div className="actions">
        <Button onClick={() => setAsked(false)}>{t('common.back')}</Button>
        <Button
          className="destructive"
          disabled={checkDay(day) !== null}
          loading={close.isPending}
          onClick={() => close.mutate()}
        >
          {t('organisation.closeConfirm')}
        </Button>
      </div>
    </div>
  );
}
