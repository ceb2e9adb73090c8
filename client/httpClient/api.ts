// Every address of the HTTP door the planner uses, typed from the contract. One function a request; no caching here.

import type { z } from 'zod';
import type {
  AccountView,
  AttendanceView,
  ConferenceSummary,
  ConferenceView,
  changePasswordSchema,
  conferenceCancelSchema,
  conferenceEditSchema,
  conferenceWriteSchema,
  JournalView,
  PersonView,
  SiteView,
  signInSchema,
  UnitView,
} from '../../server/contract/http.ts';
import type {
  ApprovalSettingView,
  approvalSettingWriteSchema,
  deadlineQuestionSchema,
  LifeAct,
  LifeView,
  lifeRescheduleSchema,
  StateSecretRefusal,
} from '../../server/contract/life.ts';
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
} from '../../server/contract/organisation.ts';
import type { HolidaysView, holidaysEditSchema, RuleSet, RuleSetView } from '../../server/contract/rules.ts';
import type { DeadlineAdvice } from '../../server/domain/scheduling/deadlines.ts';
import { request, withQuery } from './httpClient.ts';

export type SignIn = z.input<typeof signInSchema>;
export type ChangePassword = z.input<typeof changePasswordSchema>;
export type AccountCreate = z.input<typeof accountCreateSchema>;
export type AccountEdit = z.input<typeof accountChangeSchema>;
export type UnitWrite = z.input<typeof unitChangeSchema>;
export type SiteWrite = z.input<typeof siteChangeSchema>;
export type ConferenceWrite = z.input<typeof conferenceWriteSchema>;
export type ConferenceEdit = z.input<typeof conferenceEditSchema>;
export type ConferenceCancel = z.input<typeof conferenceCancelSchema>;

export type ConferenceReschedule = z.input<typeof lifeRescheduleSchema>;
export type DeadlineQuestion = z.input<typeof deadlineQuestionSchema>;
export type HolidaysEdit = z.input<typeof holidaysEditSchema>;
export type ApprovalWrite = z.input<typeof approvalSettingWriteSchema>;
/** What an act of a conference's life says; each act has its own schema. */
export type LifeBody = { readonly comment?: string } | ConferenceCancel | ConferenceReschedule;

/** An edit of something that has a version. */
export interface Edit<T> {
  readonly id: string;
  readonly version: number;
  readonly changes: T;
}

type On = { readonly on?: string | undefined };
type Signal = { readonly signal?: AbortSignal };

const conferencePath = (id: string) => `/api/conferences/${encodeURIComponent(id)}`;

