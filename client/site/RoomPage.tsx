// The room page: chooses the screen from what the server says, and needs nobody to click. Draws nothing itself.

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LocalDevices } from '../media/devices.ts';
import type { MediaClient } from '../media/MediaClient.ts';
import type { LiveClient, LiveSnapshot } from '../signaling/LiveClient.ts';
import { useLive, useMedia } from '../state/useLive.ts';
import { useServerClock } from '../state/useServerClock.ts';
import type { Language } from '../words/language.ts';
import { IdleScreen } from './IdleScreen.tsx';
import { LiveScreen } from './LiveScreen.tsx';
import { EndedScreen, LobbyScreen, ReplacedScreen, WrongAccountScreen } from './MessageScreens.tsx';
import { type RoomInfo, useRoomInfo } from './useRoomInfo.ts';
import { useFreshCode, useRoomDevices, useWakeLock } from './useUnattended.ts';
import { roomScreen } from './view.ts';
import { siteWords } from './words.ts';

export interface RoomPageProps {
  readonly live: LiveClient;
  readonly media: MediaClient;
  readonly devices: LocalDevices;
  readonly language: Language;
}

/** Milliseconds before the start at which the technicians are in the room and the devices open. */
const DEVICES_EARLY_MS = 60 * 60_000;

export function RoomPage({ live, media, devices, language }: RoomPageProps) {
  const snapshot = useLive(live);
  const mediaSnapshot = useMedia(media);
  const deviceSnapshot = useSyncExternalStore(devices.subscribe, devices.getSnapshot);
  const info = useRoomInfo(`${snapshot.attached?.status} ${snapshot.connection} ${snapshot.refusal}`);
  const now = useServerClock(snapshot, 1_000);
  const closedAt = useClosedAt(snapshot);
  const lostAt = useLostAt(snapshot);
  const screen = info.wrongAccount ? 'wrongAccount' : roomScreen(snapshot, closedAt, Date.now());
  const words = siteWords(language);

  useWakeLock();
  useRoomDevices(devices, screen === 'lobby' || screen === 'live' || startsSoon(info, now));
  useFreshCode(screen === 'idle' || screen === 'closed', snapshot.welcome?.serverId ?? null);

  switch (screen) {
    case 'wrongAccount':
      return <WrongAccountScreen words={words} />;
    case 'replaced':
      return <ReplacedScreen words={words} onUse={() => live.takeOver()} />;
    case 'lobby':
      return <LobbyScreen words={words} language={language} info={info} now={now} lostAt={lostAt} />;
    case 'closed':
      return <EndedScreen words={words} />;
    case 'live':
      return (
        <LiveScreen
          live={live}
          media={media}
          snapshot={snapshot}
          mediaSnapshot={mediaSnapshot}
          phone={info.room?.backupPhone ?? null}
          now={now}
          lostAt={lostAt}
          words={words}
          language={language}
        />
      );
    case 'idle':
      return (
        <IdleScreen
          words={words}
          language={language}
          info={info}
          devices={deviceSnapshot}
          connected={snapshot.connection === 'connected'}
          now={now}
        />
      );
  }
}

function startsSoon({ room }: RoomInfo, now: number): boolean {
  return room?.next != null && Date.parse(room.next.startsAt) - now < DEVICES_EARLY_MS;
}

/** When this page saw its conference close, by its own clock; null: not. A new conference forgets it. */
function useClosedAt({ state }: LiveSnapshot): number | null {
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const phase = state?.phase;
  useEffect(() => {
    if (phase === 'closed') setClosedAt((before) => before ?? Date.now());
    if (phase === 'open' || phase === 'paused') setClosedAt(null);
  }, [phase]);
  return closedAt;
}

/** When the line went down, by the server's clock as this page knows it; null: it is up. */
function useLostAt({ connection, clockOffsetMs }: LiveSnapshot): number | null {
  const [lostAt, setLostAt] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment counts, not later corrections of the clock
  useEffect(() => {
    setLostAt(connection === 'reconnecting' ? Date.now() + clockOffsetMs : null);
  }, [connection]);
  return lostAt;
}
