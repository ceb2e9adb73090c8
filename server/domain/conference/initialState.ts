// The state a conference has before its first entry, from what the schedule planned. Never reads a clock.

import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceSetup, ConferenceState, SiteSetup, SiteState } from '../../contract/state.ts';
import { resolvePanes } from '../stage/resolvePanes.ts';

const UNMARKED: SiteState['rollCall'] = { mark: 'unmarked', at: null, byName: null, note: null, corrections: 0 };

/** The state of a planned conference: phase `scheduled`, seq 0, every site expected and offline. */
export function initialState(setup: ConferenceSetup): ConferenceState {
  const state: ConferenceState = {
    conferenceId: setup.conferenceId,
    seq: 0,
    phase: 'scheduled',
    title: setup.title,
    startsAt: setup.startsAt,
    endsAt: setup.endsAt,
    openedAt: null,
    closedAt: null,
    closeRequest: null,
    mode: setup.mode,
    chair: setup.chair,
    coChairs: setup.coChairs,
    secretaryIds: setup.secretaryIds,
    siteOrder: setup.sites.map((site) => site.siteId),
    sites: expectedSites(setup.sites),
    agenda: { items: setup.agenda, currentItemId: null, since: null },
    rollCall: { phase: 'notStarted', calledOn: null },
    floor: { holder: null, queue: [] },
    stage: { revision: 0, layout: 'one', pinned: [], panes: [], layoutBeforeContent: null },
    content: null,
    messages: [],
  };
  return { ...state, stage: { ...state.stage, panes: resolvePanes(state) } };
}

function expectedSites(sites: readonly SiteSetup[]): Record<SiteId, SiteState> {
  const expected: Record<SiteId, SiteState> = {};
  for (const site of sites) {
    expected[site.siteId] = {
      ...site,
      admission: 'expected',
      online: false,
      onlineChangedAt: null,
      microphone: 'closed',
      selfMuted: false,
      rollCall: UNMARKED,
      caption: null,
    };
  }
  return expected;
}
