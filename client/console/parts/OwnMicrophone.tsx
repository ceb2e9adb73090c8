// When this machine is the officer's microphone: a lamp that tells what the server has, and one button.

import { IconMicrophone, IconMicrophoneOff, IconScreenShare, IconScreenShareOff } from '@tabler/icons-react';
import { isHeard } from '../../../server/domain/conference/heard.ts';
import { ownSiteOf } from '../../../server/domain/conference/permissions.ts';
import { useConference, useConsole } from '../context.ts';
import { Refusal } from './Refusal.tsx';

export function OwnMicrophone() {
  const { words, actor, machine, act } = useConsole();
  const state = useConference();
  const siteId = ownSiteOf(state, actor);
  const site = siteId === null ? undefined : state.sites[siteId];
  if (!machine.sending || site === undefined) return null;
  const heard = isHeard(state, site.siteId);
  const presenting = state.content?.siteId === site.siteId;
  return (
    <section className="own" aria-label={words.ownDevice}>
      <p className={heard ? 'lamp on-air' : 'lamp'} role="status">
        {heard ? <IconMicrophone size={18} aria-hidden /> : <IconMicrophoneOff size={18} aria-hidden />}
        {heard ? words.micOpen : words.micClosed}
      </p>
      <div className="row-of-two">
        <button type="button" className="btn" onClick={() => act('own', 'microphone.setOwn', { open: site.selfMuted })}>
          {site.selfMuted ? words.ownUnmute : words.ownMute}
        </button>
        <button type="button" className="btn" onClick={presenting ? machine.stopScreen : machine.startScreen}>
          {presenting ? <IconScreenShareOff size={18} aria-hidden /> : <IconScreenShare size={18} aria-hidden />}
          {presenting ? words.shareStop : words.share}
        </button>
      </div>
      <Refusal at="own" />
    </section>
  );
}
