// The list of sites as view: one small flat record a row, equal as long as nothing the row shows has changed.
// Which state a site is in, and who is heard, is the domain's answer.

import type { SiteId } from '../../../server/contract/ids.ts';
import type { ConferenceState, RollCallMark, SiteState } from '../../../server/contract/state.ts';
import { isHeard } from '../../../server/domain/conference/heard.ts';
import { type SiteStatus, siteStatus } from '../../../server/domain/conference/siteStatus.ts';

/** Colour of the state dot; each has a word or an icon beside it. */
export type Tone = 'onAir' | 'hand' | 'fine' | 'quiet';

export interface SiteRowView {
  readonly siteId: SiteId;
  readonly label: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly status: SiteStatus['kind'];
  readonly tone: Tone;
  /** 1-based place in the queue; null: not waiting. */
  readonly place: number | null;
  readonly heard: boolean;
  readonly selfMuted: boolean;
  readonly mark: RollCallMark;
  readonly isChair: boolean;
  readonly admission: SiteState['admission'];
}

/** Characters of a full name that fit a row; longer ones show the short name. */
const LABEL_LENGTH = 20;

const TONES: Readonly<Record<SiteStatus['kind'], Tone>> = {
  speaking: 'onAir',
  calledOn: 'onAir',
  lobby: 'hand',
  reconnecting: 'hand',
  waiting: 'fine',
  presenting: 'fine',
  inConference: 'fine',
  ready: 'fine',
  notConnected: 'quiet',
  dropped: 'quiet',
  absent: 'quiet',
};

/** The name where there is one line for it. */
export function rowLabel(site: Pick<SiteState, 'name' | 'shortName'>): string {
  return site.name.length > LABEL_LENGTH ? site.shortName : site.name;
}

export function siteRow(state: ConferenceState, site: SiteState): SiteRowView {
  const status = siteStatus(state, site.siteId);
  const place = state.floor.queue.findIndex((request) => request.siteId === site.siteId) + 1;
  return {
    siteId: site.siteId,
    label: rowLabel(site),
    fullName: site.name,
    shortName: site.shortName,
    status: status.kind,
    tone: TONES[status.kind],
    place: place === 0 ? null : place,
    heard: isHeard(state, site.siteId),
    selfMuted: site.selfMuted,
    mark: site.rollCall.mark,
    isChair: site.siteId === state.chair.siteId,
    admission: site.admission,
  };
}

/** Every site in order of precedence, those in the lobby apart. A row equal to `before`'s is the same object. */
export function siteRows(
  state: ConferenceState,
  before: ReadonlyMap<SiteId, SiteRowView> = new Map(),
): {
  readonly lobby: readonly SiteRowView[];
  readonly sites: readonly SiteRowView[];
  readonly byId: ReadonlyMap<SiteId, SiteRowView>;
} {
  const byId = new Map<SiteId, SiteRowView>();
  for (const siteId of state.siteOrder) {
    const site = state.sites[siteId];
    if (site === undefined) continue;
    const row = siteRow(state, site);
    const old = before.get(siteId);
    byId.set(siteId, old !== undefined && sameRow(old, row) ? old : row);
  }
  const rows = [...byId.values()];
  return {
    lobby: rows.filter((row) => row.admission === 'lobby'),
    sites: rows.filter((row) => row.admission !== 'lobby'),
    byId,
  };
}

function sameRow(a: SiteRowView, b: SiteRowView): boolean {
  return (Object.keys(a) as (keyof SiteRowView)[]).every((key) => a[key] === b[key]);
}

export interface SiteCounts {
  /** Admitted and online, the chair's site included. */
  readonly present: number;
  /** Admitted and away. */
  readonly lost: number;
  /** The same as `present` without the chair's site, of `expected` sites beside it. */
  readonly presentSites: number;
  readonly expected: number;
}

export function siteCounts(state: ConferenceState): SiteCounts {
  const sites = state.siteOrder.flatMap((siteId) => state.sites[siteId] ?? []);
  const admitted = sites.filter((site) => site.admission === 'admitted');
  const present = admitted.filter((site) => site.online);
  const beside = (list: readonly SiteState[]) => list.filter((site) => site.siteId !== state.chair.siteId).length;
  return {
    present: present.length,
    lost: admitted.length - present.length,
    presentSites: beside(present),
    expected: beside(sites),
  };
}

/** How many of the admitted sites that are online say they show the latest stage. */
export function shownCount(
  state: ConferenceState,
  shown: Readonly<Record<SiteId, number>>,
): { readonly shown: number; readonly of: number } {
  const present = state.siteOrder.filter((siteId) => {
    const site = state.sites[siteId];
    return site?.admission === 'admitted' && site.online;
  });
  return { shown: present.filter((siteId) => shown[siteId] === state.stage.revision).length, of: present.length };
}
