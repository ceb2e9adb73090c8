// The side form of a webhook, new or edited: which system, its address, what it is told of.

import { Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import {
  WEBHOOK_EVENTS,
  WEBHOOKS_MOST,
  type WebhookIssued,
  type WebhookSubscriptionView,
} from '../../server/contract/webhooks.ts';
import { SideFormFrame } from '../admin/SideFormFrame.tsx';
import { useSayField } from '../admin/useSayField.ts';
import { useSideForm } from '../admin/useSideForm.ts';
import { checkText } from '../admin/validateAdmin.ts';
import { HttpProblem, request } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import { showToast } from '../shell/toastStore.ts';
import { useFocusReturned } from '../shell/useFocusReturned.ts';
import { integrationsApi, WEBHOOKS_KEY } from './integrationsApi.ts';
import { checkUrl, findUrlFault } from './urlFault.ts';

interface Values {
  readonly name: string;
  readonly url: string;
  readonly events: string[];
}

interface Props {
  /** null: a new one. */
  readonly webhook: WebhookSubscriptionView | null;
  readonly onClose: () => void;
  readonly onIssued: (issued: WebhookIssued) => void;
}

export function WebhookForm({ webhook, onClose, onIssued }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  useFocusReturned();
  const made = useRef<WebhookIssued | null>(null);
  const form = useForm<Values>({
    initialValues: webhook === null ? { name: '', url: '', events: [...WEBHOOK_EVENTS] } : toValues(webhook),
    validate: {
      name: (value) => checkText(value),
      url: checkUrl,
      events: (value) => (value.length === 0 ? 'missing' : null),
    },
  });
  const side = useSideForm<WebhookSubscriptionView, Values>({
    form,
    stored: webhook ?? undefined,
    toValues,
    save: async (values, base) => {
      if (base !== undefined) return integrationsApi.editWebhook(base, toDraft(values));
      const issued = await integrationsApi.createWebhook(toDraft(values));
      made.current = issued;
      return issued.subscription;
    },
    findStored: async () => {
      const all = await request<readonly WebhookSubscriptionView[]>('GET', '/api/webhooks');
      return all.find((one) => one.subscriptionId === webhook?.subscriptionId);
    },
    keys: [WEBHOOKS_KEY],
    onSaved: (saved) => {
      if (webhook !== null) showToast(t('webhooks.saved', { name: saved.name }));
      onClose();
      // Only now: the secret takes the focus when it appears, and the form gives it back when it goes.
      if (made.current !== null) onIssued(made.current);
    },
  });
  const { error } = side.mutation;
  const fault = findUrlFault(error) ?? form.errors.url;
  const isFull = error instanceof HttpProblem && error.code === 'wrongState';
  return (
    <SideFormFrame
      title={t(webhook === null ? 'webhooks.add' : 'webhooks.edit')}
      submitLabel={webhook === null ? t('webhooks.create') : undefined}
      pending={side.mutation.isPending}
      error={isFull || findUrlFault(error) !== undefined ? null : error}
      onTakeNew={side.isConflict ? side.takeNew : undefined}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => side.mutation.mutate(values))}
    >
      {isFull && <Notice title={t('problems.title')}>{t('webhooks.tooMany', { most: WEBHOOKS_MOST })}</Notice>}
      <TextInput
        label={t('webhooks.name')}
        description={t('webhooks.nameHint')}
        required
        data-autofocus
        {...form.getInputProps('name')}
        error={say(form.errors.name)}
      />
      <TextInput
        type="url"
        label={t('webhooks.url')}
        description={t('webhooks.urlHint')}
        required
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('url')}
        error={typeof fault === 'string' ? t(`urlFaults.${fault as 'notHttp'}`) : undefined}
      />
      <Checkbox.Group
        label={t('webhooks.events')}
        {...form.getInputProps('events')}
        error={form.errors.events === undefined ? undefined : t('webhooks.eventMissing')}
      >
        <div className="integration-choices">
          {WEBHOOK_EVENTS.map((event) => (
            <Checkbox key={event} value={event} label={t(`events.${event}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </SideFormFrame>
  );
}

function toValues({ name, url, events }: WebhookSubscriptionView): Values {
  return { name, url, events: [...events] };
}

function toDraft({ name, url, events }: Values) {
  return { name, url, events: WEBHOOK_EVENTS.filter((event) => events.includes(event)) };
}
