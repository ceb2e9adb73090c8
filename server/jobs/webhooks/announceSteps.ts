// Which steps of a conference's life other systems are told of, and the telling, in the step's own transaction.
// What was never published is nobody else's business: no step of it is told.

import type { ConferenceId, ConferenceStatus, ConferenceView, LifeStep } from '../../contract/index.ts';
import type { WebhookEvent } from '../../contract/webhooks.ts';
import { UNPUBLISHED } from '../../domain/scheduling/life.ts';
import type { Tx } from '../../store/prisma.ts';
import type { Announce } from './announce.ts';

/** A step of a conference's life, as the store tells it. */
interface Step {
  readonly act: LifeStep['act'];
  readonly at: Date;
  /** The status before; null: it did not exist. */
  readonly from: string | null;
}

const EVENTS: Partial<Record<LifeStep['act'], WebhookEvent>> = {
  publish: 'published',
  edit: 'changed',
  postpone: 'changed',
  reschedule: 'changed',
  cancel: 'cancelled',
  conclude: 'concluded',
};

/** The event a step is told as; undefined: it is told to nobody. */
export function findEvent({ act, from }: Pick<Step, 'act' | 'from'>): WebhookEvent | undefined {
  const wasPublic = from !== null && !UNPUBLISHED.includes(from as ConferenceStatus);
  return act === 'publish' || wasPublic ? EVENTS[act] : undefined;
}

/** A listener for the store's steps. Errors: the queue's; then the step does not happen either. */
export function createStepAnnouncer(options: {
  readonly announce: Announce;
  /** Whether anybody is told of it: a series of hundreds must not read each conference for nobody. */
  readonly isAwaited: (tx: Tx, event: WebhookEvent) => Promise<boolean>;
  /** As the transaction has it now. */
  readonly readConference: (tx: Tx, conferenceId: ConferenceId) => Promise<ConferenceView>;
}) {
  return async (tx: Tx, { conferenceId }: Pick<ConferenceView, 'conferenceId'>, step: Step): Promise<void> => {
    const event = findEvent(step);
    if (event === undefined || !(await options.isAwaited(tx, event))) return;
    const conference = await options.readConference(tx, conferenceId);
    await options.announce(tx, { event, conferenceId, occurredAt: step.at, conference });
  };
}
