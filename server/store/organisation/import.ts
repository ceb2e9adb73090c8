// The organisation as a workbook takes it in and out: a dry run, and an import that is all or nothing, idempotent and remembered.
// A dry run does everything an import does and takes it back, so that what it promises is what will happen.

import type { AccountId } from '../../contract/index.ts';
import type {
  OrganisationCounts,
  OrganisationImportReport,
  OrganisationImportView,
} from '../../contract/organisation.ts';
import { CHANGE_KINDS, type OrganisationRows, type SheetProblem } from '../../contract/records.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { formatDate, instantOf, localDateOf } from '../../domain/scheduling/civilDate.ts';
import { lockAccounts } from '../accounts.ts';
import type { Database, Tx } from '../prisma.ts';
import { ACCOUNT_STATES, accountOn } from './accountVersions.ts';
import { applyAccounts, listAccountProblems } from './importAccounts.ts';
import { type ImportPlan, planImport, say } from './importPlan.ts';
import { lockOrganisation } from './organisation.ts';
import { type Loaded, loadOrganisation, toSheetRows } from './rows.ts';
import { SITE_NAMES, saveSiteTimelines, saveUnitTimelines, siteOn, toLocalDate, toRowDate } from './versions.ts';

/** imports one list answers at most */
const LIST_LIMIT = 50;
/** conferences a report names at most */
const AFFECTED_LIMIT = 100;
/** What is still to come and can be edited. */
const PLANNED = ['draft', 'submitted', 'approved', 'published'];
/** milliseconds: two thousand rows a sheet */
const IMPORT_TIMEOUT = 60_000;

export interface ImportInput {
  readonly rows: OrganisationRows;
  /** What could not be read. Then nothing is applied, and nothing is said to end: it may stand in a row that could not be read. */
  readonly unread: readonly SheetProblem[];
  readonly effectiveFrom: LocalDate;
  readonly dryRun: boolean;
  readonly by: AccountId;
  readonly now: Date;
}
export interface ImportOutcome {
  readonly report: OrganisationImportReport;
  /** Whose sessions were ended. */
  readonly endedIds: readonly AccountId[];
}

/** Carries a dry run's report out of the transaction that it must not commit. */
class DryRun extends Error {
  readonly report: OrganisationImportReport;

  constructor(report: OrganisationImportReport) {
    super('dry run');
    this.report = report;
  }
}

export class OrganisationSheetRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Units, sites and accounts in force on a day. */
  async read(on: LocalDate): Promise<OrganisationRows> {
    return toSheetRows(await loadOrganisation(this.#database), on);
  }

  /** Of every site there is or ever was. */
  async listSiteCodes(): Promise<string[]> {
    const rows = await this.#database.site.findMany({ select: { code: true } });
    return rows.map((row) => row.code);
  }

  /** With problems nothing is applied. Two imports at once come one after the other. */
  async import(input: ImportInput): Promise<ImportOutcome> {
    try {
      return await this.#database.$transaction((tx) => runImport(tx, input), { timeout: IMPORT_TIMEOUT });
    } catch (thrown) {
      if (thrown instanceof DryRun) return { report: thrown.report, endedIds: [] };
      throw thrown;
    }
  }

  /** Those that changed something, newest first. */
  async list(): Promise<OrganisationImportView[]> {
    const rows = await this.#database.organisationImport.findMany({
      include: { account: ACCOUNT_STATES },
      orderBy: [{ at: 'desc' }, { importId: 'desc' }],
      take: LIST_LIMIT,
    });
    return rows.map((row) => ({
      importId: row.importId,
      at: row.at.toISOString(),
      accountId: row.accountId as AccountId,
      accountName: accountOn(row.account, localDateOf(row.at.toISOString())).name,
      effectiveFrom: toLocalDate(row.effectiveFrom),
      counts: row.counts as OrganisationCounts,
    }));
  }
}

async function runImport(tx: Tx, input: ImportInput): Promise<ImportOutcome> {
  const { rows, effectiveFrom: from, dryRun, by, now } = input;
  await lockOrganisation(tx);
  await lockAccounts(tx);
  const today = localDateOf(now.toISOString());
  const loaded = await loadOrganisation(tx);
  const plan = planImport(loaded, { rows, from });
  if (input.unread.length > 0) return { report: reportUnread(plan, input), endedIds: [] };
  const counts = count(plan);
  const affected = await listAffected(tx, plan, from);
  const report = { effectiveFrom: from, counts, changes: plan.changes, affected };
  const problems = [
    ...plan.problems,
    ...(await listInUse(tx, loaded, plan, from)),
    ...listAccountProblems(loaded.accounts, plan, { by, from, today }),
  ];
  if (problems.length > 0) return { report: { ...report, applied: false, problems }, endedIds: [] };
  await applyTimelines(tx, plan);
  const endedIds = await applyAccounts(tx, loaded.accounts, plan, today);
  if (dryRun) throw new DryRun({ ...report, applied: false, problems });
  if (plan.changes.length > 0)
    await tx.organisationImport.create({ data: { at: now, accountId: by, effectiveFrom: toRowDate(from), counts } });
  return { report: { ...report, applied: true, problems }, endedIds };
}

