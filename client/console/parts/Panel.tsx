// The frame of everything that opens in the right column: a heading, a way out, room for a refusal.

import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useConsole } from '../context.ts';
import { escapeUi } from '../model/ui.ts';
import { useFocusFirst } from '../useFocusFirst.ts';
import { Refusal } from './Refusal.tsx';

export function Panel({
  title,
  children,
  grow = false,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly grow?: boolean;
}) {
  const { ui, words } = useConsole();
  const section = useFollowedFocus();
  return (
    <section ref={section} tabIndex={-1} className={grow ? 'panel panel-grow' : 'panel'} aria-label={title}>
      <header className="panel-head">
        <h2 title={title}>{title}</h2>
        <button type="button" className="icon-btn" aria-label={words.closePanel} onClick={() => escapeUi(ui)}>
          <IconX size={18} aria-hidden />
        </button>
      </header>
      <div className="panel-body">{children}</div>
      <Refusal at="panel" />
    </section>
  );
}

/** The keyboard goes into a panel it opened and back to where it came from; a mouse keeps its place. */
function useFollowedFocus() {
  const section = useRef<HTMLElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const element = section.current;
    const byKeyboard = before === document.body || before?.matches(':focus-visible') === true;
    if (element !== null && byKeyboard && !element.contains(document.activeElement)) element.focus();
    return () => {
      const inside = document.activeElement === document.body || element?.contains(document.activeElement) === true;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  return section;
}

/** A second step in place: the question, the act, the way back. Focus goes to the way back. */
export function TwoStep({
  ask,
  confirm,
  onConfirm,
  onCancel,
}: {
  readonly ask: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const { words } = useConsole();
  const first = useFocusFirst<HTMLButtonElement>();
  return (
    <fieldset className="two-step" aria-label={ask}>
      <p>{ask}</p>
      <div className="row-of-two">
        <button type="button" className="btn" ref={first} onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="button" className="btn btn-danger" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </fieldset>
  );
}
