// What other systems are called with: the `webhooks` part of the document, and the answers of the desk of webhooks as schemas.
// How a call is signed is ADR 0053; the words here are for whoever writes a receiver.

import { z } from 'zod';
import type { ZodOpenApiPathItemObject } from 'zod-openapi';
import {
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_EVENTS,
  type WebhookBody,
  type WebhookDeliveryView,
  type WebhookEvent,
  type WebhookIssued,
  type WebhookListed,
  type WebhookResult,
  type WebhookSubscriptionView,
  type WebhookTestBody,
} from '../../contract/webhooks.ts';
import { conference, view } from './views.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const event = z.enum(WEBHOOK_EVENTS);
const state = z.enum(WEBHOOK_DELIVERY_STATES);

const subscriptionFields = {
  subscriptionId: id,
  name: z.string(),
  url: z.string(),
  events: z.array(event),
  active: z.boolean(),
  createdByName: z.string(),
  createdAt: instant,
  version: z.int().meta({ description: 'Gửi lại trong If-Match khi sửa. Send it back in If-Match.' }),
};
export const webhookSubscription = view<WebhookSubscriptionView>('WebhookSubscription')(z.object(subscriptionFields));
export const webhookListed = view<WebhookListed>('WebhookListed')(
  z.object({
    ...subscriptionFields,
    lastDelivery: z.object({ event, state, attempts: z.int(), createdAt: instant }).nullable(),
  }),
);
export const webhookIssued = view<WebhookIssued>('WebhookIssued')(
  z.object({ subscription: webhookSubscription, secret: z.string() }),
);
export const webhookResult = view<WebhookResult>('WebhookResult')(
  z.object({ at: instant, durationMs: z.int(), status: z.int().nullable(), error: z.string().nullable() }),
);
export const webhookDelivery = view<WebhookDeliveryView>('WebhookDelivery')(
  z.object({
    deliveryId: id,
    event,
    state,
    attempts: z.int(),
    results: z.array(webhookResult),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
  }),
);

const headers = z.object({
  'webhook-id': z.uuid().meta({
    description:
      'Giống nhau ở mọi lần gửi lại; bỏ qua lần đã nhận. The same for every attempt; drop what you have seen.',
  }),
  'webhook-timestamp': z.string().meta({
    description:
      'Giây từ 1970 của lần gửi này; từ chối nếu quá cũ. Seconds since 1970 of this attempt; refuse an old one.',
  }),
  'webhook-signature': z.string().meta({
    description:
      '`v1,` và base64 của HMAC-SHA256, khóa là phần sau `whsec_` giải mã base64, trên `<webhook-id>.<webhook-timestamp>.<nội dung>`. ' +
      'v1 and base64 of HMAC-SHA256 over id.timestamp.body, keyed with the base64-decoded secret after whsec_ (Standard Webhooks).',
  }),
});

const TOLD: Readonly<Record<WebhookEvent, { vi: string; en: string }>> = {
  published: { vi: 'Phiên họp được phát hành giấy mời', en: 'A conference is published' },
  changed: {
    vi: 'Phiên họp đã phát hành được sửa, dời hoặc hoãn; xem status',
    en: 'A published conference is edited, moved or postponed; see its status',
  },
  cancelled: { vi: 'Phiên họp đã phát hành bị hủy', en: 'A published conference is cancelled' },
  concluded: { vi: 'Thông báo kết luận đã ban hành', en: 'The notice of conclusions is issued' },
};

function describeBody(name: WebhookEvent) {
  return view<WebhookBody>(`Webhook_${name}`)(
    z.object({
      type: z.literal(`conference.${name}`),
      timestamp: instant.meta({
        description: 'Lúc việc xảy ra, không phải lúc gửi. When it happened, not when it is told.',
      }),
      data: z.object({ conferenceId: id, conference }),
    }),
  );
}
const testBody = view<WebhookTestBody>('Webhook_test')(
  z.object({ type: z.literal('webhook.test'), timestamp: instant, data: z.object({ subscriptionId: id }) }),
);

/** The calls this service makes, by type. */
export function describeWebhooks(): Record<string, ZodOpenApiPathItemObject> {
  const calls = WEBHOOK_EVENTS.map((name) => [
    `conference.${name}`,
    describeCall(`${name}Webhook`, TOLD[name], describeBody(name)),
  ]);
  const test = { vi: 'Gửi thử từ trang Tích hợp', en: 'Tried out from the integrations page' };
  return Object.fromEntries([...calls, ['webhook.test', describeCall('testWebhook', test, testBody)]]);
}

function describeCall(
  operationId: string,
  { vi, en }: { vi: string; en: string },
  body: z.ZodType,
): ZodOpenApiPathItemObject {
  return {
    post: {
      operationId,
      tags: ['integration'],
      summary: vi,
      description: en,
      security: [],
      requestParams: { header: headers },
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
      responses: {
        '2XX': { description: 'Đã nhận; nội dung trả lời không được đọc. Taken; the body is not read.' },
        '410': { description: 'Thôi nhận: webhook được tắt. Gone: the subscription is switched off.' },
        default: {
          description:
            'Gửi lại sau 1, 5, 15 phút, 1, 4, 12, 24 và 24 giờ, rồi thôi. Tried again after 1, 5, 15 minutes, 1, 4, 12, 24 and 24 hours.',
        },
      },
    },
  };
}
