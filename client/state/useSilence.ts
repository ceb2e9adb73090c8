// Notices a microphone that stays silent although it should be heard: unplugged, switched off at its foot, or the wrong one.

import { useEffect, useState } from 'react';
import { createLevelMeter, SILENCE_LEVEL } from '../media/levels.ts';

const LOOK_MS = 200;
/** Milliseconds of silence before a room is told; people pause to think for less. */
const PATIENCE_MS = 8_000;

/** True while `watching` and the track has been silent for eight seconds. */
export function useSilence(track: MediaStreamTrack | null, watching: boolean): boolean {
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    setSilent(false);
    if (!track || !watching) return;
    const meter = createLevelMeter(track);
    let heardAt = Date.now();
    const timer = setInterval(() => {
      if (meter.read() > SILENCE_LEVEL) heardAt = Date.now();
      setSilent(Date.now() - heardAt > PATIENCE_MS);
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      meter.close();
    };
  }, [track, watching]);
  return silent;
}
