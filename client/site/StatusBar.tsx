// The foot of the room's screen: the truth about its microphone, its own state in words, small acts, and the one big button.

import { IconMicrophone, IconMicrophoneOff, IconPresentation, IconPresentationOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import type { RoomCommand } from './LiveScreen.tsx';
import { MainButton } from './MainButton.tsx';
import { contentAct, type Lamp, type MainAct, mainAct, microphoneSwitch, type OwnState, ownState } from './view.ts';
import type { SiteWords } from './words.ts';

export interface StatusBarProps {
  readonly state: ConferenceState;
  readonly siteId: SiteId;
  readonly lamp: Lamp;
  readonly connected: boolean;
  readonly sharing: boolean;
  readonly busy: boolean;
  readonly words: SiteWords;
  /** The button that opens the papers. */
  readonly papers: ReactNode;
  readonly onCommand: (name: RoomCommand) => void;
  readonly onMicrophone: (open: boolean) => void;
  readonly onPresent: () => void;
  readonly onStopPresenting: () => void;
}

const COMMAND_OF: Record<MainAct, RoomCommand> = {
  confirmPresence: 'rollCall.confirm',
  release: 'floor.release',
  withdraw: 'floor.withdraw',
  request: 'floor.request',
};

export function StatusBar(props: StatusBarProps) {
  const { state, siteId, lamp, connected, words } = props;
  const main = mainAct(state, siteId);
  const own = ownState(state, siteId);
  return (
    <footer className={`status ${lamp}`}>
      <MicrophoneLamp lamp={lamp} words={words} />
      <div className="own">
        <p className="lamp-words">{LAMP_WORDS[lamp](words)}</p>
        <p className={isWaiting(own) ? 'own-state waiting' : 'own-state'} data-testid="own-state">
          {connected ? ownStateText(own, words) : words.reconnecting}
        </p>
      </div>
      <SmallActs {...props} />
      {main && (
        <MainButton
          label={words[main.act]}
          hint={words.enterKey}
          gold={main.gold && connected}
          busy={props.busy || !connected}
          onPress={() => props.onCommand(COMMAND_OF[main.act])}
        />
      )}
    </footer>
  );
}

const LAMP_WORDS: Record<Lamp, (words: SiteWords) => string> = {
  open: (words) => words.microphoneOpen,
  opening: (words) => words.microphoneOpening,
  closed: (words) => words.microphoneClosed,
};

function MicrophoneLamp({ lamp, words }: { readonly lamp: Lamp; readonly words: SiteWords }) {
  return (
    <span
      className={`lamp ${lamp}`}
      role="img"
      aria-label={LAMP_WORDS[lamp](words)}
      data-testid="microphone-lamp"
      data-open={lamp === 'open'}
    >
      {lamp === 'closed' ? <IconMicrophoneOff /> : <IconMicrophone />}
    </span>
  );
}

function SmallActs({
  state,
  siteId,
  sharing,
  words,
  papers,
  onMicrophone,
  onPresent,
  onStopPresenting,
}: StatusBarProps) {
  const microphone = microphoneSwitch(state, siteId);
  const content = contentAct(state, siteId, sharing);
  return (
    <div className="small-acts">
      {microphone !== null && (
        <button type="button" onClick={() => onMicrophone(microphone === 'open')}>
          {microphone === 'open' ? <IconMicrophone /> : <IconMicrophoneOff />}
          {microphone === 'open' ? words.openMicrophone : words.closeMicrophone}
        </button>
      )}
      {content === 'present' && (
        <button type="button" onClick={onPresent}>
          <IconPresentation />
          {words.present}
        </button>
      )}
      {content === 'stop' && (
        <button type="button" onClick={onStopPresenting}>
          <IconPresentationOff />
          {words.stopPresenting}
        </button>
      )}
      {papers}
    </div>
  );
}

function isWaiting(own: OwnState): boolean {
  return own.kind === 'waiting' || own.kind === 'rollCallRunning' || own.kind === 'calledOn';
}

function ownStateText(own: OwnState, words: SiteWords): string {
  return own.kind === 'waiting' ? words.waiting(own.place) : words[own.kind];
}
