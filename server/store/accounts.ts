// Accounts as the administrator keeps them: what never changes and what holds at once, and from which day on the rest (ADR 0067).
// Whatever makes a signed-in page wrong (role, site, password, use) ends its sessions.

import type { z } from 'zod';
import type { AccountId, AccountView, PersonView, Role, SiteId } from '../contract/index.ts';
import type {
  AccountVersionView,
  accountChangeSchema,
  accountCreateSchema,
  HistoryView,
} from '../contract/organisation.ts';
import type { LocalDate } from '../contract/rules.ts';
import { amend, findDayWithout, findNearestVersion, type Version } from '../domain/organisation/timeline.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { AppError } from '../lib/AppError.ts';
import { endSessions } from './auth.ts';
import type { Prisma } from './generated/client.ts';
import {
  ACCOUNT_STATES,
  type AccountFields,
  type AccountTimeline,
  accountOn,
  administers,
  describeNoAdministrator,
  inState,
  SEATED_ACCOUNT,
  type SeatedAccount,
  saveAccountTimelines,
  seatOn,
  standsAs,
  stateOn,
  toAccountRows,
  toAccountTimeline,
} from './organisation/accountVersions.ts';
import { hashPassword } from './password.ts';
import { type Database, type Tx, translateRefusals } from './prisma.ts';
import { presentPerson } from './schedule/present.ts';

export type AccountCreate = z.output<typeof accountCreateSchema>;
export type AccountChange = z.output<typeof accountChangeSchema>;
type WholeAccount = Prisma.AccountGetPayload<typeof SEATED_ACCOUNT>;

/** Advisory lock of changes to accounts: two administrators disabling each other must not both succeed. */
const ACCOUNTS_LOCK = 20_101_125;
const TAKEN = 'Tên đăng nhập đã có trong hệ thống.';

/** Before anything is read that a change of accounts is judged by. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ACCOUNTS_LOCK}::bigint)`;
}

export class AccountRepository {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Every account as it is on a day (default: today); one that has not begun as it will be. */
  async list(on: LocalDate = this.#today()): Promise<AccountView[]> {
    const rows = await this.#database.account.findMany({ ...SEATED_ACCOUNT, orderBy: { username: 'asc' } });
    return rows.map((row) => presentAccountView(row, on));
  }

  /** As it is today. Errors: notFound. */
  async get(accountId: AccountId): Promise<AccountView> {
    return presentAccountView(await getRow(this.#database, accountId), this.#today());
  }

  /** Every state of an account with its days. Errors: notFound. */
  async getHistory(accountId: AccountId): Promise<HistoryView<AccountVersionView>> {
    const row = await getRow(this.#database, accountId);
    const states = toAccountTimeline(row.versions).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    const versions = states.map((state) => presentState(row, state, state.validFrom));
    return { id: accountId, code: row.username, version: row.version, versions };
  }

  /** Accounts that may chair, co-chair or be secretary on a day (default: today). */
  async listPeople(on: LocalDate = this.#today()): Promise<PersonView[]> {
    const rows = await this.#database.account.findMany({
      where: { versions: inState(on, { roles: ['chair', 'secretary'] }) },
      ...SEATED_ACCOUNT,
      orderBy: { username: 'asc' },
    });
    return rows.map((row) => presentPerson(row, on));
  }

  /** Errors: alreadyExists (username), invalidInput (no such site, or a site account without one). */
  async create(input: AccountCreate): Promise<AccountView> {
    const { username, password, email = null, effectiveFrom = this.#today(), ...said } = input;
    const timeline = amend<AccountFields>([], effectiveFrom, { ...said, disabled: false });
    assertSitesFitRoles(timeline);
    const data = { username, email, passwordHash: await hashPassword(password) };
    const row = await translateRefusals(
      () =>
        this.#database.account.create({
          data: { ...data, versions: { create: toAccountRows(timeline) } },
          ...SEATED_ACCOUNT,
        }),
      TAKEN,
    );
    return presentAccountView(row, this.#today());
  }

  /**
   * Name, role, site and use from a day on (default: today); password and address at once. Also lifts a lock when it sets a password.
   * Answers the account as it is on that day.
   * Errors: notFound, conflict, invalidInput, wrongState (a day without an administrator).
   */
  async edit(
    accountId: AccountId,
    version: number,
    { effectiveFrom: from = this.#today(), ...edit }: AccountChange,
  ): Promise<{ account: AccountView; sessionsEnded: boolean }> {
    const passwordHash = edit.password === undefined ? undefined : await hashPassword(edit.password);
    return this.#database.$transaction(async (tx) => {
      await lockAccounts(tx);
      const current = await getRow(tx, accountId);
      if (current.version !== version)
        throw new AppError('conflict', {
          details: { version: current.version, current: presentAccountView(current, from) },
        });
      await tx.account.update({ where: { accountId }, data: toData(edit, passwordHash) });
      const timeline = amendSaid(toAccountTimeline(current.versions), from, edit);
      assertSitesFitRoles(timeline);
      await saveAccountTimelines(tx, new Map([[accountId, timeline]]));
      await this.#assertAdministrators(tx);
      const row = await getRow(tx, accountId);
      const today = this.#today();
      const sessionsEnded = edit.password !== undefined || !standsAs(accountOn(row, today), accountOn(current, today));
      if (sessionsEnded) await endSessions(tx, accountId);
      return { account: presentAccountView(row, from), sessionsEnded };
    });
  }

  async #assertAdministrators(tx: Tx): Promise<void> {
    const accounts = await tx.account.findMany({
      where: { versions: { some: { role: 'administrator' satisfies Role } } },
      ...ACCOUNT_STATES,
    });
    const timelines = accounts.map(({ versions }) => toAccountTimeline(versions));
    const day = findDayWithout(timelines, administers, this.#today());
    if (day !== undefined) throw new AppError('wrongState', { message: describeNoAdministrator(day) });
  }

  #today(): LocalDate {
    return localDateOf(this.#clock().toISOString());
  }
}

