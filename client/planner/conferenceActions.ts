// Which acts the conference page offers to whom, by role and status. Pure. The server decides again on every act.

import type { AccountView, ConferenceView } from '../../server/contract/http.ts';
import { EDITABLE, isLive, TRANSITIONS } from '../../server/domain/scheduling/life.ts';
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

const LINE_ROLES: readonly AccountView['role'][] = ['administrator', 'secretary', 'chair', 'technician'];

const RECORD_ROLES: readonly AccountView['role'][] = ['administrator', 'secretary', 'chair', 'technician'];

/** May this account plan conferences at all? */
export function canPlan(role: AccountView['role']): boolean {
  return role === 'secretary';
}

/** May this account check what the lines carry? */
export function mayCheckLines(role: AccountView['role']): boolean {
  return LINE_ROLES.includes(role);
}

export function listConferenceActions(
  me: Pick<AccountView, 'role'>,
  conference: Pick<ConferenceView, 'status' | 'startsAt'>,
  now: number,
): ConferenceActions {
  const { status } = conference;
  const live = status === 'published' || isLive(status);
  const enterConsole = live && CONSOLE_ROLES.includes(me.role);
  const isToday = localDateOf(conference.startsAt) === localDateOf(now);
  return {
    publish: canPlan(me.role) && TRANSITIONS.publish.from.includes(status),
    edit: canPlan(me.role) && EDITABLE.includes(status),
    cancel: canPlan(me.role) && TRANSITIONS.cancel.from.includes(status),
    enterConsole,
    consoleIsNext: enterConsole && (isLive(status) || isToday),
    records: (status === 'closed' || status === 'concluded') && RECORD_ROLES.includes(me.role),
  };
}
