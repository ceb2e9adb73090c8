// The journal's lines for this page: what the service has, asked once for each attachment, and what has come since.

import { useEffect, useMemo, useRef, useState } from 'react';
import type { JournalEntry } from '../../server/contract/entries.ts';
import type { JournalView } from '../../server/contract/http.ts';
import type { Attached } from '../../server/contract/signaling.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { type JournalLine, journalLines, mergeLines } from './model/journal.ts';

const NONE: readonly JournalLine[] = [];

export function useJournalLines(
  state: ConferenceState | null,
  entries: readonly JournalEntry[],
  attached: Attached | null,
): readonly JournalLine[] {
  const [earlier, setEarlier] = useState<readonly JournalLine[]>(NONE);
  // An observer reads what happens while it watches; the journal itself is not open to it.
  const mayRead = attached?.status === 'live' && attached.capacity !== 'observer';
  const conferenceId = mayRead ? attached.conferenceId : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attachment may have skipped entries
  useEffect(() => {
    if (conferenceId === null) return;
    const abort = new AbortController();
    fetchLines(conferenceId, abort.signal).then(setEarlier, () => {
      // Without the earlier lines the bar begins with what happens now; the conference page has the rest.
    });
    return () => abort.abort();
  }, [conferenceId, attached]);

  // What the service told wins over what this page made of the same entry.
  const made = useRef<readonly JournalLine[]>(NONE);
  return useMemo(() => {
    if (state === null) return NONE;
    made.current = journalLines(made.current, entries, state);
    return mergeLines(earlier, made.current);
  }, [earlier, entries, state]);
}

async function fetchLines(conferenceId: string, signal: AbortSignal): Promise<readonly JournalLine[]> {
  const answer = await fetch(`/api/conferences/${conferenceId}/journal`, {
    signal,
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`journal: ${answer.status}`);
  return ((await answer.json()) as JournalView).lines;
}
