// Dark or light for the live pages, console and room: `?theme=` first, then what this browser chose before, then dark.
// Dark because rooms are dimmed while a conference runs; storage that is forbidden or full never breaks a page.

export type Theme = 'dark' | 'light';

const STORAGE_KEY = 'theme';

/** The page's theme; a choice made in the address is remembered. */
export function readTheme(search: string = globalThis.location?.search ?? ''): Theme {
  const asked = new URLSearchParams(search).get('theme');
  if (asked === 'dark' || asked === 'light') {
    remember(asked);
    return asked;
  }
  try {
    return globalThis.localStorage?.getItem(STORAGE_KEY) === 'light' ? 'light' : 'dark';
  } catch {
    return 'dark';
  }
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

/** Shows and remembers a theme. */
export function chooseTheme(theme: Theme): void {
  remember(theme);
  applyTheme(theme);
}

function remember(theme: Theme): void {
  try {
    globalThis.localStorage?.setItem(STORAGE_KEY, theme);
  } catch {
    // A private window without storage keeps the choice for this page only.
  }
}
