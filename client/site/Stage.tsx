// The stage as this room shows it, and the word to the server that it is really on screen.

import { useCallback, useEffect, useState } from 'react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import type { MediaSnapshot } from '../media/MediaClient.ts';
import type { LiveClient } from '../signaling/LiveClient.ts';
import { Picture, trackOf } from './Picture.tsx';
import { stageView } from './view.ts';
import type { SiteWords } from './words.ts';

export interface StageProps {
  readonly live: LiveClient;
  readonly state: ConferenceState;
  readonly siteId: SiteId;
  readonly media: MediaSnapshot;
  readonly words: SiteWords;
}

/** Milliseconds to wait for a picture that may never come (a site without camera) before the stage counts as shown. */
const PICTURE_PATIENCE_MS = 4_000;

export function Stage({ live, state, siteId, media, words }: StageProps) {
  const view = stageView(state, siteId);
  const main = view.content ?? view.panes[0] ?? state.chair.siteId;
  const source = view.content === null ? 'camera' : 'screen';
  const track = trackOf(media, main, siteId, source);
  const [seen, setSeen] = useState<MediaStreamTrack | null>(null);
  const onFirstFrame = useCallback((first: MediaStreamTrack) => setSeen(first), []);
  const isAway = state.sites[main]?.online === false;
  useShown(live, state.stage.revision, isAway || (track !== null && seen === track), media.phase);

  const shared = { state, ownSiteId: siteId, media, words };
  if (view.content !== null) {
    return (
      <section className="stage content">
        <Picture
          {...shared}
          key={`screen ${view.content}`}
          siteId={view.content}
          source="screen"
          size="main"
          testId="content-pane"
          onFirstFrame={onFirstFrame}
        />
      </section>
    );
  }
  const columns = Math.ceil(Math.sqrt(view.panes.length));
  return (
    <section className={`stage panes-${columns}`}>
      {view.panes.map((pane, index) => (
        <Picture
          {...shared}
          key={pane}
          siteId={pane}
          size={view.panes.length === 1 ? 'main' : 'pane'}
          testId={index === 0 ? 'main-pane' : undefined}
          onFirstFrame={index === 0 ? onFirstFrame : undefined}
        />
      ))}
    </section>
  );
}

/** Tells the server the revision once its main picture is there, or after a while when there is none to wait for. */
function useShown(live: LiveClient, revision: number, ready: boolean, phase: MediaSnapshot['phase']): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reconnect the server must be told again
  useEffect(() => {
    if (ready) {
      live.reportShown(revision);
      return;
    }
    const timer = setTimeout(() => live.reportShown(revision), PICTURE_PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [live, revision, ready, phase]);
}
