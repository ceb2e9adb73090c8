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
