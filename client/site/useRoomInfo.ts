// What an idle room shows: its name, its next conference, and how fast the line answers. Asks GET /api/room again and again;
// an answer that does not come leaves the last one on screen.

import { useEffect, useState } from 'react';
import type { RoomView } from '../../server/contract/http.ts';

const ASK_EVERY_MS = 30_000;
const PATIENCE_MS = 10_000;
const SIGN_IN = '/sign-in?next=/room';

export interface RoomInfo {
  readonly room: RoomView | null;
  /** Milliseconds the last answer took; null: the last question had no answer. */
  readonly roundTripMs: number | null;
  /** Signed in, but not as a site. */
  readonly wrongAccount: boolean;
}

const NOTHING: RoomInfo = { room: null, roundTripMs: null, wrongAccount: false };

/** Asks at once, every half minute and whenever `reason` changes. Goes to the sign-in page when nobody is signed in. */
export function useRoomInfo(reason: unknown): RoomInfo {
  const [info, setInfo] = useState<RoomInfo>(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reason is exactly when to ask again
  useEffect(() => {
    const abort = new AbortController();
    const ask = () =>
      askRoom(abort.signal).then((answer) => {
        if (!abort.signal.aborted) setInfo((before) => ({ ...before, ...answer }));
      });
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [reason]);
  return info;
}

async function askRoom(closed: AbortSignal): Promise<Partial<RoomInfo>> {
  const startedAt = performance.now();
  try {
    const signal = AbortSignal.any([closed, AbortSignal.timeout(PATIENCE_MS)]);
    const response = await fetch('/api/room', { cache: 'no-store', signal });
    const roundTripMs = Math.max(1, Math.round(performance.now() - startedAt));
    if (response.status === 401) {
      location.replace(SIGN_IN);
      return { roundTripMs };
    }
    if (response.status === 403) return { roundTripMs, wrongAccount: true };
    if (!response.ok) return { roundTripMs: null };
    return { room: (await response.json()) as RoomView, roundTripMs, wrongAccount: false };
  } catch {
    // The line is down or slow: the proof on screen says so, and the next question comes by itself.
    return { roundTripMs: null };
  }
}
