// Conferences of a span of time, in one statement that reads its own rows only, however many years are in the table. Never writes.

import { LIMITS } from '../../contract/limits.ts';
import { Prisma } from '../generated/client.ts';
import { NEAREST_TO_CONFERENCE } from '../organisation/versions.ts';
import type { Statements } from '../statements.ts';
import type { ConferenceId, ConferenceStatus, ConferenceSummary, SiteId } from './types.ts';

/** No conference is longer (SC7). */
const LONGEST_MS = LIMITS.conferenceHours * 3_600_000;

export interface Span {
  readonly from: Date;
  /** null: without end. */
  readonly to: Date | null;
  /** Only those this site is invited to. */
  readonly siteId: SiteId | null;
  readonly statuses: readonly ConferenceStatus[];
  readonly limit: number;
}

/** A conference as lists and calendars show it. */
export interface SpanEntry extends ConferenceSummary {
  /** Where the chair sits, as it was called that day; null: nowhere yet. */
  readonly place: string | null;
  readonly version: number;
}

/** What touches a moment has started at most so long before it: the bound that keeps a look from reading all the past. */
export function earliestStart(moment: Date): Date {
  return new Date(moment.getTime() - LONGEST_MS - 1);
}

/** Those that touch the span, first start first. */
export async function listSpan(statements: Statements, span: Span): Promise<ConferenceSummary[]> {
  const ofSite = span.siteId !== null;
  const rows = await statements.run<SpanRow>(`list_span_${ofSite}`, spanQuery(span, Prisma.empty, Prisma.empty));
  return rows.map(presentRow);
}

/** The same with what calendars print besides. */
export async function listCalendarSpan(statements: Statements, span: Span): Promise<SpanEntry[]> {
  const ofSite = span.siteId !== null;
  const rows = await statements.run<SpanRow & Pick<SpanEntry, 'place' | 'version'>>(
    `list_calendar_${ofSite}`,
    spanQuery(span, Prisma.sql`, place.name AS place, c.version`, PLACE),
  );
  return rows.map((row) => ({ ...presentRow(row), place: row.place, version: row.version }));
}

interface SpanRow {
  readonly conferenceId: string;
  readonly status: string;
  readonly kind: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly mode: string;
  readonly chairName: string;
  readonly siteCount: number;
  readonly seriesId: string | null;
}

/** The chair's site as it is called on the day of the conference, else by its nearest name. */
const PLACE = Prisma.sql`
    LEFT JOIN LATERAL (
      SELECT v.name FROM site_version v WHERE v.site_id = chair.site_id
      ORDER BY ${NEAREST_TO_CONFERENCE}
      LIMIT 1
    ) place ON true`;

/** The rows are chosen before anything is counted or named: sites of what is not shown are never looked at. */
function spanQuery({ from, to, siteId, statuses, limit }: Span, columns: Prisma.Sql, joins: Prisma.Sql): Prisma.Sql {
  const invited =
    siteId === null
      ? Prisma.empty
      : Prisma.sql`JOIN conference_site own ON own.conference_id = shown.conference_id AND own.site_id = ${siteId}::uuid`;
  return Prisma.sql`
    SELECT c.conference_id AS "conferenceId", c.status, c.kind, c.title, c.starts_at AS "startsAt", c.ends_at AS "endsAt", c.mode,
           c.series_id AS "seriesId",
           chair.name AS "chairName",
           (SELECT count(*) FROM conference_site s WHERE s.conference_id = c.conference_id)::int AS "siteCount"${columns}
    FROM (
      SELECT shown.* FROM conference shown ${invited}
      WHERE shown.starts_at > ${earliestStart(from)}::timestamptz
        AND shown.starts_at < COALESCE(${to}::timestamptz, 'infinity')
        AND shown.ends_at > ${from}::timestamptz AND shown.status = ANY(${[...statuses]}::text[])
      ORDER BY shown.starts_at, shown.conference_id
      LIMIT ${limit}
    ) c
    CROSS JOIN LATERAL (
      SELECT v.name, v.site_id FROM account_version v WHERE v.account_id = c.chair_id
      ORDER BY ${NEAREST_TO_CONFERENCE}
      LIMIT 1
    ) chair${joins}
    ORDER BY c.starts_at, c.conference_id`;
}

function presentRow(row: SpanRow): ConferenceSummary {
  return {
    conferenceId: row.conferenceId as ConferenceId,
    status: row.status as ConferenceStatus,
    kind: row.kind as ConferenceSummary['kind'],
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    mode: row.mode as ConferenceSummary['mode'],
    chairName: row.chairName,
    siteCount: row.siteCount,
    seriesId: row.seriesId,
  };
}
