// Planned conferences: create, edit, publish, cancel, list. A change and its bookings are one transaction.
// Running them is the journal's business: a conference that was opened is never edited here.

import { checkPlan } from '../../domain/scheduling/checkPlan.ts';
import { describeClashes } from '../../domain/scheduling/clashText.ts';
import { AppError } from '../../lib/AppError.ts';
import { type Database, findSqlState, SQL_STATES, type Tx } from '../prisma.ts';
import { book, listClashes, lockBookings, release, type Wanted } from './bookings.ts';
import {
  presentConference,
  presentSetup,
  presentSummary,
  SUMMARY,
  WHOLE_CONFERENCE,
  type WholeConference,
} from './present.ts';
import { loadKnown, toPlan, toRows } from './rows.ts';
import type {
  BookingClash,
  ConferenceCancel,
  ConferenceEdit,
  ConferenceId,
  ConferenceSetup,
  ConferenceStatus,
  ConferenceSummary,
  ConferenceView,
  ConferenceWrite,
  RoomView,
  SiteId,
} from './types.ts';

/** conferences one list answers at most; a year of a province has fewer */
const LIST_LIMIT = 1_000;
const BOOKING_ATTEMPTS = 3;

export class ScheduleRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async getSetup(conferenceId: ConferenceId): Promise<ConferenceSetup> {
    const row = await getWhole(this.#database, conferenceId);
    if (row.status !== 'published') throw new AppError('wrongState');
    return presentSetup(row);
  }

  async findStatus(conferenceId: ConferenceId): Promise<ConferenceStatus | undefined> {
    const row = await this.#database.conference.findUnique({ where: { conferenceId }, select: { status: true } });
    return row?.status as ConferenceStatus | undefined;
  }

  /** Errors: notFound. */
  async get(conferenceId: ConferenceId): Promise<ConferenceView> {
    return presentConference(await getWhole(this.#database, conferenceId));
  }

  /** Those that touch the span from `from` to `to`, first start first; `siteId`: only those this site is invited to. */
  async list(filter: {
    from: Date;
    to: Date | null;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<ConferenceSummary[]> {
    const rows = await this.#database.conference.findMany({
      where: {
        endsAt: { gt: filter.from },
        status: { in: [...filter.statuses] },
        ...(filter.to === null ? {} : { startsAt: { lt: filter.to } }),
        ...(filter.siteId === null ? {} : { sites: { some: { siteId: filter.siteId } } }),
      },
      include: SUMMARY,
      orderBy: [{ startsAt: 'asc' }, { conferenceId: 'asc' }],
      take: LIST_LIMIT,
    });
    return rows.map(presentSummary);
  }

  /** Makes a draft and books everything it needs. Errors: invalidInput with issues, bookingClash with clashes. */
  create(input: ConferenceWrite, now: Date): Promise<ConferenceView> {
    return this.#bookable(async (tx) => {
      const siteIds = await check(tx, input, now);
      const { conference, officers, sites, agenda } = toRows({ ...input, siteIds });
      const row = await tx.conference.create({
        data: { ...conference, officers: { create: officers }, sites: { create: sites }, agenda: { create: agenda } },
      });
      await bookOrRefuse(tx, toWanted(row.conferenceId, input));
      return presentConference(await getWhole(tx, row.conferenceId));
    });
  }

