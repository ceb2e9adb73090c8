// Who has the floor and for how long: clock, limit, bar; amber in the last minute, red past the limit, never a cut.

import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import type { FloorHolder } from '../../../server/contract/state.ts';
import { isHeard } from '../../../server/domain/conference/heard.ts';
import { turnClock } from '../../../server/domain/conference/turnClock.ts';
import { formatSeconds } from '../../words/time.ts';
import { useServerNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import { Refusal } from './Refusal.tsx';
import { Spark } from './Spark.tsx';

export function SpeakingCard() {
  const { words } = useConsole();
  const state = useConference();
  const { floor, sites } = state;
  const { holder } = floor;
  const site = holder === null ? undefined : sites[holder.siteId];
  return (
    <section className="speaking" aria-label={words.speaking}>
      <h2>{words.speaking}</h2>
      {holder === null || site === undefined ? (
        <p className="empty-note" data-testid="speaking">
          {words.speakingNone}
        </p>
      ) : (
        <div className="speaking-card" data-testid="speaking" data-site-id={holder.siteId}>
          <p className="speaking-name">
            {isHeard(state, site.siteId) ? (
              <IconMicrophone size={18} aria-label={words.micOpen} />
            ) : (
              <IconMicrophoneOff size={18} aria-label={words.micClosed} />
            )}
            <strong title={site.name}>{site.name}</strong>
            <Spark siteId={site.siteId} />
          </p>
          <TurnClock holder={holder} />
          {!site.online && <p className="small waiting">{words.speakingLost(site.shortName)}</p>}
          {site.online && site.selfMuted && <p className="small waiting">{words.speakingSelfMuted}</p>}
          <TurnActs limited={holder.limitSeconds !== null} />
        </div>
      )}
      <Refusal at="speaking" />
    </section>
  );
}

export function TurnClock({ holder, after }: { readonly holder: FloorHolder; readonly after?: string }) {
  const { words, shared } = useConsole();
  const clock = turnClock(holder, useServerNow());
  const limit = clock.limitSeconds;
  const used = limit === null ? 0 : Math.min(1, clock.elapsedSeconds / limit);
  const note = clock.phase === 'red' ? shared.timeIsUp : clock.phase === 'amber' ? shared.oneMinuteLeft : null;
  return (
    <div className={`turn-clock phase-${clock.phase}`}>
      <p>
        <span className="turn-elapsed figures">{formatSeconds(clock.elapsedSeconds)}</span>
        <span className="turn-limit figures">
          / {limit === null ? words.noLimit : formatSeconds(limit)}
          {after !== undefined && ` · ${after}`}
        </span>
        {note !== null && <strong className="turn-note">{note}</strong>}
      </p>
      {limit !== null && <progress className="turn-bar" value={used} max={1} aria-label={note ?? words.speaking} />}
    </div>
  );
}

export function TurnActs({ limited }: { readonly limited: boolean }) {
  const { words, may, act } = useConsole();
  if (!may('floor.revoke')) return null;
  return (
    <div className="row-of-two">
      <button
        type="button"
        className="btn"
        disabled={!limited}
        onClick={() => act('speaking', 'floor.extend', { seconds: 120 })}
      >
        {words.extend}
      </button>
      <button
        type="button"
        className="btn"
        aria-label={words.endTurn}
        onClick={() => act('speaking', 'floor.revoke', {})}
      >
        {words.endTurnShort}
      </button>
    </div>
  );
}
