// The room's small button for the papers. What it opens is fetched only then: the room's entry stays light. The arrows of a remote
// control lead to the button, its Enter opens.

import { IconFileText } from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { Language } from '../words/language.ts';
import type { SiteWords } from './words.ts';

interface Props {
  readonly conferenceId: string;
  readonly agenda: readonly string[];
  readonly language: Language;
  readonly words: SiteWords;
}

type Overlay = ComponentType<Omit<Props, 'words'> & { readonly onClose: () => void }>;

export function PapersButton({ words, ...conference }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [overlay, setOverlay] = useState<{ readonly Papers: Overlay } | null>(null);
  const open = () => {
    import('../papers/RoomPapers.tsx').then(
      ({ default: Papers }) => setOverlay({ Papers }),
      // The line is down: the room says so itself, and the button can be pressed again.
      (error: unknown) => console.warn('papers not loaded', error),
    );
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.key.startsWith('Arrow') || event.defaultPrevented || document.activeElement !== document.body) return;
      button.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button ref={button} type="button" onClick={open}>
        <IconFileText />
        {words.papers}
      </button>
      {overlay !== null && <overlay.Papers {...conference} onClose={() => setOverlay(null)} />}
    </>
  );
}
