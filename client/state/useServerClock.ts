// The server's clock as a page shows it: ticks on the server's own whole seconds (or minutes), so that two rooms turn together.

import { useEffect, useState } from 'react';

/** Now by the server, epoch milliseconds; renders again at every multiple of `everyMs`. */
export function useServerClock({ clockOffsetMs }: { readonly clockOffsetMs: number }, everyMs: number): number {
  const [, tick] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const untilNext = everyMs - ((Date.now() + clockOffsetMs) % everyMs);
      timer = setTimeout(() => {
        tick((count) => count + 1);
        wait();
      }, untilNext + 5);
    };
    wait();
    return () => clearTimeout(timer);
  }, [clockOffsetMs, everyMs]);
  return Date.now() + clockOffsetMs;
}
