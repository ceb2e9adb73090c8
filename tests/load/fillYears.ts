// Years of conferences in one go, past all code of the store: half of them held long ago, half still to come and booked. Every database
// of whatever size has the same days: three lanes of thirty sites, nine hours, fourteen to thirty sites a conference.

import type { SiteId } from '../../server/contract/index.ts';
import { insertAccounts } from '../integration/support/accountRows.ts';
import { query } from '../integration/support/database.ts';
import type { World } from '../integration/support/schedule.ts';

/** conferences a day: three lanes of nine hours */
export const PER_DAY = 27;
const LANE_SITES = 30;
const DAY_MS = 86_400_000;

/** Days that are filled: from the first to, not including, `end`; conferences from `today` on are booked. */
export interface Years {
  readonly firstDay: number;
  readonly today: number;
  readonly end: number;
}

/** Needs an organisation of ninety sites and the account `thuky`. Instants are midnights UTC. */
export async function fillYears(databaseUrl: string, conferences: number, now: number): Promise<Years> {
  const days = Math.ceil(conferences / PER_DAY);
  const today = Math.floor(now / DAY_MS) * DAY_MS + DAY_MS;
  const firstDay = today - Math.floor(days / 2) * DAY_MS;
  await query(
    databaseUrl,
    `CREATE TABLE lane_site AS
     SELECT site_id, n / ${LANE_SITES} AS lane, n % ${LANE_SITES} AS place
     FROM (SELECT site_id, row_number() OVER (ORDER BY site_id) - 1 AS n FROM site) AS numbered WHERE n < 3 * ${LANE_SITES}`,
  );
  await query(
    databaseUrl,
    `CREATE TABLE fill AS
     SELECT uuidv7() AS id, i, i % 3 AS lane, 14 + (i * 7) % 17 AS sites, i * 11 % ${LANE_SITES} AS turn,
            to_timestamp($2::float8 / 1000) + (i / ${PER_DAY}) * interval '1 day' + (i % ${PER_DAY} / 3) * interval '1 hour' AS at
     FROM generate_series(0, $1::int - 1) AS i`,
    [conferences, firstDay],
  );
  for (const sql of FILL) await query(databaseUrl, sql.replaceAll('$TODAY', `to_timestamp(${today / 1_000})`));
  await query(databaseUrl, 'DROP TABLE fill, lane_site');
  await query(databaseUrl, 'VACUUM ANALYZE');
  // What was filled is on the disk: writing it out is not part of what is measured.
  await query(databaseUrl, 'CHECKPOINT');
  return { firstDay, today, end: firstDay + days * DAY_MS };
}

/** Fourteen to thirty sites of all, the hub among them. */
export function chooseSites({ hub, sites }: World, turn: number): SiteId[] {
  const others = sites.filter((site) => !site.isHub);
  const count = 13 + ((turn * 7) % 17);
  const chosen = Array.from({ length: count }, (_, index) => others[(turn * 31 + index * 3) % others.length]?.siteId);
  return [...new Set([hub.siteId, ...chosen.filter((siteId) => siteId !== undefined)])];
}

const CHAIR = "account c ON c.username = 'chutri-lan-' || f.lane";
/** Which sites of its lane a conference invites: a different stretch each time. */
const INVITED = `lane_site s ON s.lane = f.lane AND (s.place + f.turn) % ${LANE_SITES} < f.sites`;
const FILL = [
  insertAccounts(
    "SELECT 'chutri-lan-' || lane, 'Đồng chí chủ trì ' || lane, 'chair', site_id, '' FROM lane_site WHERE place = 0",
  ),
  `INSERT INTO conference (conference_id, status, kind, title, starts_at, ends_at, mode, chair_id, cancel_reason)
   SELECT f.id, status, 'giaoBan', 'Giao ban tình hình kinh tế - xã hội số ' || f.i, f.at, f.at + interval '1 hour', 'giaoBan',
          c.account_id, CASE status WHEN 'cancelled' THEN 'khac' END
   FROM fill f JOIN ${CHAIR} CROSS JOIN LATERAL (
     SELECT CASE WHEN f.at < $TODAY THEN (ARRAY['closed', 'concluded', 'concluded', 'cancelled'])[1 + f.i % 4]
                 ELSE (ARRAY['published', 'published', 'approved', 'draft'])[1 + f.i % 4] END AS status
   ) AS life`,
  `INSERT INTO conference_officer (conference_id, duty, account_id, position)
   SELECT f.id, 'secretary', a.account_id, 0 FROM fill f, account a WHERE a.username = 'thuky'`,
  `INSERT INTO conference_site (conference_id, site_id, position)
   SELECT f.id, s.site_id, s.place FROM fill f JOIN ${INVITED}`,
  `INSERT INTO agenda_item (item_id, conference_id, position, title, duration_minutes)
   SELECT uuidv7(), f.id, n, 'Nội dung ' || n, 20 FROM fill f, generate_series(0, 2) AS n`,
  `INSERT INTO life_step (step_id, conference_id, act, at, to_status, comment, version)
   SELECT uuidv7(), f.id, CASE n WHEN 1 THEN 'create' ELSE 'edit' END, f.at - interval '14 days', 'draft', '', n
   FROM fill f, generate_series(1, 2) AS n`,
  // What is over has given back what it booked.
  `INSERT INTO booking (conference_id, resource, resource_id, during)
   SELECT f.id, r.resource, r.resource_id, tstzrange(f.at, f.at + interval '1 hour', '[)')
   FROM fill f JOIN ${CHAIR} CROSS JOIN LATERAL (
     SELECT 'chair' AS resource, c.account_id AS resource_id
     UNION ALL SELECT 'site', s.site_id FROM lane_site s WHERE s.lane = f.lane AND (s.place + f.turn) % ${LANE_SITES} < f.sites
     UNION ALL SELECT 'device', d.device_id FROM device d JOIN lane_site s USING (site_id)
       WHERE s.lane = f.lane AND (s.place + f.turn) % ${LANE_SITES} < f.sites
   ) AS r WHERE f.at >= $TODAY`,
];
