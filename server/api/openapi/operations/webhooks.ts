// The addresses of webhook subscriptions.

import { z } from 'zod';
import { webhookCreateSchema, webhookEditSchema } from '../../../contract/webhooks.ts';
import type { Operation } from '../operation.ts';
import { webhookDelivery, webhookIssued, webhookListed, webhookResult, webhookSubscription } from '../webhooks.ts';

const shared = { tag: 'integration', access: 'integration.manage' } as const;

export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  {
    ...shared,
    method: 'get',
    path: '/api/webhooks',
    vi: 'Danh sách webhook',
    en: 'Webhook subscriptions, oldest first, each with its newest call; never their secrets',
    answer: { status: 200, schema: z.array(webhookListed) },
  },
  {
    ...shared,
    method: 'post',
    path: '/api/webhooks',
    vi: 'Tạo webhook',
    en: 'Subscribe another system; the only answer that holds the secret its calls are signed with',
    body: webhookCreateSchema,
    answer: { status: 201, schema: webhookIssued },
    errors: ['wrongState'],
  },
  {
    ...shared,
    method: 'patch',
    path: '/api/webhooks/:subscriptionId',
    vi: 'Sửa, tạm dừng hoặc bật lại webhook',
    en: 'Edit, pause or resume a subscription; what is left out stays',
    body: webhookEditSchema,
    ifMatch: 'required',
    answer: { status: 200, schema: webhookSubscription, isVersioned: true },
  },
  {
    ...shared,
    method: 'delete',
    path: '/api/webhooks/:subscriptionId',
    vi: 'Xóa webhook',
    en: 'Remove a subscription with every call still owed to it',
    answer: { status: 204 },
  },
  {
    ...shared,
    method: 'get',
    path: '/api/webhooks/:subscriptionId/deliveries',
    vi: 'Các lần gửi của một webhook',
    en: 'The newest calls of a subscription with what each attempt met',
    answer: { status: 200, schema: z.array(webhookDelivery) },
  },
  {
    ...shared,
    method: 'post',
    path: '/api/webhooks/:subscriptionId/test',
    vi: 'Gửi thử',
    en: 'Call the receiver once with `webhook.test` and tell what it answered',
    answer: { status: 200, schema: webhookResult },
  },
];
