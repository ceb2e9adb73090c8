// Who and what is taken when. One lock puts bookings one after the other, so that a refusal can name its reason;
// the exclusion constraint of the database refuses whatever might come past this code.

import type { BookingClash, ConferenceId } from '../../contract/index.ts';
import { Prisma } from '../generated/client.ts';
import { NEAREST_TO_CONFERENCE } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';

/** Advisory lock (of one transaction) for every change of bookings: without it parallel inserts into an exclusion constraint deadlock. */
export const BOOKING_LOCK = 20_101_124;

export interface Wanted {
  readonly conferenceId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly chairId: string;
  readonly siteIds: readonly string[];
}

/** Must be the first statement of a transaction that books. */
export async function lockBookings(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${BOOKING_LOCK}::bigint)`;
}

/** Replaces the conference's bookings: its chair, its sites and every device of them, from start to end (end excluded). */
export async function book(tx: Tx, wanted: Wanted): Promise<void> {
  await release(tx, wanted.conferenceId);
  await tx.$executeRaw`
    INSERT INTO booking (conference_id, resource, resource_id, during)
    SELECT ${wanted.conferenceId}::uuid, resource, resource_id, tstzrange(${wanted.startsAt}::timestamptz, ${wanted.endsAt}::timestamptz, '[)')
    FROM (${wantedResources(wanted)}) AS wanted`;
}

/** The chair, the sites and every device of them: rows of `resource` and `resource_id`. */
export function wantedResources({ chairId, siteIds }: Pick<Wanted, 'chairId' | 'siteIds'>): Prisma.Sql {
  return Prisma.sql`
    SELECT 'chair' AS resource, ${chairId}::uuid AS resource_id
    UNION ALL SELECT 'site', unnest(${[...siteIds]}::uuid[])
    UNION ALL SELECT 'device', device_id FROM device WHERE site_id = ANY(${[...siteIds]}::uuid[])`;
}

export async function release(tx: Tx, conferenceId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM booking WHERE conference_id = ${conferenceId}::uuid`;
}

/** What other conferences hold of what is wanted: the chair first, then sites in order, then devices whose site is not itself named. */
export async function listClashes(tx: Tx, wanted: Wanted): Promise<BookingClash[]> {
  const rows = await tx.$queryRaw<ClashRow[]>`
    SELECT b.resource, b.resource_id AS "resourceId", COALESCE(chair.name, named.name) AS "resourceName",
           named.site_id AS "siteId", c.conference_id AS "conferenceId", c.title AS "conferenceTitle",
           c.starts_at AS "startsAt", c.ends_at AS "endsAt"
    -- The few that hold anything at that time, and what they hold, however many bookings there are.
    FROM (
      SELECT conference_id, during FROM booking_span
      WHERE during && tstzrange(${wanted.startsAt}::timestamptz, ${wanted.endsAt}::timestamptz, '[)') OFFSET 0
    ) AS span
    CROSS JOIN LATERAL (
      SELECT * FROM booking WHERE conference_id = span.conference_id AND during = span.during OFFSET 0
    ) AS b
    JOIN (${wantedResources(wanted)}) AS wanted ON wanted.resource = b.resource AND wanted.resource_id = b.resource_id
    JOIN conference c ON c.conference_id = b.conference_id
    -- Chair and site as they are called on the day of the conference that holds them, else by their nearest name before.
    LEFT JOIN LATERAL (
      SELECT v.name FROM account_version v WHERE b.resource = 'chair' AND v.account_id = b.resource_id
      ORDER BY ${NEAREST_TO_CONFERENCE}
      LIMIT 1
    ) chair ON true
    LEFT JOIN device ON b.resource = 'device' AND device.device_id = b.resource_id
    LEFT JOIN LATERAL (
      SELECT v.site_id, v.name, v."order" FROM site_version v
      WHERE v.site_id = CASE b.resource WHEN 'site' THEN b.resource_id WHEN 'device' THEN device.site_id END
      ORDER BY ${NEAREST_TO_CONFERENCE}
      LIMIT 1
    ) named ON true
    WHERE b.conference_id <> ${wanted.conferenceId}::uuid
    ORDER BY b.resource, named."order", c.starts_at`;
  const isSiteNamed = (row: ClashRow) =>
    rows.some(
      (other) => other.resource === 'site' && other.siteId === row.siteId && other.conferenceId === row.conferenceId,
    );
  const rank = { chair: 0, site: 1, device: 2 };
  return rows
    .filter((row) => row.resource !== 'device' || !isSiteNamed(row))
    .sort((a, b) => rank[a.resource] - rank[b.resource])
    .map(({ siteId: _siteId, ...row }) => ({
      ...row,
      conferenceId: row.conferenceId as ConferenceId,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
    }));
}

interface ClashRow {
  readonly resource: BookingClash['resource'];
  readonly resourceId: string;
  readonly resourceName: string;
  readonly siteId: string | null;
  readonly conferenceId: string;
  readonly conferenceTitle: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}
