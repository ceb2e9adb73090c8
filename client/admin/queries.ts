// The administration's questions to the server, with the keys they are remembered under.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../httpClient/api.ts';

export const SITES_KEY = ['sites'] as const;
export const UNITS_KEY = ['units'] as const;
export const ACCOUNTS_KEY = ['accounts'] as const;
/** The conference form's people and sites (planner/queries.ts): old after any change here. */
export const DIRECTORY_KEY = ['directory'] as const;

export const sitesQuery = (q: string) =>
  queryOptions({
    queryKey: [...SITES_KEY, q],
    queryFn: ({ signal }) => api.listSites(q, { signal }),
    placeholderData: keepPreviousData,
  });

export const unitsQuery = (q: string) =>
  queryOptions({
    queryKey: [...UNITS_KEY, q],
    queryFn: ({ signal }) => api.listUnits(q, { signal }),
    placeholderData: keepPreviousData,
  });

export const accountsQuery = queryOptions({
  queryKey: ACCOUNTS_KEY,
  queryFn: ({ signal }) => api.listAccounts({ signal }),
});
