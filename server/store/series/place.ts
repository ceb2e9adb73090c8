// A plan for many conferences carried out: judged, compared with every booking, written. Used inside one transaction under the
// booking lock; decides nothing about which conferences may change.

import { randomUUID } from 'node:crypto';
import type { ConferenceId } from '../../contract/index.ts';
import type {
  Series,
  SeriesConferenceView,
  SeriesContent,
  SeriesOccurrenceView,
  SeriesPreview,
} from '../../contract/series.ts';
import { SERIES_LIMITS } from '../../contract/seriesLimits.ts';
import { formatDate } from '../../domain/scheduling/civilDate.ts';
import { describeClashes } from '../../domain/scheduling/clashText.ts';
import { describeSeries } from '../../domain/scheduling/describeSeries.ts';
import { expandAll } from '../../domain/scheduling/recurrence.ts';
import {
  type ChangedConference,
  CONTENT_FIELDS,
  type HeldConference,
  type SeriesPlan,
} from '../../domain/scheduling/seriesPlan.ts';
import type { WorkingCalendar } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Tx } from '../prisma.ts';
import { keepStep, type StepBy, type Stepped } from '../schedule/steps.ts';
import type { BookingClash, CancelReason, ConferenceStatus } from '../schedule/types.ts';
import { bookAll, listSeriesClashes, releaseAll } from './clashes.ts';
import { judge, refuse, type Wish } from './rows.ts';
import { insertConferences, markCancelled, updateConferences } from './write.ts';

/** Conferences that are wanted, and what stands in their way. */
export interface Way {
  readonly wishes: readonly Wish[];
  /** Those of them whose bookings are not what they hold already. */
  readonly booking: readonly Wish[];
  readonly clashes: ReadonlyMap<string, readonly BookingClash[]>;
}

/** Releases what the plan gives up, then looks. Errors: invalidInput. */
export async function findWay(tx: Tx, plan: SeriesPlan, now: Date): Promise<Way> {
  const made = plan.create.map((one) => ({ ...one, conferenceId: randomUUID(), isNew: true }));
  const changed = plan.change.map((one) => ({ ...one, conferenceId: one.held.conferenceId, isNew: false }));
  const wishes = await judge(tx, [...made, ...changed], now);
  assertApart(wishes);
  const kept = new Set<string>(plan.change.filter(holdsTheSame).map(({ held }) => held.conferenceId));
  const booking = wishes.filter((wish) => !kept.has(wish.conferenceId));
  assertBookable(booking);
  await assertTellable(tx, [...plan.change.map(({ held }) => held), ...plan.cancel], SERIES_LIMITS.changedLetters);
  await releaseAll(
    tx,
    [...booking, ...plan.cancel].map((one) => one.conferenceId),
  );
  return { wishes, booking, clashes: await listSeriesClashes(tx, booking) };
}

/** The same time, chair and sites are the same bookings. */
function holdsTheSame({ held, occurrence, content }: ChangedConference): boolean {
  const sites = ({ siteIds }: SeriesContent) => [...siteIds].sort().join();
  return (
    held.startsAt === occurrence.startsAt &&
    held.endsAt === occurrence.endsAt &&
    held.content.chairId === content.chairId &&
    sites(held.content) === sites(content)
  );
}

