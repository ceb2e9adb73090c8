// States of accounts as rows, and rows as states: what an account is called, what it may and where it sits on a day. Knows nothing of
// who may change them, nor of passwords.

import type { Role, SiteId } from '../../contract/index.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { findNearestVersion, type Version } from '../../domain/organisation/timeline.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import type { Prisma } from '../generated/client.ts';
import type { AccountVersionModel } from '../generated/models.ts';
import { type Tx, translateRefusals } from '../prisma.ts';
import { inForce, type NamedSite, SITE_NAMES, siteOn, toRowDate, toVersion } from './versions.ts';

/** What changes with time; everything else of an account is its identity, or holds at once. */
export type AccountFields = Omit<AccountVersionModel, 'accountId' | 'validFrom' | 'validTo'>;
export type AccountTimeline = readonly Version<AccountFields>[];

/** An account with what it is over time. */
export const ACCOUNT_STATES = { include: { versions: true } } as const satisfies Prisma.AccountDefaultArgs;
export interface DatedAccount {
  readonly accountId: string;
  readonly versions: readonly AccountVersionModel[];
}

/** The same with the names of the sites it sits at. */
export const SEATED_ACCOUNT = {
  include: { versions: { include: { site: SITE_NAMES } } },
} as const satisfies Prisma.AccountDefaultArgs;
export interface SeatedAccount {
  readonly accountId: string;
  readonly versions: readonly (AccountVersionModel & { readonly site: NamedSite | null })[];
}

export function toAccountTimeline(rows: readonly AccountVersionModel[]): AccountTimeline {
  return rows.map(({ validFrom, validTo, name, role, siteId, disabled }) =>
    toVersion(validFrom, validTo, { name, role, siteId, disabled }),
  );
}

/** The account as it is on a day; out of use before its first one. */
export function accountOn(account: DatedAccount, on: LocalDate): AccountFields {
  const { validFrom, fields } = stateOn(account, on);
  return validFrom > on ? { ...fields, disabled: true } : fields;
}

/** Its state with its days: of an account that has not begun the first state there will be. */
export function stateOn(account: DatedAccount, on: LocalDate): Version<AccountFields> {
  const state = findNearestVersion(toAccountTimeline(account.versions), on);
  // Every account is written together with its first state, and never loses its last one.
  if (state === undefined) throw new Error(`${account.accountId} has no state at all`);
  return state;
}

/** Where an account sits on a day, as that site is called that day; null: nowhere. */
export function seatOn(account: SeatedAccount, on: LocalDate): string | null {
  const { siteId } = accountOn(account, on);
  const site = account.versions.find((version) => version.siteId === siteId)?.site ?? null;
  return site === null ? null : siteOn(site, on).name;
}

/** What a session stands for: when any of it changes, the session ends. */
export function standsAs(a: AccountFields, b: AccountFields): boolean {
  return a.role === b.role && a.siteId === b.siteId && a.disabled === b.disabled;
}

/** Somebody can sign in and administer. */
export function administers({ role, disabled }: AccountFields): boolean {
  return role === ('administrator' satisfies Role) && !disabled;
}

/** Why a change that leaves a day without an administrator is refused. */
export function describeNoAdministrator(day: LocalDate): string {
  return `Hệ thống phải còn ít nhất một tài khoản quản trị đang hoạt động vào ngày ${formatDate(day)}.`;
}

/** Rows in a state of a day, by what that state says. */
export function inState(on: LocalDate, state: { roles?: readonly Role[]; siteIds?: readonly SiteId[] } = {}) {
  return {
    some: {
      disabled: false,
      ...inForce(on),
      ...(state.roles === undefined ? {} : { role: { in: [...state.roles] } }),
      ...(state.siteIds === undefined ? {} : { siteId: { in: [...state.siteIds] } }),
    },
  } satisfies Prisma.AccountVersionListRelationFilter;
}

/** Replaces the whole timelines of these accounts. Errors: invalidInput (no such site). */
export async function saveAccountTimelines(tx: Tx, timelines: ReadonlyMap<string, AccountTimeline>): Promise<void> {
  await tx.accountVersion.deleteMany({ where: { accountId: { in: [...timelines.keys()] } } });
  const data = [...timelines].flatMap(([accountId, versions]) =>
    toAccountRows(versions).map((row) => ({ accountId, ...row })),
  );
  await translateRefusals(() => tx.accountVersion.createMany({ data }), '');
}

export function toAccountRows(timeline: AccountTimeline) {
  return timeline.map(({ validFrom, validTo, fields }) => ({
    ...fields,
    validFrom: toRowDate(validFrom),
    validTo: validTo === null ? null : toRowDate(validTo),
  }));
}
