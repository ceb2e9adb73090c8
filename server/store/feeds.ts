// Calendar feeds: who owns one, when it was last read, and what it may show. Tokens are never stored, only their hashes.
// Knows no iCalendar.

import { createHash, randomBytes } from 'node:crypto';
import type { AccountId, FeedId, FeedView, Role } from '../contract/index.ts';
import { LIMITS } from '../contract/limits.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { AppError } from '../lib/AppError.ts';
import type { FeedTokenModel } from './generated/models.ts';
import { ACCOUNT_STATES, accountOn } from './organisation/accountVersions.ts';
import type { Database } from './prisma.ts';

const TOKEN_BYTES = 32;
/** milliseconds: a calendar program that comes every quarter of an hour is one write an hour */
const READ_NOTED_EVERY_MS = 3_600_000;
/** Advisory lock (of one transaction) by account: two pages at once must not pass the limit together. */
const FEEDS_LOCK = 20_101_127;

export class FeedRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The account's own, oldest first. */
  async list(accountId: AccountId): Promise<FeedView[]> {
    const rows = await this.#database.feedToken.findMany({
      where: { accountId },
      orderBy: [{ createdAt: 'asc' }, { feedId: 'asc' }],
      take: LIMITS.feedsPerAccount,
    });
    return rows.map(present);
  }

  /** Makes one; the token is answered this once. Errors: wrongState beyond LIMITS.feedsPerAccount. */
  create(accountId: AccountId, name: string, now: Date): Promise<{ feed: FeedView; token: string }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    return this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FEEDS_LOCK}::int, hashtext(${accountId}))`;
      const count = await tx.feedToken.count({ where: { accountId } });
      if (count >= LIMITS.feedsPerAccount)
        throw new AppError('wrongState', {
          message: `Mỗi tài khoản có nhiều nhất ${LIMITS.feedsPerAccount} đường dẫn lịch.`,
        });
      const row = await tx.feedToken.create({ data: { accountId, name, tokenHash: hashToken(token), createdAt: now } });
      return { feed: present(row), token };
    });
  }

  /** Its address answers nothing from here on. Errors: notFound, also for somebody else's. */
  async revoke(accountId: AccountId, feedId: FeedId): Promise<void> {
    const { count } = await this.#database.feedToken.deleteMany({ where: { feedId, accountId } });
    if (count === 0) throw new AppError('notFound');
  }

  /** Whose feed an address is; undefined when unknown, revoked, or its account out of use today. */
  async find(token: string, now: Date): Promise<{ accountId: AccountId; role: Role } | undefined> {
    const tokenHash = hashToken(token);
    const row = await this.#database.feedToken.findUnique({
      where: { tokenHash },
      include: { account: ACCOUNT_STATES },
    });
    if (row === null) return undefined;
    const account = accountOn(row.account, localDateOf(now.toISOString()));
    if (account.disabled) return undefined;
    const noted = row.lastReadAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (now.getTime() - noted >= READ_NOTED_EVERY_MS)
      await this.#database.feedToken.updateMany({ where: { tokenHash }, data: { lastReadAt: now } });
    return { accountId: row.accountId as AccountId, role: account.role as Role };
  }
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function present(row: FeedTokenModel): FeedView {
  return {
    feedId: row.feedId as FeedId,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lastReadAt: row.lastReadAt?.toISOString() ?? null,
  };
}
