// What the planner remembers of the server: one query client, its retry rule, and what a lost session does.

import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ERRORS } from '../../server/contract/errors.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';

export const ME_KEY = ['me'] as const;
const MAX_RETRIES = 2;

/** Does asking again help? */
export function canRetry(error: unknown): boolean {
  if (!(error instanceof HttpProblem)) return false;
  return error.code === 'unreachable' || ERRORS[error.code].retry;
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The session ended while a page was reading: ask who we are again, and the frame leads to sign-in.
      if (error instanceof HttpProblem && error.code === 'notSignedIn' && query.queryKey[0] !== ME_KEY[0]) {
        queryClient.resetQueries({ queryKey: ME_KEY }).catch(reportRefetch);
      }
    },
  }),
  defaultOptions: {
    queries: { retry: (failures, error) => failures < MAX_RETRIES && canRetry(error), staleTime: 10_000 },
    mutations: { retry: false },
  },
});

function reportRefetch(error: unknown): void {
  console.error('asking who is signed in failed', error);
}
