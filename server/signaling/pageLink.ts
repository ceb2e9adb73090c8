// A socket as the live room sees it: PageLink. Sending never throws; a page that is gone rejects what it should have acknowledged.

import type { ConnectionId } from '../contract/index.ts';
import type { PageLink } from '../live/ports.ts';
import type { LiveSocket } from './createSignaling.ts';

/** Milliseconds a page may take to create its Consumers before it counts as gone. */
const CONSUMERS_TIMEOUT_MS = 15_000;

export function pageLink(socket: LiveSocket): PageLink {
  return {
    connectionId: socket.id as ConnectionId,
    attached: (attached) => void socket.emit('attached', attached),
    entries: (entries) => void socket.emit('entries', entries),
    view: (state) => void socket.emit('view', { state }),
    telemetry: (telemetry) => void socket.emit('telemetry', telemetry),
    sendPlan: (plan) => void socket.emit('media.send', plan),
    reset: () => void socket.emit('media.reset', {}),
    disconnect: () => void socket.disconnect(true),
    async consumersChanged(changed) {
      const answer = await socket.timeout(CONSUMERS_TIMEOUT_MS).emitWithAck('media.consumers', changed);
      if (!answer.ok) throw new Error('the page could not create its Consumers');
    },
  };
}
