// The link check (rules LC*): what each chosen site's line must carry at its worst moment, against its capacity, before anybody is
// invited. Asks the media plan and the table of bit rates; never has numbers of its own. Pure.

import type { ConnectionId, SiteId } from '../../contract/ids.ts';
import type { Layout, Mode } from '../../contract/state.ts';
import { AUDIO_BPS, CAMERA_LAYERS, fitToLink, SCREEN_ENCODING, sumKbps } from '../link-budget/linkBudget.ts';
import { mediaPlan } from '../media-plan/mediaPlan.ts';
import type { Receiver, SpatialLayer, Subscription } from '../media-plan/plan.ts';
import { type LinkSite, type Scenario, scenarioState } from './linkScenario.ts';
import { describeLink } from './linkSentences.ts';
import type { Sentence } from './wording.ts';

/** Highest camera layer used: high 720p, standard 360p, low 180p. */
export const QUALITY_LAYER = { high: 2, standard: 1, low: 0 } as const satisfies Record<string, SpatialLayer>;
export type Quality = keyof typeof QUALITY_LAYER;

export interface LinkQuestion {
  /** The chosen sites in order of precedence; the chair's is among them. */
  readonly sites: readonly LinkSite[];
  readonly chairSiteId: SiteId;
  readonly mode: Mode;
  /** What the stage shows while there is no content; with content it is contentSpeaker. */
  readonly layout: Exclude<Layout, 'contentSpeaker'>;
  readonly quality: Quality;
  /** Who will show content. */
  readonly content: 'none' | 'hub' | 'anySite';
}

export type Verdict = 'fits' | 'degraded' | 'refused';

/** One direction of one line; kbps of media, without the overhead of packets. */
export interface Direction {
  readonly needKbps: number;
  readonly haveKbps: number;
  /** What will really flow; more than `haveKbps` only when not even sound fits. */
  readonly carriesKbps: number;
  readonly verdict: Verdict;
  /** Layer of the main (down) or own (up) picture that fits; null: no picture. */
  readonly pictureLayer: SpatialLayer | null;
  /** Pictures that fit and pictures wanted; 1 of 1 upwards. */
  readonly pictures: number;
  readonly picturesWanted: number;
  /** 'none' wanted, 'kept', or 'lost' for lack of room. */
  readonly content: 'none' | 'kept' | 'lost';
}

export interface SiteLink {
  readonly siteId: SiteId;
  readonly name: string;
  /** Of the direction that is worse off. */
  readonly needKbps: number;
  readonly haveKbps: number;
  /** fits: as planned. degraded: with smaller or fewer pictures. refused: no picture, or not even sound. */
  readonly verdict: Verdict;
  readonly down: Direction;
  readonly up: Direction;
  readonly sentence: Sentence;
}

/** One answer for each site, in the order given. O(sites²), made for LIMITS.sitesPerConference. */
export function checkLinks(question: LinkQuestion): SiteLink[] {
  return question.sites.map((site) => {
    const down = downOf(question, site);
    const up = upOf(question, site);
    const worse = isWorse(up, down) ? up : down;
    const { needKbps, haveKbps, verdict } = worse;
    return {
      siteId: site.siteId,
      name: site.name,
      needKbps,
      haveKbps,
      verdict,
      down,
      up,
      sentence: describeLink(site.name, down, up),
    };
  });
}

const SEVERITY = { fits: 0, degraded: 1, refused: 2 } as const satisfies Record<Verdict, number>;

function isWorse(a: Direction, b: Direction): boolean {
  if (a.verdict !== b.verdict) return SEVERITY[a.verdict] > SEVERITY[b.verdict];
  return a.needKbps / a.haveKbps > b.needKbps / b.haveKbps;
}

// ---- down ---------------------------------------------------------------------------------------------------------------

/** The site at its worst: not on the stage itself, somebody else speaking; without content, and with (which wins a tie). */
function downOf(question: LinkQuestion, site: LinkSite): Direction {
  const others = question.sites.filter((other) => other.siteId !== site.siteId);
  const speaker = others.find((other) => other.siteId !== question.chairSiteId) ?? null;
  const base = { ...scenarioBase(question), sites: [...others, site], speakerSiteId: speaker?.siteId ?? null };
  const contentSiteId = contentFor(question, site, speaker?.siteId ?? others[0]?.siteId ?? null);
  const scenarios: Scenario[] = [{ ...base, layout: question.layout, contentSiteId: null }];
  if (contentSiteId !== null) scenarios.push({ ...base, layout: 'contentSpeaker', contentSiteId });
  return scenarios
    .map((scenario) => receiveDirection(question, site, scenario))
    .reduce((a, b) => (isWorse(a, b) ? a : b));
}

/** Whose content the site would receive; null: nobody's. */
function contentFor({ content, sites }: LinkQuestion, site: LinkSite, other: SiteId | null): SiteId | null {
  if (content === 'none') return null;
  if (content === 'anySite') return other;
  const hub = sites.find((one) => one.isHub);
  return hub === undefined || hub.siteId === site.siteId ? null : hub.siteId;
}

