// A part of the page that a button opened: takes the focus to its first control, and gives it back to that button when it goes.

import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

export function Opened({ label, children }: Props) {
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    part.current?.querySelector<HTMLElement>('input, select, button')?.focus();
    return () => {
      // Only if nobody has gone elsewhere meanwhile, and only to what is still there.
      const isOurs = document.activeElement === null || document.activeElement === document.body;
      if (isOurs && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section ref={part} className="stack papers-form" aria-label={label}>
      {children}
    </section>
  );
}
