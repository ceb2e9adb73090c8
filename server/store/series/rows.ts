// A series and its conferences as rows, and what must be known to judge many conferences at once. Writes no booking.

import type { AccountId, ConferenceId, Role, SiteId } from '../../contract/index.ts';
import { specialDaysSchema } from '../../contract/rules.ts';
import { type Series, type SeriesContent, seriesContentSchema, seriesScheduleSchema } from '../../contract/series.ts';
import { checkPlan, type Known, type PlanIssue } from '../../domain/scheduling/checkPlan.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { statusAfterEdit } from '../../domain/scheduling/life.ts';
import type { ChangedConference, HeldConference, PlannedConference } from '../../domain/scheduling/seriesPlan.ts';
import { createCalendar, type WorkingCalendar } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import { isInForce, SITE_NAMES, siteOn, toLocalDate, toRowDate } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';
import { WHOLE_CONFERENCE, type WholeConference } from '../schedule/present.ts';
import { toPlan } from '../schedule/rows.ts';
import type { CancelReason, ConferenceStatus, ConferenceWrite } from '../schedule/types.ts';

/** problems of many conferences one answer names */
const ISSUE_LIMIT = 20;
/** conferences written by one statement: 20 × 200 sites × 3 columns stay below PostgreSQL's 65,535 parameters */
const CHUNK = 20;

export interface StoredSeries {
  readonly seriesId: string;
  readonly version: number;
  readonly series: Series;
  /** As it stood when the conferences were last placed. */
  readonly calendar: WorkingCalendar;
}

/** Locks the series, then its conferences against the journal's opening. Errors: notFound. */
export async function lockSeries(tx: Tx, seriesId: string): Promise<StoredSeries> {
  await tx.$executeRaw`SELECT 1 FROM series WHERE series_id = ${seriesId}::uuid FOR UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM conference WHERE series_id = ${seriesId}::uuid ORDER BY conference_id FOR UPDATE`;
  return readSeries(tx, seriesId);
}

/** Errors: notFound. */
export async function readSeries(tx: Tx, seriesId: string): Promise<StoredSeries> {
  const row = await tx.series.findUnique({ where: { seriesId } });
  if (row === null) throw new AppError('notFound');
  const content = seriesContentSchema.parse(row.content);
  return {
    seriesId,
    version: row.version,
    series: { ...seriesScheduleSchema.parse(row.schedule), content },
    calendar: createCalendar(specialDaysSchema.parse(row.days)),
  };
}

/** A series as columns: exceptions are the conferences' own, a question asked at creation is no content. */
export function toSeriesRow(series: Series, calendar: WorkingCalendar) {
  const { content, ...schedule } = series;
  const { containsStateSecret: _asked, ...kept } = content;
  const span = [...calendar.days.values()].filter((day) => day.localDate.slice(0, 4) >= series.startsOn.slice(0, 4));
  return { schedule: { ...schedule, exceptions: [] }, content: kept, days: span };
}

/** Every conference of the series, by the day the rule gave. */
export async function readHeld(tx: Tx, seriesId: string): Promise<HeldConference[]> {
  const rows = await tx.conference.findMany({
    where: { seriesId },
    include: WHOLE_CONFERENCE,
    orderBy: { recurrenceId: 'asc' },
  });
  return rows.flatMap((row) => (row.recurrenceId === null ? [] : [toHeld(row, row.recurrenceId)]));
}

function toHeld(row: WholeConference, recurrenceId: Date): HeldConference {
  const { startsAt, endsAt, ...content } = toPlan(row);
  return {
    conferenceId: row.conferenceId as ConferenceId,
    recurrenceId: toLocalDate(recurrenceId),
    status: row.status as ConferenceStatus,
    startsAt,
    endsAt,
    content,
    cancelled:
      row.status === 'cancelled' && row.cancelReason !== null
        ? { reason: row.cancelReason as CancelReason, note: row.cancelNote ?? '' }
        : null,
  };
}

/** A conference of the series as one that is booked. */
export interface Wish extends PlannedConference {
  readonly conferenceId: string;
  readonly isNew: boolean;
  /** In order of precedence on its day, once judged. */
  readonly siteIds: readonly SiteId[];
}

/** Judges every conference with two look-ups in all. Errors: invalidInput with the first problems, each naming its day. */
export async function judge(tx: Tx, planned: readonly (Omit<Wish, 'siteIds'> | Wish)[], now: Date): Promise<Wish[]> {
  const contents = planned.map((one) => one.content);
  const accounts = await readAccounts(tx, contents);
  const sites = await tx.site.findMany({
    where: { siteId: { in: [...new Set(contents.flatMap((content) => content.siteIds))] } },
    ...SITE_NAMES,
  });
  const issues: PlanIssue[] = [];
  const wishes = planned.map((one) => {
    const { startsAt, endsAt } = one.occurrence;
    const on = localDateOf(startsAt);
    const wanted = new Set(one.content.siteIds);
    const ordered = sites
      .filter((site) => wanted.has(site.siteId as SiteId))
      .map((site) => ({ siteId: site.siteId as SiteId, ...siteOn(site, on), isInForce: isInForce(site, on) }))
      .sort((a, b) => a.order - b.order || (a.siteId < b.siteId ? -1 : 1));
    const siteIds = ordered.map((site) => site.siteId);
    const endedSites = ordered.filter((site) => !site.isInForce);
    const plan = { ...one.content, startsAt, endsAt };
    issues.push(...checkPlan(plan, { accounts, siteIds, endedSites, now: now.toISOString() }));
    return { ...one, siteIds };
  });
  if (issues.length > 0) refuse(dedupe(issues));
  return wishes;
}

