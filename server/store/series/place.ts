// A plan for many conferences carried out: judged, compared with every booking, written. Used inside one transaction under the
// booking lock; decides nothing about which conferences may change.

import { randomUUID } from 'node:crypto';
import type { ConferenceId } from '../../contract/index.ts';
import type { Series, SeriesOccurrenceView, SeriesPreview } from '../../contract/series.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import { describeClashes } from '../../domain/scheduling/clashText.ts';
import { describeSeries } from '../../domain/scheduling/describeSeries.ts';
import { expandAll } from '../../domain/scheduling/recurrence.ts';
import type { HeldConference, SeriesPlan } from '../../domain/scheduling/seriesPlan.ts';
import type { WorkingCalendar } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Tx } from '../prisma.ts';
import { presentConference, WHOLE_CONFERENCE } from '../schedule/present.ts';
import { keepStep, type StepBy } from '../schedule/steps.ts';
import type { BookingClash, CancelReason, ConferenceView } from '../schedule/types.ts';
import { bookAll, listSeriesClashes, releaseAll } from './clashes.ts';
import { insertConferences, judge, refuse, updateConferences, type Wish } from './rows.ts';

/** Conferences that are wanted, and what stands in their way. */
export interface Way {
  readonly wishes: readonly Wish[];
  readonly clashes: ReadonlyMap<string, readonly BookingClash[]>;
}

/** Releases what the plan gives up, then looks. Errors: invalidInput. */
export async function findWay(tx: Tx, plan: SeriesPlan, now: Date): Promise<Way> {
  const made = plan.create.map((one) => ({ ...one, conferenceId: randomUUID(), isNew: true }));
  const changed = plan.change.map((one) => ({ ...one, conferenceId: one.held.conferenceId, isNew: false }));
  const wishes = await judge(tx, [...made, ...changed], now);
  assertApart(wishes);
  await releaseAll(
    tx,
    [...plan.change.map(({ held }) => held), ...plan.cancel].map((one) => one.conferenceId),
  );
  return { wishes, clashes: await listSeriesClashes(tx, wishes) };
}

/** Errors: invalidInput when two of them meet. */
function assertApart(wishes: readonly Wish[]): void {
  const inOrder = wishes.toSorted((a, b) => Date.parse(a.occurrence.startsAt) - Date.parse(b.occurrence.startsAt));
  const met = inOrder.find((wish, index) => {
    const before = inOrder[index - 1];
    if (before === undefined || Date.parse(before.occurrence.endsAt) <= Date.parse(wish.occurrence.startsAt))
      return false;
    return (
      before.content.chairId === wish.content.chairId || before.siteIds.some((siteId) => wish.siteIds.includes(siteId))
    );
  });
  if (met === undefined) return;
  const message = `Hai phiên họp của cùng lịch trùng giờ ngày ${formatDate(met.occurrence.localDate)}.`;
  refuse([{ code: 'custom', path: ['exceptions'], message }]);
}

/** Every day of the series as it would be, with what stands in its way. */
export function presentPreview(
  series: Series,
  calendar: WorkingCalendar,
  held: readonly HeldConference[],
  { wishes, clashes }: Way,
): SeriesPreview {
  const wished = new Map(wishes.map((wish) => [wish.occurrence.recurrenceId, wish]));
  const known = new Map(held.map((one) => [one.recurrenceId, one.conferenceId]));
  const present = (occurrence: ReturnType<typeof expandAll>[number]): SeriesOccurrenceView => {
    const { recurrenceId, localDate, startsAt, endsAt, status, movedBy, reason } = occurrence;
    const wish = wished.get(recurrenceId);
    const changedId = wish === undefined || wish.isNew ? undefined : (wish.conferenceId as ConferenceId);
    return {
      recurrenceId,
      localDate,
      startsAt,
      endsAt,
      status,
      movedBy,
      reason,
      conferenceId: changedId ?? known.get(recurrenceId) ?? null,
      clashes: wish === undefined ? [] : (clashes.get(wish.conferenceId) ?? []),
    };
  };
  return { sentence: describeSeries(series), occurrences: expandAll(series, calendar).map(present) };
}

/** Errors: bookingClash with the occurrences that clash. */
export function refuseClashes({ occurrences }: SeriesPreview): void {
  const clashing = occurrences.filter((one) => one.clashes.length > 0);
  if (clashing.length === 0) return;
  const message = describeClashes(clashing.flatMap((one) => one.clashes));
  throw new AppError('bookingClash', { message, details: { occurrences: clashing } });
}

/** Writes what is made and changed, with bookings and history; answers the ids. */
export async function applyPlan(
  tx: Tx,
  work: { seriesId: string; plan: SeriesPlan; way: Way; now: Date; by: StepBy },
): Promise<ConferenceId[]> {
  const { seriesId, plan, way, now, by } = work;
  const made = way.wishes.filter((wish) => wish.isNew);
  await insertConferences(tx, seriesId, made);
  await updateConferences(tx, seriesId, plan.change, way.wishes);
  await bookAll(tx, way.wishes);
  const before = new Map(plan.change.map(({ held }) => [held.conferenceId, held.status]));
  const ids = way.wishes.map((wish) => wish.conferenceId as ConferenceId);
  for (const view of await readViews(tx, ids)) {
    const from = before.get(view.conferenceId) ?? null;
    await keepStep(tx, view, { act: from === null ? 'create' : 'edit', at: now, by, from });
  }
  return ids;
}

interface Ending {
  readonly reason: CancelReason;
  readonly note: string;
  readonly now: Date;
  readonly by: StepBy;
  /** false: its day is free for another conference of the series. */
  readonly keepsDay: boolean;
}

/** Cancels each and frees what it booked. */
export async function cancelConferences(tx: Tx, held: readonly HeldConference[], ending: Ending): Promise<void> {
  const { reason, note, now, by, keepsDay } = ending;
  await releaseAll(
    tx,
    held.map((one) => one.conferenceId),
  );
  for (const { conferenceId } of held) {
    await tx.conference.update({
      where: { conferenceId },
      data: {
        status: 'cancelled',
        cancelReason: reason,
        cancelNote: note,
        version: { increment: 1 },
        ...(keepsDay ? {} : { seriesId: null, recurrenceId: null }),
      },
      select: { version: true },
    });
  }
  const before = new Map(held.map((one) => [one.conferenceId, one.status]));
  for (const view of await readViews(tx, [...before.keys()])) {
    const from = before.get(view.conferenceId) ?? null;
    await keepStep(tx, view, { act: 'cancel', at: now, by, from, reason, comment: note });
  }
}

/** As they are now, first start first: whoever hears of a step is shown the whole conference. */
async function readViews(tx: Tx, ids: readonly ConferenceId[]): Promise<ConferenceView[]> {
  const rows = await tx.conference.findMany({
    where: { conferenceId: { in: [...ids] } },
    include: WHOLE_CONFERENCE,
    orderBy: { startsAt: 'asc' },
  });
  return rows.map(presentConference);
}
