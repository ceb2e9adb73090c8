// The life of a conference (rules LF*): which act leads from where to where, and who may do it. Pure; the live part (open,
// pause, close) is the journal's, which is why no act here leads into or out of an open conference.

import type { ConferenceStatus } from '../../contract/http.ts';
import type { AccountId } from '../../contract/ids.ts';
import type { LifeAct } from '../../contract/life.ts';
import type { Role } from '../../contract/roles.ts';

interface Transition {
  readonly from: readonly ConferenceStatus[];
  readonly to: ConferenceStatus;
  /** planner: any secretary. approver: the conference's own chair, or who the office has named in the chair's place. */
  readonly by: 'planner' | 'approver';
}

export const TRANSITIONS: Record<LifeAct, Transition> = {
  submit: { from: ['draft'], to: 'submitted', by: 'planner' },
  approve: { from: ['submitted'], to: 'approved', by: 'approver' },
  return: { from: ['submitted', 'approved'], to: 'draft', by: 'approver' },
  publish: { from: ['approved', 'draft'], to: 'published', by: 'planner' },
  postpone: { from: ['published'], to: 'postponed', by: 'planner' },
  reschedule: { from: ['published', 'postponed'], to: 'published', by: 'planner' },
  cancel: { from: ['draft', 'submitted', 'approved', 'published', 'postponed'], to: 'cancelled', by: 'planner' },
  conclude: { from: ['closed'], to: 'concluded', by: 'planner' },
};

/** Statuses in which the planned content may be edited: not while the chair judges it, nor without a date. */
export const EDITABLE: readonly ConferenceStatus[] = ['draft', 'approved', 'published'];
/** Known to the secretariat, administrators and chairs only. */
export const UNPUBLISHED: readonly ConferenceStatus[] = ['draft', 'submitted', 'approved'];
/** From when on rooms are asked to be in their seats: "vào họp trước 30 phút". */
export const READY_MINUTES = 30;

export interface LifeFacts {
  readonly status: ConferenceStatus;
  readonly chairId: AccountId;
  /** null: the service itself, which may do everything the status allows. */
  readonly actor: { readonly accountId: AccountId; readonly role: Role } | null;
  readonly delegateIds: readonly AccountId[];
  readonly publishWithoutApproval: boolean;
}

/** approvalNeeded: a draft that the office wants approved before it is published. */
export type LifeDecision =
  | { readonly ok: true; readonly to: ConferenceStatus }
  | { readonly ok: false; readonly refusal: 'forbidden' | 'wrongState' | 'approvalNeeded' };

/** Whether the act may be done now, by this actor; who may not learns nothing of the status. */
export function decideLife(act: LifeAct, facts: LifeFacts): LifeDecision {
  const { from, to, by } = TRANSITIONS[act];
  if (!isParty(by, facts)) return { ok: false, refusal: 'forbidden' };
  if (!from.includes(facts.status)) return { ok: false, refusal: 'wrongState' };
  if (act === 'publish' && facts.status === 'draft' && !facts.publishWithoutApproval)
    return { ok: false, refusal: 'approvalNeeded' };
  return { ok: true, to };
}

/** Every act the actor may do now, in the order of life. */
export function listLifeActs(facts: LifeFacts): LifeAct[] {
  return (Object.keys(TRANSITIONS) as LifeAct[]).filter((act) => decideLife(act, facts).ok);
}

/** What an edit makes of the status: what was approved is what is published, so a changed approval is a draft again. */
export function statusAfterEdit(status: ConferenceStatus): ConferenceStatus {
  return status === 'approved' ? 'draft' : status;
}

/** True while people meet, or have paused. */
export function isLive(status: ConferenceStatus): boolean {
  return status === 'open' || status === 'paused';
}

/** The status as people are shown it. Shape: instants ISO 8601, `now` milliseconds since 1970. */
export function shownStatus(
  conference: { readonly status: ConferenceStatus; readonly startsAt: string; readonly endsAt: string },
  now: number,
): ConferenceStatus {
  const isDue = now >= Date.parse(conference.startsAt) - READY_MINUTES * 60_000 && now < Date.parse(conference.endsAt);
  return conference.status === 'published' && isDue ? 'ready' : conference.status;
}

function isParty(by: Transition['by'], { actor, chairId, delegateIds }: LifeFacts): boolean {
  if (actor === null) return true;
  if (by === 'planner') return actor.role === 'secretary';
  return actor.role === 'chair' && (actor.accountId === chairId || delegateIds.includes(actor.accountId));
}