/** Errors: invalidInput when that many sites cannot be booked while everybody else waits. */
function assertBookable(wishes: readonly Wish[]): void {
  const count = wishes.reduce((sum, wish) => sum + wish.siteIds.length, 0);
  if (count <= SERIES_LIMITS.bookedSites) return;
  const number = (value: number) => value.toLocaleString('vi-VN');
  const message = `Lịch này đăng ký ${number(count)} lượt điểm cầu, một lần lưu nhiều nhất ${number(SERIES_LIMITS.bookedSites)}. Đề nghị bớt số phiên họp hoặc số điểm cầu.`;
  refuse([{ code: 'custom', path: ['end'], message }]);
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

/** Errors: invalidInput when more of them have letters out than can be written again while everybody else waits. */
export async function assertTellable(tx: Tx, held: readonly HeldConference[], limit: number): Promise<void> {
  const published = held.filter((one) => one.status === 'published').map((one) => one.conferenceId);
  if (published.length <= limit) return;
  const count = await tx.conference.count({ where: { conferenceId: { in: published }, letters: { some: {} } } });
  if (count <= limit) return;
  const message = `${count} phiên họp đã gửi thư mời, một lần lưu thay đổi nhiều nhất ${limit}. Đề nghị làm từng phần, bắt đầu từ một phiên sau.`;
  refuse([{ code: 'custom', path: ['scope'], message }]);
}

/** Every day of the series as it would be, with what stands in its way. */
export function presentPreview(
  series: Series,
  calendar: WorkingCalendar,
  held: readonly HeldConference[],
  { wishes, clashes, plan }: Pick<Way, 'wishes' | 'clashes'> & { readonly plan: SeriesPlan },
): SeriesPreview {
  const wished = new Map(wishes.map((wish) => [wish.occurrence.recurrenceId, wish]));
  const known = new Map(held.map((one) => [one.recurrenceId, one]));
  const byId = new Map<string, HeldConference>(held.map((one) => [one.conferenceId, one]));
  const present = (occurrence: ReturnType<typeof expandAll>[number]): SeriesOccurrenceView => {
    const { recurrenceId, localDate, startsAt, endsAt, status, movedBy, reason } = occurrence;
    const wish = wished.get(recurrenceId);
    const conference = (wish === undefined ? undefined : byId.get(wish.conferenceId)) ?? known.get(recurrenceId);
    return {
      recurrenceId,
      localDate,
      startsAt,
      endsAt,
      status,
      movedBy,
      reason,
      conferenceId: conference?.conferenceId ?? null,
      heldStatus: conference?.status ?? null,
      act: wish === undefined ? 'keep' : wish.isNew ? 'make' : 'change',
      edited: CONTENT_FIELDS.filter((field) => Object.hasOwn(occurrence.edited ?? {}, field)),
      clashes: wish === undefined ? [] : (clashes.get(wish.conferenceId) ?? []),
    };
  };
  return {
    sentence: describeSeries(series),
    occurrences: expandAll(series, calendar).map(present),
    cancelled: plan.cancel.map(presentHeld),
    untouched: plan.untouched.map(presentHeld),
    dropped: plan.dropped.map(presentHeld),
  };
}

export function presentHeld(held: HeldConference): SeriesConferenceView {
  const { conferenceId, recurrenceId, status, startsAt, endsAt } = held;
  return { conferenceId, recurrenceId, status, startsAt, endsAt };
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
  await bookAll(tx, way.booking);
  const before = new Map(plan.change.map(({ held }) => [held.conferenceId, held.status]));
  const ids = way.wishes.map((wish) => wish.conferenceId as ConferenceId);
  for (const stepped of await readStepped(tx, ids)) {
    const from = before.get(stepped.conferenceId) ?? null;
    await keepStep(tx, stepped, { act: from === null ? 'create' : 'edit', at: now, by, from });
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
  if (held.length === 0) return;
  const { reason, note, now, by } = ending;
  const ids = held.map((one) => one.conferenceId);
  await releaseAll(tx, ids);
  await markCancelled(tx, ids, ending);
  const before = new Map(held.map((one) => [one.conferenceId, one.status]));
  for (const stepped of await readStepped(tx, ids)) {
    const from = before.get(stepped.conferenceId) ?? null;
    await keepStep(tx, stepped, { act: 'cancel', at: now, by, from, reason, comment: note });
  }
}

/** As they are now, first start first: what a step of their history is kept with. */
async function readStepped(tx: Tx, ids: readonly ConferenceId[]): Promise<Stepped[]> {
  const rows = await tx.conference.findMany({
    where: { conferenceId: { in: [...ids] } },
    select: { conferenceId: true, status: true, version: true },
    orderBy: { startsAt: 'asc' },
  });
  return rows.map(({ conferenceId, status, version }) => ({
    conferenceId: conferenceId as ConferenceId,
    status: status as ConferenceStatus,
    version,
  }));
}
