// The console's page: brings the clients, the words and the machine's choices together, and says in words where it stands
// when there is no conference to draw. Owns no rule.

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ConferenceId } from '../../server/contract/ids.ts';
import type { Actor, ConferenceState } from '../../server/contract/state.ts';
import { capacityOf, PERMITTED } from '../../server/domain/conference/permissions.ts';
import type { LiveSnapshot } from '../signaling/LiveClient.ts';
import { AudioSink } from '../state/AudioSink.tsx';
import { useLive, useMedia } from '../state/useLive.ts';
import { errorText, words as sharedWords } from '../words/shared.ts';
import { createAct } from './act.ts';
import { ConsoleView } from './ConsoleView.tsx';
import { type ConsoleContext, ConsoleProvider } from './context.ts';
import { signInAddress } from './model/address.ts';
import { QualityHistory } from './model/spark.ts';
import { createConsoleUi } from './model/ui.ts';
import { PhoneView } from './PhoneView.tsx';
import { Standing } from './parts/Standing.tsx';
import { type Choices, useChoices } from './useChoices.ts';
import { type Clients, useClients } from './useClients.ts';
import { useJournalLines } from './useJournalLines.ts';
import { type ConsoleWords, consoleWords } from './words.ts';

type PageMemory = Pick<ConsoleContext, 'ui' | 'quality'>;

export function ConsolePage({ conferenceId }: { readonly conferenceId: ConferenceId | null }) {
  const choices = useChoices();
  const words = consoleWords(choices.language);
  if (conferenceId === null) return <Standing text={words.notFound} words={words} />;
  return <Connected conferenceId={conferenceId} choices={choices} words={words} />;
}

function Connected({
  conferenceId,
  choices,
  words,
}: {
  readonly conferenceId: ConferenceId;
  readonly choices: Choices;
  readonly words: ConsoleWords;
}) {
  const clients = useClients(conferenceId, choices.sending);
  // Outlives the clients: choosing to send from this machine must not close what is open.
  const [page] = useState<PageMemory>(() => ({ ui: createConsoleUi(), quality: new QualityHistory() }));
  if (clients === null) return <Standing text={words.connecting} words={words} />;
  return <WithClients clients={clients} page={page} choices={choices} words={words} />;
}

function WithClients({
  clients,
  page,
  choices,
  words,
}: {
  readonly clients: Clients;
  readonly page: PageMemory;
  readonly choices: Choices;
  readonly words: ConsoleWords;
}) {
  const snapshot = useLive(clients.live);
  const { refusal, state, welcome, attached } = snapshot;
  const { sending, setSending } = choices;
  useEffect(() => {
    if (refusal === 'notSignedIn') location.assign(signInAddress(location.pathname + location.search));
    // Remembered by an officer who used this browser before: somebody else simply does not send.
    if (refusal === 'forbidden' && sending) setSending(false);
  }, [refusal, sending, setSending]);
  useEffect(() => {
    if (state !== null) document.title = `${state.title} · ${words.console}`;
  }, [state?.title, words.console, state]);

  if (attached?.status === 'replaced') {
    return (
      <Standing text={words.replaced} words={words}>
        <button type="button" className="btn btn-gold" onClick={() => clients.live.takeOver()}>
          {words.replacedBack}
        </button>
      </Standing>
    );
  }
  if (state === null || welcome === null)
    return <Standing text={standingText(snapshot, words, choices)} words={words} />;
  return <Live clients={clients} page={page} choices={choices} words={words} snapshot={snapshot} state={state} />;
}

function standingText({ refusal, attached }: LiveSnapshot, words: ConsoleWords, { language }: Choices): string {
  if (refusal === 'forbidden') return words.notAllowed;
  if (refusal === 'notFound') return words.notFound;
  if (refusal !== null) return errorText(language, refusal);
  return attached === null ? words.connecting : words.notOpenYet;
}

function Live({
  clients,
  page,
  choices,
  words,
  snapshot,
  state,
}: {
  readonly clients: Clients;
  readonly page: PageMemory;
  readonly choices: Choices;
  readonly words: ConsoleWords;
  readonly snapshot: LiveSnapshot;
  readonly state: ConferenceState;
}) {
  const { live, media } = clients;
  const mediaSnapshot = useMedia(media);
  const context = useContextValue(clients, page, choices, words, snapshot, state);
  const lines = useJournalLines(state, snapshot.entries, snapshot.attached);
  const phone = useNarrow();
  const { telemetry } = snapshot;
  useEffect(() => {
    if (telemetry !== null) context.quality.push(telemetry.quality, Date.now());
  }, [telemetry, context.quality]);

  const main = state.stage.panes[0] ?? null;
  const mainShown =
    main === null || mediaSnapshot.tracks.has(`${main}:camera`) || main === snapshot.welcome?.account.siteId;
  useEffect(() => {
    if (mainShown) live.reportShown(state.stage.revision);
  }, [live, mainShown, state.stage.revision]);

  const notice =
    snapshot.connection !== 'connected'
      ? words.reconnecting
      : mediaSnapshot.phase === 'retrying'
        ? words.mediaProblem
        : state.phase === 'paused'
          ? words.pausedNotice
          : null;
  return (
    <ConsoleProvider value={context}>
      {phone ? <PhoneView lines={lines} notice={notice} /> : <ConsoleView lines={lines} notice={notice} />}
      {choices.listening && <AudioSink tracks={mediaSnapshot.tracks} unlockLabel={words.unlockSound} />}
    </ConsoleProvider>
  );
}

function useContextValue(
  { live, media }: Clients,
  { ui, quality }: PageMemory,
  choices: Choices,
  words: ConsoleWords,
  snapshot: LiveSnapshot,
  state: ConferenceState,
): ConsoleContext {
  const account = snapshot.welcome?.account;
  const actor = useMemo<Actor>(
    () => ({
      accountId: account?.accountId ?? null,
      role: account?.role ?? 'observer',
      siteId: account?.siteId ?? null,
      name: account?.name ?? '',
    }),
    [account],
  );
  const capacity = capacityOf(state, actor);
  const act = useMemo(() => createAct(live, ui), [live, ui]);
  return useMemo(
    () => ({
      language: choices.language,
      words,
      shared: sharedWords(choices.language),
      capacity,
      actor,
      live,
      media,
      ui,
      quality,
      act,
      may: (name) => PERMITTED[name].includes(capacity),
      machine: {
        ...choices,
        maySend: capacity === 'chair' || capacity === 'coChair',
        startScreen: () => void media.startScreen(),
        stopScreen: () => void media.stopScreen(),
      },
    }),
    [choices, words, capacity, actor, live, media, ui, quality, act],
  );
}

const NARROW = '(max-width: 699px)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(NARROW).matches,
  );
}
