// A plan as rows and rows as a plan, and what must be looked up to judge one. Never writes.

import type { AccountId, ConferenceView, Mode, Role, SiteId } from '../../contract/index.ts';
import type { Known } from '../../domain/scheduling/checkPlan.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { isInForce, SITE_NAMES, siteOn } from '../organisation/versions.ts';
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

/** Accounts and sites the plan names, for the check and for showing it; sites in order of precedence on the conference's day. */
export async function loadKnown(tx: Tx, plan: ConferenceWrite) {
  const on = localDateOf(plan.startsAt);
  const accountIds = [plan.chairId, ...plan.coChairIds, ...plan.secretaryIds];
  const accounts = await tx.account.findMany({ where: { accountId: { in: accountIds } } });
  const seats = accounts.flatMap((account) => (account.siteId === null ? [] : [account.siteId]));
  const sites = await tx.site.findMany({ where: { siteId: { in: [...plan.siteIds, ...seats] } }, ...SITE_NAMES });
  const invited = new Set<string>(plan.siteIds);
  const ordered = sites
    .filter((site) => invited.has(site.siteId))
    .map((site) => ({ siteId: site.siteId as SiteId, ...siteOn(site, on), isInForce: isInForce(site, on) }))
    .sort((a, b) => a.order - b.order || (a.siteId < b.siteId ? -1 : 1));
  return {
    accounts: accounts.map((account) => ({
      accountId: account.accountId as AccountId,
      role: account.role as Role,
      siteId: account.siteId as SiteId | null,
      disabled: account.disabled,
    })),
    siteIds: ordered.map((site) => site.siteId),
    endedSites: ordered.filter((site) => !site.isInForce),
    rows: { accounts, sites },
  } satisfies Omit<Known, 'now'> & { rows: object };
}

export type KnownRows = Awaited<ReturnType<typeof loadKnown>>['rows'];
