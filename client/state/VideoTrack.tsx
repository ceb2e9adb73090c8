// Shows one video track. When the same picture comes back on another track (a reconnect), the last frame of the former one stays
// until the new one has its first: no black flash on a wall.

import { useEffect, useRef, useState } from 'react';
import type { Source } from '../../server/contract/signaling.ts';

export interface VideoTrackProps {
  readonly track: MediaStreamTrack | null;
  readonly siteId: string;
  readonly source: Source;
  /** Accessible name: whose picture it is. */
  readonly label: string;
  /** The track's first frame is on screen; told once for each track. */
  readonly onFirstFrame?: (track: MediaStreamTrack) => void;
}

export function VideoTrack({ track, siteId, source, label, onFirstFrame }: VideoTrackProps) {
  const [shown, setShown] = useState<MediaStreamTrack | null>(null);
  if (!track) return null;
  const former = shown && shown !== track ? shown : null;
  const onFrame = () => {
    setShown(track);
    onFirstFrame?.(track);
  };
  return (
    <>
      {former && <Video key={former.id} track={former} className="video former" />}
      <Video
        key={track.id}
        track={track}
        className="video"
        label={label}
        siteId={siteId}
        source={source}
        onFrame={onFrame}
      />
    </>
  );
}

interface VideoProps {
  readonly track: MediaStreamTrack;
  readonly className: string;
  readonly label?: string;
  readonly siteId?: string;
  readonly source?: Source;
  readonly onFrame?: () => void;
}

function Video({ track, className, label, siteId, source, onFrame }: VideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  const tell = useRef(onFrame);
  tell.current = onFrame;
  const [hasFrame, setHasFrame] = useState(onFrame === undefined);

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    const request = video.requestVideoFrameCallback(() => {
      setHasFrame(true);
      tell.current?.();
    });
    // Muted video always may play; a refusal only means the element went away meanwhile.
    video.play().catch(() => undefined);
    return () => {
      video.cancelVideoFrameCallback(request);
      video.srcObject = null;
    };
  }, [track]);

  return (
    <video
      ref={element}
      className={className}
      autoPlay
      muted
      playsInline
      aria-label={label}
      aria-hidden={label === undefined}
      data-site-id={siteId}
      data-source={source}
      data-has-frame={hasFrame}
    />
  );
}