function receiveDirection(question: LinkQuestion, site: LinkSite, scenario: Scenario): Direction {
  const state = scenarioState(scenario);
  const pages: Receiver[] = [receiverOf('room', site.siteId)];
  // The console with its thumbnail of everybody stands at the hub only.
  if (site.isHub) pages.push(receiverOf('console', null));
  const { receive } = mediaPlan(state, { receivers: pages, loudest: [] });
  const wanted = pages.map((page) => cap(receive.get(page.connectionId) ?? [], QUALITY_LAYER[question.quality]));
  return measure(wanted, fitPages(wanted, site.linkDownKbps), site.linkDownKbps);
}

/** The pages of one line in order of importance: each leaves room for the sound of those after it. */
function fitPages(pages: readonly (readonly Subscription[])[], linkKbps: number): (readonly Subscription[])[] {
  let left = linkKbps;
  return pages.map((page, index) => {
    const soundAfter = sumKbps(pages.slice(index + 1).flatMap(soundsOf));
    const fitted = fitToLink(page, left - soundAfter);
    left -= sumKbps(fitted);
    return fitted;
  });
}

function measure(
  wanted: readonly (readonly Subscription[])[],
  fitted: readonly (readonly Subscription[])[],
  haveKbps: number,
): Direction {
  const needKbps = wanted.reduce((sum, page) => sum + sumKbps(page), 0);
  const carriesKbps = fitted.reduce((sum, page) => sum + sumKbps(page), 0);
  const roomPictures = cameras(fitted[0] ?? []);
  const main = roomPictures.toSorted((a, b) => b.priority - a.priority)[0];
  const picturesWanted = cameras(wanted.flat()).length;
  const hasRoomPicture = roomPictures.length > 0 || cameras(wanted[0] ?? []).length === 0;
  const isRefused = carriesKbps > haveKbps || !hasRoomPicture;
  return {
    needKbps,
    haveKbps,
    carriesKbps,
    verdict: isRefused ? 'refused' : needKbps <= haveKbps ? 'fits' : 'degraded',
    pictureLayer: main?.spatialLayer ?? null,
    pictures: cameras(fitted.flat()).length,
    picturesWanted,
    content: !hasScreen(wanted) ? 'none' : hasScreen(fitted) ? 'kept' : 'lost',
  };
}

function cameras(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((one) => one.source === 'camera' && one.active);
}

function soundsOf(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((one) => one.source === 'microphone');
}

function hasScreen(pages: readonly (readonly Subscription[])[]): boolean {
  return pages.some((page) => page.some((one) => one.source === 'screen'));
}

function cap(subscriptions: readonly Subscription[], layer: SpatialLayer): Subscription[] {
  return subscriptions.map((one) => ({ ...one, spatialLayer: Math.min(one.spatialLayer, layer) as SpatialLayer }));
}

// ---- up -----------------------------------------------------------------------------------------------------------------

/** The site at its worst: speaking on the main picture; and, if it may, showing content meanwhile. */
function upOf(question: LinkQuestion, site: LinkSite): Direction {
  const mayShow = question.content === 'anySite' || (question.content === 'hub' && site.isHub);
  const directions = [sendDirection(question, site, question.layout, false)];
  if (mayShow) directions.push(sendDirection(question, site, 'contentSpeaker', true));
  return directions.reduce((a, b) => (isWorse(a, b) ? a : b));
}

function sendDirection(question: LinkQuestion, site: LinkSite, layout: Layout, isShowing: boolean): Direction {
  const speakerSiteId = site.siteId === question.chairSiteId ? null : site.siteId;
  const contentSiteId = isShowing ? site.siteId : null;
  const state = scenarioState({ ...scenarioBase(question), layout, speakerSiteId, contentSiteId });
  const { send } = mediaPlan(state, { receivers: [receiverOf('console', null)], loudest: [] });
  const wanted = Math.min(send.get(site.siteId)?.camera ?? -1, QUALITY_LAYER[question.quality]);
  const haveKbps = site.linkUpKbps;
  const needKbps = sentKbps(wanted, isShowing);
  // Letters before faces: the content is kept as long as the smallest picture fits beside it.
  const isKept = isShowing && sentKbps(0, true) <= haveKbps;
  const layer = ([2, 1, 0] as const).find((one) => one <= wanted && sentKbps(one, isKept) <= haveKbps) ?? null;
  return {
    needKbps,
    haveKbps,
    carriesKbps: layer === null ? sentKbps(-1, false) : sentKbps(layer, isKept),
    verdict: needKbps <= haveKbps ? 'fits' : layer === null ? 'refused' : 'degraded',
    pictureLayer: layer,
    pictures: layer === null ? 0 : 1,
    picturesWanted: 1,
    content: !isShowing ? 'none' : isKept ? 'kept' : 'lost',
  };
}

/** Simulcast sends every layer up to the one wanted; -1: no picture. */
function sentKbps(layer: number, hasContent: boolean): number {
  const picture = CAMERA_LAYERS.slice(0, layer + 1).reduce((sum, one) => sum + one.maxBitrateBps, 0);
  return (AUDIO_BPS + picture + (hasContent ? SCREEN_ENCODING.maxBitrateBps : 0)) / 1000;
}

function scenarioBase({ sites, chairSiteId, mode }: LinkQuestion): Pick<Scenario, 'sites' | 'chairSiteId' | 'mode'> {
  return { sites, chairSiteId, mode };
}

function receiverOf(kind: Receiver['kind'], siteId: SiteId | null): Receiver {
  return { connectionId: kind as string as ConnectionId, kind, siteId, linkDownKbps: null };
}
