// A schedule of many years in one go, past all code of the store: 27 conferences a day in nine hours and three lanes of five sites,
// each with its officers, sites, agenda item and bookings. Never clashes with itself.

import { insertAccounts } from './accountRows.ts';
import { query } from './database.ts';

export const PER_DAY = 27;

/** From 1/1/2027 on, hours 0 to 9 UTC. The organisation and the account `thuky` must be there. */
export async function fillSchedule(databaseUrl: string, conferences: number): Promise<void> {
  await query(
    databaseUrl,
    insertAccounts(
      `SELECT 'chutri-' || n, 'Đồng chí chủ trì ' || n, 'chair', site_id, ''
       FROM (SELECT site_id, row_number() OVER (ORDER BY site_id) - 1 AS n FROM site) AS numbered WHERE n % 5 = 0 AND n < 15`,
    ),
  );
  await query(
    databaseUrl,
    `CREATE TABLE fill AS
     SELECT uuidv7() AS id, i % 3 AS lane, timestamptz '2027-01-01T00:00:00Z' + (i / ${PER_DAY}) * interval '1 day'
            + (i % ${PER_DAY} / 3) * interval '1 hour' AS at, i
     FROM generate_series(0, $1::int - 1) AS i`,
    [conferences],
  );
  await query(
    databaseUrl,
    'CREATE TABLE lane_site AS SELECT site_id, (n / 5) AS lane, n % 5 AS place FROM (SELECT site_id, row_number() OVER (ORDER BY site_id) - 1 AS n FROM site) AS numbered WHERE n < 15',
  );
  for (const sql of FILL) await query(databaseUrl, sql);
  await query(databaseUrl, 'DROP TABLE fill, lane_site');
  await query(databaseUrl, 'ANALYZE');
}

const CHAIRS = "account c ON c.username = 'chutri-' || f.lane * 5";
const FILL = [
  `INSERT INTO conference (conference_id, status, kind, title, starts_at, ends_at, mode, chair_id)
   SELECT f.id, 'published', 'giaoBan', 'Giao ban số ' || f.i, f.at, f.at + interval '1 hour', 'giaoBan', c.account_id
   FROM fill f JOIN ${CHAIRS}`,
  `INSERT INTO conference_officer (conference_id, duty, account_id, position)
   SELECT f.id, 'secretary', a.account_id, 0 FROM fill f, account a WHERE a.username = 'thuky'`,
  `INSERT INTO conference_site (conference_id, site_id, position)
   SELECT f.id, s.site_id, s.place FROM fill f JOIN lane_site s ON s.lane = f.lane`,
  `INSERT INTO agenda_item (item_id, conference_id, position, title, duration_minutes)
   SELECT uuidv7(), f.id, 0, 'Tình hình kinh tế - xã hội', 60 FROM fill f`,
  `INSERT INTO booking (conference_id, resource, resource_id, during)
   SELECT f.id, r.resource, r.resource_id, tstzrange(f.at, f.at + interval '1 hour', '[)')
   FROM fill f JOIN ${CHAIRS} CROSS JOIN LATERAL (
     SELECT 'chair' AS resource, c.account_id AS resource_id
     UNION ALL SELECT 'site', s.site_id FROM lane_site s WHERE s.lane = f.lane
     UNION ALL SELECT 'device', d.device_id FROM device d JOIN lane_site s USING (site_id) WHERE s.lane = f.lane
   ) AS r`,
];
