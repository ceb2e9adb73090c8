// A dialogue over the page that keeps the focus inside and gives it back; Escape closes it. Its keys stay its own.

import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function PapersDialog({ label, className = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef(onClose);
  closing.current = onClose;
  useEffect(() => {
    const shown = dialog.current;
    if (shown === null) return;
    const before = document.activeElement;
    shown.showModal();
    // A dialogue takes its first control; a paper wants its keys to turn pages.
    shown.querySelector<HTMLElement>('.pdf-sheet')?.focus();
    // The page below has keys of its own at the window (the room's big button): none of these is meant for them.
    const keep = (event: KeyboardEvent) => event.stopPropagation();
    const cancel = (event: Event) => {
      event.preventDefault();
      closing.current();
    };
    document.addEventListener('keydown', keep);
    shown.addEventListener('cancel', cancel);
    return () => {
      document.removeEventListener('keydown', keep);
      shown.removeEventListener('cancel', cancel);
      shown.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={`papers-dialog ${className}`} aria-label={label}>
      {children}
    </dialog>
  );
}