  /** Changes a draft or published conference and its bookings at once. Errors: notFound, conflict, wrongState, invalidInput, bookingClash. */
  edit(conferenceId: ConferenceId, version: number, edit: ConferenceEdit, now: Date): Promise<ConferenceView> {
    return this.#bookable(async (tx) => {
      const current = await lockCurrent(tx, conferenceId, version, ['draft', 'published']);
      const merged = { ...toPlan(current), ...dropUndefined(edit) };
      const movesEnd = edit.startsAt !== undefined || edit.endsAt !== undefined;
      const siteIds = await check(tx, merged, movesEnd ? now : null);
      const { conference, officers, sites, agenda } = toRows({ ...merged, siteIds });
      await tx.conference.update({
        where: { conferenceId },
        data: {
          ...conference,
          version: { increment: 1 },
          officers: { deleteMany: {}, create: officers },
          sites: { deleteMany: {}, create: sites },
          // An agenda that is not edited keeps its items' ids.
          ...(edit.agenda === undefined ? {} : { agenda: { deleteMany: {}, create: agenda } }),
        },
      });
      await bookOrRefuse(tx, toWanted(conferenceId, merged));
      return presentConference(await getWhole(tx, conferenceId));
    });
  }

  /** Draft → published. `version` null: whatever it is now. Errors: notFound, conflict, wrongState, invalidInput. */
  publish(conferenceId: ConferenceId, version: number | null, now: Date): Promise<ConferenceView> {
    return this.#bookable(async (tx) => {
      const current = await lockCurrent(tx, conferenceId, version, ['draft']);
      await check(tx, toPlan(current), now);
      await tx.conference.update({ where: { conferenceId }, data: { status: 'published', version: { increment: 1 } } });
      return presentConference(await getWhole(tx, conferenceId));
    });
  }

  /** Draft or published → cancelled; everything it booked is free again. Errors: notFound, conflict, wrongState. */
  cancel(
    conferenceId: ConferenceId,
    version: number | null,
    { reason, note }: ConferenceCancel,
  ): Promise<ConferenceView> {
    return this.#bookable(async (tx) => {
      await lockCurrent(tx, conferenceId, version, ['draft', 'published']);
      await tx.conference.update({
        where: { conferenceId },
        data: { status: 'cancelled', cancelReason: reason, cancelNote: note, version: { increment: 1 } },
      });
      await release(tx, conferenceId);
      return presentConference(await getWhole(tx, conferenceId));
    });
  }

  /** The site's next published conference that has not ended. One that is open is told by the live door alone, on admission (AD2). */
  async findNextForSite(siteId: SiteId, now: Date): Promise<RoomView['next']> {
    const next = await this.#database.conference.findFirst({
      where: { sites: { some: { siteId } }, status: 'published', endsAt: { gt: now } },
      include: { chair: { select: { name: true } } },
      orderBy: { startsAt: 'asc' },
    });
    if (next === null) return null;
    return {
      title: next.title,
      startsAt: next.startsAt.toISOString(),
      endsAt: next.endsAt.toISOString(),
      chairName: next.chair.name,
    };
  }

  /**
   * The lock must be a transaction's first statement. When the constraint itself refuses, something past this code booked between
   * look and write: looking again names it.
   */
  async #bookable(work: (tx: Tx) => Promise<ConferenceView>): Promise<ConferenceView> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#database.$transaction(async (tx) => {
          await lockBookings(tx);
          return work(tx);
        });
      } catch (cause) {
        if (findSqlState(cause) !== SQL_STATES.exclusionViolation) throw cause;
        if (attempt === BOOKING_ATTEMPTS) throw new AppError('bookingClash', { details: [], cause });
      }
    }
  }
}

async function bookOrRefuse(tx: Tx, wanted: Wanted): Promise<void> {
  const clashes: BookingClash[] = await listClashes(tx, wanted);
  if (clashes.length > 0) throw new AppError('bookingClash', { message: describeClashes(clashes), details: clashes });
  await book(tx, wanted);
}

async function getWhole(tx: Tx, conferenceId: string): Promise<WholeConference> {
  const row = await tx.conference.findUnique({ where: { conferenceId }, include: WHOLE_CONFERENCE });
  if (row === null) throw new AppError('notFound');
  return row;
}

/** Locks the row against the journal's opening and other editors, then looks. */
async function lockCurrent(
  tx: Tx,
  conferenceId: string,
  version: number | null,
  allowed: readonly string[],
): Promise<WholeConference> {
  await tx.$executeRaw`SELECT 1 FROM conference WHERE conference_id = ${conferenceId}::uuid FOR UPDATE`;
  const row = await getWhole(tx, conferenceId);
  if (version !== null && row.version !== version)
    throw new AppError('conflict', { details: { version: row.version, current: presentConference(row) } });
  if (!allowed.includes(row.status)) throw new AppError('wrongState', { details: { status: row.status } });
  return row;
}

/** Answers the sites in order of precedence. Errors: invalidInput with issues shaped like zod's. */
async function check(tx: Tx, plan: ConferenceWrite, now: Date | null): Promise<SiteId[]> {
  const known = await loadKnown(tx, plan);
  const issues = checkPlan(plan, { ...known, now: now?.toISOString() ?? null });
  if (issues.length > 0) throw new AppError('invalidInput', { message: issues[0]?.message ?? '', details: issues });
  return known.siteIds;
}

function toWanted(conferenceId: string, plan: ConferenceWrite): Wanted {
  return {
    conferenceId,
    startsAt: new Date(plan.startsAt),
    endsAt: new Date(plan.endsAt),
    chairId: plan.chairId,
    siteIds: plan.siteIds,
  };
}

function dropUndefined(edit: ConferenceEdit): Partial<ConferenceWrite> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
}
