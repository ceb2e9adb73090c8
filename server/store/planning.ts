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

/** One probe of the constraint's index for each chair, site and device, however many bookings there are. */
function busyQuery({ from, to, chairIds, siteIds }: BusyAsk): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT asked.shown_as AS resource, asked.shown_id::text AS "resourceId", c.conference_id::text AS "conferenceId",
           c.title, c.status, lower(b.during) AS "startsAt", upper(b.during) AS "endsAt"
    FROM (
      SELECT 'chair' AS resource, unnest(${[...chairIds]}::uuid[]) AS resource_id, 'chair' AS shown_as, unnest(${[...chairIds]}::uuid[]) AS shown_id
      UNION ALL SELECT 'site', unnest(${[...siteIds]}::uuid[]), 'site', unnest(${[...siteIds]}::uuid[])
      UNION ALL SELECT 'device', device_id, 'site', site_id FROM device WHERE site_id = ANY(${[...siteIds]}::uuid[])
    ) AS asked
    CROSS JOIN LATERAL (
      SELECT * FROM booking
      WHERE resource = asked.resource AND resource_id = asked.resource_id
        AND during && tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)') OFFSET 0
    ) AS b
    JOIN conference c ON c.conference_id = b.conference_id
    ORDER BY "startsAt"
    LIMIT ${BUSY_LIMIT}`;
}
