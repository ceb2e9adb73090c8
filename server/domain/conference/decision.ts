// What a decision is, and the checks every family of commands shares. Pure; appends nothing itself.

import type { CommandInput, CommandName } from '../../contract/commands.ts';
import type { NewEntry } from '../../contract/entries.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { RequestId, SiteId } from '../../contract/ids.ts';
import type { Capacity } from '../../contract/roles.ts';
import type { Actor, ConferenceState } from '../../contract/state.ts';

/** Who asks, when by the server's clock (ISO 8601 UTC), and under which request. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly now: string;
  readonly requestId: RequestId | null;
}

/** The same with the actor's capacity, which `decide` has found and checked. */
export interface PermittedContext extends DecisionContext {
  readonly capacity: Capacity;
}

export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly details?: unknown;
}

/** The facts to append, in order; or why nothing is appended (JN4). */
export type Decision = { readonly ok: true; readonly entries: readonly NewEntry[] } | Refusal;

/** One function a command, each given the input of its own command. */
export type Deciders<N extends CommandName> = {
  readonly [K in N]: (state: ConferenceState, input: CommandInput<K>, context: PermittedContext) => Decision;
};

export function accept(...entries: readonly NewEntry[]): Decision {
  return { ok: true, entries };
}

export function refuse(code: ErrorCode, details?: unknown): Refusal {
  return details === undefined ? { ok: false, code } : { ok: false, code, details };
}

/** Why the site cannot be acted on, or null: it is part of the conference. */
export function refuseUnknown(state: ConferenceState, siteId: SiteId): Refusal | null {
  return state.sites[siteId] ? null : refuse('siteNotInConference', { siteId });
}

/** Why the site cannot be acted on, or null: it is admitted, online or not. */
export function refuseOutside(state: ConferenceState, siteId: SiteId): Refusal | null {
  const site = state.sites[siteId];
  if (!site) return refuse('siteNotInConference', { siteId });
  return site.admission === 'admitted' ? null : refuse('siteNotAdmitted', { siteId });
}

/** Why the site cannot be acted on, or null: it is admitted and online. */
export function refuseAway(state: ConferenceState, siteId: SiteId): Refusal | null {
  return refuseOutside(state, siteId) ?? (state.sites[siteId]?.online ? null : refuse('siteOffline', { siteId }));
}

/** True if the actor acts for the whole conference, not for a site only. */
export function isInControl(context: PermittedContext): boolean {
  return context.capacity === 'chair' || context.capacity === 'secretary';
}
