// What remains of a conference: its journal in sentences and who was present. Computed from the journal each time; nothing is stored twice.

import { type Request, Router } from 'express';
import type { AttendanceView, ConferenceId, ConferenceSetup, JournalEntry, JournalView } from '../../contract/index.ts';
import { initialState } from '../../domain/conference/initialState.ts';
import { journalLines } from '../../domain/conference/journalText.ts';
import { attendance } from '../../domain/conference/summary.ts';
import type { ApiContext } from '../context.ts';
import { authorise, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

interface Record {
  readonly conferenceId: ConferenceId;
  /** Frozen at the opening; null: never opened. */
  readonly setup: ConferenceSetup | null;
  readonly entries: readonly JournalEntry[];
}

export function createRecordRoutes({ store, clock }: ApiContext): Router {
  const router = Router();

  const read = async (request: Request): Promise<Record> => {
    const { account } = authorise(request, 'records.read');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    presentFor(account, await store.schedule.get(conferenceId));
    const entries = await store.journal.read(conferenceId, 0);
    const opening = entries.find((entry) => entry.type === 'conferenceOpened');
    return { conferenceId, entries, setup: opening?.data ?? null };
  };

  router.get('/conferences/:conferenceId/journal', async (request, response) => {
    const { conferenceId, entries, setup } = await read(request);
    const view: JournalView = {
      conferenceId,
      entries,
      lines: setup === null ? [] : journalLines(initialState(setup), entries),
    };
    response.json(view);
  });

  router.get('/conferences/:conferenceId/attendance', async (request, response) => {
    const { conferenceId, entries, setup } = await read(request);
    const view: AttendanceView = {
      conferenceId,
      openedAt: entries.find((entry) => entry.type === 'conferenceOpened')?.at ?? null,
      closedAt: entries.find((entry) => entry.type === 'conferenceClosed')?.at ?? null,
      sites: setup === null ? [] : attendance(setup, entries, clock().toISOString()),
    };
    response.json(view);
  });

  return router;
}
