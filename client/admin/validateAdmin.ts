// What the side forms must hold before they are sent. Pure; answers codes, the forms turn them into words.

import type { AccountView } from '../../server/contract/http.ts';
import { LIMITS } from '../../server/contract/limits.ts';
import { isLocalDate } from '../planner/localTime.ts';

export type AdminProblem =
  | 'missing'
  | 'tooLong'
  | 'username'
  | 'siteMissing'
  | 'number'
  | 'taken'
  | 'code'
  | 'date'
  | 'email';

/** kbps; siteWriteSchema */
export const MIN_LINK_KBPS = 64;
export const MAX_LINK_KBPS = 10_000_000;
export const MAX_ORDER = 100_000;
export const MAX_CODE = 40;
/** km; unitWriteSchema */
export const MAX_DISTANCE_KM = 2_000;
export const MAX_PHONE = 40;

/** usernameSchema, after trimming and lower-casing. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;

/** A required text of at most `most` characters. */
export function checkText(text: string, most: number = LIMITS.nameLength): AdminProblem | null {
  const length = text.normalize('NFC').trim().length;
  if (length === 0) return 'missing';
  return length > most ? 'tooLong' : null;
}

/** unitWriteSchema's code, after trimming and lower-casing. */
export function checkCode(code: string): AdminProblem | null {
  const text = code.trim().toLowerCase();
  if (text === '') return 'missing';
  return text.length <= MAX_CODE && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? null : 'code';
}

/** mailAddressSchema, roughly: the server's word counts. '' is none. */
export function checkEmail(email: string): AdminProblem | null {
  const text = email.trim();
  return text === '' || (text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)) ? null : 'email';
}

/** An address as it is sent; '' is none. */
export function toEmail(email: string): string | null {
  return email.trim() === '' ? null : email.trim();
}

/** A civil day as a date field hands it on. */
export function checkDay(day: string): AdminProblem | null {
  return isLocalDate(day) ? null : 'date';
}

/** A whole number in a range; a cleared field is `''`. */
export function checkNumber(value: number | '', least: number, most: number): AdminProblem | null {
  return value !== '' && Number.isInteger(value) && value >= least && value <= most ? null : 'number';
}

export function checkUsername(username: string): AdminProblem | null {
  return USERNAME.test(username.trim().toLowerCase()) ? null : 'username';
}

/** A site's account and a chair must sit at a site: its microphone and camera are theirs. */
export function checkAccountSite(role: AccountView['role'], siteId: string | null): AdminProblem | null {
  return siteId === null && needsSite(role) ? 'siteMissing' : null;
}

export function needsSite(role: AccountView['role']): boolean {
  return role === 'site' || role === 'chair';
}
