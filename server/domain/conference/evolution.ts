// What an arm of evolve is, and the small changes of state the families share. Parts that do not change keep identity,
// so that a browser draws only what changed.

import type { EntryData, EntryType, JournalEntry } from '../../contract/entries.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState, Mode, SiteState } from '../../contract/state.ts';

/** What an arm may read of the entry beside its data. */
export type EntryHead = Pick<JournalEntry, 'seq' | 'at' | 'actor'>;

/** One function a kind of fact, each given the data of its own kind. Neither seq nor panes nor revision is its work. */
export type Arms<T extends EntryType> = {
  readonly [K in T]: (state: ConferenceState, data: EntryData[K], entry: EntryHead) => ConferenceState;
};

/** The state with some fields of one site replaced; the same state when the site is unknown. */
export function withSite(state: ConferenceState, siteId: SiteId, patch: Partial<SiteState>): ConferenceState {
  const site = state.sites[siteId];
  return site ? { ...state, sites: { ...state.sites, [siteId]: { ...site, ...patch } } } : state;
}

/** The state with every site put through `change`; sites it returns unchanged keep identity, and so does `sites`. */
export function mapSites(state: ConferenceState, change: (site: SiteState) => SiteState): ConferenceState {
  const changed: [SiteId, SiteState][] = [];
  for (const siteId of state.siteOrder) {
    const site = state.sites[siteId];
    const next = site && change(site);
    if (next && next !== site) changed.push([siteId, next]);
  }
  return changed.length === 0 ? state : { ...state, sites: { ...state.sites, ...Object.fromEntries(changed) } };
}

/** What a microphone is when a site enters, and when the mode changes (MU1, MU8). */
export function entryMicrophone(mode: Mode): SiteState['microphone'] {
  return mode === 'thaoLuan' ? 'open' : 'closed';
}

/** Nobody is called on any more. */
export function withoutCall(state: ConferenceState): ConferenceState {
  return state.rollCall.calledOn === null ? state : { ...state, rollCall: { ...state.rollCall, calledOn: null } };
}

/** The content ends; the layout before it comes back unless the operator chose another meanwhile (ST5). */
export function withoutContent(state: ConferenceState): ConferenceState {
  const { stage } = state;
  const layout = stage.layout === 'contentSpeaker' ? (stage.layoutBeforeContent ?? 'one') : stage.layout;
  return { ...state, content: null, stage: { ...stage, layout, layoutBeforeContent: null } };
}

/** The running turn ends, and with it the content taken by its right (CT2). */
export function withoutTurn(state: ConferenceState): ConferenceState {
  if (!state.floor.holder) return state;
  const ended = { ...state, floor: { ...state.floor, holder: null } };
  return state.content?.origin === 'floor' ? withoutContent(ended) : ended;
}

/** A site put before everybody cannot be behind chairOnly: the layout becomes `one` (ST4). */
export function withoutChairOnly(state: ConferenceState, siteId: SiteId): ConferenceState {
  const { layout, layoutBeforeContent } = state.stage;
  if (siteId === state.chair.siteId || (layout !== 'chairOnly' && layoutBeforeContent !== 'chairOnly')) return state;
  return {
    ...state,
    stage: {
      ...state.stage,
      layout: layout === 'chairOnly' ? 'one' : layout,
      layoutBeforeContent: layoutBeforeContent === 'chairOnly' ? 'one' : layoutBeforeContent,
    },
  };
}
