// Reads the details of a conflict: what is stored now, and who changed it last. Pure; anything unknown is left out.

import type { ConferenceView } from '../../server/contract/http.ts';

export function readConflict(details: unknown): {
  readonly current: ConferenceView | undefined;
  readonly changedBy: string | null;
} {
  if (typeof details !== 'object' || details === null) return { current: undefined, changedBy: null };
  const { current, changedBy } = details as { current?: unknown; changedBy?: unknown };
  return {
    current: isConference(current) ? current : undefined,
    changedBy: typeof changedBy === 'string' ? changedBy : null,
  };
}

/** Sent by our own door: its presence is looked at, not every field. */
function isConference(value: unknown): value is ConferenceView {
  return typeof value === 'object' && value !== null && 'conferenceId' in value && 'agenda' in value;
}
