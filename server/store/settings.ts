// What the office has decided about its own way of working, one versioned row a subject. Knows no conference.

import type { z } from 'zod';
import type { WorkingHoursView } from '../contract/answers.ts';
import { type AccountId, type ApprovalSettingView, approvalSettingWriteSchema } from '../contract/index.ts';
import type { LocalDate } from '../contract/rules.ts';
import { type WorkingHours, workingHoursSchema } from '../contract/rules.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { collateVietnamese } from '../domain/text/fold.ts';
import { AppError } from '../lib/AppError.ts';
import { ACCOUNT_STATES, accountOn, inState } from './organisation/accountVersions.ts';
import type { Database, Tx } from './prisma.ts';

export type ApprovalWrite = z.output<typeof approvalSettingWriteSchema>;

const APPROVAL = 'approval';
const WORKING_HOURS = 'workingHours';

/** The setting as it decides now. */
export async function readApproval(tx: Tx): Promise<ApprovalWrite> {
  const row = await tx.officeSetting.findUniqueOrThrow({ where: { key: APPROVAL } });
  return approvalSettingWriteSchema.parse(row.value);
}

export class SettingRepository {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  getApproval(): Promise<ApprovalSettingView> {
    return presentApproval(this.#database, this.#today());
  }

  /** Errors: conflict, invalidInput (a delegate who is no enabled chair account). */
  editApproval(version: number, input: ApprovalWrite): Promise<ApprovalSettingView> {
    return this.#database.$transaction(async (tx) => {
      await lockSetting(tx, APPROVAL);
      const on = this.#today();
      const current = await presentApproval(tx, on);
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current } });
      await assertDelegates(tx, input.delegateIds, on);
      await tx.officeSetting.update({ where: { key: APPROVAL }, data: { value: input, version: { increment: 1 } } });
      return presentApproval(tx, on);
    });
  }

  getWorkingHours(): Promise<WorkingHoursView> {
    return presentWorkingHours(this.#database);
  }

  /** Errors: conflict. */
  editWorkingHours(version: number, value: WorkingHours): Promise<WorkingHoursView> {
    return this.#database.$transaction(async (tx) => {
      const { count } = await tx.officeSetting.updateMany({
        where: { key: WORKING_HOURS, version },
        data: { value, version: { increment: 1 } },
      });
      const current = await presentWorkingHours(tx);
      if (count === 0) throw new AppError('conflict', { details: { version: current.version, current } });
      return current;
    });
  }

  /** The day as which people are called, and on which a delegate must be one. */
  #today(): LocalDate {
    return localDateOf(this.#clock().toISOString());
  }
}

/** Until the transaction ends nobody else changes this subject. */
export async function lockSetting(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM office_setting WHERE key = ${key} FOR UPDATE`;
}

async function presentWorkingHours(tx: Tx): Promise<WorkingHoursView> {
  const { value, version } = await tx.officeSetting.findUniqueOrThrow({ where: { key: WORKING_HOURS } });
  return { workingHours: workingHoursSchema.parse(value), version };
}

async function presentApproval(tx: Tx, on: LocalDate): Promise<ApprovalSettingView> {
  const { value, version } = await tx.officeSetting.findUniqueOrThrow({ where: { key: APPROVAL } });
  const { publishWithoutApproval, delegateIds } = approvalSettingWriteSchema.parse(value);
  const accounts = await tx.account.findMany({
    where: { accountId: { in: delegateIds } },
    ...ACCOUNT_STATES,
  });
  const delegates = accounts
    .map((account) => ({ accountId: account.accountId as AccountId, name: accountOn(account, on).name }))
    .sort((a, b) => collateVietnamese(a.name, b.name) || (a.accountId < b.accountId ? -1 : 1));
  return { publishWithoutApproval, delegates, version };
}

async function assertDelegates(tx: Tx, delegateIds: readonly AccountId[], on: LocalDate): Promise<void> {
  const found = await tx.account.count({
    where: { accountId: { in: [...delegateIds] }, versions: inState(on, { roles: ['chair'] }) },
  });
  if (found === new Set(delegateIds).size) return;
  const message = 'Người phê duyệt thay phải là tài khoản đang hoạt động có vai trò Chủ trì.';
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['delegateIds'], message }] });
}
