// Conferences of a series written many at a time: a few statements in all, however many there are. Used inside one transaction, for
// wishes that have been judged; books nothing and decides nothing.

import { randomUUID } from 'node:crypto';
import { statusAfterEdit } from '../../domain/scheduling/life.ts';
import type { ChangedConference, PlannedConference } from '../../domain/scheduling/seriesPlan.ts';
import { toRowDate } from '../organisation/versions.ts';
import type { Tx } from '../prisma.ts';
import type { CancelReason, ConferenceWrite } from '../schedule/types.ts';
import type { Wish } from './rows.ts';

/** agenda items written by one statement: 50 items × 20 conferences × 6 columns stay below PostgreSQL's 65,535 parameters */
const CHUNK = 1_000;

/** Writes new conferences with their officers, sites and agendas: drafts of the series. */
export async function insertConferences(tx: Tx, seriesId: string, wishes: readonly Wish[]): Promise<void> {
  await tx.conference.createMany({
    data: wishes.map((wish) => ({
      conferenceId: wish.conferenceId,
      seriesId,
      recurrenceId: toRowDate(wish.occurrence.recurrenceId),
      ...toColumns(wish),
    })),
  });
  await insertOfficers(tx, wishes);
  await insertSites(tx, wishes);
  await insertAgendas(tx, wishes);
}

/** Rewrites conferences in place; each keeps its id and gets its next version. What did not change is not written. */
export async function updateConferences(
  tx: Tx,
  seriesId: string,
  changes: readonly ChangedConference[],
  wishes: readonly Wish[],
): Promise<void> {
  if (changes.length === 0) return;
  // Away from their days first: two that change places must not meet on the way.
  await tx.conference.updateMany({
    where: { conferenceId: { in: changes.map(({ held }) => held.conferenceId) } },
    data: { seriesId: null, recurrenceId: null },
  });
  await updateRows(tx, seriesId, changes);
  const wishOf = new Map(wishes.map((wish) => [wish.conferenceId, wish]));
  const changed = changes.flatMap((change) => {
    const wish = wishOf.get(change.held.conferenceId);
    return wish === undefined ? [] : [{ change, wish }];
  });
  const pick = (isOther: (one: (typeof changed)[number]) => boolean) => changed.filter(isOther).map(({ wish }) => wish);
  await replaceOfficers(
    tx,
    pick(({ change }) => text(toOfficers(change.held.content)) !== text(toOfficers(change.content))),
  );
  await replaceSites(
    tx,
    pick(({ change, wish }) => text(change.held.content.siteIds) !== text(wish.siteIds)),
  );
  // An agenda that is not edited keeps its items' ids.
  await replaceAgendas(
    tx,
    pick(({ change }) => text(toItems(change.held.content)) !== text(toItems(change.content))),
  );
}

/** `keepsDay` false: the day of each is free for another conference of the series. */
export async function markCancelled(
  tx: Tx,
  conferenceIds: readonly string[],
  { reason, note, keepsDay }: { reason: CancelReason; note: string; keepsDay: boolean },
): Promise<void> {
  await tx.conference.updateMany({
    where: { conferenceId: { in: [...conferenceIds] } },
    data: {
      status: 'cancelled',
      cancelReason: reason,
      cancelNote: note,
      version: { increment: 1 },
      ...(keepsDay ? {} : { seriesId: null, recurrenceId: null }),
    },
  });
}

async function updateRows(tx: Tx, seriesId: string, changes: readonly ChangedConference[]): Promise<void> {
  const of = <T>(value: (change: ChangedConference) => T) => changes.map(value);
  await tx.$executeRaw`
    UPDATE conference c
    SET kind = w.kind, title = w.title, mode = w.mode, chair_id = w.chair_id, starts_at = w.starts_at, ends_at = w.ends_at,
        status = w.status, series_id = ${seriesId}::uuid, recurrence_id = w.recurrence_id, version = c.version + 1
    FROM unnest(
      ${of(({ held }) => held.conferenceId)}::uuid[], ${of(({ content }) => content.kind)}::text[],
      ${of(({ content }) => content.title)}::text[], ${of(({ content }) => content.mode)}::text[],
      ${of(({ content }) => content.chairId)}::uuid[], ${of(({ occurrence }) => occurrence.startsAt)}::timestamptz[],
      ${of(({ occurrence }) => occurrence.endsAt)}::timestamptz[], ${of(({ held }) => statusAfterEdit(held.status))}::text[],
      ${of(({ occurrence }) => occurrence.recurrenceId)}::date[]
    ) AS w(conference_id, kind, title, mode, chair_id, starts_at, ends_at, status, recurrence_id)
    WHERE c.conference_id = w.conference_id`;
}

async function replaceOfficers(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  await tx.conferenceOfficer.deleteMany({ where: { conferenceId: { in: idsOf(wishes) } } });
  await insertOfficers(tx, wishes);
}

async function replaceSites(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  await tx.conferenceSite.deleteMany({ where: { conferenceId: { in: idsOf(wishes) } } });
  await insertSites(tx, wishes);
}

async function replaceAgendas(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  await tx.agendaItem.deleteMany({ where: { conferenceId: { in: idsOf(wishes) } } });
  await insertAgendas(tx, wishes);
}

async function insertOfficers(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  const rows = wishes.flatMap(({ conferenceId, content }) =>
    toOfficers(content).map((officer) => ({ conferenceId, ...officer })),
  );
  if (rows.length > 0) await tx.conferenceOfficer.createMany({ data: rows });
}

/** Most conferences of a series have the same sites in the same order; those are written together. */
async function insertSites(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  for (const group of Map.groupBy(wishes, ({ siteIds }) => text(siteIds)).values()) {
    await tx.$executeRaw`
      INSERT INTO conference_site (conference_id, site_id, position)
      SELECT c, s.site_id, s.position - 1
      FROM unnest(${idsOf(group)}::uuid[]) AS c
      CROSS JOIN unnest(${[...(group[0]?.siteIds ?? [])]}::uuid[]) WITH ORDINALITY AS s(site_id, position)`;
  }
}

async function insertAgendas(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  const rows = wishes.flatMap(({ conferenceId, content }) =>
    toItems(content).map((item, position) => ({ itemId: randomUUID(), conferenceId, position, ...item })),
  );
  for (let from = 0; from < rows.length; from += CHUNK)
    await tx.agendaItem.createMany({ data: rows.slice(from, from + CHUNK) });
}

function toColumns({ occurrence, content }: PlannedConference) {
  const { kind, title, mode, chairId } = content;
  return { kind, title, mode, chairId, startsAt: new Date(occurrence.startsAt), endsAt: new Date(occurrence.endsAt) };
}

function toOfficers(content: Pick<ConferenceWrite, 'coChairIds' | 'secretaryIds'>) {
  return [
    ...content.coChairIds.map((accountId, position) => ({ duty: 'coChair', accountId, position })),
    ...content.secretaryIds.map((accountId, position) => ({ duty: 'secretary', accountId, position })),
  ];
}

function toItems({ agenda }: Pick<ConferenceWrite, 'agenda'>) {
  return agenda.map(({ title, durationMinutes, speakingLimitSeconds }) => ({
    title,
    durationMinutes,
    speakingLimitSeconds,
  }));
}

function idsOf(wishes: readonly Wish[]): string[] {
  return wishes.map((wish) => wish.conferenceId);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
