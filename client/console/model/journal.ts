// The journal as lines to read: what the service had when the page came, then what came since; by number, none twice.

import type { JournalEntry } from '../../../server/contract/entries.ts';
import type { ConferenceState } from '../../../server/contract/state.ts';
import { journalText } from '../../../server/domain/conference/journalText.ts';

export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly text: string;
}

/**
 * Earlier lines with the entries received since, in order of number; the same array when nothing is new.
 * A line once told stays as it was: its words name who chaired then.
 */
export function journalLines(
  earlier: readonly JournalLine[],
  entries: readonly JournalEntry[],
  state: ConferenceState,
): readonly JournalLine[] {
  const told = new Set(earlier.map((line) => line.seq));
  const fresh = entries.filter((entry) => !told.has(entry.seq));
  if (fresh.length === 0) return earlier;
  const lines = fresh.map((entry) => ({ seq: entry.seq, at: entry.at, text: journalText(entry, state) }));
  return [...earlier, ...lines].sort((a, b) => a.seq - b.seq);
}

/** Both lists in order of number, `first`'s line where both have one. */
export function mergeLines(first: readonly JournalLine[], second: readonly JournalLine[]): readonly JournalLine[] {
  const told = new Set(first.map((line) => line.seq));
  const rest = second.filter((line) => !told.has(line.seq));
  return rest.length === 0 ? first : [...first, ...rest].sort((a, b) => a.seq - b.seq);
}
