// What a new password must be before it is sent, and passwords made here. The contract's passwordSchema decides in the end.

/** characters; passwordSchema */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export type PasswordProblem = 'currentMissing' | 'tooShort' | 'tooLong' | 'notSame';

/** Field → what is wrong there; empty when it can be sent. */
export function checkPasswordChange({
  current,
  next,
  again,
}: PasswordChange): Partial<Record<keyof PasswordChange, PasswordProblem>> {
  return {
    ...(current === '' ? { current: 'currentMissing' } : {}),
    ...(next.length < MIN_PASSWORD ? { next: 'tooShort' } : next.length > MAX_PASSWORD ? { next: 'tooLong' } : {}),
    ...(next === again ? {} : { again: 'notSame' }),
  };
}

/** Letters and digits that are not mistaken for one another when read from a screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/**
 * A password to hand over once: four groups of four, about 92 bits.
 * `fillRandom` fills the array with random bytes (crypto.getRandomValues).
 */
export function createPassword(fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const letters: string[] = [];
  const bytes = new Uint8Array(64);
  // Bytes beyond the last whole multiple are thrown away: taking them would favour the first letters.
  const usable = 256 - (256 % ALPHABET.length);
  while (letters.length < GROUPS * GROUP_LENGTH) {
    fillRandom(bytes);
    for (const byte of bytes) if (byte < usable) letters.push(ALPHABET.charAt(byte % ALPHABET.length));
  }
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-');
}
