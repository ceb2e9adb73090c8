// What every part of the console may reach: words, the live and media sources, the page's own store, and the one way to act.
// Parts read slices through these hooks, so that a second's telemetry never draws the whole page again.

import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Actor, CommandDraft, CommandName, ConferenceState, SiteId, Source } from '../../server/contract/index.ts';
import type { Capacity } from '../../server/contract/roles.ts';
import { ownSiteOf } from '../../server/domain/conference/permissions.ts';
import type { Theme } from '../theme/liveTheme.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/shared.ts';
import { type LivePart, type MediaPart, type Subscribable, trackKey } from './model/source.ts';
import type { QualityHistory } from './model/spark.ts';
import type { ConsoleUi, ConsoleUiStore, Place } from './model/ui.ts';
import type { ConsoleWords } from './words.ts';

/** What concerns this machine only. */
export interface Machine {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly listening: boolean;
  readonly setListening: (on: boolean) => void;
  /** The officer may use this machine as camera and microphone of the own site. */
  readonly maySend: boolean;
  readonly sending: boolean;
  readonly setSending: (on: boolean) => void;
  readonly startScreen: () => void;
  readonly stopScreen: () => void;
}

export interface ConsoleContext {
  readonly language: Language;
  readonly words: ConsoleWords;
  readonly shared: Words;
  readonly capacity: Capacity;
  readonly actor: Actor;
  readonly live: Subscribable<LivePart>;
  readonly media: Subscribable<MediaPart>;
  readonly ui: ConsoleUiStore;
  readonly quality: QualityHistory;
  /** Gives a command; true when it was done. A refusal is shown at `place`. The same act twice at once is one. */
  readonly act: <N extends CommandName>(place: Place, name: N, input: CommandDraft<N>) => Promise<boolean>;
  readonly machine: Machine;
  /** This page's capacity may give the command at all. */
  readonly may: (name: CommandName) => boolean;
}

const Context = createContext<ConsoleContext | null>(null);
export const ConsoleProvider = Context.Provider;

export function useConsole(): ConsoleContext {
  const context = useContext(Context);
  if (context === null) throw new Error('no ConsoleProvider above this part');
  return context;
}

export function useUi<T>(selector: (ui: ConsoleUi) => T): T {
  return useStore(useConsole().ui, selector);
}

/** A slice of the live source; `selector` must answer the same value until its slice changes. */
export function useLivePart<T>(selector: (part: LivePart) => T): T {
  const { live } = useConsole();
  return useSyncExternalStore(live.subscribe, () => selector(live.getSnapshot()));
}

/** The folded state; only for parts that are shown when there is one. */
export function useConference(): ConferenceState {
  const state = useLivePart((part) => part.state);
  if (state === null) throw new Error('no conference state yet');
  return state;
}

/** A site's track: received, or this machine's own when it stands in for that site; undefined: none now. */
export function useTrack(siteId: SiteId | null, source: Source): MediaStreamTrack | undefined {
  const { media, live, actor, machine } = useConsole();
  const read = useCallback(() => {
    if (siteId === null) return undefined;
    const { tracks, local } = media.getSnapshot();
    const received = tracks.get(trackKey(siteId, source));
    if (received !== undefined || !machine.sending) return received;
    const { state } = live.getSnapshot();
    return state !== null && ownSiteOf(state, actor) === siteId ? (local[source] ?? undefined) : undefined;
  }, [media, live, actor, machine.sending, siteId, source]);
  return useSyncExternalStore(media.subscribe, read);
}
