// Every kind of work the queue does, once: what it needs to know, how much of it runs at once, whether the clock starts it.
// No handlers here: who enqueues must not need who executes.

import { z } from 'zod';

export interface JobKindOptions {
  readonly schema: z.ZodType<object>;
  /** Jobs of this kind that one service runs at the same time. */
  readonly concurrency: number;
  /** Attempts after a first one that threw. Deliveries have none: their own table knows when to try again. */
  readonly retryLimit: number;
  /** Seconds after which a running job counts as lost. */
  readonly expireInSeconds: number;
  /** Five fields, in TIME_ZONE. */
  readonly cron?: string;
}

/** What the clock-driven kinds are told in (design §2: the province's own time). */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

const nothing = z.strictObject({});
const oneDelivery = z.strictObject({ deliveryId: z.uuid() });

export const JOB_KINDS = {
  'mail.send': { schema: oneDelivery, concurrency: 4, retryLimit: 0, expireInSeconds: 900 },
  'mail.sweep': { schema: nothing, concurrency: 1, retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'webhook.send': { schema: oneDelivery, concurrency: 4, retryLimit: 0, expireInSeconds: 60 },
  'webhook.sweep': { schema: nothing, concurrency: 1, retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'webhook.retain': { schema: nothing, concurrency: 1, retryLimit: 0, expireInSeconds: 300, cron: '30 2 * * *' },
  'reminders.tick': { schema: nothing, concurrency: 1, retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
} as const satisfies Record<string, JobKindOptions>;

export type JobKind = keyof typeof JOB_KINDS;
export type JobData<Kind extends JobKind> = z.output<(typeof JOB_KINDS)[Kind]['schema']>;

export const JOB_NAMES = Object.keys(JOB_KINDS) as JobKind[];
