// A new conference as rows, and those rows as a whole conference without asking the database again.

import { randomUUID } from 'node:crypto';
import type { Tx } from '../prisma.ts';
import type { WholeConference } from './present.ts';
import { type KnownRows, toRows } from './rows.ts';
import type { ConferenceWrite } from './types.ts';

/** `siteIds` in order of precedence; `known`: every account and site the plan names, as the check has seen them. */
export async function insertWhole(tx: Tx, plan: ConferenceWrite, known: KnownRows): Promise<WholeConference> {
  const { conference, officers, sites, ...rest } = toRows(plan);
  const agenda = rest.agenda.map((item) => ({ ...item, itemId: randomUUID() }));
  const row = await tx.conference.create({
    data: {
      ...conference,
      officers: { createMany: { data: officers } },
      sites: { createMany: { data: sites } },
      agenda: { createMany: { data: agenda } },
    },
  });
  const { conferenceId } = row;
  const siteOf = (siteId: string) => find(known.sites, (site) => site.siteId === siteId);
  const accountOf = (accountId: string) => {
    const account = find(known.accounts, (candidate) => candidate.accountId === accountId);
    return { ...account, site: account.siteId === null ? null : siteOf(account.siteId) };
  };
  return {
    ...row,
    chair: accountOf(plan.chairId),
    officers: officers.map((officer) => ({ ...officer, conferenceId, account: accountOf(officer.accountId) })),
    sites: sites.map((site) => ({ ...site, conferenceId, site: siteOf(site.siteId) })),
    agenda: agenda.map((item) => ({ ...item, conferenceId })),
  };
}

/** The check refuses a plan that names what does not exist. */
function find<T>(rows: readonly T[], isWanted: (row: T) => boolean): T {
  const row = rows.find(isWanted);
  if (row === undefined) throw new Error('the plan was not checked');
  return row;
}
