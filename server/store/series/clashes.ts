// Bookings of many conferences at once: what stands in each one's way, and the rows themselves. Used under the booking lock only.

import type { BookingClash, ConferenceId } from '../../contract/index.ts';
import { NEAREST_TO_CONFERENCE } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';
import { wantedResources } from '../schedule/bookings.ts';
import type { Wish } from './rows.ts';

/** Conference id → what other conferences hold of what it wants: the chair first, then sites in order, then devices not named by a site. */
export async function listSeriesClashes(tx: Tx, wishes: readonly Wish[]): Promise<Map<string, BookingClash[]>> {
  const found = new Map<string, BookingClash[]>();
  for (const group of groupByResources(wishes)) {
    const rows = await queryClashes(tx, group);
    for (const { conferenceId } of group) {
      const own = rows.filter((row) => row.wishId === conferenceId);
      if (own.length > 0) found.set(conferenceId, own.filter((row) => !isNamedBySite(row, own)).map(toClash));
    }
  }
  return found;
}

/** Most occurrences want the same chair and sites; those are asked about together. */
function groupByResources(wishes: readonly Wish[]): Wish[][] {
  const keyOf = (wish: Wish) => JSON.stringify([wish.content.chairId, [...wish.siteIds].sort()]);
  return [...Map.groupBy(wishes, keyOf).values()];
}

function toArrays(group: readonly Wish[]) {
  return {
    ids: group.map((wish) => wish.conferenceId),
    starts: group.map((wish) => wish.occurrence.startsAt),
    ends: group.map((wish) => wish.occurrence.endsAt),
    chairId: group[0]?.content.chairId ?? '',
    siteIds: [...(group[0]?.siteIds ?? [])],
  };
}

async function queryClashes(tx: Tx, group: readonly Wish[]): Promise<ClashRow[]> {
  const { ids, starts, ends, chairId, siteIds } = toArrays(group);
  return tx.$queryRaw<ClashRow[]>`
    SELECT w.wish_id AS "wishId", b.resource, b.resource_id AS "resourceId", COALESCE(chair.name, named.name) AS "resourceName",
           named.site_id AS "siteId", c.conference_id AS "conferenceId", c.title AS "conferenceTitle",
           c.starts_at AS "startsAt", c.ends_at AS "endsAt"
    FROM unnest(${ids}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) AS w(wish_id, starts_at, ends_at)
    -- For each day the few that hold anything at that time, and what they hold, however many bookings there are.
    CROSS JOIN LATERAL (
      SELECT conference_id, during FROM booking_span WHERE during && tstzrange(w.starts_at, w.ends_at, '[)') OFFSET 0
    ) AS span
    CROSS JOIN LATERAL (
      SELECT * FROM booking WHERE conference_id = span.conference_id AND during = span.during OFFSET 0
    ) AS b
    JOIN (${wantedResources({ chairId, siteIds })}) AS wanted ON wanted.resource = b.resource AND wanted.resource_id = b.resource_id
    JOIN conference c ON c.conference_id = b.conference_id
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
    WHERE b.conference_id <> ALL(${ids}::uuid[])
    ORDER BY w.starts_at, array_position(ARRAY['chair', 'site', 'device'], b.resource), named."order", c.starts_at`;
}

/** Books every conference; what they held before must have been released. */
export async function bookAll(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  for (const group of groupByResources(wishes)) {
    const { ids, starts, ends, chairId, siteIds } = toArrays(group);
    await tx.$executeRaw`
      INSERT INTO booking (conference_id, resource, resource_id, during)
      SELECT w.wish_id, r.resource, r.resource_id, tstzrange(w.starts_at, w.ends_at, '[)')
      FROM unnest(${ids}::uuid[], ${starts}::timestamptz[], ${ends}::timestamptz[]) AS w(wish_id, starts_at, ends_at)
      CROSS JOIN (${wantedResources({ chairId, siteIds })}) AS r`;
  }
}

export async function releaseAll(tx: Tx, conferenceIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM booking WHERE conference_id = ANY(${[...conferenceIds]}::uuid[])`;
}

interface ClashRow extends Omit<BookingClash, 'startsAt' | 'endsAt'> {
  readonly wishId: string;
  readonly siteId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

function isNamedBySite(row: ClashRow, rows: readonly ClashRow[]): boolean {
  return (
    row.resource === 'device' &&
    rows.some(
      (other) => other.resource === 'site' && other.siteId === row.siteId && other.conferenceId === row.conferenceId,
    )
  );
}

function toClash({ wishId: _wishId, siteId: _siteId, ...row }: ClashRow): BookingClash {
  return {
    ...row,
    conferenceId: row.conferenceId as ConferenceId,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  };
}
