// Webhooks: who is told of what, over HTTP under /api/webhooks, and the body of a call. A subscription's secret is in the one answer that
// makes it and nowhere else.

import { z } from 'zod';
import type { ConferenceView } from './http.ts';
import type { ConferenceId } from './ids.ts';
import { LIMITS } from './limits.ts';

/**
 * published – invited to; changed – edited, moved or postponed after that; cancelled – after it was published; concluded – the notice of
 * conclusions is issued. What is not published is told to nobody.
 */
export const WEBHOOK_EVENTS = ['published', 'changed', 'cancelled', 'concluded'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** subscriptions at once: each is called in every transaction it asked for */
export const WEBHOOKS_MOST = 20;
/** calls of one subscription a list shows */
export const WEBHOOK_DELIVERIES_LISTED = 100;
/** characters of a receiver's address */
export const WEBHOOK_URL_LENGTH = 2_000;

/**
 * queued: waits for its first or next attempt. sending: on its way. sent: answered 2xx. failed: refused for good. givenUp: attempts used up.
 */
export const WEBHOOK_DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed', 'givenUp'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

const fields = {
  /** The system that is called. */
  name: z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength),
  url: z.string().trim().min(1).max(WEBHOOK_URL_LENGTH),
  events: z
    .array(z.enum(WEBHOOK_EVENTS))
    .min(1)
    .max(WEBHOOK_EVENTS.length)
    .refine((events) => new Set(events).size === events.length, { message: 'each event once' }),
};

/** POST /api/webhooks. It is active at once. */
export const webhookCreateSchema = z.strictObject(fields);
export type WebhookCreate = z.output<typeof webhookCreateSchema>;

/** PATCH /api/webhooks/:subscriptionId, with If-Match; what is left out stays. */
export const webhookEditSchema = z.strictObject({ ...fields, active: z.boolean() }).partial();
export type WebhookEdit = z.output<typeof webhookEditSchema>;

/** Why an address is refused, as `params.fault` of the issue in an invalidInput's details. */
export const WEBHOOK_URL_FAULTS = ['notHttp', 'hasCredentials', 'thisMachine', 'unusableAddress'] as const;
export type WebhookUrlFault = (typeof WEBHOOK_URL_FAULTS)[number];

/** A subscription without its secret. Instants are ISO 8601 UTC. */
export interface WebhookSubscriptionView {
  readonly subscriptionId: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** False: paused by a person, or switched off because the receiver answered 410. */
  readonly active: boolean;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly version: number;
}

/** GET /api/webhooks, oldest first: with the newest call of each; null: never called. */
export interface WebhookListed extends WebhookSubscriptionView {
  readonly lastDelivery: Pick<WebhookDeliveryView, 'event' | 'state' | 'attempts' | 'createdAt'> | null;
}

/** The answer to POST /api/webhooks: the only time the secret is shown. */
export interface WebhookIssued {
  readonly subscription: WebhookSubscriptionView;
  /** `whsec_` and the key in base64, as the Standard Webhooks convention writes it. */
  readonly secret: string;
}

/** What one attempt met; also the answer to POST /api/webhooks/:subscriptionId/test. */
export interface WebhookResult {
  readonly at: string;
  readonly durationMs: number;
  /** null: no answer at all. */
  readonly status: number | null;
  /** null: the receiver took it. Vietnamese, for people. */
  readonly error: string | null;
}

/** GET /api/webhooks/:subscriptionId/deliveries, newest first. */
export interface WebhookDeliveryView {
  /** The `webhook-id` of every attempt. */
  readonly deliveryId: string;
  readonly event: WebhookEvent;
  readonly state: WebhookDeliveryState;
  readonly attempts: number;
  readonly results: readonly WebhookResult[];
  readonly createdAt: string;
  /** null: there is no next attempt. */
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
}

/** The body of a call. `timestamp`: when it happened, not when it is told. */
export interface WebhookBody {
  readonly type: `conference.${WebhookEvent}`;
  readonly timestamp: string;
  readonly data: { readonly conferenceId: ConferenceId; readonly conference: ConferenceView };
}

/** The body of a test call. */
export interface WebhookTestBody {
  readonly type: 'webhook.test';
  readonly timestamp: string;
  readonly data: { readonly subscriptionId: string };
}
