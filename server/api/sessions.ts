// The session cookie: reading, setting, clearing it. The only place that knows its name and its flags.

import type { CookieOptions, Response } from 'express';
import type { AuthPort, SessionAccount } from './ports.ts';

const SESSION_COOKIE = 'giaoban_session';
/** characters; a token is 43, anything longer is nobody's */
const MAX_TOKEN_LENGTH = 128;

/** The token in a browser's Cookie header; undefined: none. */
export function findSessionToken(cookieHeader: string | undefined): string | undefined {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() !== SESSION_COOKIE) continue;
    const token = value?.trim() ?? '';
    return /^[\w-]+$/.test(token) && token.length <= MAX_TOKEN_LENGTH ? token : undefined;
  }
  return undefined;
}

/** Who a browser's Cookie header stands for now; null: nobody. For doors other than HTTP (the live one). */
export function createSessionFinder(options: {
  auth: Pick<AuthPort, 'findSession'>;
  clock: () => Date;
}): (cookieHeader: string | undefined) => Promise<SessionAccount | null> {
  return async (cookieHeader) => {
    const token = findSessionToken(cookieHeader);
    if (token === undefined) return null;
    return (await options.auth.findSession(token, options.clock()))?.account ?? null;
  };
}

export function setSessionCookie(response: Response, token: string, expiresAt: Date, secure: boolean): void {
  response.cookie(SESSION_COOKIE, token, { ...flags(secure), expires: expiresAt });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(SESSION_COOKIE, flags(secure));
}

/** Strict would show the sign-in page to whoever opens a link from an invitation; foreign POSTs are refused by origin anyway. */
function flags(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' };
}
