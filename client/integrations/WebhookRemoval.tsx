// Asks before a webhook is removed with everything still owed to it.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookListed } from '../../server/contract/webhooks.ts';
import { useTexts } from '../shell/i18n.ts';
import { showToast } from '../shell/toastStore.ts';
import { integrationsApi, WEBHOOKS_KEY } from './integrationsApi.ts';
import { Question } from './Question.tsx';

export function RemoveQuestion({
  webhook,
  onClose,
}: {
  readonly webhook: WebhookListed;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { name, subscriptionId } = webhook;
  const remove = useMutation({
    mutationFn: () => integrationsApi.removeWebhook(subscriptionId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: WEBHOOKS_KEY });
      showToast(t('webhooks.wasRemoved', { name }));
      onClose();
    },
  });
  return (
    <Question
      title={t('webhooks.removeNamed', { name })}
      text={t('webhooks.removeSure', { name })}
      confirmLabel={t('webhooks.remove')}
      pending={remove.isPending}
      error={remove.error}
      onBack={onClose}
      onConfirm={() => remove.mutate()}
    />
  );
}
