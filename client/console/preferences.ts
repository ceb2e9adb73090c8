// What this browser remembers about the console: sound and own camera. Storage that is forbidden never breaks the page.

type Key = 'console.listen' | 'console.sendForOwnSite';

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
