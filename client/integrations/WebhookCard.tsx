// One webhook: whom it calls, what it tells, how the last call ended, and what can be done with it.

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookListed, WebhookResult } from '../../server/contract/webhooks.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { showToast } from '../shell/toastStore.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { DeliveryState } from './DeliveryState.tsx';
import { integrationsApi, WEBHOOKS_KEY } from './integrationsApi.ts';

interface Props {
  readonly webhook: WebhookListed;
  readonly onOpen: (what: 'form' | 'deliveries' | 'removal') => void;
}

export function WebhookCard({ webhook, onOpen }: Props) {
  const { t } = useTexts();
  const { name, subscriptionId } = webhook;
  const test = useMutation({ mutationFn: () => integrationsApi.testWebhook(subscriptionId) });
  return (
    <li className="panel webhook" aria-label={name} data-disabled={!webhook.active || undefined}>
      <div className="webhook-head">
        <h2>{name}</h2>
        <span className="status" data-status={webhook.active ? undefined : 'closed'}>
          {t(webhook.active ? 'webhooks.active' : 'webhooks.paused')}
        </span>
      </div>
      <WebhookFacts webhook={webhook} />
      <div role="status">
        {test.isPending && <p className="quiet">{t('webhooks.testing')}</p>}
        {test.data !== undefined && <TestAnswer result={test.data} />}
        {test.isError && <Problem error={test.error} />}
      </div>
      <div className="webhook-acts">
        <Button
          size="xs"
          aria-label={t('webhooks.testNamed', { name })}
          aria-busy={test.isPending}
          onClick={() => {
            // Not switched off meanwhile: a button that is loses the keyboard's focus.
            if (!test.isPending) test.mutate();
          }}
        >
          {t('webhooks.test')}
        </Button>
        <Button size="xs" aria-label={t('webhooks.deliveriesNamed', { name })} onClick={() => onOpen('deliveries')}>
          {t('webhooks.deliveries')}
        </Button>
        <Button size="xs" aria-label={t('webhooks.editNamed', { name })} onClick={() => onOpen('form')}>
          {t('common.edit')}
        </Button>
        <PauseButton webhook={webhook} />
        <Button
          size="xs"
          className="far-end"
          aria-label={t('webhooks.removeNamed', { name })}
          onClick={() => onOpen('removal')}
        >
          {t('webhooks.remove')}
        </Button>
      </div>
    </li>
  );
}

function WebhookFacts({ webhook }: { readonly webhook: WebhookListed }) {
  const { t } = useTexts();
  const { lastDelivery } = webhook;
  return (
    <dl className="facts">
      <dt>{t('webhooks.url')}</dt>
      <dd className="webhook-url">{webhook.url}</dd>
      <dt>{t('webhooks.events')}</dt>
      <dd>{webhook.events.map((event) => t(`events.${event}`)).join(' · ')}</dd>
      <dt>{t('webhooks.last')}</dt>
      <dd className="figures">
        {lastDelivery === null ? (
          <span className="quiet">{t('webhooks.neverSent')}</span>
        ) : (
          <>
            <DeliveryState state={lastDelivery.state} attempts={lastDelivery.attempts} />{' '}
            <span className="quiet">
              {t(`events.${lastDelivery.event}`)}, {formatTime(lastDelivery.createdAt)}{' '}
              {formatDate(lastDelivery.createdAt)}
            </span>
          </>
        )}
      </dd>
      <dt>{t('tokens.made')}</dt>
      <dd className="figures">
        {webhook.createdByName} <span className="quiet">{formatDate(webhook.createdAt)}</span>
      </dd>
    </dl>
  );
}

function TestAnswer({ result }: { readonly result: WebhookResult }) {
  const { t } = useTexts();
  const { status, error, durationMs } = result;
  if (error === null && status !== null)
    return <p className="webhook-fine">{t('webhooks.testOk', { status, ms: durationMs })}</p>;
  return (
    <p className="needs-hand">
      {t('webhooks.testFailed')} <span lang="vi">{error}</span>
    </p>
  );
}

function PauseButton({ webhook }: { readonly webhook: WebhookListed }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { name, active } = webhook;
  const change = useMutation({
    mutationFn: () => integrationsApi.editWebhook(webhook, { active: !active }),
    onSuccess: () => showToast(t(active ? 'webhooks.wasPaused' : 'webhooks.wasResumed', { name })),
    onSettled: () => client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
  return (
    <>
      <Button
        size="xs"
        aria-label={t(active ? 'webhooks.pauseNamed' : 'webhooks.resumeNamed', { name })}
        aria-busy={change.isPending}
        onClick={() => {
          if (!change.isPending) change.mutate();
        }}
      >
        {t(active ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      {change.isError && <Problem error={change.error} />}
    </>
  );
}
