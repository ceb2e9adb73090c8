/**
 * Searching and sorting Vietnamese text. Owns what counts as the same spelling: Unicode form, letter case and the
 * place of the tone mark (hoà and hòa are one word). Pure; never decides what is searched or shown.
 */

/** The five tone marks as combining characters: huyền, sắc, ngã, hỏi, nặng. The sixth tone has no mark. */
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const combiningMarks = /\p{M}/gu;
const words = /[\p{L}\p{N}\p{M}]+/gu;

const collator = new Intl.Collator('vi', { numeric: true });

interface Spelling {
  /** Letters with their quality (â, ơ, đ) but without tone. */
  readonly letters: string;
  /** The tone marks of the word, wherever they stood. */
  readonly tones: string;
}

/**
 * The text without diacritics in lower case, đ as d: what a person types who does not switch the keyboard.
 * Idempotent; the same for NFC and NFD input.
 */
export function foldVietnamese(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(combiningMarks, '').replace(/đ/gu, 'd').normalize('NFC');
}

/**
 * Whether a search finds a text: the words of the query stand next to each other in the text, the last one possibly
 * unfinished. A query without diacritics is compared without them; a query with diacritics must agree in them, up to
 * the place of the tone mark ("Hoà" finds "Hòa", not "Hoa"). An empty query finds everything.
 */
export function matchesSearch(query: string, text: string): boolean {
  const spell = hasDiacritics(query) ? spellExactly : spellLoosely;
  const wanted = listWords(query).map(spell);
  const present = listWords(text).map(spell);
  if (wanted.length === 0) return true;
  return present.some((_, start) => startsWithWords(present.slice(start), wanted));
}

/** Orders by the Vietnamese alphabet (a ă â … d đ e ê …), numbers by value: for `sort` on names. */
export function collateVietnamese(a: string, b: string): number {
  return collator.compare(a, b);
}

function hasDiacritics(text: string): boolean {
  return foldVietnamese(text) !== text.toLowerCase().normalize('NFC');
}

function listWords(text: string): string[] {
  return text.toLowerCase().normalize('NFC').match(words) ?? [];
}

function spellLoosely(word: string): Spelling {
  return { letters: foldVietnamese(word), tones: '' };
}

function spellExactly(word: string): Spelling {
  const decomposed = word.normalize('NFD');
  return {
    letters: decomposed.replace(toneMarks, '').normalize('NFC'),
    tones: (decomposed.match(toneMarks) ?? []).join(''),
  };
}

function startsWithWords(present: readonly Spelling[], wanted: readonly Spelling[]): boolean {
  return wanted.every((word, index) => {
    const candidate = present[index];
    if (candidate === undefined) return false;
    return index === wanted.length - 1 ? isBeginning(word, candidate) : isSame(word, candidate);
  });
}

function isSame(a: Spelling, b: Spelling): boolean {
  return a.letters === b.letters && a.tones === b.tones;
}

/** An unfinished word may still lack its tone: keyboards add it after the letters. A finished one may not. */
function isBeginning(typed: Spelling, word: Spelling): boolean {
  if (!word.letters.startsWith(typed.letters)) return false;
  if (typed.tones === word.tones) return true;
  return typed.tones === '' && typed.letters.length < word.letters.length;
}
