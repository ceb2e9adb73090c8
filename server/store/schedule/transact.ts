// What every change of a planned conference shares: the lock, the look at what is there now, the check, the booking.
// Must be used inside one transaction; decides nothing about who may.

import { checkPlan } from '../../domain/scheduling/checkPlan.ts';
import { describeClashes } from '../../domain/scheduling/clashText.ts';
import { AppError } from '../../lib/AppError.ts';
import { type Database, findSqlState, SQL_STATES, type Tx } from '../prisma.ts';
import { book, listClashes, lockBookings, type Wanted } from './bookings.ts';
import { presentConference, WHOLE_CONFERENCE, type WholeConference } from './present.ts';
import { type KnownRows, readKnown, toKnown } from './rows.ts';
import { passListener } from './steps.ts';
import type { BookingClash, ConferenceStatus, ConferenceWrite, SiteId } from './types.ts';

const BOOKING_ATTEMPTS = 3;

/** Runs a change of bookings behind the lock, which must be a transaction's first statement. */
export function bookable<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retryClashes(() =>
    database.$transaction(async (tx) => {
      await lockBookings(tx);
      passListener(database, tx);
      return work(tx);
    }),
  );
}

/** When the constraint itself refuses, somebody else holds what was not seen: looking again names it. */
export async function retryClashes<T>(work: (isAgain: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt > 1);
    } catch (cause) {
      if (findSqlState(cause) !== SQL_STATES.exclusionViolation) throw cause;
      if (attempt === BOOKING_ATTEMPTS) throw new AppError('bookingClash', { details: [], cause });
    }
  }
}

/** Errors: bookingClash with the clashes. */
export async function bookOrRefuse(tx: Tx, wanted: Wanted): Promise<void> {
  refuseClashes(await listClashes(tx, wanted));
  await book(tx, wanted);
}

/** Errors: bookingClash with the clashes. */
export function refuseClashes(clashes: readonly BookingClash[]): void {
  if (clashes.length > 0) throw new AppError('bookingClash', { message: describeClashes(clashes), details: clashes });
}

/** Errors: notFound. */
export async function getWhole(tx: Tx, conferenceId: string): Promise<WholeConference> {
  const row = await tx.conference.findUnique({ where: { conferenceId }, include: WHOLE_CONFERENCE });
  if (row === null) throw new AppError('notFound');
  return row;
}

/** Locks the row against the journal's opening and other editors, then looks. Errors: notFound. */
export async function lockRow(tx: Tx, conferenceId: string): Promise<WholeConference> {
  await tx.$executeRaw`SELECT 1 FROM conference WHERE conference_id = ${conferenceId}::uuid FOR UPDATE`;
  return getWhole(tx, conferenceId);
}

/** Errors: conflict with what is there now and, where it is known, who changed it last. `version` null: whatever it is now. */
export async function assertVersion(tx: Tx, row: WholeConference, version: number | null): Promise<void> {
  if (version === null || row.version === version) return;
  const last = await tx.lifeStep.findFirst({
    where: { conferenceId: row.conferenceId },
    orderBy: { version: 'desc' },
    select: { byName: true },
  });
  const details = { version: row.version, current: presentConference(row), changedBy: last?.byName ?? null };
  throw new AppError('conflict', { details });
}

/** Errors: wrongState with the status. */
export function assertStatus(row: WholeConference, allowed: readonly ConferenceStatus[]): void {
  if (!allowed.some((status) => status === row.status))
    throw new AppError('wrongState', { details: { status: row.status } });
}

/** Answers the sites in order of precedence. `now` null: the end may lie in the past. Errors: invalidInput with issues shaped like zod's. */
export async function check(tx: Tx, plan: ConferenceWrite, now: Date | null): Promise<SiteId[]> {
  return judge(plan, await readKnown(tx, plan), now);
}

/** The same with what is known already. */
export function judge(plan: ConferenceWrite, rows: KnownRows, now: Date | null): SiteId[] {
  const known = toKnown(plan, rows);
  const issues = checkPlan(plan, { ...known, now: now?.toISOString() ?? null });
  if (issues.length > 0) throw new AppError('invalidInput', { message: issues[0]?.message ?? '', details: issues });
  return [...known.siteIds];
}

export function toWanted(conferenceId: string, plan: ConferenceWrite): Wanted {
  return {
    conferenceId,
    startsAt: new Date(plan.startsAt),
    endsAt: new Date(plan.endsAt),
    chairId: plan.chairId,
    siteIds: plan.siteIds,
  };
}
