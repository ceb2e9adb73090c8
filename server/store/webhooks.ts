// Subscriptions of other systems, and the calls owed to them. Calls are queued in the caller's transaction, claimed one by one, settled once.
// A subscription's secret goes out of here only with a claim and with its creation.

import { randomUUID } from 'node:crypto';
import {
  WEBHOOK_DELIVERIES_LISTED,
  WEBHOOKS_MOST,
  type WebhookCreate,
  type WebhookDeliveryView,
  type WebhookEdit,
  type WebhookEvent,
  type WebhookListed,
  type WebhookResult,
  type WebhookSubscriptionView,
} from '../contract/webhooks.ts';
import type { ClaimedWebhook, DeliveryState, Resolved, Settlement, WebhookStore } from '../jobs/ports.ts';
import type { SubscriptionStore } from '../jobs/webhooks/ports.ts';
import { AppError } from '../lib/AppError.ts';
import type { WebhookDeliveryModel, WebhookSubscriptionModel } from './generated/models.ts';
import type { Database, Tx } from './prisma.ts';

/** Advisory lock of making subscriptions: the maximum holds for two administrators at once, too. */
const WEBHOOKS_LOCK = 20_101_159;

export class WebhookRepository implements WebhookStore, SubscriptionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async subscribe(
    input: WebhookCreate & { readonly secret: string; readonly createdByName: string },
    now: Date,
  ): Promise<WebhookSubscriptionView> {
    const row = await this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WEBHOOKS_LOCK}::bigint)`;
      if ((await tx.webhookSubscription.count()) >= WEBHOOKS_MOST)
        throw new AppError('wrongState', { message: `Chỉ được có tối đa ${WEBHOOKS_MOST} webhook.` });
      return tx.webhookSubscription.create({ data: { ...input, events: [...input.events], createdAt: now } });
    });
    return presentSubscription(row);
  }

  async edit(subscriptionId: string, version: number, edit: WebhookEdit): Promise<WebhookSubscriptionView> {
    const { name, url, events, active } = edit;
    const { count } = await this.#database.webhookSubscription.updateMany({
      where: { subscriptionId, version },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events: [...events] }),
        ...(active === undefined ? {} : { active }),
        version: { increment: 1 },
      },
    });
    const current = presentSubscription(await this.#get(subscriptionId));
    if (count === 0) throw new AppError('conflict', { details: { version: current.version, current } });
    return current;
  }

  async unsubscribe(subscriptionId: string): Promise<void> {
    const { count } = await this.#database.webhookSubscription.deleteMany({ where: { subscriptionId } });
    if (count === 0) throw new AppError('notFound');
  }

  async listSubscriptions(): Promise<WebhookListed[]> {
    const rows = await this.#database.webhookSubscription.findMany({
      include: { deliveries: { orderBy: [{ createdAt: 'desc' }, { deliveryId: 'desc' }], take: 1 } },
      orderBy: [{ createdAt: 'asc' }, { subscriptionId: 'asc' }],
      take: WEBHOOKS_MOST,
    });
    return rows.map(({ deliveries: [last], ...row }) => ({
      ...presentSubscription(row),
      lastDelivery: last === undefined ? null : pickLast(presentDelivery(last)),
    }));
  }

  async listDeliveries(subscriptionId: string): Promise<WebhookDeliveryView[]> {
    await this.#get(subscriptionId);
    const rows = await this.#database.webhookDelivery.findMany({
      where: { subscriptionId },
      orderBy: [{ createdAt: 'desc' }, { deliveryId: 'desc' }],
      take: WEBHOOK_DELIVERIES_LISTED,
    });
    return rows.map(presentDelivery);
  }

  async readReceiver(subscriptionId: string): Promise<{ url: string; secret: string }> {
    const { url, secret } = await this.#get(subscriptionId);
    return { url, secret };
  }

  /** Errors: notFound. */
  async #get(subscriptionId: string): Promise<WebhookSubscriptionModel> {
    const row = await this.#database.webhookSubscription.findUnique({ where: { subscriptionId } });
    if (row === null) throw new AppError('notFound');
    return row;
  }

  /** Whether an active subscription asked for it. */
  async isAwaited(tx: Tx, event: WebhookEvent): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM webhook_subscription WHERE active AND jsonb_exists(events, ${event}) LIMIT 1`;
    return rows.length > 0;
  }

  async insert(tx: Tx, event: WebhookEvent, body: string): Promise<string[]> {
    const subscriptions = await tx.$queryRaw<{ subscriptionId: string; now: Date }[]>`
      SELECT subscription_id AS "subscriptionId", date_trunc('milliseconds', now()) AS now FROM webhook_subscription
      WHERE active AND jsonb_exists(events, ${event})`;
    const rows = await tx.webhookDelivery.createManyAndReturn({
      data: subscriptions.map(({ subscriptionId, now }) => ({
        subscriptionId,
        event,
        body,
        results: [],
        createdAt: now,
        dueAt: now,
      })),
      select: { deliveryId: true },
    });
    return rows.map((row) => row.deliveryId);
  }

  async claim(deliveryId: string, leaseMs: number): Promise<ClaimedWebhook | undefined> {
    const rows = await this.#database.$queryRaw<ClaimedWebhook[]>`
      UPDATE webhook_delivery d
      SET state = 'sending', attempts = attempts + 1, claim_id = ${randomUUID()}::uuid,
          lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      FROM webhook_subscription s
      WHERE d.delivery_id = ${deliveryId}::uuid AND s.subscription_id = d.subscription_id AND s.active
        AND d.state = 'queued' AND d.due_at <= clock_timestamp()
      RETURNING d.delivery_id AS "deliveryId", d.claim_id AS "claimId", s.subscription_id AS "subscriptionId", s.url, s.secret,
                d.body, d.attempts`;
    return rows[0];
  }

  async settle(claim: ClaimedWebhook, outcome: Settlement, result: WebhookResult): Promise<Date | undefined> {
    const retryAfterMs = outcome.state === 'queued' ? outcome.retryAfterMs : 0;
    const rows = await this.#database.$queryRaw<{ dueAt: Date }[]>`
      UPDATE webhook_delivery
      SET state = ${outcome.state}, claim_id = NULL, lease_until = NULL,
          sent_at = CASE WHEN ${outcome.state} = 'sent' THEN clock_timestamp() END,
          due_at = clock_timestamp() + ${retryAfterMs} * interval '1 millisecond',
          results = results || jsonb_build_array(${JSON.stringify(result)}::jsonb)
      WHERE delivery_id = ${claim.deliveryId}::uuid AND claim_id = ${claim.claimId}::uuid AND state = 'sending'
      RETURNING due_at AS "dueAt"`;
    return outcome.state === 'queued' ? rows[0]?.dueAt : undefined;
  }

  async deactivate(subscriptionId: string): Promise<void> {
    await this.#database.webhookSubscription.updateMany({
      where: { subscriptionId, active: true },
      data: { active: false, version: { increment: 1 } },
    });
  }

  async removeEnded(before: Date): Promise<number> {
    const { count } = await this.#database.webhookDelivery.deleteMany({
      where: { createdAt: { lt: before }, state: { in: ['sent', 'failed', 'givenUp'] satisfies DeliveryState[] } },
    });
    return count;
  }

  async resolveInterrupted(maxAttempts: number): Promise<Resolved> {
    const rows = await this.#database.$queryRaw<{ state: DeliveryState }[]>`
      UPDATE webhook_delivery
      SET state = CASE WHEN attempts < ${maxAttempts} THEN 'queued' ELSE 'givenUp' END,
          due_at = clock_timestamp(), claim_id = NULL, lease_until = NULL
      WHERE state = 'sending' AND lease_until <= clock_timestamp()
      RETURNING state`;
    const requeued = rows.filter((row) => row.state === 'queued').length;
    return { requeued, givenUp: rows.length - requeued };
  }

  async listDue(limit: number): Promise<string[]> {
    const rows = await this.#database.$queryRaw<{ deliveryId: string }[]>`
      SELECT d.delivery_id AS "deliveryId" FROM webhook_delivery d JOIN webhook_subscription s USING (subscription_id)
      WHERE d.state = 'queued' AND d.due_at <= clock_timestamp() AND s.active ORDER BY d.due_at LIMIT ${limit}`;
    return rows.map((row) => row.deliveryId);
  }
}

function presentSubscription(row: WebhookSubscriptionModel): WebhookSubscriptionView {
  return {
    subscriptionId: row.subscriptionId,
    name: row.name,
    url: row.url,
    // Only typed lists are written, and jsonb gives the same value back.
    events: row.events as WebhookEvent[],
    active: row.active,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

function pickLast({ event, state, attempts, createdAt }: WebhookDeliveryView): WebhookListed['lastDelivery'] {
  return { event, state, attempts, createdAt };
}

function presentDelivery(row: WebhookDeliveryModel): WebhookDeliveryView {
  const results: unknown = row.results;
  return {
    deliveryId: row.deliveryId,
    event: row.event as WebhookEvent,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    results: results as WebhookResult[],
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: row.state === 'queued' ? row.dueAt.toISOString() : null,
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
