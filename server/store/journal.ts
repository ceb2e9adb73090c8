// The journal of live conferences: append in one statement, read in order. Entries are never changed or removed.

import type { ConferenceId, ConferenceStatus, JournalEntry } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { JournalStore } from '../live/ports.ts';
import type { JournalEntryModel } from './generated/models.ts';
import { type Database, findSqlState, SQL_STATES } from './prisma.ts';

export function createJournalStore(database: Database): JournalStore {
  return {
    append: (conferenceId, expectedSeq, entries) => append(database, conferenceId, expectedSeq, entries),

    async read(conferenceId, afterSeq) {
      const rows = await database.journalEntry.findMany({
        where: { conferenceId, seq: { gt: afterSeq } },
        orderBy: { seq: 'asc' },
      });
      return rows.map(presentEntry);
    },

    async listOpen() {
      const rows = await database.conference.findMany({
        where: { status: 'open' },
        select: { conferenceId: true },
        orderBy: { startsAt: 'asc' },
      });
      return rows.map((row) => row.conferenceId as ConferenceId);
    },

    async touchAlive(conferenceIds, at) {
      if (conferenceIds.length === 0) return;
      await database.conference.updateMany({
        where: { conferenceId: { in: [...conferenceIds] }, status: 'open' },
        data: { aliveAt: at },
      });
    },

    async getAliveAt(conferenceId) {
      const row = await database.conference.findUnique({ where: { conferenceId }, select: { aliveAt: true } });
      if (row === null) throw new AppError('notFound');
      return row.aliveAt?.toISOString() ?? null;
    },
  };
}

async function append(
  database: Database,
  conferenceId: ConferenceId,
  expectedSeq: number,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  assertNumbered(conferenceId, expectedSeq, entries);
  const isOpening = entries.some((entry) => entry.type === 'conferenceOpened');
  const isClosing = entries.some((entry) => entry.type === 'conferenceClosed');
  const from: ConferenceStatus = isOpening ? 'published' : 'open';
  const to: ConferenceStatus = isClosing ? 'closed' : 'open';
  const lastSeq = expectedSeq + entries.length;
  const at = entries[0]?.at ?? null;
  let written: number;
  try {
    // One statement is one transaction and one round trip. The first arm is the optimistic lock: it moves the conference
    // from the seq and status the caller knows, or nothing happens at all. Closing frees what was booked.
    written = await database.$executeRaw`
      WITH moved AS (
        UPDATE conference
        SET journal_seq = ${lastSeq}, status = ${to}, version = version + CASE WHEN status = ${to} THEN 0 ELSE 1 END,
            alive_at = GREATEST(alive_at, ${at}::timestamptz)
        WHERE conference_id = ${conferenceId}::uuid AND journal_seq = ${expectedSeq} AND status = ${from}
        RETURNING conference_id
      ), freed AS (
        DELETE FROM booking USING moved WHERE booking.conference_id = moved.conference_id AND ${isClosing}
      )
      INSERT INTO journal_entry (conference_id, seq, at, type, data, actor, request_id)
      SELECT moved.conference_id, (entry->>'seq')::int, (entry->>'at')::timestamptz, entry->>'type', entry->'data', entry->'actor',
             (entry->>'requestId')::uuid
      FROM moved, jsonb_array_elements(${JSON.stringify(entries)}::jsonb) AS entry`;
  } catch (cause) {
    throw translate(cause);
  }
  if (written !== entries.length) throw new AppError('conflict');
}

/** A gap or a foreign entry is a bug of the caller and must never reach the database. */
function assertNumbered(conferenceId: ConferenceId, expectedSeq: number, entries: readonly JournalEntry[]): void {
  for (const [index, entry] of entries.entries()) {
    if (entry.conferenceId === conferenceId && entry.seq === expectedSeq + 1 + index) continue;
    throw new Error(
      `entry ${index} is ${entry.conferenceId}#${entry.seq}, not ${conferenceId}#${expectedSeq + 1 + index}`,
    );
  }
}

function translate(cause: unknown): unknown {
  const state = findSqlState(cause);
  if (state === SQL_STATES.uniqueViolation) return new AppError('conflict', { cause });
  // A NUL or half a surrogate pair in somebody's text: JSON allows it, PostgreSQL does not.
  if (state === SQL_STATES.untranslatableCharacter || state === SQL_STATES.invalidText)
    return new AppError('invalidInput', { cause });
  return cause;
}

function presentEntry(row: JournalEntryModel): JournalEntry {
  const stored: unknown = {
    conferenceId: row.conferenceId,
    seq: row.seq,
    at: row.at.toISOString(),
    type: row.type,
    data: row.data,
    actor: row.actor,
    requestId: row.requestId,
  };
  // What was appended was typed, and jsonb gives the same value back.
  return stored as JournalEntry;
}
