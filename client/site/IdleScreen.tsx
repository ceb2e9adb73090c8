// The screen people see most: what time it is, whose room this is, what comes next, and four proofs that it will work.

import {
  IconCamera,
  IconCameraOff,
  IconMicrophone,
  IconMicrophoneOff,
  IconVolume,
  IconVolumeOff,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DevicesSnapshot, Found } from '../media/devices.ts';
import type { Language } from '../words/language.ts';
import { formatLongDate, formatOfficialTime, formatTime, formatUntil } from '../words/time.ts';
import type { RoomInfo } from './useRoomInfo.ts';
import type { SiteWords } from './words.ts';

export interface IdleScreenProps {
  readonly words: SiteWords;
  readonly language: Language;
  readonly info: RoomInfo;
  readonly devices: DevicesSnapshot;
  readonly connected: boolean;
  readonly now: number;
}

export function IdleScreen({ words, language, info, devices, connected, now }: IdleScreenProps) {
  const { room } = info;
  return (
    <main className="idle">
      <div className="idle-centre">
        <time className="idle-clock figures">{formatTime(now)}</time>
        <p className="idle-date">
          {formatLongDate(now, language)}
          {room && <> · {words.siteTitle(room.siteName)}</>}
        </p>
        <NextConference words={words} language={language} info={info} now={now} />
      </div>
      <footer className="idle-foot">
        <ul className="proofs">
          <DeviceProof
            found={devices.found.camera}
            name={words.camera}
            good={words.cameraGood}
            bad={words.cameraMissing}
            checking={words.checking}
            icon={<IconCamera />}
            badIcon={<IconCameraOff />}
          />
          <DeviceProof
            found={devices.found.microphone}
            name={words.microphone}
            good={words.microphoneGood}
            bad={words.microphoneMissing}
            checking={words.checking}
            icon={<IconMicrophone />}
            badIcon={<IconMicrophoneOff />}
          />
          <DeviceProof
            found={devices.found.loudspeaker}
            name={words.loudspeaker}
            good={words.loudspeakerGood}
            bad={words.loudspeakerMissing}
            checking={words.checking}
            icon={<IconVolume />}
            badIcon={<IconVolumeOff />}
          />
          <LineProof words={words} connected={connected} roundTripMs={info.roundTripMs} />
        </ul>
        <p className="support">{room?.backupPhone ? words.support(room.backupPhone) : words.supportUnknown}</p>
      </footer>
    </main>
  );
}

function NextConference({ words, language, info, now }: Pick<IdleScreenProps, 'words' | 'language' | 'info' | 'now'>) {
  const next = info.room?.next;
  if (!info.room) return null;
  if (!next) {
    return (
      <section className="next-card empty">
        <p className="next-when">{words.noConference}</p>
      </section>
    );
  }
  const untilMs = Date.parse(next.startsAt) - now;
  const when = untilMs > 0 ? words.inTime(formatUntil(untilMs, language)) : words.timeHasCome;
  const from = formatOfficialTime(next.startsAt, language);
  const to = formatOfficialTime(next.endsAt, language);
  const isToday = formatLongDate(next.startsAt, language) === formatLongDate(now, language);
  return (
    <section className="next-card" aria-label={words.nextConference}>
      <p className="next-when">
        {words.nextConference} · <span className="next-until">{when}</span>
      </p>
      <h1 className="next-title">{next.title}</h1>
      <p className="next-more">
        {isToday ? '' : `${formatLongDate(next.startsAt, language)} · `}
        {from} – {to} · {words.chairedBy(next.chairName)}
      </p>
    </section>
  );
}

interface DeviceProofProps {
  readonly found: Found;
  readonly name: string;
  readonly good: string;
  readonly bad: string;
  readonly checking: string;
  readonly icon: ReactNode;
  readonly badIcon: ReactNode;
}

function DeviceProof({ found, name, good, bad, checking, icon, badIcon }: DeviceProofProps) {
  if (found === 'unknown')
    return (
      <li className="proof unknown">
        {icon} {name}: {checking}
      </li>
    );
  return found === 'good' ? (
    <li className="proof good">
      {icon} {good}
    </li>
  ) : (
    <li className="proof bad">
      {badIcon} {bad}
    </li>
  );
}

function LineProof({
  words,
  connected,
  roundTripMs,
}: {
  words: SiteWords;
  connected: boolean;
  roundTripMs: number | null;
}) {
  if (!connected || roundTripMs === null)
    return (
      <li className="proof bad">
        <IconWifiOff /> {words.lineBroken}
      </li>
    );
  return (
    <li className="proof good">
      <IconWifi /> {words.lineGood(roundTripMs)}
    </li>
  );
}
