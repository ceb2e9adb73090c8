// The opening: the one command before there is a journal, decided from the schedule's setup instead of a state (PM7).

import type { NewEntry } from '../../contract/entries.ts';
import type { ConferenceSetup } from '../../contract/state.ts';

/**
 * The first entries of a journal; the setup is frozen in them for ever.
 * The caller makes sure that the journal is empty and that the actor may (`canGive` on `initialState(setup)`).
 */
export function decideOpen(setup: ConferenceSetup): readonly NewEntry[] {
  return [{ type: 'conferenceOpened', data: setup }];
}
