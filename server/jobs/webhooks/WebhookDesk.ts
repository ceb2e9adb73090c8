// Where administrators keep the subscriptions of other systems: judges addresses, makes secrets, tries a receiver out, and says in the
// service's log who did what. Never announces anything; a secret leaves only with its creation.

import type {
  WebhookCreate,
  WebhookDeliveryView,
  WebhookEdit,
  WebhookIssued,
  WebhookListed,
  WebhookResult,
  WebhookSubscriptionView,
  WebhookTestBody,
} from '../../contract/webhooks.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Log } from '../../lib/log.ts';
import { type AddressPolicy, findUrlFault, URL_FAULT_TEXTS } from './addressPolicy.ts';
import type { SubscriptionStore, WebhookActor, WebhookDoor } from './ports.ts';
import { postWebhook } from './postWebhook.ts';
import { createWebhookSecret, signWebhook } from './signWebhook.ts';

export interface WebhookDeskOptions {
  readonly store: SubscriptionStore;
  readonly policy: AddressPolicy;
  readonly log: Log;
}

export class WebhookDesk implements WebhookDoor {
  readonly #options: WebhookDeskOptions;

  constructor(options: WebhookDeskOptions) {
    this.#options = options;
  }

  list(): Promise<WebhookListed[]> {
    return this.#options.store.listSubscriptions();
  }

  async create(input: WebhookCreate, by: WebhookActor, now: Date): Promise<WebhookIssued> {
    this.#assertCallable(input.url);
    const secret = createWebhookSecret();
    const subscription = await this.#options.store.subscribe({ ...input, secret, createdByName: by.name }, now);
    this.#note('webhook subscription made', subscription, by);
    return { subscription, secret };
  }

  async edit(subscriptionId: string, version: number, edit: WebhookEdit, by: WebhookActor) {
    if (edit.url !== undefined) this.#assertCallable(edit.url);
    const subscription = await this.#options.store.edit(subscriptionId, version, edit);
    this.#note('webhook subscription edited', subscription, by);
    return subscription;
  }

  async remove(subscriptionId: string, by: WebhookActor): Promise<void> {
    await this.#options.store.unsubscribe(subscriptionId);
    this.#options.log.info({ subscriptionId, by }, 'webhook subscription removed');
  }

  listDeliveries(subscriptionId: string): Promise<WebhookDeliveryView[]> {
    return this.#options.store.listDeliveries(subscriptionId);
  }

  async test(subscriptionId: string, now: Date, signal: AbortSignal): Promise<WebhookResult> {
    const { url, secret } = await this.#options.store.readReceiver(subscriptionId);
    const said: WebhookTestBody = { type: 'webhook.test', timestamp: now.toISOString(), data: { subscriptionId } };
    const body = JSON.stringify(said);
    const headers = signWebhook({ id: crypto.randomUUID(), secret, body, at: now });
    const startedAt = performance.now();
    const answer = await postWebhook({ url, headers, body }, { policy: this.#options.policy, signal });
    return { at: now.toISOString(), durationMs: Math.round(performance.now() - startedAt), ...answer };
  }

  #assertCallable(url: string): void {
    const fault = findUrlFault(url, this.#options.policy);
    if (fault === undefined) return;
    const message = URL_FAULT_TEXTS[fault];
    const issue = { code: 'custom', path: ['url'], message, params: { fault } };
    throw new AppError('invalidInput', { message, details: [issue] });
  }

  #note(
    message: string,
    { subscriptionId, name, url, events, active }: WebhookSubscriptionView,
    by: WebhookActor,
  ): void {
    this.#options.log.info({ subscriptionId, name, url, events, active, by }, message);
  }
}
