// Gives the keyboard back where it was: a dialog that is taken out of the page leaves the focus nowhere by itself.

import { useEffect, useState } from 'react';

/** When the component goes, the focus returns to what had it when the component came; when that is gone too, to the page's content. */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const target = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('content');
      target?.focus();
    },
    [opener],
  );
}
