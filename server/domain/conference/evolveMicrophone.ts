// Facts on microphones beside the floor (MU2–MU6). Who is heard is not stored: heard.ts computes it.

import { type Arms, mapSites, withSite } from './evolution.ts';
import { hasLeaveToSpeak } from './heard.ts';

export const microphoneArms = {
  allMuted: (state) => {
    const exempt = [state.chair.siteId, state.floor.holder?.siteId];
    return mapSites(state, (site) =>
      site.microphone === 'closed' || exempt.includes(site.siteId) ? site : { ...site, microphone: 'closed' },
    );
  },
  siteMuted: (state, { siteId }) => withSite(state, siteId, { microphone: 'closed' }),
  microphoneOpened: (state, { siteId }) => withSite(state, siteId, { microphone: 'open', selfMuted: false }),
  ownMicrophoneSet: (state, { siteId, open }) => {
    const reopens = open && !hasLeaveToSpeak(state, siteId);
    return withSite(state, siteId, reopens ? { microphone: 'open', selfMuted: false } : { selfMuted: !open });
  },
} satisfies Arms<'allMuted' | 'siteMuted' | 'microphoneOpened' | 'ownMicrophoneSet'>;
