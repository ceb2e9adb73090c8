// What makes a planned conference possible, beyond the shape of each field: who may hold which office, where they sit, when it is.
// Pure: gets the people and sites it needs, answers problems with the field they belong to.

import type { AccountId, SiteId } from '../../contract/ids.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Role } from '../../contract/roles.ts';
import { formatDate, localDateOf } from './civilDate.ts';

export interface Plan {
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly chairId: AccountId;
  readonly coChairIds: readonly AccountId[];
  readonly secretaryIds: readonly AccountId[];
  readonly siteIds: readonly SiteId[];
}

/** As it is on the conference's day. */
export interface Candidate {
  readonly accountId: AccountId;
  readonly role: Role;
  readonly siteId: SiteId | null;
  readonly disabled: boolean;
}

export interface Known {
  /** Every account the plan names that exists. */
  readonly accounts: readonly Candidate[];
  /** Every site the plan names that exists. */
  readonly siteIds: readonly SiteId[];
  /** Those of them that are not in force on the conference's day. */
  readonly endedSites: readonly { readonly siteId: SiteId; readonly name: string }[];
  /** ISO 8601 UTC; null: the end may lie in the past (it is not being changed). */
  readonly now: string | null;
}

/** Shaped like a zod issue, so that forms show both the same way. */
export interface PlanIssue {
  readonly code: 'custom';
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Every problem of the plan; empty: it is possible. Double booking is the database's question, not asked here. */
export function checkPlan(plan: Plan, known: Known): PlanIssue[] {
  return [
    ...checkTimes(plan, known.now),
    ...checkSites(plan, known),
    ...checkSitting(plan, known, plan.chairId, ['chairId'], 'Người chủ trì'),
    ...plan.coChairIds.flatMap((id, index) => checkSitting(plan, known, id, ['coChairIds', index], 'Đồng chủ trì')),
    ...plan.secretaryIds.flatMap((id, index) => checkSecretary(plan, known, id, ['secretaryIds', index])),
    ...checkRepeated(
      [plan.chairId, ...plan.coChairIds],
      (index) => ['coChairIds', index - 1],
      'Một người không thể vừa chủ trì vừa đồng chủ trì, hoặc đồng chủ trì hai lần.',
    ),
    ...checkRepeated(plan.secretaryIds, (index) => ['secretaryIds', index], 'Thư ký bị lặp lại.'),
    ...checkRepeated(plan.siteIds, (index) => ['siteIds', index], 'Điểm cầu bị lặp lại.'),
  ];
}

function checkTimes(plan: Plan, now: string | null): PlanIssue[] {
  const start = Date.parse(plan.startsAt);
  const end = Date.parse(plan.endsAt);
  if (end <= start) return [issue(['endsAt'], 'Giờ kết thúc phải sau giờ bắt đầu.')];
  if (end - start > LIMITS.conferenceHours * 3_600_000)
    return [issue(['endsAt'], `Phiên họp không dài quá ${LIMITS.conferenceHours} giờ.`)];
  if (now !== null && end <= Date.parse(now)) return [issue(['endsAt'], 'Giờ kết thúc đã qua.')];
  return [];
}

function checkSites(plan: Plan, known: Known): PlanIssue[] {
  const existing = new Set(known.siteIds);
  const ended = new Map(known.endedSites.map((site) => [site.siteId, site.name]));
  const day = formatDate(localDateOf(plan.startsAt));
  return plan.siteIds.flatMap((siteId, index) => {
    if (!existing.has(siteId)) return [issue(['siteIds', index], 'Không tìm thấy điểm cầu.')];
    if (!ended.has(siteId)) return [];
    return [issue(['siteIds', index], `Điểm cầu ${ended.get(siteId)} không có hiệu lực vào ngày ${day}.`)];
  });
}

function checkSitting(plan: Plan, known: Known, id: AccountId, path: PlanIssue['path'], office: string): PlanIssue[] {
  const account = known.accounts.find((candidate) => candidate.accountId === id);
  if (account === undefined || account.disabled) return [issue(path, describeMissing(office, plan))];
  if (account.role !== 'chair') return [issue(path, `${office} phải là tài khoản có vai trò Chủ trì.`)];
  if (account.siteId === null) return [issue(path, `${office} chưa được gán điểm cầu.`)];
  if (!plan.siteIds.includes(account.siteId))
    return [issue(path, `Điểm cầu của ${office.toLowerCase()} phải có trong danh sách điểm cầu.`)];
  return [];
}

function checkSecretary(plan: Plan, known: Known, id: AccountId, path: PlanIssue['path']): PlanIssue[] {
  const account = known.accounts.find((candidate) => candidate.accountId === id);
  if (account === undefined || account.disabled) return [issue(path, describeMissing('Thư ký', plan))];
  return account.role === 'secretary' ? [] : [issue(path, 'Thư ký phải là tài khoản có vai trò Thư ký.')];
}

function describeMissing(office: string, { startsAt }: Plan): string {
  return `${office}: không tìm thấy tài khoản đang hoạt động vào ngày ${formatDate(localDateOf(startsAt))}.`;
}

function checkRepeated<T>(
  values: readonly T[],
  pathOf: (index: number) => PlanIssue['path'],
  message: string,
): PlanIssue[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [issue(pathOf(index), message)]));
}

function issue(path: PlanIssue['path'], message: string): PlanIssue {
  return { code: 'custom', path, message };
}
