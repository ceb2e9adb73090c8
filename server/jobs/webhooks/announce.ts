// Tells other systems that something happened to a conference: one call for each active subscription, queued in the caller's transaction.
// The body is written once; what is signed is what was written.

import type { ConferenceId, ConferenceView } from '../../contract/index.ts';
import type { WebhookBody, WebhookEvent } from '../../contract/webhooks.ts';
import type { Tx } from '../../store/prisma.ts';
import type { Enqueue } from '../createJobs.ts';
import type { WebhookStore } from '../ports.ts';

export interface Announcement {
  readonly event: WebhookEvent;
  readonly conferenceId: ConferenceId;
  readonly occurredAt: Date;
  /** As the HTTP door shows it. */
  readonly conference: ConferenceView;
}

export type Announce = (tx: Tx, announcement: Announcement) => Promise<number>;

/** Answers how many subscriptions will be called. Body: `{ type: 'conference.<event>', timestamp, data: { conferenceId, conference } }`. */
export function createAnnounce(options: { store: WebhookStore; jobs: Enqueue }): Announce {
  return async (tx, { event, conferenceId, occurredAt, conference }) => {
    const body = JSON.stringify({
      type: `conference.${event}`,
      timestamp: occurredAt.toISOString(),
      data: { conferenceId, conference },
    } satisfies WebhookBody);
    const deliveryIds = await options.store.insert(tx, event, body);
    await options.jobs.enqueue(
      'webhook.send',
      deliveryIds.map((deliveryId) => ({ deliveryId })),
      { tx },
    );
    return deliveryIds.length;
  };
}
