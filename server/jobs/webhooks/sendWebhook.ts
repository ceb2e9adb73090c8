// One attempt at one webhook call: claim, sign, post, settle. At least once: receivers drop a repeat by its webhook-id.
// Never keeps state between attempts.

import type { WebhookResult } from '../../contract/webhooks.ts';
import { countAttempts, findRetryDelayMs } from '../backoff.ts';
import type { JobContext } from '../createJobs.ts';
import type { ClaimedWebhook, Settlement, WebhookStore } from '../ports.ts';
import type { AddressPolicy } from './addressPolicy.ts';
import { CALL_TIMEOUT_MS, postWebhook, type WebhookAnswer } from './postWebhook.ts';
import { signWebhook } from './signWebhook.ts';

const SWEPT = 500;
const LEASE_MARGIN_MS = 20_000;
const GONE = 410;
/** milliseconds the results of a call are kept: a quarter, after which nobody asks */
const KEPT_MS = 90 * 86_400_000;

export interface WebhookSending {
  readonly store: WebhookStore;
  readonly policy: AddressPolicy;
  readonly delaysMs: readonly number[];
  readonly now: () => Date;
  /** Milliseconds of the whole call; default 10,000. */
  readonly timeoutMs?: number;
}

/** The handler of `webhook.send`. Throws only when the database does: then the lease runs out and the sweep decides. */
export async function sendWebhook(sending: WebhookSending, deliveryId: string, context: JobContext): Promise<void> {
  const timeoutMs = sending.timeoutMs ?? CALL_TIMEOUT_MS;
  const claim = await sending.store.claim(deliveryId, timeoutMs + LEASE_MARGIN_MS);
  if (claim === undefined) return;
  const at = sending.now();
  const answer = await call(sending, claim, at, timeoutMs, context.signal);
  const outcome = toSettlement(answer, findRetryDelayMs(sending.delaysMs, claim.attempts));
  const result: WebhookResult = {
    at: at.toISOString(),
    durationMs: Math.max(0, sending.now().getTime() - at.getTime()),
    ...answer,
  };
  const dueAt = await sending.store.settle(claim, outcome, result);
  if (answer.status === GONE) await sending.store.deactivate(claim.subscriptionId);
  context.log.info({ deliveryId, state: outcome.state, attempts: claim.attempts, ...answer }, 'webhook called');
  if (dueAt === undefined) return;
  await context
    .enqueue('webhook.send', [{ deliveryId }], { startAfter: dueAt })
    .catch((error: unknown) => context.log.warn({ err: error, deliveryId }, 'retry left to the sweep'));
}

/** The handler of `webhook.sweep`. */
export async function sweepWebhooks(sending: WebhookSending, context: JobContext): Promise<void> {
  const resolved = await sending.store.resolveInterrupted(countAttempts(sending.delaysMs));
  if (resolved.requeued + resolved.givenUp > 0) context.log.warn(resolved, 'interrupted webhooks resolved');
  const due = await sending.store.listDue(SWEPT);
  await context.enqueue(
    'webhook.send',
    due.map((deliveryId) => ({ deliveryId })),
  );
}

/** The handler of `webhook.retain`: results are kept for a quarter. */
export async function retainWebhooks(sending: WebhookSending, context: JobContext): Promise<void> {
  const removed = await sending.store.removeEnded(new Date(sending.now().getTime() - KEPT_MS));
  if (removed > 0) context.log.info({ removed }, 'old webhook results removed');
}

function call(
  sending: WebhookSending,
  claim: ClaimedWebhook,
  at: Date,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const headers = signWebhook({ id: claim.deliveryId, secret: claim.secret, body: claim.body, at });
  return postWebhook({ url: claim.url, headers, body: claim.body }, { policy: sending.policy, signal, timeoutMs });
}

function toSettlement(answer: WebhookAnswer, retryAfterMs: number | undefined): Settlement {
  if (answer.error === null) return { state: 'sent' };
  if (answer.status === GONE) return { state: 'failed', error: answer.error };
  if (retryAfterMs === undefined) return { state: 'givenUp', error: answer.error, isInDoubt: false };
  return { state: 'queued', error: answer.error, retryAfterMs };
}
