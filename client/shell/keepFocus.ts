// A button that waits for the service is disabled meanwhile, and browsers take the focus from what is disabled. Gives it back.

/** For the whole page: a button that had the focus when it began to load has it again afterwards, unless somebody went elsewhere. */
export function keepFocusWhileLoading(page: Document): void {
  let waiting: HTMLElement | null = null;
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!(target instanceof HTMLElement)) continue;
      const isLoading = target.dataset.loading === 'true';
      // The browser takes the focus away with its next picture: until then it is where the person put it.
      if (isLoading && page.activeElement === target) waiting = target;
      if (isLoading || waiting !== target) continue;
      waiting = null;
      if (page.activeElement === page.body) target.focus();
    }
  }).observe(page.body, { subtree: true, attributeFilter: ['data-loading'] });
}
