// One site's picture with its name plate: the camera, or in words why there is none. The speaker's frame is red.

import { IconVideoOff } from '@tabler/icons-react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { Source } from '../../server/contract/signaling.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { isHeard } from '../../server/domain/conference/heard.ts';
import type { MediaSnapshot } from '../media/MediaClient.ts';
import { VideoTrack } from '../state/VideoTrack.tsx';
import { stageRole } from './view.ts';
import type { SiteWords } from './words.ts';

export interface PictureProps {
  readonly state: ConferenceState;
  /** Whose picture. */
  readonly siteId: SiteId;
  readonly ownSiteId: SiteId;
  readonly media: MediaSnapshot;
  readonly words: SiteWords;
  readonly source?: Source;
  /** main: the large one. pane: one of several. corner: small. */
  readonly size: 'main' | 'pane' | 'corner';
  /** Stands in for the site's name, e.g. "Chủ trì". */
  readonly title?: string;
  readonly testId?: string;
  readonly onFirstFrame?: (track: MediaStreamTrack) => void;
}

/** The track that shows a site: its own devices for the room itself, what was received for others. */
export function trackOf(
  media: MediaSnapshot,
  siteId: SiteId,
  ownSiteId: SiteId,
  source: Source,
): MediaStreamTrack | null {
  return siteId === ownSiteId ? media.local[source] : (media.tracks.get(`${siteId}:${source}`) ?? null);
}

export function Picture(props: PictureProps) {
  const { state, siteId, ownSiteId, media, words, size, source = 'camera' } = props;
  const site = state.sites[siteId];
  const name = site?.name ?? '';
  const track = trackOf(media, siteId, ownSiteId, source);
  const role = source === 'camera' ? stageRole(state, siteId) : null;
  const onAir = role !== null && isHeard(state, siteId);
  // A document of the site whose picture is beside it needs no plate that covers its corner.
  const hasSpeakerBeside = source === 'screen' && state.stage.panes[0] === siteId;
  const line = secondLine(props, role);
  return (
    <figure
      className={`picture ${size} ${source}${onAir ? ' on-air' : ''}`}
      data-testid={props.testId}
      data-site-id={siteId}
      data-on-air={onAir}
    >
      {!track && (
        <p className="no-picture">
          <IconVideoOff />
          {size !== 'corner' && (site?.online === false ? words.siteAway : words.noPicture)}
        </p>
      )}
      <VideoTrack
        key={`${siteId}:${source}`}
        track={track}
        siteId={siteId}
        source={source}
        label={source === 'screen' ? words.contentOf(name) : words.pictureOf(name)}
        onFirstFrame={props.onFirstFrame}
      />
      {!hasSpeakerBeside && (
        <figcaption className="plate">
          <span className="plate-name">{props.title ?? name}</span>
          {line && <span className="plate-line">{line}</span>}
        </figcaption>
      )}
    </figure>
  );
}

function secondLine(
  { state, siteId, words, size, source = 'camera' }: PictureProps,
  role: 'speaking' | 'answering' | null,
) {
  if (size === 'corner') return null;
  if (source === 'screen') return words.nowPresenting;
  const chair = siteId === state.chair.siteId ? `${words.chair}: ${state.chair.name}` : null;
  const act = role === 'speaking' ? words.nowSpeaking : role === 'answering' ? words.nowAnswering : null;
  return [state.sites[siteId]?.caption ?? chair, act].filter((part) => part !== null).join(' · ');
}
