// What the planner's aids read: the conferences of a span as a calendar prints them. One statement each, always bounded;
// never writes.

import type { AccountId, ConferenceId, ConferenceStatus, SiteId } from '../contract/index.ts';
import { Prisma } from './generated/client.ts';
import { listCalendarSpan, type SpanEntry } from './schedule/spans.ts';
import type { Statements } from './statements.ts';

/** conferences one calendar holds at most; a year of a province has fewer */
const CALENDAR_LIMIT = 1_000;

/** bookings one look reads at most: two hundred sites, eight short meetings a day, two months */
const BUSY_LIMIT = 100_000;

/** What is asked of the bookings: a span and who matters. */
export interface BusyAsk {
  readonly from: Date;
  readonly to: Date;
  readonly chairIds: readonly AccountId[];
  readonly siteIds: readonly SiteId[];
}

export interface BusyBooking {
  readonly resource: 'chair' | 'site';
  readonly resourceId: string;
  readonly conferenceId: ConferenceId;
  readonly title: string;
  readonly status: ConferenceStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export class PlanningRepository {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Those that touch the span, first start first; `siteId`: only those this site is invited to. */
  listCalendar(span: {
    from: Date;
    to: Date;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<SpanEntry[]> {
    return listCalendarSpan(this.#statements, { ...span, limit: CALENDAR_LIMIT });
  }

  /** Every booking that touches the span and stands in somebody's way; a device that is taken takes the site it stands at. */
  listBusy(ask: BusyAsk): Promise<BusyBooking[]> {
    return this.#statements.run('list_busy', busyQuery(ask));
  }
}

/** What the conferences of that time hold of what is asked about, however many bookings there are. */
function busyQuery({ from, to, chairIds, siteIds }: BusyAsk): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS MATERIALIZED (
      SELECT 'chair' AS shown_as, id AS shown_id, id AS resource_id FROM unnest(${[...chairIds]}::uuid[]) AS id
      UNION ALL SELECT 'site', id, id FROM unnest(${[...siteIds]}::uuid[]) AS id
      UNION ALL SELECT 'site', site_id, device_id FROM device WHERE site_id = ANY(${[...siteIds]}::uuid[])
    ),
    span AS MATERIALIZED (
      SELECT booking_span.conference_id, booking_span.during, c.title, c.status
      -- Not a plain join: its plan would be free to read all conferences there ever were.
      FROM booking_span CROSS JOIN LATERAL (SELECT title, status FROM conference WHERE conference_id = booking_span.conference_id OFFSET 0) AS c
      WHERE booking_span.during && tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)')
    )
    -- A device is taken with its site nearly always: told once.
    SELECT DISTINCT asked.shown_as AS resource, asked.shown_id AS "resourceId", span.conference_id AS "conferenceId", span.title,
           span.status, lower(span.during) AS "startsAt", upper(span.during) AS "endsAt"
    FROM span CROSS JOIN LATERAL (
      SELECT resource_id FROM booking
      WHERE conference_id = span.conference_id AND resource_id = ANY(ARRAY(SELECT resource_id FROM asked)) AND during = span.during OFFSET 0
    ) AS b
    JOIN asked USING (resource_id)
    ORDER BY "startsAt"
    LIMIT ${BUSY_LIMIT}`;
}