async function readAccounts(tx: Tx, contents: readonly SeriesContent[]): Promise<Known['accounts']> {
  const ids = new Set(contents.flatMap((one) => [one.chairId, ...one.coChairIds, ...one.secretaryIds]));
  const rows = await tx.account.findMany({
    where: { accountId: { in: [...ids] } },
    select: { accountId: true, role: true, siteId: true, disabled: true },
  });
  return rows.map((row) => ({
    accountId: row.accountId as AccountId,
    role: row.role as Role,
    siteId: row.siteId as SiteId | null,
    disabled: row.disabled,
  }));
}

function dedupe(issues: readonly PlanIssue[]): PlanIssue[] {
  return [...new Map(issues.map((issue) => [`${issue.path.join('.')}: ${issue.message}`, issue])).values()];
}

export function refuse(issues: readonly PlanIssue[]): never {
  throw new AppError('invalidInput', { message: issues[0]?.message ?? '', details: issues.slice(0, ISSUE_LIMIT) });
}

/** Writes new conferences with their officers, sites and agendas: drafts of the series. */
export async function insertConferences(tx: Tx, seriesId: string, wishes: readonly Wish[]): Promise<void> {
  for (let from = 0; from < wishes.length; from += CHUNK) {
    const chunk = wishes.slice(from, from + CHUNK);
    await tx.conference.createMany({
      data: chunk.map((wish) => ({
        conferenceId: wish.conferenceId,
        seriesId,
        recurrenceId: toRowDate(wish.occurrence.recurrenceId),
        ...toColumns(wish),
      })),
    });
    await insertParts(tx, chunk, () => true);
  }
}

/** What a conference is made of beside its own row. */
async function insertParts(tx: Tx, wishes: readonly Wish[], hasNewAgenda: (wish: Wish) => boolean): Promise<void> {
  const of = <T>(list: (wish: Wish) => readonly T[]) =>
    wishes.flatMap((wish) => list(wish).map((part) => ({ conferenceId: wish.conferenceId, ...part })));
  await tx.conferenceOfficer.createMany({ data: of(({ content }) => toOfficers(content)) });
  await tx.conferenceSite.createMany({
    data: of(({ siteIds }) => siteIds.map((siteId, position) => ({ siteId, position }))),
  });
  await tx.agendaItem.createMany({
    data: of((wish) =>
      hasNewAgenda(wish) ? wish.content.agenda.map((item, position) => ({ ...item, position })) : [],
    ),
  });
}

function toColumns({ occurrence, content }: PlannedConference) {
  const { kind, title, mode, chairId } = content;
  return { kind, title, mode, chairId, startsAt: new Date(occurrence.startsAt), endsAt: new Date(occurrence.endsAt) };
}

function toOfficers(content: Pick<ConferenceWrite, 'coChairIds' | 'secretaryIds'>) {
  return [
    ...content.coChairIds.map((accountId, position) => ({ duty: 'coChair', accountId, position })),
    ...content.secretaryIds.map((accountId, position) => ({ duty: 'secretary', accountId, position })),
  ];
}

/** Rewrites conferences in place; each keeps its id and gets its next version. */
export async function updateConferences(
  tx: Tx,
  seriesId: string,
  changes: readonly ChangedConference[],
  wishes: readonly Wish[],
): Promise<void> {
  const ids: string[] = changes.map(({ held }) => held.conferenceId);
  const where = { conferenceId: { in: ids } };
  // Away from their days first: two that change places must not meet on the way.
  await tx.conference.updateMany({ where, data: { seriesId: null, recurrenceId: null } });
  await tx.conferenceOfficer.deleteMany({ where });
  await tx.conferenceSite.deleteMany({ where });
  const others = new Set<string>(changes.filter(hasOtherAgenda).map(({ held }) => held.conferenceId));
  await tx.agendaItem.deleteMany({ where: { conferenceId: { in: [...others] } } });
  for (const change of changes) {
    const { conferenceId, status } = change.held;
    await tx.conference.update({
      where: { conferenceId },
      data: {
        ...toColumns(change),
        status: statusAfterEdit(status),
        seriesId,
        recurrenceId: toRowDate(change.occurrence.recurrenceId),
        version: { increment: 1 },
      },
      select: { version: true },
    });
  }
  const changed = wishes.filter((wish) => ids.includes(wish.conferenceId));
  for (let from = 0; from < changed.length; from += CHUNK)
    await insertParts(tx, changed.slice(from, from + CHUNK), (wish) => others.has(wish.conferenceId));
}

/** An agenda that is not edited keeps its items' ids. */
function hasOtherAgenda({ held, content }: ChangedConference): boolean {
  const text = (agenda: SeriesContent['agenda']) =>
    JSON.stringify(agenda.map((item) => [item.title, item.durationMinutes, item.speakingLimitSeconds]));
  return text(held.content.agenda) !== text(content.agenda);
}
