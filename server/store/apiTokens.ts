// Access tokens of other systems: made, found by their secret, revoked. The secret leaves once, with its making; only its hash stays here.
// A token ends with its date, with its revocation, and when its maker is no longer an administrator.

import { createHash, randomBytes } from 'node:crypto';
import type { AccountId } from '../contract/index.ts';
import {
  type ApiScope,
  TOKENS_MOST,
  type TokenCreate,
  type TokenHolder,
  type TokenIssued,
  type TokenView,
} from '../contract/integration.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { AppError } from '../lib/AppError.ts';
import type { Prisma } from './generated/client.ts';
import { ACCOUNT_STATES, accountOn, administers } from './organisation/accountVersions.ts';
import type { Database } from './prisma.ts';

const DAY_MS = 86_400_000;
/** The last use is kept to the minute: one write a minute, however busy the system is. */
const LAST_USE_STEP_MS = 60_000;
/** Makes a token that leaked into a log or a repository easy to search for. */
const PREFIX = 'gbt_';
/** Advisory lock of making tokens: the maximum holds for two administrators at once, too. */
const TOKENS_LOCK = 20_101_158;
/** tokens one list shows, revoked ones included */
const LISTED = 200;

const WITH_MAKER = { account: ACCOUNT_STATES } as const satisfies Prisma.ApiTokenInclude;
type TokenRow = Prisma.ApiTokenGetPayload<{ include: typeof WITH_MAKER }>;

export class ApiTokenRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first. */
  async list(): Promise<TokenView[]> {
    const rows = await this.#database.apiToken.findMany({
      include: WITH_MAKER,
      orderBy: [{ createdAt: 'desc' }, { tokenId: 'desc' }],
      take: LISTED,
    });
    return rows.map(presentToken);
  }

  /** Errors: wrongState when as many as allowed are in force. */
  async create(input: TokenCreate, makerId: AccountId, now: Date): Promise<TokenIssued> {
    const secret = PREFIX + randomBytes(32).toString('base64url');
    const row = await this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TOKENS_LOCK}::bigint)`;
      const inForce = await tx.apiToken.count({ where: { revokedAt: null, expiresAt: { gt: now } } });
      if (inForce >= TOKENS_MOST)
        throw new AppError('wrongState', { message: `Chỉ được có tối đa ${TOKENS_MOST} mã truy cập còn hiệu lực.` });
      return tx.apiToken.create({
        data: {
          tokenHash: hashSecret(secret),
          name: input.name,
          scopes: [...input.scopes],
          accountId: makerId,
          createdAt: now,
          expiresAt: new Date(now.getTime() + input.lifetimeDays * DAY_MS),
        },
        include: WITH_MAKER,
      });
    });
    return { token: presentToken(row), secret };
  }

  /** From now on refused; a second revocation changes nothing. Errors: notFound. */
  async revoke(tokenId: string, now: Date): Promise<void> {
    const { count } = await this.#database.apiToken.updateMany({
      where: { tokenId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 1) return;
    if ((await this.#database.apiToken.findUnique({ where: { tokenId }, select: { tokenId: true } })) === null)
      throw new AppError('notFound');
  }

  /** Who uses this secret, and notes the use. Undefined: unknown, expired, revoked, or its maker is no administrator any more. */
  async find(secret: string, now: Date): Promise<TokenHolder | undefined> {
    const row = await this.#database.apiToken.findUnique({
      where: { tokenHash: hashSecret(secret) },
      include: WITH_MAKER,
    });
    if (row === null || row.revokedAt !== null || row.expiresAt <= now) return undefined;
    if (!administers(accountOn(row.account, localDateOf(now.toISOString())))) return undefined;
    if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= LAST_USE_STEP_MS)
      await this.#database.apiToken.updateMany({ where: { tokenId: row.tokenId }, data: { lastUsedAt: now } });
    return {
      tokenId: row.tokenId,
      name: row.name,
      scopes: row.scopes as ApiScope[],
      accountId: row.accountId as AccountId,
      username: row.account.username,
    };
  }
}

/** 256 random bits need no salt and no slow hash. */
function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function presentToken(row: TokenRow): TokenView {
  return {
    tokenId: row.tokenId,
    name: row.name,
    scopes: row.scopes as ApiScope[],
    createdByName: accountOn(row.account, localDateOf(row.createdAt.toISOString())).name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
