// The newest calls of a webhook: each with its state, when it is tried again, and what every attempt met.

import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { WebhookDeliveryView, WebhookListed, WebhookResult } from '../../server/contract/webhooks.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { useFocusReturned } from '../shell/useFocusReturned.ts';
import { formatDate, formatTime, formatTimeWithSeconds } from '../words/time.ts';
import { DeliveryState } from './DeliveryState.tsx';
import { deliveriesQuery } from './integrationsApi.ts';

export function WebhookDeliveries({
  webhook,
  onClose,
}: {
  readonly webhook: WebhookListed;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  useFocusReturned();
  const deliveries = useQuery(deliveriesQuery(webhook.subscriptionId));
  return (
    <Drawer
      opened
      onClose={onClose}
      size="lg"
      title={t('webhooks.deliveriesNamed', { name: webhook.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="stack">
        {deliveries.isPending && <PageLoading rows={3} />}
        {deliveries.isError && <Problem error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
        {deliveries.data?.length === 0 && <p>{t('webhooks.noDeliveries')}</p>}
        <ol className="plain deliveries">
          {deliveries.data?.map((delivery) => (
            <Delivery key={delivery.deliveryId} delivery={delivery} />
          ))}
        </ol>
      </div>
    </Drawer>
  );
}

function Delivery({ delivery }: { readonly delivery: WebhookDeliveryView }) {
  const { t } = useTexts();
  const { event, state, attempts, results, createdAt, nextAttemptAt } = delivery;
  const next = nextAttemptAt === null ? '' : `${formatTime(nextAttemptAt)} ${formatDate(nextAttemptAt)}`;
  return (
    <li className="figures">
      <p className="delivery-head">
        <strong>{t(`events.${event}`)}</strong>
        <DeliveryState state={state} attempts={attempts} />
      </p>
      <p className="quiet">
        {formatTime(createdAt)} {formatDate(createdAt)} · {t('webhooks.attempts', { count: attempts })}
        {next !== '' && attempts > 0 && ` · ${t('webhooks.next', { time: next })}`}
      </p>
      <ul className="plain attempts">
        {results.map((result) => (
          <li key={result.at}>
            <Attempt result={result} />
          </li>
        ))}
      </ul>
      <p className="quiet delivery-id">
        {t('webhooks.deliveryId')} {delivery.deliveryId}
      </p>
    </li>
  );
}

function Attempt({ result }: { readonly result: WebhookResult }) {
  const { t } = useTexts();
  const { at, status, durationMs: ms, error } = result;
  const time = `${formatTimeWithSeconds(at)} ${formatDate(at)}`;
  if (status !== null) return <>{t('webhooks.attempt', { time, status, ms })}</>;
  return (
    <>
      {t('webhooks.noAnswer', { time, ms })} <span lang="vi">({error})</span>
    </>
  );
}
