// Webhooks as cards: whom they call, for what, and what became of the last call; trying one out, pausing, removing.

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { WebhookIssued, WebhookListed } from '../../server/contract/webhooks.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { webhooksQuery } from './integrationsApi.ts';
import { SecretPanel } from './SecretPanel.tsx';
import { WebhookCard } from './WebhookCard.tsx';
import { WebhookDeliveries } from './WebhookDeliveries.tsx';
import { WebhookForm } from './WebhookForm.tsx';
import { RemoveQuestion } from './WebhookRemoval.tsx';

type Opened = { readonly what: 'form' | 'deliveries' | 'removal'; readonly webhook: WebhookListed };

export function WebhooksPanel() {
  const { t } = useTexts();
  const webhooks = useQuery(webhooksQuery);
  const addButton = useRef<HTMLButtonElement>(null);
  const [isAdding, setAdding] = useState(false);
  const [issued, setIssued] = useState<WebhookIssued | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <div className="toolbar integration-lead">
        <p className="quiet">{t('webhooks.purpose')}</p>
        <div className="toolbar-end">
          <Button
            ref={addButton}
            variant={issued === null ? 'filled' : 'default'}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('webhooks.add')}
          </Button>
        </div>
      </div>
      {issued !== null && (
        <SecretPanel
          key={issued.subscription.subscriptionId}
          title={t('webhooks.secretTitle', { name: issued.subscription.name })}
          secret={issued.secret}
          warning={t('webhooks.once')}
          onDone={() => {
            setIssued(null);
            addButton.current?.focus();
          }}
        />
      )}
      {webhooks.isError && (
        <Problem error={webhooks.error} title={t('problems.loadTitle')} onRetry={() => void webhooks.refetch()} />
      )}
      {webhooks.isPending && <PageLoading rows={3} />}
      {webhooks.data?.length === 0 && <p className="panel">{t('webhooks.none')}</p>}
      <ul className="plain webhooks">
        {webhooks.data?.map((webhook) => (
          <WebhookCard key={webhook.subscriptionId} webhook={webhook} onOpen={(what) => setOpened({ what, webhook })} />
        ))}
      </ul>
      {isAdding && <WebhookForm webhook={null} onClose={() => setAdding(false)} onIssued={setIssued} />}
      {opened?.what === 'form' && <WebhookForm webhook={opened.webhook} onClose={close} onIssued={setIssued} />}
      {opened?.what === 'deliveries' && <WebhookDeliveries webhook={opened.webhook} onClose={close} />}
      {opened?.what === 'removal' && <RemoveQuestion webhook={opened.webhook} onClose={close} />}
    </>
  );
}
