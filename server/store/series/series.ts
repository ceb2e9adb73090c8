// Series of conferences: a rule that makes ordinary conferences, and changes to many of them in one transaction. What was done to one
// of them by hand is read from the conference itself; a series never changes what has begun.

import { randomUUID } from 'node:crypto';
import type { ConferenceId } from '../../contract/index.ts';
import {
  type Series,
  type SeriesCancel,
  type SeriesConflict,
  type SeriesEdit,
  type SeriesOutcome,
  type SeriesPlace,
  type SeriesPreview,
  type SeriesSummary,
  type SeriesView,
  seriesScheduleSchema,
} from '../../contract/series.ts';
import { SERIES_LIMITS } from '../../contract/seriesLimits.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import { describeRule, describeSeries } from '../../domain/scheduling/describeSeries.ts';
import { TRANSITIONS } from '../../domain/scheduling/life.ts';
import { checkSeries, expandAll } from '../../domain/scheduling/recurrence.ts';
import { editAll, editThisAndLater, type SeriesChange, type SplitSeries } from '../../domain/scheduling/seriesEdits.ts';
import { type HeldConference, planSeries, readExceptions, yieldAt } from '../../domain/scheduling/seriesPlan.ts';
import { createCalendar, type WorkingCalendar } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import { toLocalDate, toRowDate } from '../organisation/versions.ts';
import { PlanningRulesRepository } from '../planningRules.ts';
import type { Database, Tx } from '../prisma.ts';
import type { StepBy } from '../schedule/steps.ts';
import { bookable } from '../schedule/transact.ts';
import {
  applyPlan,
  assertTellable,
  cancelConferences,
  findWay,
  presentHeld,
  presentPreview,
  refuseClashes,
} from './place.ts';
import { lockSeries, readHeld, readSeries, refuse, type StoredSeries, toSeriesRow } from './rows.ts';
import { listSummaries } from './summaries.ts';

/** Why a conference ends whose day the changed series no longer has. */
const NO_DAY_LEFT = { reason: 'khac', note: 'Lịch giao ban định kỳ thay đổi.' } as const;

