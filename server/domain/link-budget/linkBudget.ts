// What each stream costs and how a receiver's streams are fitted to its line (rule MP5). The one table of bit rates:
// media tells browsers to encode by it, the plan counts with it.

import type { SpatialLayer, Subscription } from '../media-plan/plan.ts';

/** The three simulcast layers of a camera, lowest first. Source: 180p, 360p and 720p for a talking head. */
export const CAMERA_LAYERS = [
  { maxBitrateBps: 150_000, scaleResolutionDownBy: 4, maxFramerate: 15 },
  { maxBitrateBps: 500_000, scaleResolutionDownBy: 2, maxFramerate: 25 },
  { maxBitrateBps: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 25 },
] as const;

/** A shared screen: letters must stay sharp, so it has one quality of its own. */
export const SCREEN_ENCODING = { maxBitrateBps: 1_500_000, maxFramerate: 15 } as const;

/** Opus with in-band FEC, mono speech. */
export const AUDIO_BPS = 40_000;

/** Kilobits per second of one subscription at its layer; a paused one costs nothing. */
export function kbpsOf(subscription: Subscription): number {
  if (!subscription.active) return 0;
  if (subscription.source === 'microphone') return AUDIO_BPS / 1000;
  if (subscription.source === 'screen') return SCREEN_ENCODING.maxBitrateBps / 1000;
  return CAMERA_LAYERS[subscription.spatialLayer].maxBitrateBps / 1000;
}

/** Kilobits per second of all of them together. */
export function sumKbps(subscriptions: readonly Subscription[]): number {
  return subscriptions.reduce((sum, subscription) => sum + kbpsOf(subscription), 0);
}

/**
 * The subscriptions lowered until they fit the line: cameras of the lowest priority first, the main picture last; then
 * pictures are left out in the same order, then the content, then the main picture. Sound is never left out.
 * Shape: same order; `linkDownKbps` null: not limited. Paused subscriptions are kept as they are.
 */
export function fitToLink(
  subscriptions: readonly Subscription[],
  linkDownKbps: number | null,
): readonly Subscription[] {
  if (linkDownKbps === null || sumKbps(subscriptions) <= linkDownKbps) return subscriptions;
  const fitted = withoutPictures(withLowerLayers(subscriptions, linkDownKbps), linkDownKbps, 1);
  if (sumKbps(fitted) <= linkDownKbps) return fitted;
  const withoutScreen = subscriptions.filter((subscription) => subscription.source !== 'screen');
  // The content alone was too much: begin again without it, so that the pictures come back.
  if (withoutScreen.length < subscriptions.length) return fitToLink(withoutScreen, linkDownKbps);
  return withoutPictures(fitted, linkDownKbps, 0);
}

function withLowerLayers(subscriptions: readonly Subscription[], linkDownKbps: number): readonly Subscription[] {
  let lowered = subscriptions;
  for (const camera of camerasByPriority(subscriptions)) {
    for (let layer = camera.spatialLayer - 1; layer >= 0 && sumKbps(lowered) > linkDownKbps; layer -= 1) {
      lowered = lowered.map((one) => (isSame(one, camera) ? { ...one, spatialLayer: layer as SpatialLayer } : one));
    }
  }
  return lowered;
}

/** Leaves out cameras, least important first, until it fits or only `keep` are left. */
function withoutPictures(
  subscriptions: readonly Subscription[],
  linkDownKbps: number,
  keep: number,
): readonly Subscription[] {
  let kept = subscriptions;
  const cameras = camerasByPriority(subscriptions);
  for (const camera of cameras.slice(0, Math.max(0, cameras.length - keep))) {
    if (sumKbps(kept) > linkDownKbps) kept = kept.filter((one) => !isSame(one, camera));
  }
  return kept;
}

function camerasByPriority(subscriptions: readonly Subscription[]): readonly Subscription[] {
  return subscriptions
    .filter((subscription) => subscription.source === 'camera' && subscription.active)
    .toSorted((a, b) => a.priority - b.priority);
}

function isSame(a: Subscription, b: Subscription): boolean {
  return a.siteId === b.siteId && a.source === b.source;
}
