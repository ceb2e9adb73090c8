// The console's address: which conference it is for, and the way to sign in and back.

import type { ConferenceId } from '../../../server/contract/ids.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The conference of `/console/<conferenceId>`; null: the address names none. */
export function parseConferenceId(pathname: string): ConferenceId | null {
  const id =
    pathname
      .split('/')
      .filter((part) => part !== '')[1]
      ?.toLowerCase() ?? '';
  return UUID.test(id) ? (id as ConferenceId) : null;
}

/** Where somebody who is not signed in goes, to come back to `path`. */
export function signInAddress(path: string): string {
  return `/sign-in?next=${encodeURIComponent(path)}`;
}
