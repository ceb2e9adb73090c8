// Light or dark for the planner's pages: chosen here, remembered in this browser, written on the root element.

export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'planner.theme';
const listeners = new Set<() => void>();
let theme: Theme = 'light';

export function getTheme(): Theme {
  return theme;
}

/** Calls back on every change; answers how to stop. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows and remembers a theme. */
export function chooseTheme(next: Theme): void {
  show(next);
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // A private window without storage keeps the choice for this page only.
  }
}

/** The theme this browser chose before; light when it never did. */
export function applyStoredTheme(): void {
  try {
    show(localStorage.getItem(STORAGE_KEY) === 'dark' ? 'dark' : 'light');
  } catch {
    show('light');
  }
}

/** Shows what the reader's system prefers, unless a theme was chosen in this browser; nothing is remembered. */
export function followSystemTheme(): void {
  try {
    if (localStorage.getItem(STORAGE_KEY) !== null) return;
  } catch {
    // Without storage nothing was ever chosen.
  }
  show(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function show(next: Theme): void {
  theme = next;
  document.documentElement.dataset.theme = next;
  for (const listener of listeners) listener();
}
