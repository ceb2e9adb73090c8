// A guest who comes by a letter's link has chosen nothing here: the page speaks and looks as the guest's browser asks.

import { speakHere } from '../../shell/i18n.ts';
import { followSystemTheme } from '../../shell/theme.ts';
import { findSpokenLanguage, hasChosenLanguage } from '../../words/language.ts';

/** Before the answer page is drawn. Texts that cannot be fetched leave it in Vietnamese. */
export async function followGuestPreferences(): Promise<void> {
  followSystemTheme();
  if (hasChosenLanguage()) return;
  await speakHere(findSpokenLanguage(navigator.languages)).catch((error: unknown) => console.warn('texts', error));
}
