// What an import means for each timeline and account, and why it may be impossible. Pure but for new ids; never writes.

import { randomUUID } from 'node:crypto';
import type { OrganisationChange, OrganisationRows, SheetProblem } from '../../contract/records.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { type Inconsistency, listInconsistencies } from '../../domain/organisation/consistency.ts';
import { diffOrganisation } from '../../domain/organisation/diffOrganisation.ts';
import { amend, endBefore, findVersionOn } from '../../domain/organisation/timeline.ts';
import { findRing } from '../../domain/organisation/tree.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import type { AccountTimeline } from './accountVersions.ts';
import { type Loaded, toSheetRows } from './rows.ts';
import type { SiteTimeline, UnitTimeline } from './versions.ts';

export interface NewIdentity {
  readonly id: string;
  readonly code: string;
}
/** Only those the workbook gives an address that differs, or takes it from. */
type Emails = ReadonlyMap<string, string | null>;
export interface ImportPlan {
  /** Without what stays as it is. */
  readonly changes: readonly OrganisationChange[];
  readonly unchanged: number;
  readonly problems: readonly SheetProblem[];
  readonly newUnits: readonly NewIdentity[];
  readonly newSites: readonly NewIdentity[];
  /** Only those that change; an empty one is to be removed: it would have begun on the day it ends. */
  readonly units: ReadonlyMap<string, UnitTimeline>;
  readonly sites: ReadonlyMap<string, SiteTimeline>;
  readonly unitEmails: Emails;
  readonly siteEmails: Emails;
  readonly newAccounts: readonly NewIdentity[];
  /** Only those that change; one the workbook does not name is put out of use. */
  readonly accounts: ReadonlyMap<string, AccountTimeline>;
  readonly accountEmails: Emails;
}

interface Wanted {
  readonly rows: OrganisationRows;
  readonly from: LocalDate;
}

export function planImport(loaded: Loaded, wanted: Wanted): ImportPlan {
  const { rows, from } = wanted;
  const current = toSheetRows(loaded, from);
  const named = new Set(rows.accounts?.map((row) => row.username));
  // An account that is out of use already and not named stays as it is: it cannot end twice.
  const accounts = current.accounts.filter((row) => !row.disabled || named.has(row.username));
  const all = diffOrganisation({ ...current, accounts }, rows, from);
  const changes = all.filter((change) => !change.kinds.includes('unchanged'));
  const of = (subject: OrganisationChange['subject']) => changes.filter((change) => change.subject === subject);
  const unitIds = addIds(loaded.units, rows.units ?? []);
  const siteIds = addIds(loaded.sites, rows.sites ?? []);
  const users = (rows.accounts ?? []).map((row) => ({ ...row, code: row.username }));
  const accountIds = addIds(loaded.accounts, users);
  const units = planUnits(loaded, wanted, of('unit'), unitIds.all);
  const sites = planSites(loaded, wanted, of('site'), unitIds.all, siteIds.all);
  const problems = [...listUnknown(rows, unitIds.all, siteIds.all), ...listFaults(loaded, units, sites, from)];
  return {
    changes,
    unchanged: all.length - changes.length,
    problems,
    newUnits: unitIds.added,
    newSites: siteIds.added,
    units,
    sites,
    unitEmails: planEmails(loaded.units, rows.units ?? [], unitIds.all),
    siteEmails: planEmails(loaded.sites, rows.sites ?? [], siteIds.all),
    newAccounts: accountIds.added,
    accounts: planAccounts(loaded, wanted, of('account'), siteIds.all, accountIds.all),
    accountEmails: planEmails(loaded.accounts, users, accountIds.all),
  };
}

/** Ids by code: of all there ever were, and new ones for codes never seen. */
function addIds(known: readonly NewIdentity[], wanted: readonly { readonly code: string }[]) {
  const all = new Map(known.map(({ id, code }) => [code, id]));
  const added = wanted.filter(({ code }) => !all.has(code)).map(({ code }) => ({ id: randomUUID() as string, code }));
  for (const { id, code } of added) all.set(code, id);
  return { all, added };
}

type Ids = ReadonlyMap<string, string>;

/** Addresses hold at once: who is asked today is asked where it can be reached today. */
function planEmails(
  known: readonly { readonly code: string; readonly email: string | null }[],
  rows: readonly { readonly code: string; readonly email?: string | null | undefined }[],
  ids: Ids,
): Emails {
  const before = new Map(known.map(({ code, email }) => [code, email]));
  return new Map(
    rows.flatMap(({ code, email }) =>
      email === undefined || email === (before.get(code) ?? null) ? [] : [[ids.get(code) ?? '', email] as const],
    ),
  );
}

