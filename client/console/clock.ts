// The server's clock for those few parts that show time. Only they draw again each second.

import { useSyncExternalStore } from 'react';
import { useConsole } from './context.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let tick = Date.now();

/** One timer for the whole page, as long as anybody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  tick = Date.now();
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of [...listeners]) each();
  }, 500);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The server's time, epoch milliseconds, whole seconds (or coarser): draws again when that changes. */
export function useServerNow(everyMs = 1000): number {
  const { live } = useConsole();
  return useSyncExternalStore(subscribe, () => {
    const now = tick + live.getSnapshot().clockOffsetMs;
    return now - (now % everyMs);
  });
}

/** The server's time now, for an act; draws nothing. */
export function serverNow(clockOffsetMs: number): string {
  return new Date(Date.now() + clockOffsetMs).toISOString();
}
