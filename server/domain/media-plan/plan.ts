// The shape of a media plan: who may send what, who receives what, at which layer. Types only; mediaPlan.ts computes it,
// media/ drives mediasoup towards it.

import type { ConnectionId, SiteId } from '../../contract/ids.ts';
import type { Source } from '../../contract/signaling.ts';

export type SpatialLayer = 0 | 1 | 2;

/** One page that receives. room: a site's own screen. console: also gets every admitted site as a thumbnail. observer: the stage only. */
export interface Receiver {
  readonly connectionId: ConnectionId;
  readonly kind: 'room' | 'console' | 'observer';
  /** The site whose own pictures and sound it must not get back; null: none. */
  readonly siteId: SiteId | null;
  /** Downlink budget, kbps; null: not limited. */
  readonly linkDownKbps: number | null;
}

/** What the plan needs to know beside the state. */
export interface Observed {
  readonly receivers: readonly Receiver[];
  /** Loudest first, as the SFU hears them; used in thaoLuan only. */
  readonly loudest: readonly SiteId[];
}

export interface Subscription {
  readonly siteId: SiteId;
  readonly source: Source;
  /** false: prepared but paused (the next speakers). */
  readonly active: boolean;
  /** Highest layer wanted; ignored for audio and screen. */
  readonly spatialLayer: SpatialLayer;
  /** 1 (first to lose quality) to 255, mediasoup's Consumer priority. */
  readonly priority: number;
}

export interface Sending {
  /** false: the Producer is paused at the SFU, whatever the page does. */
  readonly microphone: boolean;
  /** Highest layer anybody wants; -1: nobody, the Producer is paused. */
  readonly camera: -1 | SpatialLayer;
  readonly screen: boolean;
}

export interface MediaPlan {
  /** Sites not named may send nothing. */
  readonly send: ReadonlyMap<SiteId, Sending>;
  /** Receivers not named get nothing. */
  readonly receive: ReadonlyMap<ConnectionId, readonly Subscription[]>;
}
