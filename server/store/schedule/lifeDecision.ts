// Asks the domain's table whether an act may be done, with the facts only the database has. Must run under the row's lock.

import type { AccountId, ConferenceStatus, LifeAct } from '../../contract/index.ts';
import { decideLife, type LifeFacts } from '../../domain/scheduling/life.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Tx } from '../prisma.ts';
import { readApproval } from '../settings.ts';
import type { WholeConference } from './present.ts';
import type { StepBy } from './steps.ts';
import { assertVersion } from './transact.ts';

const APPROVAL_NEEDED = 'Phiên họp cần được phê duyệt trước khi phát hành giấy mời.';

/** Answers the status the act leads to. Errors: forbidden, conflict, wrongState, in this order. */
export async function decideOrRefuse(
  tx: Tx,
  act: LifeAct,
  row: WholeConference,
  version: number | null,
  by: StepBy,
): Promise<ConferenceStatus> {
  const decision = decideLife(act, await loadFacts(tx, row, by));
  if (!decision.ok && decision.refusal === 'forbidden') throw new AppError('forbidden');
  await assertVersion(tx, row, version);
  if (decision.ok) return decision.to;
  const details = { status: row.status };
  throw decision.refusal === 'approvalNeeded'
    ? new AppError('wrongState', { message: APPROVAL_NEEDED, details: { ...details, approvalNeeded: true } })
    : new AppError('wrongState', { details });
}

/** What decides over the acts on this conference by this actor. */
export async function loadFacts(
  tx: Tx,
  row: { readonly status: string; readonly chairId: string },
  by: StepBy,
): Promise<LifeFacts> {
  const { publishWithoutApproval, delegateIds } = await readApproval(tx);
  return {
    status: row.status as ConferenceStatus,
    chairId: row.chairId as AccountId,
    actor: by,
    delegateIds,
    publishWithoutApproval,
  };
}
