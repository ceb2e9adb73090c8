// What keeps an unattended room going without a click: its devices in time, the screen awake, and its own code fresh.
// Reloads only while nothing is under way.

import { useEffect } from 'react';
import type { LocalDevices } from '../media/devices.ts';

const CHECK_EVERY_MS = 10 * 60_000;
const LOOK_FOR_CODE_EVERY_MS = 5 * 60_000;

/** Holds camera and microphone while `needed`; otherwise proves every ten minutes that they would work. */
export function useRoomDevices(devices: LocalDevices, needed: boolean): void {
  useEffect(() => {
    if (needed) {
      devices.hold('room');
      return () => devices.release('room');
    }
    void devices.check();
    const timer = setInterval(() => void devices.check(), CHECK_EVERY_MS);
    return () => clearInterval(timer);
  }, [devices, needed]);
}

/** Keeps the screen from going dark. A browser without the wish simply goes dark by its own rules. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const acquire = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (held) => {
          lock = held;
        },
        () => undefined,
      );
    };
    acquire();
    document.addEventListener('visibilitychange', acquire);
    return () => {
      document.removeEventListener('visibilitychange', acquire);
      void lock?.release();
    };
  }, []);
}

/** Reloads the page when the server serves newer code, only while `idle`. `serverId` changes make it look at once. */
export function useFreshCode(idle: boolean, serverId: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another server process is exactly when to look again
  useEffect(() => {
    if (!idle) return;
    let stopped = false;
    const look = async () => {
      if ((await servesOtherCode()) && !stopped) location.reload();
    };
    void look();
    const timer = setInterval(look, LOOK_FOR_CODE_EVERY_MS);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [idle, serverId]);
}

async function servesOtherCode(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  if (!own) return false;
  try {
    const response = await fetch(location.pathname, { cache: 'no-store' });
    if (!response.ok || response.redirected) return false;
    const served = new DOMParser().parseFromString(await response.text(), 'text/html');
    const source = served.querySelector('script[type="module"][src]')?.getAttribute('src');
    return source != null && new URL(source, location.href).href !== own.src;
  } catch {
    // No answer is no news.
    return false;
  }
}
