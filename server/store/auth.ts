// Signing in and staying signed in: passwords, the lock after five failures, sessions. Tokens are never stored, only their hashes.
// Knows nothing of cookies.

import { createHash, randomBytes } from 'node:crypto';
import type { AccountId, Role, SiteId } from '../contract/index.ts';
import type { LocalDate } from '../contract/rules.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { AppError } from '../lib/AppError.ts';
import { Prisma } from './generated/client.ts';
import type { AccountModel } from './generated/models.ts';
import {
  ACCOUNT_STATES,
  type AccountFields,
  accountOn,
  type DatedAccount,
  standsAs,
} from './organisation/accountVersions.ts';
import { getDecoyHash, hashPassword, verifyPassword } from './password.ts';
import type { Database, Tx } from './prisma.ts';
import type { Statements } from './statements.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A working day, for people; for rooms nobody attends the longest a browser keeps a cookie, renewed while it is used. */
const LIFETIME_MS = { person: 12 * HOUR_MS, room: 400 * DAY_MS };
/** How old a room's session may grow before use renews it: once a day is one write a day. */
const RENEW_AFTER_MS = DAY_MS;
const FAILURES_TO_LOCK = 5;
const LOCK_MINUTES = 15;

/** Who a session stands for. */
export interface SessionAccount {
  readonly accountId: AccountId;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly siteId: SiteId | null;
}

export interface IssuedSession {
  /** The secret for the cookie; not kept here. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly account: SessionAccount;
}

export interface FoundSession {
  readonly account: SessionAccount;
  readonly expiresAt: Date;
  /** The lifetime was just extended: the browser's cookie must be, too. */
  readonly renewed: boolean;
}

export class AuthRepository {
  readonly #database: Database;
  readonly #statements: Statements;

  constructor(database: Database, statements: Statements) {
    this.#database = database;
    this.#statements = statements;
  }