export class SeriesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those with a next conference first, by its start; then the newest that are over. */
  async list(now: Date): Promise<SeriesSummary[]> {
    return listSummaries(this.#database, now);
  }

  /** Errors: notFound. */
  async get(seriesId: string): Promise<SeriesView> {
    return presentSeries(this.#database, seriesId);
  }

  /** Where a conference stands; null: in no series. Errors: notFound. */
  async findPlace(conferenceId: ConferenceId): Promise<SeriesPlace | null> {
    const select = { seriesId: true, recurrenceId: true } as const;
    const row = await this.#database.conference.findUnique({ where: { conferenceId }, select });
    if (row === null) throw new AppError('notFound');
    if (row.seriesId === null || row.recurrenceId === null) return null;
    const { seriesId, series, version } = await readSeries(this.#database, row.seriesId);
    return { seriesId, recurrenceId: toLocalDate(row.recurrenceId), sentence: describeRule(series), version };
  }

  /** What saving would do; writes nothing. Errors: invalidInput. */
  async preview(input: Series, now: Date): Promise<SeriesPreview> {
    const calendar = await this.#readCalendar();
    const { series, plan } = planNew(input, calendar, now);
    return bookable(this.#database, async (tx) => {
      const way = await findWay(tx, plan, now);
      return presentPreview(series, calendar, [], { ...way, plan });
    });
  }

  /** Makes every conference of the series as a draft, or none. Errors: invalidInput, bookingClash with the occurrences in the way. */
  async create(input: Series, now: Date, by: StepBy): Promise<SeriesView> {
    const calendar = await this.#readCalendar();
    const { series, plan } = planNew(input, calendar, now);
    return bookable(this.#database, async (tx) => {
      const way = await findWay(tx, plan, now);
      refuseClashes(presentPreview(series, calendar, [], { ...way, plan }));
      const { seriesId } = await tx.series.create({
        data: { seriesId: randomUUID(), ...toSeriesRow(series, calendar), changedByName: by?.name ?? null },
      });
      await applyPlan(tx, { seriesId, plan, way, now, by });
      return presentSeries(tx, seriesId);
    });
  }

  /** What the edit would do; writes nothing. Errors: notFound, conflict, invalidInput. */
  async previewEdit(seriesId: string, version: number, edit: SeriesEdit, now: Date): Promise<SeriesPreview> {
    const calendar = await this.#readCalendar();
    let preview: SeriesPreview | undefined;
    try {
      await bookable(this.#database, async (tx) => {
        const { next, held, plan } = await planEdit(tx, { seriesId, version, edit, calendar, now });
        preview = presentPreview(next.series, calendar, held, { ...(await findWay(tx, plan, now)), plan });
        throw new RolledBack();
      });
    } catch (cause) {
      if (!(cause instanceof RolledBack)) throw cause;
    }
    if (preview === undefined) throw new AppError('internal');
    return preview;
  }

  /**
   * "This and later" or "all": every conference that has not begun becomes what the changed series says, in one transaction.
   * Errors: notFound, conflict, invalidInput, bookingClash with the occurrences in the way.
   */
  async edit(seriesId: string, version: number, edit: SeriesEdit, now: Date, by: StepBy): Promise<SeriesOutcome> {
    const calendar = await this.#readCalendar();
    return bookable(this.#database, async (tx) => {
      const { next, held, plan, heldBefore } = await planEdit(tx, { seriesId, version, edit, calendar, now });
      const way = await findWay(tx, plan, now);
      refuseClashes(presentPreview(next.series, calendar, held, { ...way, plan }));
      const targetId = await keepSeries(tx, seriesId, next, { calendar, from: edit.recurrenceId, by });
      const changed = await applyPlan(tx, { seriesId: targetId, plan, way, now, by });
      await cancelConferences(tx, plan.cancel, { ...NO_DAY_LEFT, now, by, keepsDay: false });
      return {
        series: await presentSeries(tx, targetId),
        changed: [...changed, ...plan.cancel.map((one) => one.conferenceId)],
        untouched: plan.untouched.filter((one) => !heldBefore.has(one.conferenceId)).map(presentHeld),
        dropped: plan.dropped.map(presentHeld),
      };
    });
  }

  /** Cancels every conference from this one on, or all, that has not begun. Errors: notFound, conflict. */
  async cancel(seriesId: string, version: number, input: SeriesCancel, now: Date, by: StepBy): Promise<SeriesOutcome> {
    return bookable(this.#database, async (tx) => {
      assertVersion(await lockSeries(tx, seriesId), version);
      const { scope, recurrenceId, reason, note } = input;
      const all = await readHeld(tx, seriesId);
      const chosen = all.filter((one) => scope === 'all' || one.recurrenceId >= (recurrenceId ?? ''));
      const isOpen = (one: HeldConference) =>
        TRANSITIONS.cancel.from.includes(one.status) && new Date(one.startsAt) > now;
      const cancelled = chosen.filter(isOpen);
      await assertTellable(tx, cancelled, SERIES_LIMITS.cancelledLetters);
      await cancelConferences(tx, cancelled, { reason, note, now, by, keepsDay: true });
      const data = { version: { increment: 1 }, changedByName: by?.name ?? null };
      await tx.series.update({ where: { seriesId }, data });
      return {
        series: await presentSeries(tx, seriesId),
        changed: cancelled.map((one) => one.conferenceId),
        untouched: chosen.filter((one) => !isOpen(one) && one.status !== 'cancelled').map(presentHeld),
        dropped: [],
      };
    });
  }

  async #readCalendar(): Promise<WorkingCalendar> {
    return createCalendar((await new PlanningRulesRepository(this.#database).getHolidays()).days);
  }
}

/** Ends a transaction whose answer is all that was wanted. */
class RolledBack extends Error {}

/** Cancelled occurrences of a series that does not exist yet are days it never has. Errors: invalidInput. */
function planNew(input: Series, calendar: WorkingCalendar, now: Date) {
  const cancelled = input.exceptions.filter((one) => one.cancelled !== null);
  const { containsStateSecret: _asked, ...content } = input.content;
  const series: Series = {
    ...input,
    content,
    excludedDates: [...new Set([...input.excludedDates, ...cancelled.map((one) => one.recurrenceId)])].sort(),
    exceptions: input.exceptions.filter((one) => one.cancelled === null),
  };
  assertSeries(series);
  const plan = planSeries(series, calendar, [], { now: now.toISOString(), leaveOut: [], byHand: new Set() });
  const begun = expandAll(series, calendar).find((one) => one.status === 'planned' && new Date(one.startsAt) <= now);
  if (begun !== undefined) {
    const message = `Phiên họp ngày ${formatDate(begun.localDate)} của lịch đã qua.`;
    refuse([{ code: 'custom', path: ['startsOn'], message }]);
  }
  return { series, plan };
}

function assertSeries({ content: _content, ...schedule }: Series): void {
  const parsed = seriesScheduleSchema.safeParse(schedule);
  if (!parsed.success)
    throw new AppError('invalidInput', {
      details: parsed.error.issues.map(({ code, path, message }) => ({ code, path, message })),
    });
  const issues = checkSeries(schedule);
  if (issues.length > 0) refuse(issues);
}

/** Errors: conflict with the version that is there now and who made it. */
function assertVersion(stored: StoredSeries, version: number): void {
  if (stored.version === version) return;
  const details: SeriesConflict = { version: stored.version, changedBy: stored.changedBy };
  throw new AppError('conflict', { details });
}

interface EditQuestion {
  readonly seriesId: string;
  readonly version: number;
  readonly edit: SeriesEdit;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

async function planEdit(tx: Tx, { seriesId, version, edit, calendar, now }: EditQuestion) {
  const stored = await lockSeries(tx, seriesId);
  assertVersion(stored, version);
  const all = await readHeld(tx, seriesId);
  const byHand = readExceptions(stored.series, stored.calendar, all);
  const change = toChange(edit.change);
  const exceptions = yieldAt(byHand, edit.recurrenceId, change);
  const current = { ...stored.series, exceptions };
  const next: SplitSeries | null =
    edit.scope === 'later' && edit.recurrenceId !== null
      ? editThisAndLater(current, edit.recurrenceId, change)
      : { before: null, ...editAll(current, change) };
  if (next === null) {
    const message = `Lịch không có phiên họp ngày ${formatDate(edit.recurrenceId ?? '')}.`;
    refuse([{ code: 'custom', path: ['recurrenceId'], message }]);
  }
  const heldBefore = next.before === null ? [] : all.filter((one) => one.recurrenceId < (edit.recurrenceId ?? ''));
  const held = all.filter((one) => !heldBefore.includes(one));
  const known = new Set(held.map((one) => one.recurrenceId));
  const excluded = edit.leaveOut.filter((date) => !known.has(date));
  const series = {
    ...next.series,
    excludedDates: [...new Set([...next.series.excludedDates, ...excluded])].sort(),
  };
  assertSeries(series);
  const ids = new Set(exceptions.map((one) => one.recurrenceId));
  const plan = planSeries(series, calendar, held, { now: now.toISOString(), leaveOut: edit.leaveOut, byHand: ids });
  return { next: { ...next, series }, held, plan, heldBefore: new Set(heldBefore.map((one) => one.conferenceId)) };
}

function toChange({ content, ...schedule }: SeriesEdit['change']): SeriesChange {
  const given = Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== undefined));
  if (content === undefined) return given;
  const { containsStateSecret: _asked, ...kept } = content;
  return { ...given, content: kept };
}

