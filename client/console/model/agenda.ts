// The agenda strip: which item, how much of its time is used. Reads the clock it is given.

import type { AgendaItemId } from '../../../server/contract/ids.ts';
import type { AgendaItem, ConferenceState } from '../../../server/contract/state.ts';

export interface AgendaView {
  /** 1-based place of the current item; 0: none started. */
  readonly index: number;
  readonly count: number;
  readonly item: AgendaItem | null;
  readonly since: string | null;
  readonly previousId: AgendaItemId | null;
  readonly nextId: AgendaItemId | null;
}

export function agendaView(agenda: ConferenceState['agenda']): AgendaView {
  const at = agenda.items.findIndex((item) => item.itemId === agenda.currentItemId);
  return {
    index: at + 1,
    count: agenda.items.length,
    item: agenda.items[at] ?? null,
    since: at < 0 ? null : agenda.since,
    previousId: at > 0 ? (agenda.items[at - 1]?.itemId ?? null) : null,
    nextId: agenda.items[at + 1]?.itemId ?? null,
  };
}

/** Whole minutes used of an item and left of it (negative: over), as of `nowMs`. */
export function agendaMinutes(
  since: string,
  durationMinutes: number,
  nowMs: number,
): { readonly used: number; readonly left: number } {
  const used = Math.max(0, Math.floor((nowMs - Date.parse(since)) / 60_000));
  return { used, left: durationMinutes - used };
}
