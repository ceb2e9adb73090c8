// The button for the papers, for who may read them. What it opens is fetched only then: the console's entry stays as light as it is.

import { IconFileText } from '@tabler/icons-react';
import { type ComponentProps, type ComponentType, useState } from 'react';
import type { Capacity } from '../../../server/contract/roles.ts';
import { useConference, useConsole } from '../context.ts';

type Overlay = ComponentType<ComponentProps<typeof import('../../papers/ConsolePapers.tsx').default>>;
const READERS: readonly Capacity[] = ['chair', 'coChair', 'secretary'];

export function PapersButton({ iconOnly = false }: { readonly iconOnly?: boolean }) {
  const { words, capacity, language } = useConsole();
  const { conferenceId, agenda, sites } = useConference();
  const [overlay, setOverlay] = useState<{ readonly Papers: Overlay } | null>(null);
  if (!READERS.includes(capacity)) return null;
  const open = () => {
    import('../../papers/ConsolePapers.tsx').then(
      ({ default: Papers }) => setOverlay({ Papers }),
      // The line is down: the console says so itself, and the button can be pressed again.
      (error: unknown) => console.warn('papers not loaded', error),
    );
  };
  return (
    <>
      <button
        type="button"
        className={iconOnly ? 'btn icon-only' : 'btn'}
        {...(iconOnly ? { 'aria-label': words.papers, title: words.papers } : {})}
        onClick={open}
      >
        <IconFileText size={18} aria-hidden />
        {!iconOnly && words.papers}
      </button>
      {overlay !== null && (
        <overlay.Papers
          conferenceId={conferenceId}
          agenda={agenda.items.map((item) => item.title)}
          sites={Object.values(sites).map((site) => site.name)}
          language={language}
          onClose={() => setOverlay(null)}
        />
      )}
    </>
  );
}
