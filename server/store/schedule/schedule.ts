// Planned conferences: create, edit, publish, cancel, list. A change and its bookings are one transaction.
// Running them is the journal's business: a conference that was opened is never edited here.

import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { EDITABLE, statusAfterEdit } from '../../domain/scheduling/life.ts';
import { AppError } from '../../lib/AppError.ts';
import { ACCOUNT_STATES, accountOn } from '../organisation/accountVersions.ts';
import type { Database } from '../prisma.ts';
import type { Statements } from '../statements.ts';
import { listClashes, release } from './bookings.ts';
import { insertWhole, look } from './insert.ts';
import { decideOrRefuse } from './lifeDecision.ts';
import { presentConference, presentSetup } from './present.ts';
import { toPlan, toRows } from './rows.ts';
import { earliestStart, listSpan, type Span } from './spans.ts';
import { keepStep, markPaused, type StepBy } from './steps.ts';
import {
  assertStatus,
  assertVersion,
  bookable,
  bookOrRefuse,
  check,
  getWhole,
  judge,
  lockRow,
  refuseClashes,
  retryClashes,
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
/** Stands for a conference that is not made yet: it holds nothing. */
const NO_CONFERENCE = '00000000-0000-0000-0000-000000000000';

export class ScheduleRepository {
  readonly #database: Database;
  readonly #statements: Statements;

  constructor(database: Database, statements: Statements) {
    this.#database = database;
    this.#statements = statements;
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
  async list(filter: Omit<Span, 'limit'>): Promise<ConferenceSummary[]> {
    return markPaused(this.#database, await listSpan(this.#statements, { ...filter, limit: LIST_LIMIT }));
  }

  /** Makes a draft and books everything it needs. Errors: invalidInput with issues, bookingClash with clashes. */
  create(input: ConferenceWrite, now: Date, by: StepBy = null): Promise<ConferenceView> {
    return retryClashes(async (isAgain) => {
      const { known, isTaken } = await look(this.#statements, input);
      const siteIds = judge(input, known, now);
      if (isTaken || isAgain) refuseClashes(await listClashes(this.#database, toWanted(NO_CONFERENCE, input)));
      return presentConference(await insertWhole(this.#statements, { ...input, siteIds }, known, { at: now, by }));
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
      where: {
        sites: { some: { siteId } },
        status: 'published',
        endsAt: { gt: now },
        startsAt: { gt: earliestStart(now) },
      },
      include: { chair: ACCOUNT_STATES },
      orderBy: { startsAt: 'asc' },
    });
    if (next === null) return null;
    return {
      title: next.title,
      startsAt: next.startsAt.toISOString(),
      endsAt: next.endsAt.toISOString(),
      chairName: accountOn(next.chair, localDateOf(next.startsAt.toISOString())).name,
    };
  }
}

function dropUndefined(edit: ConferenceEdit): Partial<ConferenceWrite> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
}
