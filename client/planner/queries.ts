// The planner's questions to the server, with the keys they are remembered under.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../httpClient/api.ts';

/** Everything about conferences: forget it after any change to one. */
export const CONFERENCES_KEY = ['conferences'] as const;

/** The people and sites a form chooses from. */
const DIRECTORY_KEY = ['directory'] as const;

const MINUTE_MS = 60_000;

export const weekQuery = (span: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'list', span],
    queryFn: ({ signal }) => api.listConferences(span, { signal }),
    refetchInterval: MINUTE_MS,
    placeholderData: keepPreviousData,
  });

export const listQuery = (query: { readonly from?: string; readonly to?: string; readonly q?: string }) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'list', query],
    queryFn: ({ signal }) => api.listConferences(query, { signal }),
    placeholderData: keepPreviousData,
  });

export const conferenceQuery = (conferenceId: string) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'one', conferenceId],
    queryFn: ({ signal }) => api.getConference(conferenceId, { signal }),
  });

export const journalQuery = (conferenceId: string) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'journal', conferenceId],
    queryFn: ({ signal }) => api.getJournal(conferenceId, { signal }),
  });

export const attendanceQuery = (conferenceId: string) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'attendance', conferenceId],
    queryFn: ({ signal }) => api.getAttendance(conferenceId, { signal }),
  });

/** The sites in force on a day: whom a conference of that day can invite. */
export const sitesOnQuery = (on: string) =>
  queryOptions({
    queryKey: [...DIRECTORY_KEY, 'sites', on],
    queryFn: ({ signal }) => api.listSites('', { signal, on }),
    staleTime: MINUTE_MS,
    placeholderData: keepPreviousData,
  });

/** Who may chair, co-chair or be secretary on a day. */
export const peopleOnQuery = (on: string) =>
  queryOptions({
    queryKey: [...DIRECTORY_KEY, 'people', on],
    queryFn: ({ signal }) => api.listPeople({ signal, on }),
    staleTime: MINUTE_MS,
    placeholderData: keepPreviousData,
  });

/** People and sites of today for the form. Not asked again while somebody types. */
export const directoryQuery = queryOptions({
  queryKey: DIRECTORY_KEY,
  queryFn: async ({ signal }) => {
    const [people, sites] = await Promise.all([api.listPeople({ signal }), api.listSites('', { signal })]);
    return { people, sites };
  },
  staleTime: MINUTE_MS,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});
