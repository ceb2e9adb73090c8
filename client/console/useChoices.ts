// The choices a person made for this machine, remembered by this browser.

import { useMemo, useState } from 'react';
import { chooseTheme, readTheme } from '../theme/liveTheme.ts';
import { chooseLanguage, readLanguage } from '../words/language.ts';
import type { Machine } from './context.ts';
import { listenChoice, ownDeviceChoice } from './preferences.ts';

export type Choices = Omit<Machine, 'maySend' | 'startScreen' | 'stopScreen'>;

export function useChoices(): Choices {
  const [language, setLanguage] = useState(() => readLanguage());
  const [theme, setTheme] = useState(readTheme);
  const [listening, setListening] = useState(listenChoice.read);
  const [sending, setSending] = useState(ownDeviceChoice.read);
  return useMemo(
    () => ({
      language,
      setLanguage: (next) => {
        chooseLanguage(next);
        setLanguage(next);
      },
      theme,
      setTheme: (next) => {
        chooseTheme(next);
        setTheme(next);
      },
      listening,
      setListening: (on) => {
        listenChoice.write(on);
        setListening(on);
      },
      sending,
      setSending: (on) => {
        ownDeviceChoice.write(on);
        setSending(on);
      },
    }),
    [language, theme, listening, sending],
  );
}
