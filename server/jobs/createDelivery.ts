// Queue, mail, webhooks and reminders put together: what the composition root starts and stops, and what the rest of the service calls.
// Owns the queue; the store belongs to whoever made it.

import { join } from 'node:path';
import type { Log } from '../lib/log.ts';
import { DELAYS_MS } from './backoff.ts';
import { createJobs, type JobHandlers, type Jobs, type JobsOptions } from './createJobs.ts';
import type { MailTransport } from './mail/MailTransport.ts';
import { createOutbox, type Outbox } from './mail/outboxTransport.ts';
import { PostOffice } from './mail/PostOffice.ts';
import { type MailSending, sendMail, sweepMail } from './mail/sendMail.ts';
import { createSmtpTransport } from './mail/smtpTransport.ts';
import type { MailStore, ReminderSource, WebhookStore } from './ports.ts';
import { remind } from './reminders/remind.ts';
import type { AddressPolicy } from './webhooks/addressPolicy.ts';
import { type Announce, createAnnounce } from './webhooks/announce.ts';
import { retainWebhooks, sendWebhook, sweepWebhooks } from './webhooks/sendWebhook.ts';

export interface DeliveryOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly log: Log;
  readonly now: () => Date;
  readonly mail: {
    readonly store: MailStore;
    readonly from: string;
    /** undefined: letters land in dataDir/outbox. */
    readonly smtpUrl: string | undefined;
    readonly delaysMs?: readonly number[];
    readonly leases?: MailSending['leases'];
  };
  readonly webhooks: {
    readonly store: WebhookStore;
    readonly policy: AddressPolicy;
    readonly delaysMs?: readonly number[];
    readonly timeoutMs?: number;
  };
  readonly reminders: ReminderSource;
  readonly queue?: Pick<JobsOptions, 'pollSeconds' | 'stopTimeoutMs'>;
}

export interface Delivery extends AsyncDisposable {
  readonly jobs: Jobs;
  readonly postOffice: PostOffice;
  readonly announce: Announce;
  /** null: letters leave by SMTP. */
  readonly outbox: Outbox | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing runs before `start`. Errors of `start`: what keeps the queue from starting. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { mail, webhooks, log, now } = options;
  const outbox = createOutbox(join(options.dataDir, 'outbox'));
  const transport: MailTransport = mail.smtpUrl === undefined ? outbox : createSmtpTransport(mail.smtpUrl);
  const mailSending: MailSending = {
    store: mail.store,
    transport,
    from: mail.from,
    delaysMs: mail.delaysMs ?? DELAYS_MS,
    ...(mail.leases === undefined ? {} : { leases: mail.leases }),
  };
  const webhookSending = {
    store: webhooks.store,
    policy: webhooks.policy,
    delaysMs: webhooks.delaysMs ?? DELAYS_MS,
    now,
    ...(webhooks.timeoutMs === undefined ? {} : { timeoutMs: webhooks.timeoutMs }),
  };
  const handlers: JobHandlers = {
    'mail.send': ({ deliveryId }, context) => sendMail(mailSending, deliveryId, context),
    'mail.sweep': (_nothing, context) => sweepMail(mailSending, context),
    'webhook.send': ({ deliveryId }, context) => sendWebhook(webhookSending, deliveryId, context),
    'webhook.sweep': (_nothing, context) => sweepWebhooks(webhookSending, context),
    'webhook.retain': (_nothing, context) => retainWebhooks(webhookSending, context),
    'reminders.tick': (_nothing, context) =>
      remind({ source: options.reminders, store: mail.store, postOffice, now }, context),
  };
  const jobs = createJobs({ databaseUrl: options.databaseUrl, log, handlers, ...options.queue });
  const postOffice = new PostOffice({ store: mail.store, jobs });
  return {
    jobs,
    postOffice,
    announce: createAnnounce({ store: webhooks.store, jobs }),
    outbox: mail.smtpUrl === undefined ? outbox : null,
    start: () => jobs.start(),
    stop: () => jobs.stop(),
    [Symbol.asyncDispose]: () => jobs.stop(),
  };
}
