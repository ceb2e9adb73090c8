// What must never be in the table, asked past all code of the store and past the bookings: from who is invited where and when.

import { query } from './database.ts';

/** Pairs of conferences that take place, begin on `since` or later, and share a chair or a site at the same time. */
export function findDoubleBookings(
  databaseUrl: string,
  since: string,
): Promise<{ first: string; second: string; shared: string }[]> {
  return query(
    databaseUrl,
    `WITH planned AS MATERIALIZED (
       SELECT conference_id, starts_at, ends_at, chair_id FROM conference
       WHERE starts_at >= $1::timestamptz AND status IN ('draft', 'submitted', 'approved', 'published', 'open')
     ),
     taken AS MATERIALIZED (
       SELECT conference_id, starts_at, ends_at, chair_id AS who FROM planned
       UNION ALL SELECT conference_id, starts_at, ends_at, site_id FROM planned JOIN conference_site USING (conference_id)
     )
     SELECT a.conference_id AS first, b.conference_id AS second, a.who AS shared FROM taken a JOIN taken b USING (who)
     WHERE a.conference_id < b.conference_id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at LIMIT 10`,
    [since],
  );
}

/** Conferences that take place and do not hold exactly what they need: chair, sites, the sites' devices, for exactly their time. */
export function findIncomplete(databaseUrl: string, since: string): Promise<{ conference: string }[]> {
  return query(
    databaseUrl,
    `SELECT c.conference_id AS conference FROM conference c
     WHERE c.starts_at >= $1::timestamptz AND c.status IN ('draft', 'submitted', 'approved', 'published', 'open')
       AND (SELECT count(*) FROM booking b WHERE b.conference_id = c.conference_id AND b.during = tstzrange(c.starts_at, c.ends_at))
           IS DISTINCT FROM 1 + (SELECT count(*) FROM conference_site s WHERE s.conference_id = c.conference_id)
             + (SELECT count(*) FROM conference_site s JOIN device USING (site_id) WHERE s.conference_id = c.conference_id)
     LIMIT 10`,
    [since],
  );
}
