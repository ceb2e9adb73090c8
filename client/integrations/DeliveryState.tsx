// How a call stands, in one word; amber where the receiver has not taken it.

import type { WebhookDeliveryState } from '../../server/contract/webhooks.ts';
import { useTexts } from '../shell/i18n.ts';

export function DeliveryState({
  state,
  attempts,
}: {
  readonly state: WebhookDeliveryState;
  readonly attempts: number;
}) {
  const { t } = useTexts();
  const isRetry = state === 'queued' && attempts > 0;
  const needsHand = isRetry || state === 'failed' || state === 'givenUp';
  return (
    <span className={needsHand ? 'needs-hand' : undefined}>{t(`deliveryStates.${isRetry ? 'retrying' : state}`)}</span>
  );
}
