// Plays every received microphone. Where the browser wants a person's touch before it makes sound, one button asks for it and any
// key or touch on the page is taken as well.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TrackKey } from '../media/MediaClient.ts';

export interface AudioSinkProps {
  readonly tracks: ReadonlyMap<TrackKey, MediaStreamTrack>;
  /** Words of the one button, e.g. "Bật tiếng". */
  readonly unlockLabel: string;
}

export function AudioSink({ tracks, unlockLabel }: AudioSinkProps) {
  const [blocked, setBlocked] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const onBlocked = useCallback(() => setBlocked(true), []);
  const unlock = useCallback(() => {
    setBlocked(false);
    setAttempt((count) => count + 1);
  }, []);

  useEffect(() => {
    if (!blocked) return;
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    return () => {
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
    };
  }, [blocked, unlock]);

  const audible = [...tracks].filter(([key]) => key.endsWith(':microphone'));
  return (
    <>
      {audible.map(([key, track]) => (
        <Sound
          key={track.id}
          track={track}
          siteId={key.slice(0, key.lastIndexOf(':'))}
          attempt={attempt}
          onBlocked={onBlocked}
        />
      ))}
      {blocked && (
        <button type="button" className="unlock-sound" onClick={unlock}>
          {unlockLabel}
        </button>
      )}
    </>
  );
}

interface SoundProps {
  readonly track: MediaStreamTrack;
  readonly siteId: string;
  readonly attempt: number;
  readonly onBlocked: () => void;
}

function Sound({ track, siteId, attempt, onBlocked }: SoundProps) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (audio) audio.srcObject = new MediaStream([track]);
    return () => {
      if (audio) audio.srcObject = null;
    };
  }, [track]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt or track is exactly when to play again
  useEffect(() => {
    element.current?.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  }, [track, attempt, onBlocked]);
  // biome-ignore lint/a11y/useMediaCaption: live speech of a meeting has no caption track
  return <audio ref={element} autoPlay data-site-id={siteId} data-source="microphone" />;
}
