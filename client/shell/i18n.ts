// The planner's i18next: Vietnamese at once, English fetched when first chosen. Remembers the choice with client/words.

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, readLanguage } from '../words/language.ts';
import { type Words, words } from '../words/shared.ts';
import { vi } from './texts/vi.ts';

/** Ends when the texts have started: what a page asks for must not be undone by the start. */
let started: Promise<void> = Promise.resolve();

/** Starts the texts in the language of this browser. Resolves when the first page can be drawn. */
export function startTexts(): Promise<void> {
  started = start();
  return started;
}

async function start(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    resources: { vi: { translation: vi } },
    interpolation: { escapeValue: false },
  });
  const language = readLanguage();
  await speak(language);
  document.documentElement.lang = language;
}

/** Changes the language of every page of this browser. Errors: rejects when the texts cannot be fetched. */
export async function setLanguage(language: Language): Promise<void> {
  await speak(language);
  chooseLanguage(language);
}

/** Speaks a language on this page only; nothing is remembered. Errors: rejects when the texts cannot be fetched. */
export async function speakHere(language: Language): Promise<void> {
  await started;
  await speak(language);
  document.documentElement.lang = language;
}

async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./texts/en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
}

/** The language being read, its texts (`t`) and the words shared with the live pages. */
export function useTexts() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'vi';
  const shared: Words = words(language);
  return { t, language, shared };
}
