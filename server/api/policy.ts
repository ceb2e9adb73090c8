// Who may do what through the HTTP door: one table, role by action. What happens inside a running conference is domain/conference's.

import type { ConferenceStatus, Role } from '../contract/index.ts';
import { API_SCOPES, type ApiScope } from '../contract/integration.ts';
import { UNPUBLISHED } from '../domain/scheduling/life.ts';
import { AppError } from '../lib/AppError.ts';

const EVERYBODY: readonly Role[] = ['administrator', 'secretary', 'chair', 'technician', 'site', 'observer'];

export const POLICY = {
  /** See and change the own account. */
  'me.use': EVERYBODY,
  'accounts.manage': ['administrator'],
  'people.read': ['administrator', 'secretary'],
  'organisation.read': ['administrator', 'secretary', 'chair', 'technician', 'observer'],
  'organisation.write': ['administrator'],
  /** A site reads only those it is invited to, without the others; see `isScopedToSite`. */
  'conferences.read': EVERYBODY,
  'conferences.readDrafts': ['administrator', 'secretary', 'chair'],
  'conferences.write': ['secretary'],
  /** Many conferences at once, and templates: for people only. */
  'series.write': ['secretary'],
  /** Which chair may approve which conference is domain/scheduling/life's. */
  'conferences.approve': ['chair'],
  'planningRules.read': ['administrator', 'secretary', 'chair'],
  'planningRules.write': ['administrator'],
  'settings.read': ['administrator', 'secretary', 'chair'],
  'settings.write': ['administrator'],
  'refusals.read': ['administrator'],
  'records.read': ['administrator', 'secretary', 'chair', 'technician'],
  'room.read': ['site'],
  /** Those a conference invites, and the secretariat; whether it invites them is the route's. */
  'papers.read': ['secretary', 'chair', 'site'],
  'papers.write': ['secretary'],
  /** A chair's own conferences only. */
  'papers.recall': ['secretary', 'chair'],
  'papers.log': ['secretary'],
  /** Private calendar addresses of the own account; rooms have no calendar program. */
  'feeds.use': ['administrator', 'secretary', 'chair', 'technician', 'observer'],
  /** Who is busy when, and what the lines carry. */
  'planning.use': ['administrator', 'secretary', 'chair', 'technician'],
  'letterhead.write': ['administrator'],
  /** The office's head of papers and the addresses its letters go to. */
  'letterhead.read': ['administrator', 'secretary'],
  'outbox.read': ['administrator', 'secretary'],
  /** The giấy mời, its letters, and who has answered. */
  'invitations.read': ['administrator', 'secretary', 'chair'],
  'invitations.write': ['secretary'],
  /** A site for itself. */
  'answers.give': ['site'],
  /** A chair's own conferences only. */
  'answers.consent': ['secretary', 'chair'],
  /** Access tokens and webhooks of other systems. */
  'integration.manage': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof POLICY;

export function isAllowed(role: Role, action: Action): boolean {
  return (POLICY[action] as readonly Role[]).includes(role);
}

/** Errors: forbidden. */
export function assertAllowed(role: Role, action: Action): void {
  if (!isAllowed(role, action)) throw new AppError('forbidden');
}

/** What a token of another system may do: each scope's actions; an action of no scope is for people only. */
export const SCOPE_ACTIONS = {
  'conferences:read': ['conferences.read'],
  'conferences:write': ['conferences.write'],
  'organisation:read': ['organisation.read', 'people.read'],
  'journal:read': ['records.read'],
} as const satisfies Record<ApiScope, readonly Action[]>;

/** The scope a token needs for an action; undefined: no token may. */
export function findScope(action: Action): ApiScope | undefined {
  return API_SCOPES.find((scope) => (SCOPE_ACTIONS[scope] as readonly Action[]).includes(action));
}

/** Who writes conferences sees drafts; any other system sees what an observer sees. */
export function chooseTokenRole(scopes: readonly ApiScope[]): Role {
  return scopes.includes('conferences:write') ? 'secretary' : 'observer';
}

const PUBLISHED: readonly ConferenceStatus[] = [
  'published',
  'ready',
  'open',
  'paused',
  'closed',
  'concluded',
  'postponed',
  'cancelled',
];

/** What is not published is the secretariat's and the chairs' own work until it is (LF10). */
export function listVisibleStatuses(role: Role): readonly ConferenceStatus[] {
  return isAllowed(role, 'conferences.readDrafts') ? [...UNPUBLISHED, ...PUBLISHED] : PUBLISHED;
}

/** A room's account sees its own part of the schedule only. */
export function isScopedToSite(role: Role): boolean {
  return role === 'site';
}
