// The one big button. A remote control's Enter presses it wherever the focus is, unless another control has it.

import { useEffect, useRef } from 'react';

/** Milliseconds after the button's meaning changed during which a key is still meant for the former one. */
const SETTLE_MS = 800;

export interface MainButtonProps {
  readonly label: string;
  /** Shown small beside the label, not part of its name. */
  readonly hint: string;
  /** The likely next act. */
  readonly gold: boolean;
  readonly busy?: boolean;
  readonly onPress: () => void;
}

export function MainButton({ label, hint, gold, busy = false, onPress }: MainButtonProps) {
  const press = useRef(onPress);
  press.current = busy ? () => undefined : onPress;
  const changedAt = useRef(0);
  const shownLabel = useRef(label);
  if (shownLabel.current !== label) {
    shownLabel.current = label;
    changedAt.current = Date.now();
  }
  const isStray = (event: { readonly repeat: boolean }) => event.repeat || Date.now() - changedAt.current < SETTLE_MS;
  const stray = useRef(isStray);
  stray.current = isStray;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || stray.current(event)) return;
      const target = event.target;
      if (target instanceof Element && target.closest('button, a, input, textarea, select')) return;
      event.preventDefault();
      press.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <button
      type="button"
      className={gold ? 'main-button gold' : 'main-button'}
      aria-disabled={busy}
      onClick={() => press.current()}
      // A held key, or one meant for what the button said a moment ago, must not give a command.
      onKeyDown={(event) => isStray(event) && event.preventDefault()}
    >
      {label}
      <span className="main-button-hint" aria-hidden="true">
        {hint}
      </span>
    </button>
  );
}
