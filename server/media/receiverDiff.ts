// What separates the Consumers a page has from those the plan wants. Pure: no mediasoup, no I/O.

import type { SiteId } from '../contract/ids.ts';
import type { Source } from '../contract/signaling.ts';
import type { SpatialLayer } from '../domain/media-plan/plan.ts';

/** One stream of one site; a page has at most one Consumer for it. */
export type StreamKey = `${SiteId}/${Source}`;

export function streamKey(siteId: SiteId, source: Source): StreamKey {
  return `${siteId}/${source}`;
}

export interface WantedStream {
  readonly siteId: SiteId;
  readonly source: Source;
  readonly producerId: string;
  readonly active: boolean;
  readonly spatialLayer: SpatialLayer;
  readonly priority: number;
}

export interface HeldStream {
  readonly producerId: string;
  /** The page has acknowledged it; before that it must stay paused. */
  readonly told: boolean;
  readonly active: boolean;
  readonly spatialLayer: SpatialLayer;
  readonly priority: number;
}

export interface ReceiverDiff {
  readonly close: readonly StreamKey[];
  readonly pause: readonly StreamKey[];
  readonly relayer: readonly (readonly [StreamKey, SpatialLayer])[];
  readonly reprioritise: readonly (readonly [StreamKey, number])[];
  readonly resume: readonly StreamKey[];
  readonly create: readonly WantedStream[];
}

/** The steps from `held` to `wanted`, in the order of the answer's fields: what must stop comes first. */
export function diffReceiver(
  held: ReadonlyMap<StreamKey, HeldStream>,
  wanted: ReadonlyMap<StreamKey, WantedStream>,
): ReceiverDiff {
  const close: StreamKey[] = [];
  const pause: StreamKey[] = [];
  const relayer: [StreamKey, SpatialLayer][] = [];
  const reprioritise: [StreamKey, number][] = [];
  const resume: StreamKey[] = [];
  for (const [key, have] of held) {
    const want = wanted.get(key);
    // A Consumer cannot change its Producer: a site that produces anew needs a new Consumer.
    if (want === undefined || want.producerId !== have.producerId) {
      close.push(key);
      continue;
    }
    if (have.active && !want.active) pause.push(key);
    if (want.source === 'camera' && have.spatialLayer !== want.spatialLayer) relayer.push([key, want.spatialLayer]);
    if (want.source !== 'microphone' && have.priority !== want.priority) reprioritise.push([key, want.priority]);
    if (have.told && !have.active && want.active) resume.push(key);
  }
  const create = [...wanted]
    .filter(([key, want]) => held.get(key)?.producerId !== want.producerId)
    .map(([, want]) => want);
  return { close, pause, relayer, reprioritise, resume, create };
}