/** The timeline with what the edit says of it; what is not said stays as it is on that day. */
function amendSaid(
  timeline: AccountTimeline,
  from: LocalDate,
  { name, role, siteId, disabled }: AccountChange,
): AccountTimeline {
  const state = findNearestVersion(timeline, from);
  const said = Object.entries({ name, role, siteId, disabled }).filter(([, value]) => value !== undefined);
  if (state === undefined || said.length === 0) return timeline;
  return amend(timeline, from, { ...state.fields, ...Object.fromEntries(said) });
}

function toData(edit: AccountChange, passwordHash: string | undefined): Prisma.AccountUpdateInput {
  return {
    ...(edit.email === undefined ? {} : { email: edit.email }),
    ...(passwordHash === undefined ? {} : { passwordHash, failedCount: 0, lockedUntil: null }),
    version: { increment: 1 },
  };
}

function assertSitesFitRoles(timeline: AccountTimeline): void {
  const wrong = timeline.find(({ fields }) => fields.role === ('site' satisfies Role) && fields.siteId === null);
  if (wrong === undefined) return;
  const message = 'Tài khoản điểm cầu phải được gán một điểm cầu.';
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['siteId'], message }] });
}

async function getRow(tx: Tx, accountId: string): Promise<WholeAccount> {
  const row = await tx.account.findUnique({ where: { accountId }, ...SEATED_ACCOUNT });
  if (row === null) throw new AppError('notFound');
  return row;
}

function presentAccountView(row: WholeAccount, on: LocalDate): AccountView {
  return {
    accountId: row.accountId as AccountId,
    username: row.username,
    ...presentState(row, stateOn(row, on), on),
    email: row.email,
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    version: row.version,
  };
}

/** `on`: the day whose name the site is shown with. */
function presentState(row: SeatedAccount, state: Version<AccountFields>, on: LocalDate): AccountVersionView {
  const { validFrom, validTo, fields } = state;
  return {
    validFrom,
    validTo,
    name: fields.name,
    role: fields.role as Role,
    siteId: fields.siteId as SiteId | null,
    siteName: seatOn(row, on),
    disabled: fields.disabled,
  };
}
