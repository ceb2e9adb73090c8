// The accounts part of an import: made without a usable password, changed, put out of use. Never deletes an account.

import type { AccountId, Role } from '../../contract/index.ts';
import type { SheetProblem } from '../../contract/records.ts';
import { endSessions } from '../auth.ts';
import { generatePassword, hashPassword } from '../password.ts';
import type { Tx } from '../prisma.ts';
import { type AccountChange, type ImportPlan, say } from './importPlan.ts';
import type { LoadedAccount } from './rows.ts';

/** Whoever imports stays, and so does somebody who administers. */
export function listAccountProblems(
  accounts: readonly LoadedAccount[],
  plan: Pick<ImportPlan, 'accounts'>,
  by: AccountId,
): SheetProblem[] {
  const rows = new Map(plan.accounts.map(({ change, row }) => [change.key, row]));
  const self = accounts.find((account) => account.accountId === by);
  const own = self === undefined ? undefined : rows.get(self.username);
  const isKept = own === undefined || (own !== null && !own.disabled && own.role === self?.role);
  const problem = say(
    'Tài khoản đang nhập tệp phải còn trong tệp, giữ vai trò và không ngừng sử dụng.',
    'The account that imports must stay in the file, in its role and in use.',
  );
  return isKept ? [] : [problem];
}

/** Answers whose sessions were ended. */
export async function applyAccounts(
  tx: Tx,
  accounts: readonly LoadedAccount[],
  plan: Pick<ImportPlan, 'accounts'>,
): Promise<AccountId[]> {
  const known = new Map(accounts.map((account) => [account.username, account]));
  const added = plan.accounts.flatMap(({ row }) => (row === null || known.has(row.username) ? [] : [row]));
  if (added.length > 0) await createAccounts(tx, added);
  const ended: AccountId[] = [];
  for (const { change, row } of plan.accounts) {
    const account = known.get(change.key);
    if (account === undefined) continue;
    await tx.account.update({
      where: { accountId: account.accountId },
      data: { ...(row === null ? { disabled: true } : toData(row)), version: { increment: 1 } },
    });
    if (row !== null && !endsSessions(account, row)) continue;
    await endSessions(tx, account.accountId);
    ended.push(account.accountId as AccountId);
  }
  return ended;
}

/** Nobody knows their password: the administrator gives each its first one. */
async function createAccounts(tx: Tx, rows: readonly AccountChange[]): Promise<void> {
  const passwordHash = await hashPassword(generatePassword());
  await tx.account.createMany({ data: rows.map((row) => ({ ...toData(row), username: row.username, passwordHash })) });
}

/** An address that is left out stays. */
function toData({ name, role, siteId, email, disabled }: AccountChange) {
  return { name, role: role satisfies Role, siteId, ...(email === undefined ? {} : { email }), disabled };
}

function endsSessions(account: LoadedAccount, row: AccountChange): boolean {
  return row.disabled || row.role !== account.role || row.siteId !== account.siteId;
}
