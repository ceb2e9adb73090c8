// One site's picture with its name: a stage pane, the chair's preview or a thumbnail. Shows what arrives, asks for nothing.

import { IconVideoOff } from '@tabler/icons-react';
import type { SiteId } from '../../../server/contract/ids.ts';
import type { Source } from '../../../server/contract/signaling.ts';
import { VideoTrack } from '../../state/VideoTrack.tsx';
import { useConsole, useTrack } from '../context.ts';

export function Picture({
  siteId,
  source = 'camera',
  label,
}: {
  readonly siteId: SiteId | null;
  readonly source?: Source;
  /** What assistive technology hears; the name of the site. */
  readonly label: string;
}) {
  const { words } = useConsole();
  const track = useTrack(siteId, source);
  if (siteId === null || track === undefined) {
    return (
      <span
        className="no-picture"
        role="img"
        aria-label={siteId === null ? words.emptyPane : `${label}: ${words.noPicture}`}
      >
        {siteId !== null && <IconVideoOff size={18} aria-hidden />}
      </span>
    );
  }
  return <VideoTrack track={track} siteId={siteId} source={source} label={label} />;
}
