// Owns the console's live and media clients: creates them for one conference, closes them with the page or when the
// officer's choice to send from this machine changes.

import { useEffect, useState } from 'react';
import type { ConferenceId } from '../../server/contract/ids.ts';
import { LocalDevices } from '../media/devices.ts';
import { MediaClient } from '../media/MediaClient.ts';
import { LiveClient } from '../signaling/LiveClient.ts';

export interface Clients {
  readonly live: LiveClient;
  readonly media: MediaClient;
}

/** null only before the first draw. */
export function useClients(conferenceId: ConferenceId, sendForOwnSite: boolean): Clients | null {
  const [clients, setClients] = useState<Clients | null>(null);
  useEffect(() => {
    const live = new LiveClient({ as: 'console', conferenceId, sendForOwnSite });
    const devices = sendForOwnSite ? new LocalDevices() : null;
    const media = new MediaClient({ live, devices });
    live.start();
    setClients({ live, media });
    return () => {
      media.close();
      devices?.close();
      live.close();
    };
  }, [conferenceId, sendForOwnSite]);
  return clients;
}