  /** Errors: wrongPassword (also for accounts unknown or out of use today, as slowly as for a known one), lockedOut. */
  async signIn(input: { username: string; password: string }, now: Date): Promise<IssuedSession> {
    const account = await this.#countAttempt(input.username, now);
    const matches = await verifyPassword(input.password, account?.passwordHash ?? (await getDecoyHash()));
    if (account === null || !matches || accountOn(account, localDateOf(now.toISOString())).disabled)
      throw new AppError('wrongPassword');
    await this.#database.account.update({
      where: { accountId: account.accountId },
      data: { failedCount: 0, lockedUntil: null },
    });
    await this.#database.session.deleteMany({ where: { expiresAt: { lte: now } } });
    return this.#issue(account, now);
  }

  /**
   * Undefined when the token is unknown or expired, or its account's role, site or use has changed since it signed in, be it
   * that the day of the change has come.
   */
  async findSession(token: string, now: Date): Promise<FoundSession | undefined> {
    const tokenHash = hashToken(token);
    const states = await this.#statements.run<SessionRow>(
      'find_session',
      findSessionQuery(tokenHash, localDateOf(now.toISOString())),
    );
    const row = states.find((state) => state.isToday);
    if (row === undefined || row.expiresAt <= now || row.disabled || !states.every((state) => standsAs(state, row)))
      return undefined;
    const account = presentAccount(row, row);
    const isDue = account.role === 'site' && now.getTime() - row.renewedAt.getTime() >= RENEW_AFTER_MS;
    if (!isDue) return { account, expiresAt: row.expiresAt, renewed: false };
    const expiresAt = new Date(now.getTime() + LIFETIME_MS.room);
    await this.#database.session.updateMany({ where: { tokenHash }, data: { renewedAt: now, expiresAt } });
    return { account, expiresAt, renewed: true };
  }

  async signOut(token: string): Promise<void> {
    await this.#database.session.deleteMany({ where: { tokenHash: hashToken(token) } });
  }

  /** Sets a new password and ends every other session of the account. Errors: wrongPassword, lockedOut. */
  async changePassword(
    token: string,
    input: { currentPassword: string; newPassword: string },
    now: Date,
  ): Promise<void> {
    const session = await this.findSession(token, now);
    if (session === undefined) throw new AppError('notSignedIn');
    const account = await this.#countAttempt(session.account.username, now);
    if (account === null || !(await verifyPassword(input.currentPassword, account.passwordHash)))
      throw new AppError('wrongPassword');
    const passwordHash = await hashPassword(input.newPassword);
    const { accountId } = account;
    await this.#database.$transaction([
      this.#database.account.update({
        where: { accountId },
        data: { passwordHash, failedCount: 0, lockedUntil: null, version: { increment: 1 } },
      }),
      this.#database.session.deleteMany({ where: { accountId, tokenHash: { not: hashToken(token) } } }),
    ]);
  }

  /**
   * Counts the attempt before the password is looked at, in one statement: a hundred guesses at once are five guesses.
   * Success sets the count back. Answers null for an unknown name. Errors: lockedOut.
   */
  async #countAttempt(username: string, now: Date): Promise<KnownAccount | null> {
    const account = await this.#database.account.findUnique({ where: { username }, ...ACCOUNT_STATES });
    if (account === null) return null;
    const lockUntil = new Date(now.getTime() + LOCK_MINUTES * 60_000);
    const counted = await this.#database.$executeRaw`
      UPDATE account
      SET failed_count = CASE WHEN failed_count + 1 >= ${FAILURES_TO_LOCK} THEN 0 ELSE failed_count + 1 END,
          locked_until = CASE WHEN failed_count + 1 >= ${FAILURES_TO_LOCK} THEN ${lockUntil}::timestamptz ELSE NULL END
      WHERE account_id = ${account.accountId}::uuid AND (locked_until IS NULL OR locked_until <= ${now}::timestamptz)`;
    if (counted === 1) return account;
    const locked = await this.#database.account.findUnique({ where: { username }, select: { lockedUntil: true } });
    throw new AppError('lockedOut', {
      details: { lockedUntil: locked?.lockedUntil?.toISOString() ?? lockUntil.toISOString() },
    });
  }

  async #issue(row: KnownAccount, now: Date): Promise<IssuedSession> {
    const token = randomBytes(32).toString('base64url');
    const on = localDateOf(now.toISOString());
    const account = presentAccount(row, accountOn(row, on));
    const expiresAt = new Date(now.getTime() + (account.role === 'site' ? LIFETIME_MS.room : LIFETIME_MS.person));
    // Only while what was checked is still the account's: password, role, site or use may have been changed during the check.
    const issued = await this.#database.$executeRaw`
      INSERT INTO session (token_hash, account_id, created_at, renewed_at, expires_at)
      SELECT ${hashToken(token)}, account_id, ${now}::timestamptz, ${now}::timestamptz, ${expiresAt}::timestamptz
      FROM account JOIN account_version v USING (account_id)
      WHERE account_id = ${row.accountId}::uuid AND password_hash = ${row.passwordHash}
        AND v.valid_from <= ${on}::date AND (v.valid_to IS NULL OR v.valid_to > ${on}::date)
        AND NOT v.disabled AND v.role = ${account.role} AND v.site_id IS NOT DISTINCT FROM ${account.siteId}::uuid`;
    if (issued !== 1) throw new AppError('wrongPassword');
    return { token, expiresAt, account };
  }
}

/** Ends every session of an account, in the transaction of what made them void. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.session.deleteMany({ where: { accountId } });
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type KnownAccount = AccountModel & DatedAccount;
/** A session with one state of its account. */
interface SessionRow extends AccountFields {
  readonly expiresAt: Date;
  readonly renewedAt: Date;
  readonly accountId: string;
  readonly username: string;
  readonly isToday: boolean;
}

/** Asked with every request: one statement for the session and every state its account has been in since, nearly always one. */
function findSessionQuery(tokenHash: string, today: LocalDate): Prisma.Sql {
  return Prisma.sql`
    SELECT s.expires_at AS "expiresAt", s.renewed_at AS "renewedAt", a.account_id AS "accountId", a.username, v.name, v.role,
           v.site_id AS "siteId", v.disabled, v.valid_to IS NULL OR v.valid_to > ${today}::date AS "isToday"
    FROM session s JOIN account a ON a.account_id = s.account_id
    JOIN account_version v ON v.account_id = s.account_id AND v.valid_from <= ${today}::date
     AND (v.valid_to IS NULL OR v.valid_to > (s.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    WHERE s.token_hash = ${tokenHash}`;
}

function presentAccount(
  { accountId, username }: { readonly accountId: string; readonly username: string },
  { name, role, siteId }: AccountFields,
): SessionAccount {
  return { accountId: accountId as AccountId, username, name, role: role as Role, siteId: siteId as SiteId | null };
}
