// Which language a live page speaks: `?lang=` first, then what this browser chose before, then Vietnamese.
// Knows nothing of React; storage that is forbidden or full never breaks a page.

export type Language = 'vi' | 'en';

const STORAGE_KEY = 'language';

function isLanguage(value: string | null): value is Language {
  return value === 'vi' || value === 'en';
}

/** Whether somebody chose a language in this browser, here or in the address. */
export function hasChosenLanguage(): boolean {
  try {
    return isLanguage(globalThis.localStorage?.getItem(STORAGE_KEY) ?? null);
  } catch {
    return false;
  }
}

/** The first of a reader's languages (as Accept-Language sends them) that pages here speak; Vietnamese when there is none. */
export function findSpokenLanguage(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLanguage);
  return spoken ?? 'vi';
}

/** The page's language; a choice made in the address is remembered. */
export function readLanguage(search: string = globalThis.location?.search ?? ''): Language {
  const asked = new URLSearchParams(search).get('lang');
  if (isLanguage(asked)) {
    chooseLanguage(asked);
    return asked;
  }
  try {
    const stored = globalThis.localStorage?.getItem(STORAGE_KEY) ?? null;
    return isLanguage(stored) ? stored : 'vi';
  } catch {
    return 'vi';
  }
}

/** Remembers the language for this browser and tells assistive technology through `<html lang>`. */
export function chooseLanguage(language: Language): void {
  try {
    globalThis.localStorage?.setItem(STORAGE_KEY, language);
  } catch {
    // A private window without storage keeps the choice for this page only.
  }
  if (globalThis.document) document.documentElement.lang = language;
}

/** A dictionary of its own for one page: the Vietnamese side gives the shape, the English side must be complete. */
export function defineWords<const V extends object>(vi: V, en: Widen<V>): (language: Language) => Widen<V> {
  return (language) => (language === 'en' ? en : (vi as Widen<V>));
}

/** The same keys, any strings. */
export type Widen<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : T[K] extends object
        ? Widen<T[K]>
        : T[K];
};
