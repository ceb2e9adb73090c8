// Who may do what through the HTTP door: one table, role by action. What happens inside a running conference is domain/conference's.

import type { ConferenceStatus, Role } from '../contract/index.ts';
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
  'records.read': ['administrator', 'secretary', 'chair', 'technician'],
  'room.read': ['site'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof POLICY;

export function isAllowed(role: Role, action: Action): boolean {
  return (POLICY[action] as readonly Role[]).includes(role);
}

/** Errors: forbidden. */
export function assertAllowed(role: Role, action: Action): void {
  if (!isAllowed(role, action)) throw new AppError('forbidden');
}

/** A draft is the secretariat's own work until it is published. */
export function listVisibleStatuses(role: Role): readonly ConferenceStatus[] {
  const published: readonly ConferenceStatus[] = ['published', 'open', 'closed', 'cancelled'];
  return isAllowed(role, 'conferences.readDrafts') ? ['draft', ...published] : published;
}

/** A room's account sees its own part of the schedule only. */
export function isScopedToSite(role: Role): boolean {
  return role === 'site';
}
