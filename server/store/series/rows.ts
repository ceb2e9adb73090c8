// A series and its conferences as rows, and what must be known to judge many conferences at once. Writes no booking.

import type { AccountId, ConferenceId, SiteId } from '../../contract/index.ts';
import { specialDaysSchema } from '../../contract/rules.ts';
import { type Series, type SeriesContent, seriesContentSchema, seriesScheduleSchema } from '../../contract/series.ts';
import { checkPlan, type PlanIssue } from '../../domain/scheduling/checkPlan.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import type { HeldConference, PlannedConference } from '../../domain/scheduling/seriesPlan.ts';
import { createCalendar, type WorkingCalendar } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Prisma } from '../generated/client.ts';
import { ACCOUNT_STATES } from '../organisation/accountVersions.ts';
import { isInForce, SITE_NAMES, siteOn, toLocalDate } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';
import { toCandidate } from '../schedule/rows.ts';
import type { CancelReason, ConferenceStatus } from '../schedule/types.ts';

/** problems of many conferences one answer names */
const ISSUE_LIMIT = 20;

export interface StoredSeries {
  readonly seriesId: string;
  readonly version: number;
  /** Who changed the series itself last; null: not known. */
  readonly changedBy: string | null;
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
    changedBy: row.changedByName,
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

/** What a conference of a series is made of, beside its sites: those are many and come as one list of each. */
const HELD = {
  officers: { select: { duty: true, accountId: true }, orderBy: { position: 'asc' } },
  agenda: {
    select: { title: true, durationMinutes: true, speakingLimitSeconds: true },
    orderBy: { position: 'asc' },
  },
} as const satisfies Prisma.ConferenceInclude;
type HeldRow = Prisma.ConferenceGetPayload<{ include: typeof HELD }>;

/** Every conference of the series, by the day the rule gave. */
export async function readHeld(tx: Tx, seriesId: string): Promise<HeldConference[]> {
  const rows = await tx.conference.findMany({ where: { seriesId }, include: HELD, orderBy: { recurrenceId: 'asc' } });
  const sites = await tx.$queryRaw<{ conferenceId: string; siteIds: SiteId[] }[]>`
    SELECT s.conference_id AS "conferenceId", array_agg(s.site_id::text ORDER BY s.position) AS "siteIds"
    FROM conference_site s JOIN conference c USING (conference_id)
    WHERE c.series_id = ${seriesId}::uuid GROUP BY s.conference_id`;
  const siteIdsOf = new Map(sites.map((row) => [row.conferenceId, row.siteIds]));
  return rows.flatMap((row) =>
    row.recurrenceId === null ? [] : [toHeld(row, row.recurrenceId, siteIdsOf.get(row.conferenceId) ?? [])],
  );
}

function toHeld(row: HeldRow, recurrenceId: Date, siteIds: SiteId[]): HeldConference {
  const officerIds = (duty: string) =>
    row.officers.filter((officer) => officer.duty === duty).map((officer) => officer.accountId as AccountId);
  return {
    conferenceId: row.conferenceId as ConferenceId,
    recurrenceId: toLocalDate(recurrenceId),
    status: row.status as ConferenceStatus,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    content: {
      kind: row.kind as SeriesContent['kind'],
      title: row.title,
      mode: row.mode as SeriesContent['mode'],
      chairId: row.chairId as AccountId,
      coChairIds: officerIds('coChair'),
      secretaryIds: officerIds('secretary'),
      siteIds,
      agenda: row.agenda,
    },
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
  const accounts = await tx.account.findMany({ where: { accountId: { in: listAll(contents) } }, ...ACCOUNT_STATES });
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
    const people = accounts.map((account) => toCandidate(account, on));
    issues.push(...checkPlan(plan, { accounts: people, siteIds, endedSites, now: now.toISOString() }));
    return { ...one, siteIds };
  });
  if (issues.length > 0) refuse(dedupe(issues));
  return wishes;
}

function listAll(contents: readonly SeriesContent[]): AccountId[] {
  return [...new Set(contents.flatMap((one) => [one.chairId, ...one.coChairIds, ...one.secretaryIds]))];
}

function dedupe(issues: readonly PlanIssue[]): PlanIssue[] {
  return [...new Map(issues.map((issue) => [`${issue.path.join('.')}: ${issue.message}`, issue])).values()];
}

export function refuse(issues: readonly PlanIssue[]): never {
  throw new AppError('invalidInput', { message: issues[0]?.message ?? '', details: issues.slice(0, ISSUE_LIMIT) });
}
