// Password hashes: argon2id by Node itself, kept as PHC strings so that the cost can grow without losing the old ones.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane (about 30 ms). */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive('argon2id', { message: normalise(password), nonce: salt, tagLength: HASH_BYTES, ...COST });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${text(salt)}$${text(hash)}`;
}

/** Takes the same time whatever the answer. A hash of another kind never matches. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive('argon2id', {
    message: normalise(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(actual, expected);
}

/** What an unknown user name is checked against, so that it takes as long as a known one. */
let decoy: Promise<string> | null = null;
export function getDecoyHash(): Promise<string> {
  decoy ??= hashPassword(randomBytes(18).toString('base64url'));
  return decoy;
}

/** A password a person can copy from a terminal: 20 letters and digits without those that look alike, in groups of five. */
export function generatePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const characters: string[] = [];
  while (characters.length < 20) {
    const byte = randomBytes(1)[0] ?? 255;
    // Bytes beyond the last whole round would make the first letters likelier.
    if (byte < 256 - (256 % alphabet.length)) characters.push(alphabet[byte % alphabet.length] ?? '');
  }
  return characters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

/** Vietnamese keyboards write the same letter in two Unicode forms. */
function normalise(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'), 'utf8');
}
