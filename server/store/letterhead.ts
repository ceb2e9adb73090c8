// The office's own data for papers and letters: the letterhead, and the mail addresses of sites and accounts. Never sends.

import type { MailAddressesView, MailAddressView } from '../contract/answers.ts';
import type { LetterheadView, Role } from '../contract/index.ts';
import { type Letterhead, letterheadSchema } from '../contract/records.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { collateVietnamese } from '../domain/text/fold.ts';
import { AppError } from '../lib/AppError.ts';
import { defaultLetterhead } from './letterheadDefaults.ts';
import { ACCOUNT_STATES, accountOn } from './organisation/accountVersions.ts';
import { isInForce, notEnded, SITE_NAMES, siteOn } from './organisation/versions.ts';
import type { Database, Tx } from './prisma.ts';

/** One office a service. */
const OFFICE = 'office';
/** rows one list answers at most */
const LISTED = 2_000;

/** Where there is none yet: the preset's. */
export async function seedLetterhead(tx: Tx, presetId: string): Promise<void> {
  await tx.officeLetterhead.createMany({
    data: [{ office: OFFICE, content: defaultLetterhead(presetId) }],
    skipDuplicates: true,
  });
}

/** Errors: notFound before the first start has seeded it. */
export async function readLetterhead(tx: Tx): Promise<LetterheadView> {
  const row = await tx.officeLetterhead.findUnique({ where: { office: OFFICE } });
  if (row === null) throw new AppError('notFound');
  return { letterhead: letterheadSchema.parse(row.content), version: row.version };
}

export class LetterheadRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(): Promise<LetterheadView> {
    return this.read(null);
  }

  /** `tx` null: outside any transaction. */
  read(tx: Tx | null): Promise<LetterheadView> {
    return readLetterhead(tx ?? this.#database);
  }

  /** Errors: conflict with what is there now. */
  edit(version: number, letterhead: Letterhead): Promise<LetterheadView> {
    return this.#database.$transaction(async (tx) => {
      const { count } = await tx.officeLetterhead.updateMany({
        where: { office: OFFICE, version },
        data: { content: letterhead, version: { increment: 1 } },
      });
      const current = await readLetterhead(tx);
      if (count === 0) throw new AppError('conflict', { details: { version: current.version, current } });
      return current;
    });
  }

  async listAddresses(now: Date): Promise<MailAddressesView> {
    const on = localDateOf(now.toISOString());
    const sites = await this.#database.site.findMany({ ...SITE_NAMES, take: LISTED });
    const accounts = await this.#database.account.findMany({
      where: { versions: { some: { disabled: false, ...notEnded(on) } } },
      ...ACCOUNT_STATES,
      take: LISTED,
    });
    return {
      sites: sites
        .filter((site) => isInForce(site, on))
        .map((site) => ({ site, fields: siteOn(site, on) }))
        .sort((a, b) => a.fields.order - b.fields.order || (a.site.siteId < b.site.siteId ? -1 : 1))
        .map(({ site: { siteId, email, version }, fields }) => ({ id: siteId, name: fields.name, email, version })),
      accounts: accounts
        .map((account) => {
          const { name, role } = accountOn(account, on);
          return { id: account.accountId, name, email: account.email, version: account.version, role: role as Role };
        })
        .sort((a, b) => collateVietnamese(a.name, b.name) || (a.id < b.id ? -1 : 1)),
    };
  }

  /** Errors: notFound, conflict. */
  editSiteAddress(siteId: string, version: number, email: string | null, now: Date): Promise<MailAddressView> {
    return this.#database.$transaction(async (tx) => {
      const data = { email, version: { increment: 1 } };
      const { count } = await tx.site.updateMany({ where: { siteId, version }, data });
      const row = await tx.site.findUnique({ where: { siteId }, ...SITE_NAMES });
      if (row === null) throw new AppError('notFound');
      if (count === 0) throw new AppError('conflict', { details: { version: row.version } });
      const { name } = siteOn(row, localDateOf(now.toISOString()));
      return { id: siteId, name, email, version: row.version };
    });
  }

  /** Errors: notFound, conflict. */
  editAccountAddress(accountId: string, version: number, email: string | null, now: Date): Promise<MailAddressView> {
    return this.#database.$transaction(async (tx) => {
      const data = { email, version: { increment: 1 } };
      const { count } = await tx.account.updateMany({ where: { accountId, version }, data });
      const row = await tx.account.findUnique({ where: { accountId }, ...ACCOUNT_STATES });
      if (row === null) throw new AppError('notFound');
      if (count === 0) throw new AppError('conflict', { details: { version: row.version } });
      const { name } = accountOn(row, localDateOf(now.toISOString()));
      return { id: accountId, name, email, version: row.version };
    });
  }
}
