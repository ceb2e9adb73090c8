// What the SFU speaks: one audio and one video codec, so that every page can receive every other.
// Constants only.

import type { RouterRtpCodecCapability } from 'mediasoup/types';

export const MEDIA_CODECS: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // FEC: a lost packet of speech is mended by the next one. DTX: a silent open microphone costs next to nothing.
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];