/** Answers the series that holds the change: the same, or the new one that begins with the occurrence. */
async function keepSeries(
  tx: Tx,
  seriesId: string,
  { before, series }: SplitSeries,
  { calendar, from, by }: { calendar: WorkingCalendar; from: string | null; by: StepBy },
): Promise<string> {
  const changedByName = by?.name ?? null;
  if (before === null || from === null) {
    await tx.series.update({
      where: { seriesId },
      data: { ...toSeriesRow(series, calendar), changedByName, version: { increment: 1 } },
    });
    return seriesId;
  }
  // What stays keeps the days it was placed by.
  const { schedule } = toSeriesRow(before, calendar);
  await tx.series.update({ where: { seriesId }, data: { schedule, changedByName, version: { increment: 1 } } });
  const later = await tx.series.create({ data: { ...toSeriesRow(series, calendar), changedByName } });
  await tx.conference.updateMany({
    where: { seriesId, recurrenceId: { gte: toRowDate(from) } },
    data: { seriesId: later.seriesId },
  });
  return later.seriesId;
}

async function presentSeries(tx: Tx, seriesId: string): Promise<SeriesView> {
  const stored = await readSeries(tx, seriesId);
  const held = await readHeld(tx, seriesId);
  const { content, ...schedule } = stored.series;
  const exceptions = readExceptions(stored.series, stored.calendar, held);
  return {
    seriesId,
    sentence: describeSeries(schedule),
    schedule: { ...schedule, exceptions },
    content,
    conferences: held.map(presentHeld),
    version: stored.version,
  };
}
