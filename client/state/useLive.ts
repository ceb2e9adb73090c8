// React's view of the live door and of the media: the snapshots, nothing else.

import { useSyncExternalStore } from 'react';
import type { MediaClient, MediaSnapshot } from '../media/MediaClient.ts';
import type { LiveClient, LiveSnapshot } from '../signaling/LiveClient.ts';

/** The page's live snapshot; renders again when it changes. */
export function useLive(client: LiveClient): LiveSnapshot {
  return useSyncExternalStore(client.subscribe, client.getSnapshot);
}

/** The page's media snapshot; renders again when it changes. */
export function useMedia(client: MediaClient): MediaSnapshot {
  return useSyncExternalStore(client.subscribe, client.getSnapshot);
}
