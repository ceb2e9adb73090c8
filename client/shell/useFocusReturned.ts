// Gives the focus back to what had it when a part of the page came, once that part goes: a drawer, a panel, a question.

import { useEffect, useState } from 'react';

/** For a part that is there only while it is open. Nobody who has gone elsewhere meanwhile is called back. */
export function useFocusReturned(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
