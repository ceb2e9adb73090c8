// A plan as rows and rows as a plan, and what must be looked up to judge one. Never writes.

import type { AccountId, ConferenceView, Mode, Role, SiteId } from '../../contract/index.ts';
import type { LocalDate } from '../../contract/rules.ts';
import type { Candidate, Known } from '../../domain/scheduling/checkPlan.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { ACCOUNT_STATES, accountOn, type DatedAccount } from '../organisation/accountVersions.ts';
import { isInForce, type NamedSite, SITE_NAMES, siteOn } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';
import type { WholeConference } from './present.ts';
import type { ConferenceWrite } from './types.ts';

/** `siteIds` in order of precedence. */
export function toRows(plan: ConferenceWrite) {
  return {
    conference: {
      kind: plan.kind,
      title: plan.title,
      startsAt: new Date(plan.startsAt),
      endsAt: new Date(plan.endsAt),
      mode: plan.mode,
      chairId: plan.chairId,
    },
    officers: [
      ...plan.coChairIds.map((accountId, position) => ({ duty: 'coChair', accountId, position })),
      ...plan.secretaryIds.map((accountId, position) => ({ duty: 'secretary', accountId, position })),
    ],
    sites: plan.siteIds.map((siteId, position) => ({ siteId, position })),
    agenda: plan.agenda.map((item, position) => ({ ...item, position })),
  };
}

export function toPlan(row: WholeConference): ConferenceWrite {
  const officerIds = (duty: string) =>
    row.officers.filter((officer) => officer.duty === duty).map((officer) => officer.accountId as AccountId);
  return {
    kind: row.kind as ConferenceView['kind'],
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    mode: row.mode as Mode,
    chairId: row.chairId as AccountId,
    coChairIds: officerIds('coChair'),
    secretaryIds: officerIds('secretary'),
    siteIds: row.sites.map((site) => site.siteId as SiteId),
    agenda: row.agenda.map(({ title, durationMinutes, speakingLimitSeconds }) => ({
      title,
      durationMinutes,
      speakingLimitSeconds,
    })),
  };
}

/** Every account and site a plan names that exists, and every site those people ever sit at. */
export interface KnownRows {
  readonly accounts: readonly DatedAccount[];
  readonly sites: readonly NamedSite[];
}

export async function readKnown(tx: Tx, plan: ConferenceWrite): Promise<KnownRows> {
  const accounts = await tx.account.findMany({ where: { accountId: { in: listPeople(plan) } }, ...ACCOUNT_STATES });
  const seats = accounts.flatMap(({ versions }) => versions.flatMap(({ siteId }) => (siteId === null ? [] : [siteId])));
  const sites = await tx.site.findMany({ where: { siteId: { in: [...plan.siteIds, ...seats] } }, ...SITE_NAMES });
  return { accounts, sites };
}

/** Chair, co-chairs and secretaries. */
export function listPeople({ chairId, coChairIds, secretaryIds }: ConferenceWrite): AccountId[] {
  return [chairId, ...coChairIds, ...secretaryIds];
}

/** What the plan is judged by: people and sites as they are on the conference's day, sites in order of precedence. */
export function toKnown(plan: ConferenceWrite, { accounts, sites }: KnownRows): Omit<Known, 'now'> {
  const on = localDateOf(plan.startsAt);
  const invited = new Set<string>(plan.siteIds);
  const ordered = sites
    .filter((site) => invited.has(site.siteId))
    .map((site) => ({ siteId: site.siteId as SiteId, ...siteOn(site, on), isInForce: isInForce(site, on) }))
    .sort((a, b) => a.order - b.order || (a.siteId < b.siteId ? -1 : 1));
  return {
    accounts: accounts.map((account) => toCandidate(account, on)),
    siteIds: ordered.map((site) => site.siteId),
    endedSites: ordered.filter((site) => !site.isInForce),
  };
}

/** As on a day. */
export function toCandidate(account: DatedAccount, on: LocalDate): Candidate {
  const { role, siteId, disabled } = accountOn(account, on);
  return { accountId: account.accountId as AccountId, role: role as Role, siteId: siteId as SiteId | null, disabled };
}
