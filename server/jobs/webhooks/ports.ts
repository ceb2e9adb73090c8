// What the desk of webhooks needs from the store, and what the HTTP door may ask of the desk. Types only.

import type {
  WebhookCreate,
  WebhookDeliveryView,
  WebhookEdit,
  WebhookIssued,
  WebhookListed,
  WebhookResult,
  WebhookSubscriptionView,
} from '../../contract/webhooks.ts';

export interface SubscriptionStore {
  listSubscriptions(): Promise<WebhookListed[]>;
  /** Errors: wrongState when as many as allowed are there. */
  subscribe(
    input: WebhookCreate & { readonly secret: string; readonly createdByName: string },
    now: Date,
  ): Promise<WebhookSubscriptionView>;
  /** What is left out stays. Errors: notFound; conflict with what is there now. */
  edit(subscriptionId: string, version: number, edit: WebhookEdit): Promise<WebhookSubscriptionView>;
  /** With everything still owed to it. Errors: notFound. */
  unsubscribe(subscriptionId: string): Promise<void>;
  /** Newest first. Errors: notFound. */
  listDeliveries(subscriptionId: string): Promise<WebhookDeliveryView[]>;
  /** Errors: notFound. */
  readReceiver(subscriptionId: string): Promise<{ readonly url: string; readonly secret: string }>;
}

/** Who did it, for the log. */
export interface WebhookActor {
  readonly accountId: string;
  readonly name: string;
}

/** What the HTTP door asks of the desk. */
export interface WebhookDoor {
  list(): Promise<WebhookListed[]>;
  /** Errors: invalidInput with `params.fault` for an address that may not be called; wrongState when there are too many. */
  create(input: WebhookCreate, by: WebhookActor, now: Date): Promise<WebhookIssued>;
  /** Errors: notFound, conflict, invalidInput as in `create`. */
  edit(subscriptionId: string, version: number, edit: WebhookEdit, by: WebhookActor): Promise<WebhookSubscriptionView>;
  /** Errors: notFound. */
  remove(subscriptionId: string, by: WebhookActor): Promise<void>;
  /** Errors: notFound. */
  listDeliveries(subscriptionId: string): Promise<WebhookDeliveryView[]>;
  /** Calls once, at once, also when it is paused; the answer is told and not kept. Errors: notFound. */
  test(subscriptionId: string, now: Date, signal: AbortSignal): Promise<WebhookResult>;
}
