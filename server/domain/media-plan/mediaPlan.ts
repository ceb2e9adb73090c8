// mediaPlan: state + who receives → who may send what, who gets what at which layer (rules MP1–MP7, FL4).
// Pure. The SFU is driven towards it again and again, so it must never depend on what was before.

import type { SiteId } from '../../contract/ids.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Source } from '../../contract/signaling.ts';
import type { ConferenceState, Layout } from '../../contract/state.ts';
import { heardSites, speakingSite } from '../conference/heard.ts';
import { fitToLink } from '../link-budget/linkBudget.ts';
import type { MediaPlan, Observed, Receiver, Sending, SpatialLayer, Subscription } from './plan.ts';

/** Layer of the stage's panes: few panes are large, many are small. */
const PANE_LAYER = {
  one: 2,
  chairOnly: 2,
  contentSpeaker: 1,
  four: 1,
  nine: 0,
  sixteen: 0,
} as const satisfies Record<Layout, SpatialLayer>;

/** mediasoup Consumer priorities: who loses quality first when a line gets narrow. */
const PRIORITY = {
  sound: 255,
  content: 220,
  mainPane: 200,
  paneStep: 5,
  corner: 100,
  next: 50,
  thumbnail: 10,
} as const;

/** What is the same for every receiver; computed once a plan. */
interface Shared {
  readonly state: ConferenceState;
  readonly audible: readonly SiteId[];
  readonly prewarmed: readonly SiteId[];
  readonly present: readonly SiteId[];
}

/**
 * The whole plan for this moment. Before the opening and after the closing it is empty.
 * Shape: `send` names the admitted sites that are online; `receive` names every receiver that gets something.
 */
export function mediaPlan(state: ConferenceState, observed: Observed): MediaPlan {
  if (state.phase !== 'open' && state.phase !== 'paused') return { send: new Map(), receive: new Map() };
  const shared: Shared = {
    state,
    audible: audibleSites(state, observed.loudest),
    prewarmed: prewarmedSites(state),
    present: state.siteOrder.filter((siteId) => isPresent(state, siteId)),
  };
  const receive = new Map(
    observed.receivers.flatMap((receiver) => {
      const subscriptions = subscriptionsFor(shared, receiver);
      return subscriptions === null ? [] : [[receiver.connectionId, subscriptions] as const];
    }),
  );
  return { send: sendings(shared, receive.values()), receive };
}

function isPresent(state: ConferenceState, siteId: SiteId): boolean {
  const site = state.sites[siteId];
  return site?.admission === 'admitted' && site.online;
}

/** Whose sound is forwarded. Beside the chair and the speaker at most the three loudest, so cost never grows with N (MP3, MP6). */
function audibleSites(state: ConferenceState, loudest: readonly SiteId[]): readonly SiteId[] {
  const heard = heardSites(state);
  const always = heard.filter((siteId) => siteId === state.chair.siteId || siteId === speakingSite(state));
  const others = heard.filter((siteId) => !always.includes(siteId));
  const loud = loudest.filter((siteId) => others.includes(siteId));
  // While few are loud the free places go by precedence, so that nobody's first word is lost in a small discussion.
  const chosen = [...new Set([...loud, ...others])].slice(0, LIMITS.loudestSites);
  return [...always, ...chosen];
}

function prewarmedSites(state: ConferenceState): readonly SiteId[] {
  const next = state.floor.queue.map((request) => request.siteId).filter((siteId) => isPresent(state, siteId));
  return next.slice(0, LIMITS.prewarmedSpeakers);
}

/** null: the receiver gets nothing (MP7). */
function subscriptionsFor(shared: Shared, receiver: Receiver): readonly Subscription[] | null {
  const { state } = shared;
  if (
    receiver.kind === 'room' &&
    (receiver.siteId === null || state.sites[receiver.siteId]?.admission !== 'admitted')
  ) {
    return null;
  }
  const chosen = new SubscriptionList(receiver.siteId);
  addSound(chosen, shared);
  addPanes(chosen, shared, receiver);
  if (state.content && isPresent(state, state.content.siteId)) {
    chosen.add(state.content.siteId, 'screen', 0, PRIORITY.content);
  }
  if (receiver.kind === 'room' && isPresent(state, state.chair.siteId)) {
    chosen.add(state.chair.siteId, 'camera', 0, PRIORITY.corner);
  }
  if (receiver.kind === 'console') {
    for (const siteId of shared.present) chosen.add(siteId, 'camera', 0, PRIORITY.thumbnail);
  }
  if (receiver.kind !== 'observer') addNextSpeakers(chosen, shared);
  return fitToLink(chosen.list, receiver.linkDownKbps);
}

/** One subscription a site and source: the first to ask wins, and nobody gets itself back (MP2). */
class SubscriptionList {
  readonly list: Subscription[] = [];
  private readonly taken = new Set<string>();
  private readonly ownSiteId: SiteId | null;

  constructor(ownSiteId: SiteId | null) {
    this.ownSiteId = ownSiteId;
  }

  add(siteId: SiteId, source: Source, spatialLayer: SpatialLayer, priority: number, active = true): void {
    const key = `${siteId} ${source}`;
    if (siteId === this.ownSiteId || this.taken.has(key)) return;
    this.taken.add(key);
    this.list.push({ siteId, source, active, spatialLayer, priority });
  }
}

function addSound(chosen: SubscriptionList, { audible }: Shared): void {
  for (const siteId of audible) chosen.add(siteId, 'microphone', 0, PRIORITY.sound);
}

function addPanes(chosen: SubscriptionList, { state }: Shared, receiver: Receiver): void {
  const layer = PANE_LAYER[state.stage.layout];
  state.stage.panes.forEach((siteId, pane) => {
    if (siteId === null) return;
    // The speaker's own room sees the chair where everybody else sees the speaker.
    const isOwnMain = pane === 0 && receiver.kind === 'room' && siteId === receiver.siteId;
    const shown = isOwnMain ? state.chair.siteId : siteId;
    if (isPresent(state, shown)) chosen.add(shown, 'camera', layer, PRIORITY.mainPane - pane * PRIORITY.paneStep);
  });
}

/** Prepared and paused: granting the floor is then a resume and a key frame, without renegotiation (design §4). */
function addNextSpeakers(chosen: SubscriptionList, { state, prewarmed }: Shared): void {
  for (const siteId of prewarmed) {
    chosen.add(siteId, 'microphone', 0, PRIORITY.sound, false);
    chosen.add(siteId, 'camera', PANE_LAYER[state.stage.layout], PRIORITY.next, false);
  }
}

function sendings(
  { state, present }: Shared,
  received: Iterable<readonly Subscription[]>,
): ReadonlyMap<SiteId, Sending> {
  const heard = new Set(heardSites(state));
  const wanted = new Map<SiteId, SpatialLayer>();
  for (const subscriptions of received) {
    for (const { siteId, source, active, spatialLayer } of subscriptions) {
      if (source !== 'camera' || !active) continue;
      wanted.set(siteId, Math.max(spatialLayer, wanted.get(siteId) ?? 0) as SpatialLayer);
    }
  }
  return new Map(
    present.map((siteId): [SiteId, Sending] => [
      siteId,
      {
        microphone: heard.has(siteId),
        camera: wanted.get(siteId) ?? -1,
        screen: state.content?.siteId === siteId,
      },
    ]),
  );
}
