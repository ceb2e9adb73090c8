// The top bar: title, control mode, planned time, clock; roll call, mute all, directive and, far away, the end.

import {
  IconFlag,
  IconListCheck,
  IconMicrophoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserShare,
} from '@tabler/icons-react';
import { type ComponentType, memo } from 'react';
import { MODES } from '../../../server/contract/state.ts';
import { isCloseConfirmable } from '../../../server/domain/conference/decideSession.ts';
import { formatTime } from '../../words/time.ts';
import { serverNow, useServerNow } from '../clock.ts';
import { useConference, useConsole, useUi } from '../context.ts';
import type { GoldAct } from '../model/nextAction.ts';
import { rollCallCount } from '../model/rollCall.ts';
import { type PanelName, togglePanel } from '../model/ui.ts';
import { PapersButton } from './PapersButton.tsx';
import { Refusal } from './Refusal.tsx';

export function TopBar({ gold }: { readonly gold: GoldAct | null }) {
  const state = useConference();
  return (
    <header className="top-bar">
      <h1 title={state.title}>{state.title}</h1>
      <ModeSwitch />
      <PlannedTime startsAt={state.startsAt} endsAt={state.endsAt} />
      <Refusal at="top" />
      <div className="top-acts">
        <PhaseActs gold={gold} />
        <PanelButtons />
      </div>
    </header>
  );
}

function ModeSwitch() {
  const { words, shared, may, act } = useConsole();
  const state = useConference();
  const locked = !may('mode.set');
  if (locked) return <span className="mode-word">{shared.modes[state.mode]}</span>;
  return (
    <fieldset className="mode-switch" aria-label={words.mode} title={words.mode}>
      {MODES.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={state.mode === mode}
          disabled={state.phase === 'scheduled'}
          onClick={() => state.mode !== mode && act('top', 'mode.set', { mode })}
        >
          {shared.modes[mode]}
        </button>
      ))}
    </fieldset>
  );
}

const PlannedTime = memo(function PlannedTime({
  startsAt,
  endsAt,
}: {
  readonly startsAt: string;
  readonly endsAt: string;
}) {
  const { words } = useConsole();
  return (
    <p className="top-time figures">
      <span className="quiet" title={words.plannedTime}>
        {formatTime(startsAt)} – {formatTime(endsAt)}
      </span>
      <WallClock />
    </p>
  );
});

export function WallClock() {
  const { words } = useConsole();
  const now = useServerNow(60_000);
  return (
    <time className="wall-clock figures" title={words.clock}>
      {formatTime(now)}
    </time>
  );
}

function PhaseActs({ gold }: { readonly gold: GoldAct | null }) {
  const { words, may, act } = useConsole();
  const { phase } = useConference();
  if (phase === 'scheduled' && may('conference.open')) {
    return (
      <button type="button" className="btn btn-gold" onClick={() => act('top', 'conference.open', {})}>
        <IconPlayerPlay size={18} aria-hidden />
        {words.open}
      </button>
    );
  }
  if (phase === 'paused' && may('conference.resume')) {
    const golden = gold?.kind === 'resume';
    return (
      <button
        type="button"
        className={golden ? 'btn btn-gold' : 'btn'}
        onClick={() => act('top', 'conference.resume', {})}
      >
        <IconPlayerPlay size={18} aria-hidden />
        {words.resume}
      </button>
    );
  }
  return null;
}

function PanelButtons() {
  const { words, may, act } = useConsole();
  const state = useConference();
  const live = state.phase === 'open' || state.phase === 'paused';
  const count = rollCallCount(state);
  return (
    <>
      {state.phase === 'open' && <PauseButton iconOnly />}
      {live && may('rollCall.start') && (
        <PanelButton panel="rollCall" icon={IconListCheck} label={`${words.rollCall} ${count.present}/${count.of}`} />
      )}
      {live && may('microphone.muteAll') && (
        <button type="button" className="btn" onClick={() => act('top', 'microphone.muteAll', {})}>
          <IconMicrophoneOff size={18} aria-hidden />
          {words.muteAll}
        </button>
      )}
      {live && may('directive.record') && <PanelButton panel="directive" icon={IconFlag} label={words.directive} />}
      <PapersButton iconOnly />
      {live && may('chair.handOver') && (
        <PanelButton panel="handOver" icon={IconUserShare} label={words.handOver} iconOnly />
      )}
      {live && <CloseButton />}
    </>
  );
}

export function PauseButton({ iconOnly = false }: { readonly iconOnly?: boolean }) {
  const { words, may, act } = useConsole();
  if (!may('conference.pause')) return null;
  return (
    <button
      type="button"
      className={iconOnly ? 'btn icon-only' : 'btn'}
      {...(iconOnly ? { 'aria-label': words.pause, title: words.pause } : {})}
      onClick={() => act('top', 'conference.pause', {})}
    >
      <IconPlayerPause size={18} aria-hidden />
      {!iconOnly && words.pause}
    </button>
  );
}

/** The first of the two steps: says so to the service and shows what is outstanding. */
export function CloseButton() {
  const { words, ui, act, live, may } = useConsole();
  const state = useConference();
  const open = useUi((now) => now.panel === 'close');
  if (!may('conference.requestClose')) return null;
  const start = () => {
    togglePanel(ui, 'close');
    const now = serverNow(live.getSnapshot().clockOffsetMs);
    if (!open && !isCloseConfirmable(state, now)) void act('panel', 'conference.requestClose', {});
  };
  return (
    <button type="button" className="btn btn-danger btn-end" aria-expanded={open} onClick={start}>
      {words.close}
    </button>
  );
}

/** Opens or closes a panel of the right column; says whether it is open. */
export function PanelButton({
  panel,
  icon: Icon,
  label,
  iconOnly = false,
  className,
}: {
  readonly panel: PanelName;
  readonly icon?: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  readonly label: string;
  readonly iconOnly?: boolean;
  readonly className?: string;
}) {
  const { ui } = useConsole();
  const open = useUi((now) => now.panel === panel);
  return (
    <button
      type="button"
      className={className ?? (iconOnly ? 'btn icon-only' : 'btn')}
      aria-expanded={open}
      {...(iconOnly ? { 'aria-label': label, title: label } : {})}
      onClick={() => togglePanel(ui, panel)}
    >
      {Icon !== undefined && <Icon size={18} aria-hidden />}
      {!iconOnly && label}
    </button>
  );
}