export const api = {
  signIn: (body: SignIn) => request<unknown>('POST', '/api/auth/sign-in', { body }),
  signOut: () => request<unknown>('POST', '/api/auth/sign-out', { body: {} }),
  getMe: ({ signal }: Signal = {}) => request<AccountView>('GET', '/api/me', pick(signal)),
  changePassword: (body: ChangePassword) => request<unknown>('POST', '/api/me/password', { body }),

  listAccounts: ({ signal, on }: Signal & On = {}) =>
    request<readonly AccountView[]>('GET', withQuery('/api/accounts', { on }), pick(signal)),
  createAccount: (body: AccountCreate) => request<AccountView>('POST', '/api/accounts', { body }),
  editAccount: (edit: Edit<AccountEdit>) => patch<AccountView>('/api/accounts', edit),
  listPeople: ({ signal, on }: Signal & On = {}) =>
    request<readonly PersonView[]>('GET', withQuery('/api/people', { on }), pick(signal)),

  /** `on`: the day asked for; left out: today. */
  listUnits: (q: string, { signal, on }: Signal & On = {}) =>
    request<readonly UnitView[]>('GET', withQuery('/api/units', { q, on }), pick(signal)),
  createUnit: (body: UnitWrite) => request<UnitView>('POST', '/api/units', { body }),
  editUnit: (edit: Edit<UnitWrite>) => patch<UnitView>('/api/units', edit),
  listSites: (q: string, { signal, on }: Signal & On = {}) =>
    request<readonly SiteView[]>('GET', withQuery('/api/sites', { q, on }), pick(signal)),
  createSite: (body: SiteWrite) => request<SiteView>('POST', '/api/sites', { body }),
  editSite: (edit: Edit<SiteWrite>) => patch<SiteView>('/api/sites', edit),
  getHistory: (kind: 'units' | 'sites' | 'accounts', id: string, { signal }: Signal = {}) =>
    request<HistoryView<UnitVersionView | SiteVersionView | AccountVersionView>>(
      'GET',
      `/api/${kind}/${id}/history`,
      pick(signal),
    ),
  /** Ends it; the day before `effectiveFrom` is its last. */
  closeFrom: (kind: 'units' | 'sites', { id, version, changes }: Edit<{ readonly effectiveFrom: string }>) =>
    request<unknown>('POST', `/api/${kind}/${id}/close`, { body: changes, version }),
  importOrganisation: (file: Blob, effectiveFrom: string, dryRun: boolean) =>
    request<OrganisationImportReport>(
      'POST',
      withQuery('/api/organisation/import', { effectiveFrom, dryRun: String(dryRun) }),
      { file },
    ),
  listOrganisationImports: ({ signal }: Signal = {}) =>
    request<readonly OrganisationImportView[]>('GET', '/api/organisation/imports', pick(signal)),

  listConferences: (query: { from?: string; to?: string; q?: string }, { signal }: Signal = {}) =>
    request<readonly ConferenceSummary[]>('GET', withQuery('/api/conferences', query), pick(signal)),
  getConference: (id: string, { signal }: Signal = {}) =>
    request<ConferenceView>('GET', conferencePath(id), pick(signal)),
  createConference: (body: ConferenceWrite) => request<ConferenceView>('POST', '/api/conferences', { body }),
  editConference: (edit: Edit<ConferenceEdit>) => patch<ConferenceView>('/api/conferences', edit),
  actOnConference: (act: LifeAct, { id, version, changes }: Edit<LifeBody>) =>
    request<ConferenceView>('POST', `${conferencePath(id)}/${act}`, { body: changes, version }),
  getLife: (id: string, { signal }: Signal = {}) =>
    request<LifeView>('GET', `${conferencePath(id)}/life`, pick(signal)),
  getDeadlines: (id: string, { signal }: Signal = {}) =>
    request<DeadlineAdvice>('GET', `${conferencePath(id)}/deadlines`, pick(signal)),
  askDeadlines: (body: DeadlineQuestion, { signal }: Signal = {}) =>
    request<DeadlineAdvice>('POST', '/api/deadlines', { body, ...pick(signal) }),
  getJournal: (id: string, { signal }: Signal = {}) =>
    request<JournalView>('GET', `${conferencePath(id)}/journal`, pick(signal)),
  getAttendance: (id: string, { signal }: Signal = {}) =>
    request<AttendanceView>('GET', `${conferencePath(id)}/attendance`, pick(signal)),

  listRuleSets: ({ signal }: Signal = {}) => request<readonly RuleSetView[]>('GET', '/api/rule-sets', pick(signal)),
  createRuleSet: (body: RuleSet) => request<RuleSetView>('POST', '/api/rule-sets', { body }),
  editRuleSet: (edit: Edit<RuleSet>) => patch<RuleSetView>('/api/rule-sets', edit),
  getHolidays: ({ signal }: Signal = {}) => request<HolidaysView>('GET', '/api/holidays', pick(signal)),
  editHolidays: (version: number, body: HolidaysEdit) =>
    request<HolidaysView>('PATCH', '/api/holidays', { body, version }),
  getApproval: ({ signal }: Signal = {}) => request<ApprovalSettingView>('GET', '/api/settings/approval', pick(signal)),
  editApproval: (version: number, body: ApprovalWrite) =>
    request<ApprovalSettingView>('PATCH', '/api/settings/approval', { body, version }),
  listRefusals: ({ signal }: Signal = {}) =>
    request<readonly StateSecretRefusal[]>('GET', '/api/state-secret-refusals', pick(signal)),
} as const;

function patch<T>(path: string, { id, version, changes }: Edit<unknown>): Promise<T> {
  return request<T>('PATCH', `${path}/${encodeURIComponent(id)}`, { body: changes, version });
}

function pick(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
