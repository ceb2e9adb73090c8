// What a site may send under a plan. Pure.

import type { SiteId } from '../contract/ids.ts';
import type { Source } from '../contract/signaling.ts';
import type { MediaPlan, Sending } from '../domain/media-plan/plan.ts';

export const NOTHING: Sending = { microphone: false, camera: -1, screen: false };

/** What the plan lets a site send; a site it does not name sends nothing. */
export function sendingOf(plan: Pick<MediaPlan, 'send'> | null, siteId: SiteId): Sending {
  return plan?.send.get(siteId) ?? NOTHING;
}

/** Whether a source may flow under `sending`; if not, its Producer is paused at the SFU. */
export function maySend(sending: Sending, source: Source): boolean {
  return source === 'camera' ? sending.camera >= 0 : sending[source];
}
