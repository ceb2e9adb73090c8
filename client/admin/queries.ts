// The administration's questions to the server, with the keys they are remembered under.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../httpClient/api.ts';

export const SITES_KEY = ['sites'] as const;
export const UNITS_KEY = ['units'] as const;
export const ACCOUNTS_KEY = ['accounts'] as const;
/** The conference form's people and sites (planner/queries.ts): old after any change here. */
export const DIRECTORY_KEY = ['directory'] as const;

/** `on`: a day; left out: today. */
export const sitesQuery = (q: string, on?: string) =>
  queryOptions({
    queryKey: [...SITES_KEY, q, on],
    queryFn: ({ signal }) => api.listSites(q, { signal, on }),
    placeholderData: keepPreviousData,
  });

export const unitsQuery = (q: string, on?: string) =>
  queryOptions({
    queryKey: [...UNITS_KEY, q, on],
    queryFn: ({ signal }) => api.listUnits(q, { signal, on }),
    placeholderData: keepPreviousData,
  });

const HISTORY_KEYS = { units: UNITS_KEY, sites: SITES_KEY, accounts: ACCOUNTS_KEY } as const;
export const historyQuery = (kind: keyof typeof HISTORY_KEYS, id: string) =>
  queryOptions({
    queryKey: [...HISTORY_KEYS[kind], 'history', id],
    queryFn: ({ signal }) => api.getHistory(kind, id, { signal }),
  });

export const IMPORTS_KEY = ['organisation-imports'] as const;
export const importsQuery = queryOptions({
  queryKey: IMPORTS_KEY,
  queryFn: ({ signal }) => api.listOrganisationImports({ signal }),
});

export const accountsQuery = (on: string) =>
  queryOptions({
    queryKey: [...ACCOUNTS_KEY, on],
    queryFn: ({ signal }) => api.listAccounts({ signal, on }),
    placeholderData: keepPreviousData,
  });
