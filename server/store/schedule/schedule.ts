// Planned conferences: create, edit, publish, cancel, list. A change and its bookings are one transaction.
// Running them is the journal's business: a conference that was opened is never edited here.

import { LIMITS } from '../../contract/limits.ts';
import { EDITABLE, statusAfterEdit } from '../../domain/scheduling/life.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Database } from '../prisma.ts';
import { bookNew, release } from './bookings.ts';
import { insertWhole } from './insert.ts';
import { decideOrRefuse } from './lifeDecision.ts';
import { presentConference, presentSetup, presentSummary, SUMMARY } from './present.ts';
import { toPlan, toRows } from './rows.ts';
import { keepStep, markPaused, type StepBy } from './steps.ts';
import {
  assertFree,
  assertStatus,
  assertVersion,
  bookable,
  bookOrRefuse,
  check,
  checkKnown,
  getWhole,
  lockRow,
  toWanted,
} from './transact.ts';
import type {
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
/** No conference is longer (SC7): what touches a span has started at most so long before it. Keeps a list from reading all the past. */
const LONGEST_MS = LIMITS.conferenceHours * 3_600_000;
/** Stands for a conference that is not made yet: it holds nothing. */
const NO_CONFERENCE = '00000000-0000-0000-0000-000000000000';

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
    const [view] = await markPaused(this.#database, [presentConference(await getWhole(this.#database, conferenceId))]);
    if (view === undefined) throw new AppError('notFound');
    return view;
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
        startsAt: {
          gt: new Date(filter.from.getTime() - LONGEST_MS - 1),
          ...(filter.to === null ? {} : { lt: filter.to }),
        },
        ...(filter.siteId === null ? {} : { sites: { some: { siteId: filter.siteId } } }),
      },
      include: SUMMARY,
      orderBy: [{ startsAt: 'asc' }, { conferenceId: 'asc' }],
      take: LIST_LIMIT,
    });
    const siteCounts = await countSites(
      this.#database,
      rows.map((row) => row.conferenceId),
    );
    return markPaused(
      this.#database,
      rows.map((row) => presentSummary(row, siteCounts.get(row.conferenceId) ?? 0)),
    );
  }

  /** Makes a draft and books everything it needs. Errors: invalidInput with issues, bookingClash with clashes. */
  create(input: ConferenceWrite, now: Date, by: StepBy = null): Promise<ConferenceView> {
    return bookable(this.#database, async (tx) => {
      const { siteIds, rows } = await checkKnown(tx, input, now);
      await assertFree(tx, toWanted(NO_CONFERENCE, input));
      const view = presentConference(await insertWhole(tx, { ...input, siteIds }, rows));
      await bookNew(tx, toWanted(view.conferenceId, input));
      await keepStep(tx, view, { act: 'create', at: now, by, from: null });
      return view;
    });
  }

  /**
   * Changes what is planned and its bookings at once; an approved conference becomes a draft again (LF5).
   * Errors: notFound, conflict, wrongState, invalidInput, bookingClash.
   */
  edit(
    conferenceId: ConferenceId,
    version: number,
    edit: ConferenceEdit,
    now: Date,
    by: StepBy = null,
  ): Promise<ConferenceView> {
    return bookable(this.#database, async (tx) => {
      const current = await lockRow(tx, conferenceId);
      await assertVersion(tx, current, version);
      assertStatus(current, EDITABLE);
      const merged = { ...toPlan(current), ...dropUndefined(edit) };
      const movesEnd = edit.startsAt !== undefined || edit.endsAt !== undefined;
      const siteIds = await check(tx, merged, movesEnd ? now : null);
      const { conference, officers, sites, agenda } = toRows({ ...merged, siteIds });
      await tx.conference.update({
        where: { conferenceId },
        data: {
          ...conference,
          status: statusAfterEdit(current.status as ConferenceStatus),
          version: { increment: 1 },
          officers: { deleteMany: {}, create: officers },
          sites: { deleteMany: {}, create: sites },
          // An agenda that is not edited keeps its items' ids.
          ...(edit.agenda === undefined ? {} : { agenda: { deleteMany: {}, create: agenda } }),
        },
      });
      await bookOrRefuse(tx, toWanted(conferenceId, merged));
      const view = presentConference(await getWhole(tx, conferenceId));
      await keepStep(tx, view, { act: 'edit', at: now, by, from: current.status });
      return view;
    });
  }

  /** Approved, or draft where the office allows it, → published. `version` null: whatever it is now. Errors: notFound, forbidden, conflict, wrongState, invalidInput. */
  publish(conferenceId: ConferenceId, version: number | null, now: Date, by: StepBy = null): Promise<ConferenceView> {
    return bookable(this.#database, async (tx) => {
      const current = await lockRow(tx, conferenceId);
      const status = await decideOrRefuse(tx, 'publish', current, version, by);
      await check(tx, toPlan(current), now);
      await tx.conference.update({ where: { conferenceId }, data: { status, version: { increment: 1 } } });
      const view = presentConference(await getWhole(tx, conferenceId));
      await keepStep(tx, view, { act: 'publish', at: now, by, from: current.status });
      return view;
    });
  }

  /** Not yet open → cancelled; everything it booked is free again. Errors: notFound, forbidden, conflict, wrongState. */
  cancel(
    conferenceId: ConferenceId,
    version: number | null,
    { reason, note }: ConferenceCancel,
    now: Date = new Date(),
    by: StepBy = null,
  ): Promise<ConferenceView> {
    return bookable(this.#database, async (tx) => {
      const current = await lockRow(tx, conferenceId);
      const status = await decideOrRefuse(tx, 'cancel', current, version, by);
      await tx.conference.update({
        where: { conferenceId },
        data: { status, cancelReason: reason, cancelNote: note, version: { increment: 1 } },
      });
      await release(tx, conferenceId);
      const view = presentConference(await getWhole(tx, conferenceId));
      await keepStep(tx, view, { act: 'cancel', at: now, by, from: current.status, reason, comment: note });
      return view;
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
}

/** For these conferences only: counted as part of the list itself, all there ever were would be counted each time. */
async function countSites(database: Database, conferenceIds: readonly string[]): Promise<Map<string, number>> {
  const counts = await database.$queryRaw<{ conferenceId: string; sites: number }[]>`
    SELECT conference_id AS "conferenceId", count(*)::int AS sites FROM conference_site
    WHERE conference_id = ANY(${[...conferenceIds]}::uuid[]) GROUP BY conference_id`;
  return new Map(counts.map((row) => [row.conferenceId, row.sites]));
}

function dropUndefined(edit: ConferenceEdit): Partial<ConferenceWrite> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
}
