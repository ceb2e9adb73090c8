// The frame of everything that opens in the right column: a heading, a way out, room for a refusal.

import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
  return (
    <section className={grow ? 'panel panel-grow' : 'panel'} aria-label={title}>
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
