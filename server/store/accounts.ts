// Accounts as the administrator keeps them. Whatever makes a signed-in page wrong (role, site, password, disabling) ends its sessions.

import type { z } from 'zod';
import type { accountCreateSchema, accountEditSchema } from '../contract/http.ts';
import type { AccountId, AccountView, PersonView, Role, SiteId } from '../contract/index.ts';
import type { LocalDate } from '../contract/rules.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { AppError } from '../lib/AppError.ts';
import { endSessions } from './auth.ts';
import type { Prisma } from './generated/client.ts';
import { SITE_NAMES, siteOn } from './organisation/versions.ts';
import { hashPassword } from './password.ts';
import { type Database, type Tx, translateRefusals } from './prisma.ts';
import { type AccountWithSite, presentPerson } from './schedule/present.ts';

export type AccountCreate = z.output<typeof accountCreateSchema>;
export type AccountEdit = z.output<typeof accountEditSchema>;

/** Advisory lock of changes to who administers: two administrators disabling each other must not both succeed. */
const ADMINISTRATORS_LOCK = 20_101_125;
const TAKEN = 'Tên đăng nhập đã có trong hệ thống.';

export class AccountRepository {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  async list(): Promise<AccountView[]> {
    const rows = await this.#database.account.findMany({ include: { site: SITE_NAMES }, orderBy: { username: 'asc' } });
    const on = this.#today();
    return rows.map((row) => presentAccountView(row, on));
  }

  /** Errors: notFound. */
  async get(accountId: AccountId): Promise<AccountView> {
    return presentAccountView(await getRow(this.#database, accountId), this.#today());
  }

  /** Accounts that may chair, co-chair or be secretary. */
  async listPeople(): Promise<PersonView[]> {
    const rows = await this.#database.account.findMany({
      where: { disabled: false, role: { in: ['chair', 'secretary'] satisfies Role[] } },
      include: { site: SITE_NAMES },
      orderBy: { username: 'asc' },
    });
    const on = this.#today();
    return rows.map((row) => presentPerson(row, on));
  }

  /** Errors: alreadyExists (username), invalidInput (no such site, or a site account without one). */
  async create(input: AccountCreate): Promise<AccountView> {
    assertSiteFitsRole(input);
    const { password, email = null, ...rest } = input;
    const passwordHash = await hashPassword(password);
    const row = await translateRefusals(
      () => this.#database.account.create({ data: { ...rest, email, passwordHash }, include: { site: SITE_NAMES } }),
      TAKEN,
    );
    return presentAccountView(row, this.#today());
  }

  /** Also lifts a lock when it sets a password. Errors: notFound, conflict, invalidInput, wrongState (the last administrator). */
  async edit(
    accountId: AccountId,
    version: number,
    edit: AccountEdit,
  ): Promise<{ account: AccountView; sessionsEnded: boolean }> {
    const passwordHash = edit.password === undefined ? undefined : await hashPassword(edit.password);
    return this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATORS_LOCK}::bigint)`;
      const current = await getRow(tx, accountId);
      if (current.version !== version)
        throw new AppError('conflict', {
          details: { version: current.version, current: presentAccountView(current, this.#today()) },
        });
      const role = edit.role ?? (current.role as Role);
      assertSiteFitsRole({ role, siteId: edit.siteId === undefined ? (current.siteId as SiteId | null) : edit.siteId });
      const row = await translateRefusals(
        () =>
          tx.account.update({ where: { accountId }, data: toData(edit, passwordHash), include: { site: SITE_NAMES } }),
        TAKEN,
      );
      await assertAnAdministrator(tx);
      const sessionsEnded =
        edit.password !== undefined || row.disabled || row.role !== current.role || row.siteId !== current.siteId;
      if (sessionsEnded) await endSessions(tx, accountId);
      return { account: presentAccountView(row, this.#today()), sessionsEnded };
    });
  }

  /** The day whose names an account's site is shown with. */
  #today(): LocalDate {
    return localDateOf(this.#clock().toISOString());
  }
}

function toData(edit: AccountEdit, passwordHash: string | undefined): Prisma.AccountUncheckedUpdateInput {
  return {
    ...(edit.name === undefined ? {} : { name: edit.name }),
    ...(edit.role === undefined ? {} : { role: edit.role }),
    ...(edit.siteId === undefined ? {} : { siteId: edit.siteId }),
    ...(edit.email === undefined ? {} : { email: edit.email }),
    ...(edit.disabled === undefined ? {} : { disabled: edit.disabled }),
    ...(passwordHash === undefined ? {} : { passwordHash, failedCount: 0, lockedUntil: null }),
    version: { increment: 1 },
  };
}

function assertSiteFitsRole({ role, siteId }: { role: Role; siteId: SiteId | null }): void {
  if (role !== 'site' || siteId !== null) return;
  const message = 'Tài khoản điểm cầu phải được gán một điểm cầu.';
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['siteId'], message }] });
}

async function assertAnAdministrator(tx: Tx): Promise<void> {
  const left = await tx.account.count({ where: { role: 'administrator' satisfies Role, disabled: false } });
  if (left === 0)
    throw new AppError('wrongState', { message: 'Hệ thống phải còn ít nhất một tài khoản quản trị đang hoạt động.' });
}

async function getRow(tx: Tx, accountId: string): Promise<AccountWithSite> {
  const row = await tx.account.findUnique({ where: { accountId }, include: { site: SITE_NAMES } });
  if (row === null) throw new AppError('notFound');
  return row;
}

function presentAccountView(row: AccountWithSite, on: LocalDate): AccountView {
  return {
    accountId: row.accountId as AccountId,
    username: row.username,
    name: row.name,
    role: row.role as Role,
    siteId: row.siteId as SiteId | null,
    siteName: row.site === null ? null : siteOn(row.site, on).name,
    email: row.email,
    disabled: row.disabled,
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    version: row.version,
  };
}
