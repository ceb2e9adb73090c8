// Where a person goes after signing in. Pure; an address from outside is never followed.

import type { AccountView } from '../../server/contract/http.ts';

/**
 * Where to go after sign-in. Shape: `next` only when it is a path of this origin; a site's account always goes to its room.
 */
export function pathAfterSignIn(role: AccountView['role'], next: string | null): string {
  if (role === 'site') return '/room';
  return next !== null && isOwnPath(next) ? next : '/';
}

/** Pages that are their own documents: the browser must load them, the router does not know them. */
export function isOtherDocument(path: string): boolean {
  return /^\/(?:room|console)(?:[/?#]|$)/.test(path);
}

function isOwnPath(path: string): boolean {
  // `//host`, `/\host` and control characters are read as another origin by browsers.
  if (!/^\/(?![/\\])/.test(path) || /[\\\p{Cc}]/u.test(path)) return false;
  return !path.startsWith('/sign-in');
}
