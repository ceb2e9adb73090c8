// What this browser remembers about the console: theme, sound, own camera. Storage that is forbidden never breaks the page.

export type Theme = 'dark' | 'light';
type Key = 'theme' | 'console.listen' | 'console.sendForOwnSite';

function read(key: Key): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

function write(key: Key, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value);
  } catch {
    // A private window without storage keeps the choice for this page only.
  }
}

/** Dark unless light was chosen here: rooms are dimmed while a conference runs. */
export function readTheme(): Theme {
  return read('theme') === 'light' ? 'light' : 'dark';
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  write('theme', theme);
  applyTheme(theme);
}

/** Whether the conference is heard from this machine; on unless switched off. */
export const listenChoice = {
  read: () => read('console.listen') !== 'off',
  write: (on: boolean) => write('console.listen', on ? 'on' : 'off'),
};

/** Whether this machine is the officer's camera and microphone; off unless switched on. */
export const ownDeviceChoice = {
  read: () => read('console.sendForOwnSite') === 'on',
  write: (on: boolean) => write('console.sendForOwnSite', on ? 'on' : 'off'),
};
