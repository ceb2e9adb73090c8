// A plan as rows and rows as a plan, and what must be looked up to judge one. Never writes.

import type { AccountId, ConferenceView, Mode, Role, SiteId } from '../../contract/index.ts';
import type { Known } from '../../domain/scheduling/checkPlan.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import type { AccountModel } from '../generated/models.ts';
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

/** Every account and site a plan names that exists, and the sites those people sit at. */
export interface KnownRows {
  readonly accounts: readonly Pick<AccountModel, 'accountId' | 'name' | 'role' | 'siteId' | 'disabled'>[];
  readonly sites: readonly NamedSite[];
}

export async function readKnown(tx: Tx, plan: ConferenceWrite): Promise<KnownRows> {
  const accounts = await tx.account.findMany({ where: { accountId: { in: listPeople(plan) } } });
  const seats = accounts.flatMap((account) => (account.siteId === null ? [] : [account.siteId]));
  const sites = await tx.site.findMany({ where: { siteId: { in: [...plan.siteIds, ...seats] } }, ...SITE_NAMES });
  return { accounts, sites };
}

/** Chair, co-chairs and secretaries. */
export function listPeople({ chairId, coChairIds, secretaryIds }: ConferenceWrite): AccountId[] {
  return [chairId, ...coChairIds, ...secretaryIds];
}

/** What the plan is judged by; sites in order of precedence on the conference's day. */
export function toKnown(plan: ConferenceWrite, { accounts, sites }: KnownRows): Omit<Known, 'now'> {
  const on = localDateOf(plan.startsAt);
  const invited = new Set<string>(plan.siteIds);
  const ordered = sites
    .filter((site) => invited.has(site.siteId))
    .map((site) => ({ siteId: site.siteId as SiteId, ...siteOn(site, on), isInForce: isInForce(site, on) }))
    .sort((a, b) => a.order - b.order || (a.siteId < b.siteId ? -1 : 1));
  return {
    accounts: accounts.map(({ accountId, role, siteId, disabled }) => ({
      accountId: accountId as AccountId,
      role: role as Role,
      siteId: siteId as SiteId | null,
      disabled,
    })),
    siteIds: ordered.map((site) => site.siteId),
    endedSites: ordered.filter((site) => !site.isInForce),
  };
}
