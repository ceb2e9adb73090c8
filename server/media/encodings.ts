// How pages must encode what they send, as media.open tells them. Constants only.

import type { MediaOpened } from '../contract/signaling.ts';

/** The three simulcast layers of a camera, lowest first: 150, 500 and 1500 kbps. */
export const CAMERA_ENCODINGS: MediaOpened['cameraEncodings'] = [
  { maxBitrateBps: 150_000, scaleResolutionDownBy: 4, maxFramerate: 15 },
  { maxBitrateBps: 500_000, scaleResolutionDownBy: 2, maxFramerate: 25 },
  { maxBitrateBps: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 25 },
];

/** A shared screen: one layer, sharp rather than smooth, so that figures in a table stay readable. */
export const SCREEN_ENCODING: MediaOpened['screenEncoding'] = { maxBitrateBps: 2_500_000, maxFramerate: 10 };
