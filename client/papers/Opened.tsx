// A part of the page that a button opened: takes the focus to its first control, and gives it back to that button when it goes.

import { type ReactNode, useEffect, useRef } from 'react';
import { useFocusReturned } from '../shell/useFocusReturned.ts';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

export function Opened({ label, children }: Props) {
  const part = useRef<HTMLElement>(null);
  useFocusReturned();
  useEffect(() => part.current?.querySelector<HTMLElement>('input, select, button')?.focus(), []);
  return (
    <section ref={part} className="stack papers-form" aria-label={label}>
      {children}
    </section>
  );
}
