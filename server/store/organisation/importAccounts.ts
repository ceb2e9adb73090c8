// The accounts part of an import: made without a usable password, changed, put out of use from its day on. Never deletes an account.

import type { AccountId } from '../../contract/index.ts';
import type { SheetProblem } from '../../contract/records.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { findDayWithout, findVersionOn } from '../../domain/organisation/timeline.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import { endSessions } from '../auth.ts';
import { generatePassword, hashPassword } from '../password.ts';
import type { Tx } from '../prisma.ts';
import {
  type AccountTimeline,
  administers,
  describeNoAdministrator,
  saveAccountTimelines,
  standsAs,
} from './accountVersions.ts';
import { type ImportPlan, say } from './importPlan.ts';
import type { Loaded } from './rows.ts';

type Accounts = Loaded['accounts'];

/** Whoever imports stays as it is, and somebody administers on every day from today on. */
export function listAccountProblems(
  accounts: Accounts,
  plan: Pick<ImportPlan, 'accounts'>,
  { by, from, today }: { readonly by: AccountId; readonly from: LocalDate; readonly today: LocalDate },
): SheetProblem[] {
  const timelines = new Map([...accounts.map(({ id, timeline }) => [id, timeline] as const), ...plan.accounts]);
  const own = plan.accounts.get(by);
  // Only administrators import; on the day of the import the account may not have begun yet.
  const state = findVersionOn(own ?? [], from);
  const isKept = own === undefined || (state !== undefined && administers(state.fields));
  const day = findDayWithout([...timelines.values()], administers, today);
  return [...(isKept ? [] : [OWN_ACCOUNT]), ...(day === undefined ? [] : [sayNoAdministrator(day)])];
}

function sayNoAdministrator(day: LocalDate): SheetProblem {
  return say(describeNoAdministrator(day), `There must be at least one administrator in use on ${formatDate(day)}.`);
}

const OWN_ACCOUNT = say(
  'Tài khoản đang nhập tệp phải còn trong tệp, giữ vai trò và không ngừng sử dụng.',
  'The account that imports must stay in the file, in its role and in use.',
);

/** Answers whose sessions were ended: those that stand for something else today. */
export async function applyAccounts(
  tx: Tx,
  accounts: Accounts,
  plan: Pick<ImportPlan, 'newAccounts' | 'accounts' | 'accountEmails'>,
  today: LocalDate,
): Promise<AccountId[]> {
  if (plan.newAccounts.length > 0) {
    // Nobody knows their password: the administrator gives each its first one.
    const passwordHash = await hashPassword(generatePassword());
    await tx.account.createMany({
      data: plan.newAccounts.map(({ id, code }) => ({ accountId: id, username: code, passwordHash })),
    });
  }
  await saveAccountTimelines(tx, plan.accounts);
  for (const [accountId, email] of plan.accountEmails)
    await tx.account.update({ where: { accountId }, data: { email } });
  const changed = accounts.filter(({ id }) => plan.accounts.has(id));
  await tx.account.updateMany({
    where: { accountId: { in: changed.map(({ id }) => id) } },
    data: { version: { increment: 1 } },
  });
  const ended = changed.filter(({ id, timeline }) => !isSameOn(timeline, plan.accounts.get(id) ?? [], today));
  for (const { id } of ended) await endSessions(tx, id);
  return ended.map(({ id }) => id as AccountId);
}

function isSameOn(before: AccountTimeline, after: AccountTimeline, on: LocalDate): boolean {
  const [a, b] = [findVersionOn(before, on)?.fields, findVersionOn(after, on)?.fields];
  return a === undefined || b === undefined ? a === b : standsAs(a, b);
}
