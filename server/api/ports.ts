// What the HTTP door needs from the rest of the service, as interfaces. Types only: the rooms never import each other.

import type { z } from 'zod';
import type {
  AnswersView,
  InvitationView,
  LetterheadView,
  MailAddressesView,
  MailAddressView,
  OwnAnswerView,
  SiteAnswerWrite,
  WorkingHoursView,
} from '../contract/answers.ts';
import type {
  AccountId,
  AccountView,
  ApprovalSettingView,
  approvalSettingWriteSchema,
  ConferenceId,
  ConferenceStatus,
  ConferenceSummary,
  ConferenceView,
  changePasswordSchema,
  conferenceCancelSchema,
  conferenceEditSchema,
  conferenceWriteSchema,
  FeedId,
  FeedView,
  JournalEntry,
  LifeView,
  lifePostponeSchema,
  lifeRescheduleSchema,
  PersonView,
  Role,
  RoomView,
  SiteId,
  SiteView,
  StateSecretRefusal,
  signInSchema,
  UnitId,
  UnitView,
} from '../contract/index.ts';
import type { TokenCreate, TokenHolder, TokenIssued, TokenView } from '../contract/integration.ts';
import type {
  AccountVersionView,
  accountChangeSchema,
  accountCreateSchema,
  HistoryView,
  OrganisationImportReport,
  OrganisationImportView,
  SiteVersionView,
  siteChangeSchema,
  UnitVersionView,
  unitChangeSchema,
} from '../contract/organisation.ts';
import type { InvitationDetails, Letterhead, OrganisationRows, SheetProblem } from '../contract/records.ts';
import type {
  HolidaysView,
  holidaysEditSchema,
  LocalDate,
  RuleSet,
  RuleSetView,
  WorkingHours,
} from '../contract/rules.ts';
import type {
  Series,
  SeriesCancel,
  SeriesEdit,
  SeriesOutcome,
  SeriesPlace,
  SeriesPreview,
  SeriesSummary,
  SeriesView,
  TemplateRename,
  TemplateView,
  TemplateWrite,
} from '../contract/series.ts';
import type { SignedFile } from '../invitations/ports.ts';
import type { PaperStore } from '../papers/ports.ts';

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
  /** Days are civil days of Việt Nam; left out: today. */
  list(on?: LocalDate): Promise<AccountView[]>;
  /** As it is today. */
  get(accountId: AccountId): Promise<AccountView>;
  getHistory(accountId: AccountId): Promise<HistoryView<AccountVersionView>>;
  listPeople(on?: LocalDate): Promise<PersonView[]>;
  create(input: z.output<typeof accountCreateSchema>): Promise<AccountView>;
  edit(
    accountId: AccountId,
    version: number,
    edit: z.output<typeof accountChangeSchema>,
  ): Promise<{ account: AccountView; sessionsEnded: boolean }>;
}

type UnitChange = z.output<typeof unitChangeSchema>;
type SiteChange = z.output<typeof siteChangeSchema>;

export interface OrganisationPort {
  /** Days are civil days of Việt Nam; left out: today. */
  listUnits(on?: LocalDate): Promise<UnitView[]>;
  createUnit(input: UnitChange): Promise<UnitView>;
  editUnit(unitId: UnitId, version: number, input: UnitChange): Promise<UnitView>;
  closeUnit(unitId: UnitId, version: number, from: LocalDate): Promise<HistoryView<UnitVersionView>>;
  getUnitHistory(unitId: UnitId): Promise<HistoryView<UnitVersionView>>;
  listSites(on?: LocalDate): Promise<SiteView[]>;
  getSite(siteId: SiteId, on?: LocalDate): Promise<SiteView>;
  createSite(input: SiteChange): Promise<SiteView>;
  editSite(siteId: SiteId, version: number, input: SiteChange): Promise<SiteView>;
  closeSite(siteId: SiteId, version: number, from: LocalDate): Promise<HistoryView<SiteVersionView>>;
  getSiteHistory(siteId: SiteId): Promise<HistoryView<SiteVersionView>>;
}

/** The organisation as a workbook takes it in and out. */
export interface OrganisationSheetPort {
  read(on: LocalDate): Promise<OrganisationRows>;
  import(input: {
    rows: OrganisationRows;
    unread: readonly SheetProblem[];
    effectiveFrom: LocalDate;
    dryRun: boolean;
    by: AccountId;
    now: Date;
  }): Promise<{ report: OrganisationImportReport; endedIds: readonly AccountId[] }>;
  /** Of every site there is or ever was. */
  listSiteCodes(): Promise<string[]>;
  list(): Promise<OrganisationImportView[]>;
}

