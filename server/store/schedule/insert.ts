// A new conference in two statements, however large it is: one looks at everything that decides, one writes everything (ADR 0032, 0062).
// Neither decides whether the conference may be.

import { randomUUID } from 'node:crypto';
import { createUuidV7 } from '../../lib/uuidv7.ts';
import { Prisma } from '../generated/client.ts';
import type { AccountVersionModel, SiteVersionModel } from '../generated/models.ts';
import type { SeatedAccount } from '../organisation/accountVersions.ts';
import type { Statements } from '../statements.ts';
import { BOOKING_LOCK, wantedResources } from './bookings.ts';
import type { Presentable } from './present.ts';
import { type KnownRows, listPeople, toRows } from './rows.ts';
import { earliestStart } from './spans.ts';
import type { NewStep } from './steps.ts';
import type { ConferenceWrite } from './types.ts';

/** Who and what the plan names, and whether somebody is seen to hold some of it. */
export interface Look {
  readonly known: KnownRows;
  /** False says only that the attempt is worth making: the constraint knows. */
  readonly isTaken: boolean;
}

export async function look(statements: Statements, plan: ConferenceWrite): Promise<Look> {
  const [row] = await statements.run<LookRow>('look_at_plan', lookQuery(plan));
  if (row === undefined) throw new Error('one row was asked for');
  const accounts = Map.groupBy(row.people, (version) => version.accountId);
  const sites = Map.groupBy(row.sites, (version) => version.siteId);
  return {
    known: {
      accounts: [...accounts].map(([accountId, versions]) => ({ accountId, versions: versions.map(toVersion) })),
      sites: [...sites].map(([siteId, versions]) => ({ siteId, versions: versions.map(toVersion) })),
    },
    isTaken: row.isTaken,
  };
}

interface LookRow {
  readonly people: readonly Written<AccountVersionModel>[];
  readonly sites: readonly Written<SiteVersionModel>[];
  readonly isTaken: boolean;
}

/** Days are text in JSON. */
type Written<Row> = Omit<Row, 'validFrom' | 'validTo'> & {
  readonly validFrom: string;
  readonly validTo: string | null;
};

function toVersion<Row extends Written<object>>(row: Row) {
  return { ...row, validFrom: new Date(row.validFrom), validTo: row.validTo === null ? null : new Date(row.validTo) };
}

/** What the few conferences of that time hold, not a probe of the constraint for each thing wanted; devices are taken with their sites nearly always. */
function lookQuery(plan: ConferenceWrite): Prisma.Sql {
  return Prisma.sql`
    WITH people AS MATERIALIZED (
      SELECT account_id AS "accountId", valid_from AS "validFrom", valid_to AS "validTo", name, role, site_id AS "siteId", disabled
      FROM account_version WHERE account_id = ANY(${listPeople(plan)}::uuid[])
    )
    SELECT (SELECT COALESCE(json_agg(people), '[]') FROM people) AS people,
           (SELECT COALESCE(json_agg(json_build_object(
              'siteId', site_id, 'validFrom', valid_from, 'validTo', valid_to, 'unitId', unit_id, 'name', name,
              'shortName', short_name, 'order', "order", 'isHub', is_hub, 'deviceClass', device_class,
              'linkDownKbps', link_down_kbps, 'linkUpKbps', link_up_kbps, 'backupPhone', backup_phone)), '[]')
            FROM site_version
            WHERE site_id = ANY(${[...plan.siteIds]}::uuid[] || ARRAY(SELECT "siteId" FROM people))) AS sites,
           EXISTS (
             SELECT FROM (
               SELECT conference_id FROM conference
               WHERE starts_at > ${earliestStart(new Date(plan.startsAt))}::timestamptz AND starts_at < ${new Date(plan.endsAt)}::timestamptz
                 AND ends_at > ${new Date(plan.startsAt)}::timestamptz OFFSET 0
             ) AS at_that_time CROSS JOIN LATERAL (
               SELECT FROM booking WHERE conference_id = at_that_time.conference_id
                 AND resource_id = ANY(${[plan.chairId, ...plan.siteIds]}::uuid[]) OFFSET 0
             ) AS held
           ) AS "isTaken"`;
}

/**
 * Writes the plan with its bookings and the first step of its history, or nothing. `siteIds` in order of precedence; `known`: what the
 * check has seen. Errors: the database's exclusion violation when somebody holds what is booked.
 */
