// Which acts the conference page offers to whom, by role and status. Pure. The server decides again on every act.

import type { AccountView, ConferenceView } from '../../server/contract/http.ts';
import { localDateOf } from './localTime.ts';

export interface ConferenceActions {
  readonly publish: boolean;
  readonly edit: boolean;
  readonly cancel: boolean;
  readonly enterConsole: boolean;
  /** Entering the console is the likely next act: the conference is open, or published for today. */
  readonly consoleIsNext: boolean;
  /** Journal and attendance can be read. */
  readonly records: boolean;
}

const CONSOLE_ROLES: readonly AccountView['role'][] = ['secretary', 'chair', 'technician', 'observer'];

const RECORD_ROLES: readonly AccountView['role'][] = ['administrator', 'secretary', 'chair', 'technician'];

/** May this account plan conferences at all? */
export function canPlan(role: AccountView['role']): boolean {
  return role === 'secretary';
}

export function listConferenceActions(
  me: Pick<AccountView, 'role'>,
  conference: Pick<ConferenceView, 'status' | 'startsAt'>,
  now: number,
): ConferenceActions {
  const { status } = conference;
  const planned = status === 'draft' || status === 'published';
  const live = status === 'published' || status === 'open';
  const enterConsole = live && CONSOLE_ROLES.includes(me.role);
  const isToday = localDateOf(conference.startsAt) === localDateOf(now);
  return {
    publish: canPlan(me.role) && status === 'draft',
    edit: canPlan(me.role) && planned,
    cancel: canPlan(me.role) && planned,
    enterConsole,
    consoleIsNext: enterConsole && (status === 'open' || isToday),
    records: status === 'closed' && RECORD_ROLES.includes(me.role),
  };
}
