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
import type { AgendaItemModel, ConferenceModel } from '../generated/models.ts';
import { accountOn, SEATED_ACCOUNT, type SeatedAccount, seatOn } from '../organisation/accountVersions.ts';
import { type NamedSite, SITE_NAMES, siteOn } from '../organisation/versions.ts';

/** Everything a view needs, in order. */
export const WHOLE_CONFERENCE = {
  chair: SEATED_ACCOUNT,
  officers: { include: { account: SEATED_ACCOUNT }, orderBy: { position: 'asc' } },
  sites: { include: { site: SITE_NAMES }, orderBy: { position: 'asc' } },
  agenda: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.ConferenceInclude;

export type WholeConference = Prisma.ConferenceGetPayload<{ include: typeof WHOLE_CONFERENCE }>;

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
  readonly chair: SeatedAccount;
  readonly officers: readonly { readonly duty: string; readonly account: SeatedAccount }[];
  readonly sites: readonly { readonly site: NamedSite }[];
  readonly agenda: readonly Pick<AgendaItemModel, 'itemId' | 'title' | 'durationMinutes' | 'speakingLimitSeconds'>[];
}

/** Sites are called and equipped, and people called and seated, as on the conference's own day. */
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

/** As the person is called, what it may and where it sits on a day. */
export function presentPerson(account: SeatedAccount, on: LocalDate): PersonView {
  const { name, role, siteId } = accountOn(account, on);
  return {
    accountId: account.accountId as AccountId,
    name,
    role: role as Role,
    siteId: siteId as SiteId | null,
    siteName: seatOn(account, on),
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
    chair: presentOfficer(row.chair, on),
    coChairs: listOfficers(row, 'coChair').map((account) => presentOfficer(account, on)),
    secretaryIds: listOfficers(row, 'secretary').map((account) => account.accountId as AccountId),
    sites: row.sites.map(({ site }) => {
      const { name, shortName, isHub, linkDownKbps, linkUpKbps, backupPhone } = siteOn(site, on);
      return { siteId: site.siteId as SiteId, name, shortName, isHub, linkDownKbps, linkUpKbps, backupPhone };
    }),
    agenda: presentAgenda(row),
  };
}

function presentOfficer(account: SeatedAccount, on: LocalDate): Officer {
  const { name, siteId } = accountOn(account, on);
  if (siteId === null) throw new AppError('wrongState', { message: `${name} chưa được gán điểm cầu.` });
  return { accountId: account.accountId as AccountId, siteId: siteId as SiteId, name };
}

function presentAgenda(row: Presentable): ConferenceView['agenda'] {
  return row.agenda.map((item) => ({
    itemId: item.itemId as AgendaItemId,
    title: item.title,
    durationMinutes: item.durationMinutes,
    speakingLimitSeconds: item.speakingLimitSeconds,
  }));
}

function listOfficers(row: Presentable, duty: 'coChair' | 'secretary'): SeatedAccount[] {
  return row.officers.filter((officer) => officer.duty === duty).map((officer) => officer.account);
}
