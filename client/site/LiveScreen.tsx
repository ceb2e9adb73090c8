// The room in a conference: stage and side column above, the truth about this room below. Gives the room's few commands.

import { useEffect, useState } from 'react';
import type { CommandName } from '../../server/contract/commands.ts';
import type { ErrorCode } from '../../server/contract/errors.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import type { MediaClient, MediaSnapshot } from '../media/MediaClient.ts';
import type { LiveClient, LiveSnapshot } from '../signaling/LiveClient.ts';
import { AudioSink } from '../state/AudioSink.tsx';
import { useSilence } from '../state/useSilence.ts';
import type { Language } from '../words/language.ts';
import { errorText } from '../words/shared.ts';
import { formatTime } from '../words/time.ts';
import { Notice } from './Notice.tsx';
import { PapersButton } from './PapersButton.tsx';
import { SideColumn } from './SideColumn.tsx';
import { Stage } from './Stage.tsx';
import { StatusBar } from './StatusBar.tsx';
import { Trouble } from './Trouble.tsx';
import { agendaPlace, microphoneLamp } from './view.ts';
import type { SiteWords } from './words.ts';

export interface LiveScreenProps {
  readonly live: LiveClient;
  readonly media: MediaClient;
  readonly snapshot: LiveSnapshot;
  readonly mediaSnapshot: MediaSnapshot;
  readonly phone: string | null;
  /** Server time, epoch ms. */
  readonly now: number;
  readonly lostAt: number | null;
  readonly words: SiteWords;
  readonly language: Language;
}

/** Milliseconds a refusal stays readable. */
const REFUSAL_MS = 8_000;
/** Milliseconds pictures and sound may be away before the room is told. */
const MEDIA_AWAY_MS = 3_000;

export type RoomCommand = Extract<
  CommandName,
  'floor.request' | 'floor.withdraw' | 'floor.release' | 'rollCall.confirm'
>;

export function LiveScreen(props: LiveScreenProps) {
  const { live, media, snapshot, mediaSnapshot, now, lostAt, words, language } = props;
  const { state, attached } = snapshot;
  const siteId = attached?.status === 'live' ? attached.siteId : null;
  const { busy, refused, give } = useCommands(live);
  const lamp =
    state && siteId
      ? microphoneLamp(state, siteId, {
          connected: snapshot.connection === 'connected',
          sending: mediaSnapshot.sending,
          hasTrack: mediaSnapshot.local.microphone !== null,
        })
      : 'closed';
  const silent = useSilence(mediaSnapshot.local.microphone, lamp === 'open' && state?.floor.holder?.siteId === siteId);
  const mediaAway = useLasting(lostAt === null && mediaSnapshot.phase === 'retrying', MEDIA_AWAY_MS);
  if (!state || !siteId) return null;

  return (
    <main className={lostAt === null ? 'live' : 'live lost'}>
      <Header state={state} now={now} words={words} />
      <div className="live-middle">
        <div className="live-main">
          <div className="stage-box">
            {state.phase === 'paused' ? (
              <section className="paused-card">
                <h1>{words.paused}</h1>
                <p>{words.pausedMore}</p>
              </section>
            ) : (
              <Stage live={live} state={state} siteId={siteId} media={mediaSnapshot} words={words} />
            )}
          </div>
          <Notice
            state={state}
            siteId={siteId}
            media={mediaSnapshot}
            refused={refused === null ? null : errorText(language, refused)}
            silent={silent}
            mediaAway={mediaAway}
            now={now}
            words={words}
          />
        </div>
        <SideColumn state={state} siteId={siteId} media={mediaSnapshot} now={now} words={words} />
      </div>
      <StatusBar
        state={state}
        siteId={siteId}
        lamp={lamp}
        connected={lostAt === null}
        sharing={mediaSnapshot.local.screen !== null}
        busy={busy}
        words={words}
        papers={
          <PapersButton
            conferenceId={state.conferenceId}
            agenda={state.agenda.items.map((item) => item.title)}
            language={language}
            words={words}
          />
        }
        onCommand={(name) => give(() => live.command(name, {}))}
        onMicrophone={(open) => give(() => live.command('microphone.setOwn', { open }))}
        onPresent={() => give(() => media.startScreen())}
        onStopPresenting={() => give(async () => media.stopScreen().then(() => ({ ok: true })))}
      />
      {lostAt !== null && <Trouble words={words} lostAt={lostAt} phone={props.phone} />}
      <AudioSink tracks={mediaSnapshot.tracks} unlockLabel={words.unlockSound} />
    </main>
  );
}

function Header({ state, now, words }: { state: ConferenceState; now: number; words: SiteWords }) {
  const agenda = agendaPlace(state);
  return (
    <header className="live-header">
      <h1>{state.title}</h1>
      <p>{agenda && `${words.agenda(agenda.place, agenda.count)} · ${agenda.title}`}</p>
      <time className="figures">{formatTime(now)}</time>
    </header>
  );
}

/** True once `condition` has held for `ms`. */
function useLasting(condition: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!condition) return;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [condition, ms]);
  return lasting;
}

type Outcome = { readonly ok: boolean; readonly error?: { readonly code: ErrorCode | 'cancelled' } };

/** One command at a time; a refusal is kept for a while as words. */
function useCommands(live: LiveClient) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const give = (act: () => Promise<Outcome>) => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    void act().then((answer) => {
      setBusy(false);
      const code = answer.ok ? null : (answer.error?.code ?? 'internal');
      if (code === null || code === 'cancelled') return;
      setRefused(code);
      setTimeout(() => setRefused((shown) => (shown === code ? null : shown)), REFUSAL_MS);
    });
  };
  return { busy: busy && live.getSnapshot().connection === 'connected', refused, give };
}
