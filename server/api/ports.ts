// What the HTTP door needs from the rest of the service, as interfaces. Types only: the rooms never import each other.

import type { z } from 'zod';
import type {
  AccountId,
  AccountView,
  accountCreateSchema,
  accountEditSchema,
  ConferenceId,
  ConferenceStatus,
  ConferenceSummary,
  ConferenceView,
  changePasswordSchema,
  conferenceCancelSchema,
  conferenceEditSchema,
  conferenceWriteSchema,
  JournalEntry,
  PersonView,
  Role,
  RoomView,
  SiteId,
  SiteView,
  signInSchema,
  siteWriteSchema,
  UnitId,
  UnitView,
  unitWriteSchema,
} from '../contract/index.ts';
import type { TokenCreate, TokenHolder, TokenIssued, TokenView } from '../contract/integration.ts';

/** Who a session stands for. */
export interface SessionAccount {
  readonly accountId: AccountId;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly siteId: SiteId | null;
}

/** Errors of every port are AppErrors; each names its own. */
export interface AuthPort {
  /** Errors: wrongPassword, lockedOut. */
  signIn(
    input: z.output<typeof signInSchema>,
    now: Date,
  ): Promise<{ token: string; expiresAt: Date; account: SessionAccount }>;
  /** `renewed`: the cookie's lifetime must be renewed too. */
  findSession(
    token: string,
    now: Date,
  ): Promise<{ account: SessionAccount; expiresAt: Date; renewed: boolean } | undefined>;
  signOut(token: string): Promise<void>;
  /** Ends every other session. Errors: wrongPassword, lockedOut. */
  changePassword(token: string, input: z.output<typeof changePasswordSchema>, now: Date): Promise<void>;
}

export interface AccountsPort {
  list(): Promise<AccountView[]>;
  get(accountId: AccountId): Promise<AccountView>;
  listPeople(): Promise<PersonView[]>;
  create(input: z.output<typeof accountCreateSchema>): Promise<AccountView>;
  edit(
    accountId: AccountId,
    version: number,
    edit: z.output<typeof accountEditSchema>,
  ): Promise<{ account: AccountView; sessionsEnded: boolean }>;
}

export interface OrganisationPort {
  listUnits(): Promise<UnitView[]>;
  createUnit(input: z.output<typeof unitWriteSchema>): Promise<UnitView>;
  editUnit(unitId: UnitId, version: number, input: z.output<typeof unitWriteSchema>): Promise<UnitView>;
  listSites(): Promise<SiteView[]>;
  getSite(siteId: SiteId): Promise<SiteView>;
  createSite(input: z.output<typeof siteWriteSchema>): Promise<SiteView>;
  editSite(siteId: SiteId, version: number, input: z.output<typeof siteWriteSchema>): Promise<SiteView>;
}

export interface SchedulePort {
  list(filter: {
    from: Date;
    to: Date | null;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<ConferenceSummary[]>;
  get(conferenceId: ConferenceId): Promise<ConferenceView>;
  create(input: z.output<typeof conferenceWriteSchema>, now: Date): Promise<ConferenceView>;
  edit(
    conferenceId: ConferenceId,
    version: number,
    edit: z.output<typeof conferenceEditSchema>,
    now: Date,
  ): Promise<ConferenceView>;
  publish(conferenceId: ConferenceId, version: number | null, now: Date): Promise<ConferenceView>;
  cancel(
    conferenceId: ConferenceId,
    version: number | null,
    input: z.output<typeof conferenceCancelSchema>,
  ): Promise<ConferenceView>;
  findNextForSite(siteId: SiteId, now: Date): Promise<RoomView['next']>;
}

export interface JournalPort {
  read(conferenceId: ConferenceId, afterSeq: number): Promise<JournalEntry[]>;
}

export interface TokensPort {
  /** Newest first. */
  list(): Promise<TokenView[]>;
  /** Errors: wrongState when as many as allowed are in force. */
  create(input: TokenCreate, makerId: AccountId, now: Date): Promise<TokenIssued>;
  /** Errors: notFound. */
  revoke(tokenId: string, now: Date): Promise<void>;
  /** Undefined: not in force. Notes the use. */
  find(secret: string, now: Date): Promise<TokenHolder | undefined>;
}

export interface ApiStore {
  readonly auth: AuthPort;
  readonly tokens: TokensPort;
  readonly accounts: AccountsPort;
  readonly organisation: OrganisationPort;
  readonly schedule: SchedulePort;
  readonly journal: JournalPort;
}
