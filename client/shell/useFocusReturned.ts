// Gives the focus back to what had it when a part of the page came, once that part goes: a drawer, a panel, a question.

import { useEffect, useState } from 'react';

/**
 * For a part that is there only while it is open. What had the focus gets it again, or the page's content when that is gone too;
 * nobody who has gone elsewhere meanwhile is called back.
 */
export function useFocusReturned(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      const target = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('content');
      target?.focus();
    },
    [before],
  );
}