function planUnits(
  loaded: Loaded,
  { rows, from }: Wanted,
  changes: readonly OrganisationChange[],
  ids: Ids,
): Map<string, UnitTimeline> {
  const timelines = new Map(loaded.units.map((unit) => [unit.code, unit.timeline]));
  const wanted = new Map(rows.units?.map((row) => [row.code, row]));
  return new Map(
    changes.map((change) => {
      const timeline = timelines.get(change.key) ?? [];
      const row = wanted.get(change.key);
      const id = ids.get(change.key) ?? '';
      if (row === undefined) return [id, endBefore(timeline, from)];
      const { code: _code, email: _email, parentCode, ...fields } = row;
      const parentId = parentCode === null ? null : (ids.get(parentCode) ?? null);
      return [id, amend(timeline, from, { ...fields, parentId })];
    }),
  );
}

function planSites(
  loaded: Loaded,
  { rows, from }: Wanted,
  changes: readonly OrganisationChange[],
  unitIds: Ids,
  siteIds: Ids,
): Map<string, SiteTimeline> {
  const timelines = new Map(loaded.sites.map((site) => [site.code, site.timeline]));
  const wanted = new Map(rows.sites?.map((row) => [row.code, row]));
  return new Map(
    changes.map((change) => {
      const timeline = timelines.get(change.key) ?? [];
      const row = wanted.get(change.key);
      const id = siteIds.get(change.key) ?? '';
      if (row === undefined) return [id, endBefore(timeline, from)];
      const { code: _code, email: _email, unitCode, ...fields } = row;
      return [id, amend(timeline, from, { ...fields, unitId: unitIds.get(unitCode) ?? '' })];
    }),
  );
}

function planAccounts(
  loaded: Loaded,
  { rows, from }: Wanted,
  changes: readonly OrganisationChange[],
  siteIds: Ids,
  accountIds: Ids,
): Map<string, AccountTimeline> {
  const timelines = new Map(loaded.accounts.map((account) => [account.code, account.timeline]));
  const wanted = new Map(rows.accounts?.map((row) => [row.username, row]));
  return new Map(
    changes.map((change) => {
      const timeline = timelines.get(change.key) ?? [];
      const row = wanted.get(change.key);
      const id = accountIds.get(change.key) ?? '';
      if (row === undefined) {
        const state = findVersionOn(timeline, from);
        return [id, state === undefined ? timeline : amend(timeline, from, { ...state.fields, disabled: true })];
      }
      const { username: _username, email: _email, siteCode, ...fields } = row;
      return [
        id,
        amend(timeline, from, { ...fields, siteId: siteCode === null ? null : (siteIds.get(siteCode) ?? null) }),
      ];
    }),
  );
}

/** References to sheets that are not in the workbook: the file itself has been checked when it was read. */
function listUnknown(rows: OrganisationRows, unitIds: Ids, siteIds: Ids): SheetProblem[] {
  const units = rows.sites?.filter((row) => !unitIds.has(row.unitCode)).map((row) => row.unitCode) ?? [];
  const parents = rows.units?.flatMap(({ parentCode }) =>
    parentCode === null || unitIds.has(parentCode) ? [] : [parentCode],
  );
  const sites = rows.accounts?.flatMap(({ siteCode }) =>
    siteCode === null || siteIds.has(siteCode) ? [] : [siteCode],
  );
  return [
    ...[...new Set([...units, ...(parents ?? [])])].map((code) =>
      say(`Không có đơn vị mang mã “${code}”.`, `There is no unit with the code "${code}".`),
    ),
    ...[...new Set(sites ?? [])].map((code) =>
      say(`Không có điểm cầu mang mã “${code}”.`, `There is no site with the code "${code}".`),
    ),
  ];
}

function listFaults(
  loaded: Loaded,
  units: ReadonlyMap<string, UnitTimeline>,
  sites: ReadonlyMap<string, SiteTimeline>,
  from: LocalDate,
): SheetProblem[] {
  const after = {
    units: new Map([...loaded.units.map((unit) => [unit.id, unit.timeline] as const), ...units]),
    sites: new Map([...loaded.sites.map((site) => [site.id, site.timeline] as const), ...sites]),
  };
  const ring = findRing(after.units, from);
  return [
    ...listInconsistencies(after, from).map(describeInconsistency),
    ...(ring === undefined ? [] : [say('Có đơn vị nằm dưới chính nó.', 'A unit stands below itself.')]),
  ];
}

function describeInconsistency(fault: Inconsistency): SheetProblem {
  const day = formatDate(fault.on);
  if (fault.kind === 'hubs')
    return say(
      `Ngày ${day} phải có đúng một điểm cầu trung tâm, không phải ${fault.count}.`,
      `There must be exactly one hub on ${day}, not ${fault.count}.`,
    );
  return fault.subject === 'site'
    ? say(
        `Điểm cầu ${fault.name} thuộc đơn vị không có hiệu lực vào ngày ${day}.`,
        `The site ${fault.name} belongs to a unit that is not in force on ${day}.`,
      )
    : say(
        `Đơn vị ${fault.name} thuộc đơn vị cấp trên không có hiệu lực vào ngày ${day}.`,
        `The unit ${fault.name} stands below a unit that is not in force on ${day}.`,
      );
}

/** A problem of the file as a whole. */
export function say(vi: string, en: string): SheetProblem {
  return { sheet: null, row: null, column: null, message: { vi, en } };
}
