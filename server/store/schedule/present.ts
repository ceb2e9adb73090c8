// Rows of a conference as the wire shows them. Pure shaping; never decides who may see what.

import type {
  AccountId,
  AgendaItemId,
  ConferenceId,
  ConferenceSetup,
  ConferenceStatus,
  ConferenceView,
  Mode,
  Officer,
  PersonView,
  Role,
  SiteId,
} from '../../contract/index.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Prisma } from '../generated/client.ts';
import type { AccountModel, AgendaItemModel, ConferenceModel } from '../generated/models.ts';
import { type NamedSite, SITE_NAMES, siteOn } from '../organisation/versions.ts';

const withSite = { include: { site: SITE_NAMES } } as const;

/** Everything a view needs, in order. */
export const WHOLE_CONFERENCE = {
  chair: withSite,
  officers: { include: { account: withSite }, orderBy: { position: 'asc' } },
  sites: { include: { site: SITE_NAMES }, orderBy: { position: 'asc' } },
  agenda: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.ConferenceInclude;

export type WholeConference = Prisma.ConferenceGetPayload<{ include: typeof WHOLE_CONFERENCE }>;

export type AccountWithSite = Prisma.AccountGetPayload<typeof withSite>;

/** What is shown of an account with the site it sits at. */
export interface Seated extends Pick<AccountModel, 'accountId' | 'name' | 'role' | 'siteId'> {
  readonly site: NamedSite | null;
}

type Facts =
  | 'conferenceId'
  | 'status'
  | 'kind'
  | 'title'
  | 'startsAt'
  | 'endsAt'
  | 'mode'
  | 'cancelReason'
  | 'cancelNote'
  | 'version';

/** What a view is made of: read whole from the database, or just written to it. */
export interface Presentable extends Pick<ConferenceModel, Facts> {
  readonly chair: Seated;
  readonly officers: readonly { readonly duty: string; readonly account: Seated }[];
  readonly sites: readonly { readonly site: NamedSite }[];
  readonly agenda: readonly Pick<AgendaItemModel, 'itemId' | 'title' | 'durationMinutes' | 'speakingLimitSeconds'>[];
}

/** Sites are called and equipped as on the conference's own day. */
export function presentConference(row: Presentable): ConferenceView {
  const on = localDateOf(row.startsAt.toISOString());
  return {
    conferenceId: row.conferenceId as ConferenceId,
    status: row.status as ConferenceStatus,
    kind: row.kind as ConferenceView['kind'],
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    mode: row.mode as Mode,
    chair: presentPerson(row.chair, on),
    coChairs: listOfficers(row, 'coChair').map((account) => presentPerson(account, on)),
    secretaries: listOfficers(row, 'secretary').map((account) => presentPerson(account, on)),
    sites: row.sites.map(({ site }) => {
      const { name, shortName, isHub } = siteOn(site, on);
      return { siteId: site.siteId as SiteId, name, shortName, isHub };
    }),
    agenda: presentAgenda(row),
    cancelReason: row.cancelReason as ConferenceView['cancelReason'],
    cancelNote: row.cancelNote,
    version: row.version,
  };
}

/** `on`: the day whose name the site is shown with. */
export function presentPerson(account: Seated, on: LocalDate): PersonView {
  return {
    accountId: account.accountId as AccountId,
    name: account.name,
    role: account.role as Role,
    siteId: account.siteId as SiteId | null,
    siteName: account.site === null ? null : siteOn(account.site, on).name,
  };
}

/** Errors: AppError wrongState when an officer has lost its site since the planning. */
export function presentSetup(row: Presentable): ConferenceSetup {
  const on = localDateOf(row.startsAt.toISOString());
  return {
    conferenceId: row.conferenceId as ConferenceId,
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    mode: row.mode as Mode,
    chair: presentOfficer(row.chair),
    coChairs: listOfficers(row, 'coChair').map(presentOfficer),
    secretaryIds: listOfficers(row, 'secretary').map((account) => account.accountId as AccountId),
    sites: row.sites.map(({ site }) => {
      const { name, shortName, isHub, linkDownKbps, linkUpKbps, backupPhone } = siteOn(site, on);
      return { siteId: site.siteId as SiteId, name, shortName, isHub, linkDownKbps, linkUpKbps, backupPhone };
    }),
    agenda: presentAgenda(row),
  };
}

function presentOfficer(account: Seated): Officer {
  if (account.siteId === null) throw new AppError('wrongState', { message: `${account.name} chưa được gán điểm cầu.` });
  return { accountId: account.accountId as AccountId, siteId: account.siteId as SiteId, name: account.name };
}

function presentAgenda(row: Presentable): ConferenceView['agenda'] {
  return row.agenda.map((item) => ({
    itemId: item.itemId as AgendaItemId,
    title: item.title,
    durationMinutes: item.durationMinutes,
    speakingLimitSeconds: item.speakingLimitSeconds,
  }));
}

function listOfficers(row: Presentable, duty: 'coChair' | 'secretary'): Seated[] {
  return row.officers.filter((officer) => officer.duty === duty).map((officer) => officer.account);
}
