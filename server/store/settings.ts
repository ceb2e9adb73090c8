// What the office has decided about its own way of working, one versioned row a subject. Knows no conference.

import type { z } from 'zod';
import type { WorkingHoursView } from '../contract/answers.ts';
import { type AccountId, type ApprovalSettingView, approvalSettingWriteSchema } from '../contract/index.ts';
import { type WorkingHours, workingHoursSchema } from '../contract/rules.ts';
import { AppError } from '../lib/AppError.ts';
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

  constructor(database: Database) {
    this.#database = database;
  }

  getApproval(): Promise<ApprovalSettingView> {
    return presentApproval(this.#database);
  }

  /** Errors: conflict, invalidInput (a delegate who is no enabled chair account). */
  editApproval(version: number, input: ApprovalWrite): Promise<ApprovalSettingView> {
    return this.#database.$transaction(async (tx) => {
      await lockSetting(tx, APPROVAL);
      const current = await presentApproval(tx);
      if (current.version !== version)
        throw new AppError('conflict', { details: { version: current.version, current } });
      await assertDelegates(tx, input.delegateIds);
      await tx.officeSetting.update({ where: { key: APPROVAL }, data: { value: input, version: { increment: 1 } } });
      return presentApproval(tx);
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
}

/** Until the transaction ends nobody else changes this subject. */
export async function lockSetting(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM office_setting WHERE key = ${key} FOR UPDATE`;
}

async function presentWorkingHours(tx: Tx): Promise<WorkingHoursView> {
  const { value, version } = await tx.officeSetting.findUniqueOrThrow({ where: { key: WORKING_HOURS } });
  return { workingHours: workingHoursSchema.parse(value), version };
}

async function presentApproval(tx: Tx): Promise<ApprovalSettingView> {
  const { value, version } = await tx.officeSetting.findUniqueOrThrow({ where: { key: APPROVAL } });
  const { publishWithoutApproval, delegateIds } = approvalSettingWriteSchema.parse(value);
  const accounts = await tx.account.findMany({
    where: { accountId: { in: delegateIds } },
    select: { accountId: true, name: true },
    orderBy: [{ name: 'asc' }, { accountId: 'asc' }],
  });
  const delegates = accounts.map(({ accountId, name }) => ({ accountId: accountId as AccountId, name }));
  return { publishWithoutApproval, delegates, version };
}

async function assertDelegates(tx: Tx, delegateIds: readonly AccountId[]): Promise<void> {
  const found = await tx.account.count({
    where: { accountId: { in: [...delegateIds] }, role: 'chair', disabled: false },
  });
  if (found === new Set(delegateIds).size) return;
  const message = 'Người phê duyệt thay phải là tài khoản đang hoạt động có vai trò Chủ trì.';
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['delegateIds'], message }] });
}