export async function insertWhole(
  statements: Statements,
  plan: ConferenceWrite,
  known: KnownRows,
  step: Pick<NewStep, 'at' | 'by'>,
): Promise<Presentable> {
  const conferenceId = createUuidV7(step.at.getTime());
  const rows = toRows(plan);
  const items = rows.agenda.map((item) => ({ ...item, itemId: randomUUID() }));
  const [made] = await statements.run<Pick<Presentable, 'status' | 'version'>>(
    'insert_conference',
    insertQuery(conferenceId, rows, items, step),
  );
  if (made === undefined) throw new Error('one row was written');
  const { conference, officers, sites } = rows;
  const siteOf = (siteId: string) => find(known.sites, (site) => site.siteId === siteId);
  const accountOf = (accountId: string): SeatedAccount => {
    const { versions } = find(known.accounts, (candidate) => candidate.accountId === accountId);
    return {
      accountId,
      versions: versions.map((version) => ({
        ...version,
        site: version.siteId === null ? null : siteOf(version.siteId),
      })),
    };
  };
  return {
    ...conference,
    ...made,
    conferenceId,
    cancelReason: null,
    cancelNote: null,
    chair: accountOf(plan.chairId),
    officers: officers.map(({ duty, accountId }) => ({ duty, account: accountOf(accountId) })),
    sites: sites.map(({ siteId }) => ({ site: siteOf(siteId) })),
    agenda: items,
  };
}

type Rows = ReturnType<typeof toRows>;

/** Everything follows from the row that was made, and that row from the lock: nothing is booked before the lock is held. */
function insertQuery(
  conferenceId: string,
  { conference, officers, sites }: Rows,
  items: readonly (Rows['agenda'][number] & { readonly itemId: string })[],
  { at, by }: Pick<NewStep, 'at' | 'by'>,
): Prisma.Sql {
  const resources = wantedResources({ chairId: conference.chairId, siteIds: sites.map(({ siteId }) => siteId) });
  return Prisma.sql`
    WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(${BOOKING_LOCK}::bigint)),
    made AS (
      INSERT INTO conference (conference_id, kind, title, starts_at, ends_at, mode, chair_id)
      SELECT ${conferenceId}::uuid, ${conference.kind}, ${conference.title}, ${conference.startsAt}::timestamptz,
             ${conference.endsAt}::timestamptz, ${conference.mode}, ${conference.chairId}::uuid FROM locked
      RETURNING conference_id, starts_at, ends_at, status, version
    ),
    officers AS (
      INSERT INTO conference_officer (conference_id, duty, account_id, position)
      SELECT conference_id, part.* FROM made, unnest(${officers.map(({ duty }) => duty)}::text[],
        ${officers.map(({ accountId }) => accountId)}::uuid[], ${officers.map(({ position }) => position)}::int[]) AS part
    ),
    sites AS (
      INSERT INTO conference_site (conference_id, site_id, position)
      SELECT conference_id, part.* FROM made, unnest(${sites.map(({ siteId }) => siteId)}::uuid[],
        ${sites.map(({ position }) => position)}::int[]) AS part
    ),
    items AS (
      INSERT INTO agenda_item (conference_id, item_id, position, title, duration_minutes, speaking_limit_seconds)
      SELECT conference_id, part.* FROM made, unnest(${items.map(({ itemId }) => itemId)}::uuid[],
        ${items.map(({ position }) => position)}::int[], ${items.map(({ title }) => title)}::text[],
        ${items.map(({ durationMinutes }) => durationMinutes)}::int[],
        ${items.map(({ speakingLimitSeconds }) => speakingLimitSeconds)}::int[]) AS part
    ),
    step AS (
      INSERT INTO life_step (step_id, conference_id, act, at, account_id, by_name, to_status, comment, version)
      SELECT ${createUuidV7(at.getTime())}::uuid, conference_id, 'create', ${at}::timestamptz, ${by?.accountId ?? null}::uuid,
             ${by?.name ?? null}::text, status, '', version FROM made
    ),
    booked AS (
      INSERT INTO booking (conference_id, resource, resource_id, during)
      SELECT conference_id, resource, resource_id, tstzrange(starts_at, ends_at, '[)')
      FROM made, (${resources}) AS wanted
    )
    SELECT status, version FROM made`;
}

/** The check refuses a plan that names what does not exist. */
function find<T>(rows: readonly T[], isWanted: (row: T) => boolean): T {
  const row = rows.find(isWanted);
  if (row === undefined) throw new Error('the plan was not checked');
  return row;
}
