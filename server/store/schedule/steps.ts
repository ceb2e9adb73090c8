// The history of a conference's life: writes one step with each change, reads them together with what the journal knows.
// Never decides whether a step is allowed.

import type { AccountId, ConferenceId, LifeStep, Role } from '../../contract/index.ts';
import { LIMITS } from '../../contract/index.ts';
import type { Database, Tx } from '../prisma.ts';
import type { CancelReason, ConferenceStatus, ConferenceView } from './types.ts';

/** Who does it; null: the service itself. */
export type StepBy = { readonly accountId: AccountId; readonly role: Role; readonly name: string } | null;

export interface NewStep {
  readonly act: LifeStep['act'];
  readonly at: Date;
  readonly by: StepBy;
  readonly from: string | null;
  readonly reason?: CancelReason;
  readonly comment?: string;
}

/** A conference as the step left it. */
export type Stepped = Pick<ConferenceView, 'conferenceId' | 'status' | 'version'>;

/** Hears of every step after the making of a draft, inside its transaction, after its changes; when it throws, nothing of the change happens. */
export type StepListener = (tx: Tx, conference: Stepped, step: NewStep) => Promise<void>;

/** By database, and by transaction of it: whoever keeps a step need not know that somebody hears of it. */
const listeners = new WeakMap<object, StepListener>();

/** From now on `listener` hears of the steps kept in transactions of this database. */
export function listenToSteps(database: Database, listener: StepListener): void {
  listeners.set(database, listener);
}

/** Must be called where a transaction begins in which steps are kept. */
export function passListener(database: Database, tx: Tx): void {
  const listener = listeners.get(database);
  if (listener !== undefined) listeners.set(tx, listener);
}

/** Keeps the step that led to the conference as it is now, and tells whoever listens. */
export async function keepStep(tx: Tx, conference: Stepped, step: NewStep): Promise<void> {
  await tx.lifeStep.create({
    data: {
      conferenceId: conference.conferenceId,
      version: conference.version,
      act: step.act,
      at: step.at,
      accountId: step.by?.accountId ?? null,
      byName: step.by?.name ?? null,
      fromStatus: step.from,
      toStatus: conference.status,
      reason: step.reason ?? null,
      comment: step.comment ?? '',
    },
  });
  // A draft is nobody's business yet, and is made without a transaction to tell it in (ADR 0062).
  if (step.act !== 'create') await listeners.get(tx)?.(tx, conference, step);
}

/** Oldest first; the newest LIMITS.lifeSteps. */
export async function listSteps(tx: Tx, conferenceId: ConferenceId): Promise<LifeStep[]> {
  const planned = await tx.lifeStep.findMany({
    where: { conferenceId },
    orderBy: { version: 'desc' },
    take: LIMITS.lifeSteps,
  });
  const live = await tx.journalEntry.findMany({
    where: { conferenceId, type: { in: Object.keys(LIVE) } },
    orderBy: { seq: 'desc' },
    take: LIMITS.lifeSteps,
    select: { at: true, type: true, actor: true },
  });
  const steps: LifeStep[] = [
    ...planned.toReversed().map((row) => ({
      act: row.act as LifeStep['act'],
      at: row.at.toISOString(),
      byName: row.byName,
      from: row.fromStatus as ConferenceStatus | null,
      to: row.toStatus as ConferenceStatus,
      reason: row.reason as CancelReason | null,
      comment: row.comment,
    })),
    ...live.toReversed().flatMap(({ at, type, actor }) => {
      const step = LIVE[type];
      return step === undefined
        ? []
        : [{ ...step, at: at.toISOString(), byName: nameOf(actor), reason: null, comment: '' }];
    }),
  ];
  // Stable: steps of one moment stay in the order they were written.
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-LIMITS.lifeSteps);
}

/** The moment the act was last done; null: never. */
export async function findLast(tx: Tx, conferenceId: ConferenceId, acts: readonly LifeStep['act'][]) {
  const step = await tx.lifeStep.findFirst({
    where: { conferenceId, act: { in: [...acts] } },
    orderBy: { version: 'desc' },
    select: { at: true },
  });
  return step?.at.toISOString() ?? null;
}

/** The same views; those whose open conference is paused say so. */
export async function markPaused<View extends Pick<ConferenceView, 'conferenceId' | 'status'>>(
  tx: Tx,
  views: readonly View[],
): Promise<View[]> {
  const open = views.filter((view) => view.status === 'open').map((view) => view.conferenceId);
  if (open.length === 0) return [...views];
  const rows = await tx.$queryRaw<{ conferenceId: string; type: string }[]>`
    SELECT DISTINCT ON (conference_id) conference_id AS "conferenceId", type FROM journal_entry
    WHERE conference_id = ANY(${open}::uuid[]) AND type IN ('conferencePaused', 'conferenceResumed')
    ORDER BY conference_id, seq DESC`;
  const paused = new Set(rows.filter((row) => row.type === 'conferencePaused').map((row) => row.conferenceId));
  return views.map((view) => (paused.has(view.conferenceId) ? { ...view, status: 'paused' } : view));
}

const LIVE: Readonly<Record<string, Pick<LifeStep, 'act' | 'from' | 'to'>>> = {
  conferenceOpened: { act: 'open', from: 'published', to: 'open' },
  conferencePaused: { act: 'pause', from: 'open', to: 'paused' },
  conferenceResumed: { act: 'resume', from: 'paused', to: 'open' },
  conferenceClosed: { act: 'close', from: 'open', to: 'closed' },
};

function nameOf(actor: unknown): string | null {
  if (typeof actor !== 'object' || actor === null) return null;
  const { accountId, name } = actor as { accountId?: unknown; name?: unknown };
  return typeof accountId === 'string' && typeof name === 'string' ? name : null;
}