export interface SchedulePort {
  list(filter: {
    from: Date;
    to: Date | null;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<ConferenceSummary[]>;
  get(conferenceId: ConferenceId): Promise<ConferenceView>;
  create(input: z.output<typeof conferenceWriteSchema>, now: Date, by?: By): Promise<ConferenceView>;
  edit(
    conferenceId: ConferenceId,
    version: number,
    edit: z.output<typeof conferenceEditSchema>,
    now: Date,
    by?: By,
  ): Promise<ConferenceView>;
  publish(conferenceId: ConferenceId, version: number | null, now: Date, by?: By): Promise<ConferenceView>;
  cancel(
    conferenceId: ConferenceId,
    version: number | null,
    input: z.output<typeof conferenceCancelSchema>,
    now?: Date,
    by?: By,
  ): Promise<ConferenceView>;
  findNextForSite(siteId: SiteId, now: Date): Promise<RoomView['next']>;
}

/** Who does it; null: the service itself. */
export type By = Pick<SessionAccount, 'accountId' | 'role' | 'name'> | null;

/** Every act's errors: notFound, forbidden, conflict, wrongState; reschedule's also invalidInput and bookingClash. */
export interface LifePort {
  submit(doing: Doing, comment: string): Promise<ConferenceView>;
  approve(doing: Doing, comment: string): Promise<ConferenceView>;
  return(doing: Doing, comment: string): Promise<ConferenceView>;
  conclude(doing: Doing, comment: string): Promise<ConferenceView>;
  postpone(doing: Doing, input: z.output<typeof lifePostponeSchema>): Promise<ConferenceView>;
  reschedule(doing: Doing, input: z.output<typeof lifeRescheduleSchema>): Promise<ConferenceView>;
  getLife(conferenceId: ConferenceId, by: By): Promise<LifeView>;
  findMilestones(
    conferenceId: ConferenceId,
  ): Promise<{ readonly invitationSentAt: string | null; readonly concludedAt: string | null }>;
  keepRefusal(title: string, by: NonNullable<By>, now: Date): Promise<void>;
  listRefusals(): Promise<StateSecretRefusal[]>;
}
export interface Doing {
  readonly conferenceId: ConferenceId;
  readonly version: number;
  readonly by: By;
  readonly now: Date;
}

export interface SettingsPort {
  getApproval(): Promise<ApprovalSettingView>;
  editApproval(version: number, input: z.output<typeof approvalSettingWriteSchema>): Promise<ApprovalSettingView>;
  getWorkingHours(): Promise<WorkingHoursView>;
  /** Errors: conflict. */
  editWorkingHours(version: number, workingHours: WorkingHours): Promise<WorkingHoursView>;
}

export interface PlanningRulesPort {
  listRuleSets(): Promise<RuleSetView[]>;
  createRuleSet(input: RuleSet): Promise<RuleSetView>;
  editRuleSet(id: string, version: number, input: RuleSet): Promise<RuleSetView>;
  getHolidays(): Promise<HolidaysView>;
  editHolidays(version: number, edit: z.output<typeof holidaysEditSchema>): Promise<HolidaysView>;
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

/** A conference as calendars print it. */
export interface CalendarEntry extends ConferenceSummary {
  /** Where the chair sits; null: nowhere yet. */
  readonly place: string | null;
  readonly version: number;
}

/** A booking that stands in somebody's way. */
export interface BusyBooking {
  readonly resource: 'chair' | 'site';
  readonly resourceId: string;
  readonly conferenceId: ConferenceId;
  readonly title: string;
  readonly status: ConferenceStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface PlanningPort {
  /** Every booking of these chairs and sites that touches the span. */
  listBusy(ask: {
    from: Date;
    to: Date;
    chairIds: readonly AccountId[];
    siteIds: readonly SiteId[];
  }): Promise<BusyBooking[]>;
  /** Those that touch the span, first start first. */
  listCalendar(span: {
    from: Date;
    to: Date;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<CalendarEntry[]>;
}

export interface FeedsPort {
  list(accountId: AccountId): Promise<FeedView[]>;
  /** The token is answered this once. Errors: wrongState beyond the limit. */
  create(accountId: AccountId, name: string, now: Date): Promise<{ feed: FeedView; token: string }>;
  /** Errors: notFound, also for somebody else's. */
  revoke(accountId: AccountId, feedId: FeedId): Promise<void>;
  /** Undefined when unknown, revoked, or its account out of use today. */
  find(token: string, now: Date): Promise<{ accountId: AccountId; role: Role } | undefined>;
}

/** Errors of changes: notFound, conflict, invalidInput, bookingClash with `{ occurrences }`. */
export interface SeriesPort {
  /** Those with a next conference first. */
  list(now: Date): Promise<SeriesSummary[]>;
  get(seriesId: string): Promise<SeriesView>;
  /** null: in no series. */
  findPlace(conferenceId: ConferenceId): Promise<SeriesPlace | null>;
  preview(input: Series, now: Date): Promise<SeriesPreview>;
  create(input: Series, now: Date, by: By): Promise<SeriesView>;
  previewEdit(seriesId: string, version: number, edit: SeriesEdit, now: Date): Promise<SeriesPreview>;
  edit(seriesId: string, version: number, edit: SeriesEdit, now: Date, by: By): Promise<SeriesOutcome>;
  cancel(seriesId: string, version: number, input: SeriesCancel, now: Date, by: By): Promise<SeriesOutcome>;
}

export interface TemplatesPort {
  /** By name. */
  list(): Promise<TemplateView[]>;
  /** Errors: alreadyExists, wrongState beyond the limit. */
  create(input: TemplateWrite): Promise<TemplateView>;
  /** Errors: notFound, conflict, alreadyExists. */
  rename(templateId: string, version: number, input: TemplateRename): Promise<TemplateView>;
  /** Errors: notFound, conflict. */
  remove(templateId: string, version: number): Promise<void>;
}

export interface LetterheadsPort {
  get(): Promise<LetterheadView>;
  /** Errors: conflict. */
  edit(version: number, letterhead: Letterhead): Promise<LetterheadView>;
  listAddresses(now: Date): Promise<MailAddressesView>;
  /** Errors: notFound, conflict. */
  editSiteAddress(siteId: SiteId, version: number, email: string | null, now: Date): Promise<MailAddressView>;
  editAccountAddress(accountId: AccountId, version: number, email: string | null, now: Date): Promise<MailAddressView>;
}

export interface InvitationsPort {
  get(conferenceId: ConferenceId): Promise<InvitationView>;
  /** Errors: conflict, invalidInput. */
  edit(conferenceId: ConferenceId, version: number, details: InvitationDetails): Promise<InvitationView>;
  attachSigned(
    conferenceId: ConferenceId,
    file: SignedFile,
    by: { readonly name: string },
    now: Date,
  ): Promise<InvitationView>;
  removeSigned(conferenceId: ConferenceId): Promise<InvitationView>;
  findSigned(conferenceId: ConferenceId): Promise<SignedFile | undefined>;
}

export interface AnswersPort {
  list(conferenceId: ConferenceId): Promise<AnswersView>;
  /** Errors: notFound, also when the site is not invited. */
  getOwn(conferenceId: ConferenceId, siteId: SiteId, now: Date): Promise<OwnAnswerView>;
  /** Errors: notFound, wrongState. */
  answer(
    conferenceId: ConferenceId,
    siteId: SiteId,
    input: SiteAnswerWrite,
    by: { readonly name: string },
    now: Date,
  ): Promise<OwnAnswerView>;
  /** Errors: notFound, wrongState. */
  consent(
    conferenceId: ConferenceId,
    siteId: SiteId,
    consent: 'agreed' | 'refused',
    by: { readonly name: string },
  ): Promise<AnswersView>;
}

export interface ApiStore {
  readonly series: SeriesPort;
  readonly templates: TemplatesPort;
  readonly auth: AuthPort;
  readonly feeds: FeedsPort;
  readonly planning: PlanningPort;
  readonly tokens: TokensPort;
  readonly accounts: AccountsPort;
  readonly organisation: OrganisationPort;
  readonly organisationSheets: OrganisationSheetPort;
  readonly schedule: SchedulePort;
  readonly life: LifePort;
  readonly settings: SettingsPort;
  readonly planningRules: PlanningRulesPort;
  readonly journal: JournalPort;
  readonly papers: PaperStore;
  readonly letterheads: LetterheadsPort;
  readonly invitations: InvitationsPort;
  readonly answers: AnswersPort;
}