function reportUnread(plan: ImportPlan, { effectiveFrom, unread }: ImportInput): OrganisationImportReport {
  const changes = plan.changes.filter((change) => !change.kinds.includes('closed'));
  const counts = count({ ...plan, changes });
  return { effectiveFrom, applied: false, counts, changes, problems: unread, affected: [] };
}

function count(plan: Pick<ImportPlan, 'changes' | 'unchanged'>): OrganisationCounts {
  const countOf = (kind: (typeof CHANGE_KINDS)[number]) =>
    plan.changes.filter((change) => change.kinds.includes(kind)).length;
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, countOf(kind)])) as OrganisationCounts;
  return { ...counts, unchanged: plan.unchanged };
}

async function applyTimelines(tx: Tx, plan: ImportPlan): Promise<void> {
  await tx.unit.createMany({ data: plan.newUnits.map(({ id, code }) => ({ unitId: id, code })) });
  await tx.site.createMany({ data: plan.newSites.map(({ id, code }) => ({ siteId: id, code })) });
  await tx.device.createMany({ data: plan.newSites.map(({ id }) => ({ siteId: id })) });
  await saveUnitTimelines(tx, plan.units);
  await saveSiteTimelines(tx, plan.sites);
  for (const [unitId, email] of plan.unitEmails) await tx.unit.update({ where: { unitId }, data: { email } });
  for (const [siteId, email] of plan.siteEmails) await tx.site.update({ where: { siteId }, data: { email } });
  const data = { version: { increment: 1 } };
  await tx.unit.updateMany({ where: { unitId: { in: listIds(plan.units, true) } }, data });
  await tx.site.updateMany({ where: { siteId: { in: listIds(plan.sites, true) } }, data });
  const emptySites = listIds(plan.sites, false);
  await tx.device.deleteMany({ where: { siteId: { in: emptySites } } });
  await tx.site.deleteMany({ where: { siteId: { in: emptySites } } });
  await tx.unit.deleteMany({ where: { unitId: { in: listIds(plan.units, false) } } });
}

function listIds(timelines: ReadonlyMap<string, readonly unknown[]>, lasting: boolean): string[] {
  return [...timelines].filter(([, versions]) => versions.length > 0 === lasting).map(([id]) => id);
}

/** What would have begun on the day it ends is removed, but not what something already refers to. */
async function listInUse(tx: Tx, loaded: Loaded, plan: ImportPlan, from: LocalDate): Promise<SheetProblem[]> {
  const emptySites = listIds(plan.sites, false);
  const used = await tx.site.findMany({
    where: { siteId: { in: emptySites }, OR: [{ conferences: { some: {} } }, { accounts: { some: {} } }] },
    select: { siteId: true },
  });
  const names = new Map(loaded.sites.map(({ id, timeline }) => [id, timeline[0]?.fields.name ?? '']));
  return used.map(({ siteId }) => {
    const [name, day] = [names.get(siteId) ?? '', formatDate(from)];
    return say(
      `Điểm cầu ${name} mới có hiệu lực từ ngày ${day} và đã được dùng, nên không thể thôi hiệu lực từ chính ngày đó.`,
      `The site ${name} only begins on ${day} and is already in use: it cannot end on that very day.`,
    );
  });
}

/** Planned conferences whose sites end before their day. */
async function listAffected(tx: Tx, plan: ImportPlan, from: LocalDate): Promise<OrganisationImportReport['affected']> {
  const ended = [...plan.sites].filter(([, versions]) => versions.at(-1)?.validTo === from).map(([id]) => id);
  const rows = await tx.conference.findMany({
    where: {
      status: { in: PLANNED },
      startsAt: { gte: new Date(instantOf(from, '00:00')) },
      sites: { some: { siteId: { in: ended } } },
    },
    include: {
      sites: { where: { siteId: { in: ended } }, include: { site: SITE_NAMES }, orderBy: { position: 'asc' } },
    },
    orderBy: [{ startsAt: 'asc' }, { conferenceId: 'asc' }],
    take: AFFECTED_LIMIT,
  });
  return rows.map((row) => ({
    conferenceId: row.conferenceId,
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    siteNames: row.sites.map(({ site }) => siteOn(site, from).name),
  }));
}
