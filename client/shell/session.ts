// Who is signed in, for every page: the query behind the frame, and the account for pages inside it.

import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { AccountView } from '../../server/contract/http.ts';
import { api } from '../httpClient/api.ts';
import { ME_KEY } from './queryClient.ts';

/** Asked once; asked again only when a refusal says the session is gone (so that no form is lost to a poll). */
export function useMeQuery() {
  return useQuery({
    queryKey: ME_KEY,
    queryFn: ({ signal }) => api.getMe({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export const MeContext = createContext<AccountView | undefined>(undefined);

/** The account signed in. Errors: throws outside the signed-in frame. */
export function useMe(): AccountView {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useMe is for pages inside the signed-in frame');
  return me;
}

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
  return !path.startsWith('/sign-in') && new URL(path, 'http://self.invalid').origin === 'http://self.invalid';
}
