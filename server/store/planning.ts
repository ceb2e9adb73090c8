// What the planner's aids read: the conferences of a span as a calendar prints them. One statement each, always bounded;
// never writes.

import type { AccountId, ConferenceId, ConferenceStatus, ConferenceSummary, SiteId } from '../contract/index.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import { SITE_NAMES, siteOn } from './organisation/versions.ts';
import type { Database } from './prisma.ts';
import { presentSummary } from './schedule/present.ts';

/** conferences one calendar holds at most; a year of a province has fewer */
const CALENDAR_LIMIT = 1_000;

/** bookings one look reads at most: two hundred sites, eight short meetings a day, two months */
const BUSY_LIMIT = 100_000;

export interface CalendarEntry extends ConferenceSummary {
  /** Where the chair sits, as it was called that day; null: nowhere yet. */
  readonly place: string | null;
  readonly version: number;
}

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
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those that touch the span, first start first; `siteId`: only those this site is invited to. */
  async listCalendar(span: {
    from: Date;
    to: Date;
    siteId: SiteId | null;
    statuses: readonly ConferenceStatus[];
  }): Promise<CalendarEntry[]> {
    const rows = await this.#database.conference.findMany({
      where: {
        endsAt: { gt: span.from },
        startsAt: { lt: span.to },
        status: { in: [...span.statuses] },
        ...(span.siteId === null ? {} : { sites: { some: { siteId: span.siteId } } }),
      },
      include: {
        chair: { select: { name: true, site: SITE_NAMES } },
        _count: { select: { sites: true } },
      },
      orderBy: [{ startsAt: 'asc' }, { conferenceId: 'asc' }],
      take: CALENDAR_LIMIT,
    });
    return rows.map((row) => ({
      ...presentSummary(row, row._count.sites),
      place: row.chair.site === null ? null : siteOn(row.chair.site, localDateOf(row.startsAt.toISOString())).name,
      version: row.version,
    }));
  }

  /** Every booking that touches the span and stands in somebody's way; a device that is taken takes the site it stands at. */
  listBusy({ from, to, chairIds, siteIds }: BusyAsk): Promise<BusyBooking[]> {
    return this.#database.$queryRaw<BusyBooking[]>`
      SELECT DISTINCT CASE b.resource WHEN 'chair' THEN 'chair' ELSE 'site' END AS resource,
             COALESCE(d.site_id, b.resource_id)::text AS "resourceId", c.conference_id::text AS "conferenceId",
             c.title, c.status, lower(b.during) AS "startsAt", upper(b.during) AS "endsAt"
      FROM booking b
      JOIN conference c ON c.conference_id = b.conference_id
      LEFT JOIN device d ON b.resource = 'device' AND d.device_id = b.resource_id
      WHERE b.during && tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)')
        AND ((b.resource = 'chair' AND b.resource_id = ANY(${[...chairIds]}::uuid[]))
          OR (b.resource = 'site' AND b.resource_id = ANY(${[...siteIds]}::uuid[]))
          OR (b.resource = 'device' AND d.site_id = ANY(${[...siteIds]}::uuid[])))
      ORDER BY "startsAt"
      LIMIT ${BUSY_LIMIT}`;
  }
}
