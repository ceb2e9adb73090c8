// Who is told the history, the acts, the deadlines and the rules. The server decides again.

import type { AccountView } from '../../server/contract/http.ts';

/** Whether this role plans, approves or administrates. */
export function seesLife(role: AccountView['role']): boolean {
  return role === 'administrator' || role === 'secretary' || role === 'chair';
}
