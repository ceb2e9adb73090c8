// Beside the stage: the clock of the turn, the small pictures, and who is next.

import { Fragment } from 'react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { type TurnClock, turnClock } from '../../server/domain/conference/turnClock.ts';
import type { MediaSnapshot } from '../media/MediaClient.ts';
import { formatSeconds } from '../words/time.ts';
import { Picture } from './Picture.tsx';
import { nextSpeakers, stageView } from './view.ts';
import type { SiteWords } from './words.ts';

export interface SideColumnProps {
  readonly state: ConferenceState;
  readonly siteId: SiteId;
  readonly media: MediaSnapshot;
  readonly now: number;
  readonly words: SiteWords;
}

export function SideColumn({ state, siteId, media, now, words }: SideColumnProps) {
  const { holder } = state.floor;
  const view = stageView(state, siteId);
  const shared = { state, ownSiteId: siteId, media, words };
  const speaker = view.content === null ? null : view.panes[0];
  const paused = state.phase === 'paused';
  return (
    <aside className="side">
      {holder && <Clock clock={turnClock(holder, now)} name={state.sites[holder.siteId]?.name ?? ''} words={words} />}
      {/* Beside a document two pictures need the room. */}
      {view.content === null && <Next next={nextSpeakers(state, siteId)} words={words} />}
      <div className="side-pictures">
        {!paused && speaker && (
          <Picture {...shared} key={`speaker ${speaker}`} siteId={speaker} size="corner" testId="main-pane" />
        )}
        {!paused && view.corner && (
          <Picture
            {...shared}
            key={`corner ${view.corner}`}
            siteId={view.corner}
            size="corner"
            title={view.corner === siteId ? words.ownSite : words.chair}
            testId="corner-pane"
          />
        )}
      </div>
    </aside>
  );
}

function Clock({ clock, name, words }: { clock: TurnClock; name: string; words: SiteWords }) {
  return (
    <section className={`turn-clock ${clock.phase}`} data-testid="turn-clock" data-phase={clock.phase}>
      <p className="turn-name">{name}</p>
      <p className="turn-time figures">{formatSeconds(clock.elapsedSeconds)}</p>
      <p className="turn-limit figures">{limitText(clock, words)}</p>
    </section>
  );
}

function limitText({ limitSeconds, remainingSeconds, phase }: TurnClock, words: SiteWords): string {
  if (limitSeconds === null || remainingSeconds === null) return words.noLimit;
  if (phase === 'red') return words.timeIsUp;
  return phase === 'amber'
    ? words.remaining(formatSeconds(remainingSeconds))
    : words.ofLimit(formatSeconds(limitSeconds));
}

function Next({ next, words }: { next: ReturnType<typeof nextSpeakers>; words: SiteWords }) {
  if (next.length === 0) return <p className="next-speakers none">{words.emptyQueue}</p>;
  return (
    <dl className="next-speakers">
      {next.map(({ name, own }, index) => (
        <Fragment key={name}>
          <dt>{index === 0 ? words.next : words.afterNext}</dt>
          <dd className={own ? 'own' : ''}>{name}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
