// The rules of planning as rows: rule sets and the table of holidays, seeded from prisma/rules when empty, corrected by the office.
// Every change is judged with the whole table; what a rule means is the domain's.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  type HolidaysView,
  holidayFileSchema,
  type holidaysEditSchema,
  type RuleSet,
  type RuleSetView,
  ruleSetFileSchema,
  ruleSetSchema,
  ruleSetsSchema,
  type SpecialDay,
  specialDaysSchema,
} from '../contract/rules.ts';
import { AppError } from '../lib/AppError.ts';
import type { Database, Tx } from './prisma.ts';
import { lockSetting } from './settings.ts';

const RULES_FOLDER = join(import.meta.dirname, '..', '..', 'prisma', 'rules');
const HOLIDAYS = 'holidays';
/** Advisory lock of changes to rule sets: two that overlap must not both be judged alone. */
const RULE_SETS_LOCK = 20_101_128;

/** Fills what is empty; what the office has is left alone. */
export async function seedPlanningRules(tx: Tx): Promise<void> {
  if ((await tx.ruleSet.count()) === 0) {
    const { ruleSets } = ruleSetFileSchema.parse(await readRules('rule-sets.json'));
    await tx.ruleSet.createMany({ data: ruleSets.map((set) => ({ ruleSetId: set.id, content: set })) });
  }
  if ((await tx.specialDay.count()) === 0) {
    const { days } = holidayFileSchema.parse(await readRules('holidays.json'));
    await tx.specialDay.createMany({ data: days.map(toRow) });
  }
}

export class PlanningRulesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest first. */
  async listRuleSets(): Promise<RuleSetView[]> {
    return listRuleSets(this.#database);
  }

  /** Errors: alreadyExists, invalidInput (in force together with another). */
  createRuleSet(input: RuleSet): Promise<RuleSetView> {
    return this.#changeRuleSets(async (tx, stored) => {
      if (stored.some((set) => set.id === input.id)) throw new AppError('alreadyExists');
      assertTogether([...stored.map(dropVersion), input]);
      const row = await tx.ruleSet.create({ data: { ruleSetId: input.id, content: input } });
      return { ...input, version: row.version };
    });
  }

  /** Errors: notFound, conflict, invalidInput (in force together with another, or another id). */
  editRuleSet(id: string, version: number, input: RuleSet): Promise<RuleSetView> {
    return this.#changeRuleSets(async (tx, stored) => {
      const current = stored.find((set) => set.id === id);
      if (current === undefined) throw new AppError('notFound');
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current } });
      if (input.id !== id) refuse('id', 'Mã bộ quy định không thay đổi được.');
      assertTogether(stored.map((set) => (set.id === id ? input : dropVersion(set))));
      const data = { content: input, version: { increment: 1 } };
      const row = await tx.ruleSet.update({ where: { ruleSetId: id }, data });
      return { ...input, version: row.version };
    });
  }

  getHolidays(): Promise<HolidaysView> {
    return readHolidays(this.#database);
  }

  /** Errors: conflict, invalidInput (a table too large). */
  editHolidays(version: number, { put, remove }: z.output<typeof holidaysEditSchema>): Promise<HolidaysView> {
    return this.#database.$transaction(async (tx) => {
      await lockSetting(tx, HOLIDAYS);
      const current = await readHolidays(tx);
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current } });
      const gone = [...remove, ...put.map((day) => day.localDate)];
      const kept = current.days.filter((day) => !gone.includes(day.localDate));
      const parsed = specialDaysSchema.safeParse([...kept, ...put]);
      if (!parsed.success) refuse('put', 'Một ngày chỉ đứng một lần trong bảng.');
      await tx.specialDay.deleteMany({ where: { localDate: { in: gone.map(toDate) } } });
      await tx.specialDay.createMany({ data: put.map(toRow) });
      await tx.officeSetting.update({ where: { key: HOLIDAYS }, data: { version: { increment: 1 } } });
      return readHolidays(tx);
    });
  }

  #changeRuleSets(work: (tx: Tx, stored: RuleSetView[]) => Promise<RuleSetView>): Promise<RuleSetView> {
    return this.#database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RULE_SETS_LOCK}::bigint)`;
      return work(tx, await listRuleSets(tx));
    });
  }
}

async function listRuleSets(tx: Tx): Promise<RuleSetView[]> {
  const rows = await tx.ruleSet.findMany();
  return rows
    .map(({ content, version }) => ({ ...ruleSetSchema.parse(content), version }))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
}

async function readHolidays(tx: Tx): Promise<HolidaysView> {
  const { version } = await tx.officeSetting.findUniqueOrThrow({ where: { key: HOLIDAYS } });
  const rows = await tx.specialDay.findMany({ orderBy: { localDate: 'asc' } });
  const days = rows.map(({ localDate, kind, name, certainty }) => ({
    localDate: localDate.toISOString().slice(0, 10),
    kind: kind as SpecialDay['kind'],
    name,
    certainty: certainty as SpecialDay['certainty'],
  }));
  return { days, version };
}

function assertTogether(ruleSets: readonly RuleSet[]): void {
  const parsed = ruleSetsSchema.safeParse(ruleSets);
  if (!parsed.success) refuse('effectiveFrom', 'Thời gian hiệu lực trùng với một bộ quy định khác.');
}

function refuse(field: string, message: string): never {
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: [field], message }] });
}

function dropVersion({ version: _version, ...ruleSet }: RuleSetView): RuleSet {
  return ruleSet;
}

function toDate(localDate: string): Date {
  return new Date(`${localDate}T00:00:00Z`);
}

function toRow(day: SpecialDay) {
  return { ...day, localDate: toDate(day.localDate) };
}

async function readRules(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(RULES_FOLDER, file), 'utf8'));
}
