// A conference's life and deadlines, asked from the server; remembered under the conferences, so that any change asks again.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type DeadlineQuestion } from '../httpClient/api.ts';
import { CONFERENCES_KEY } from '../planner/queries.ts';

export const lifeQuery = (conferenceId: string) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'life', conferenceId],
    queryFn: ({ signal }) => api.getLife(conferenceId, { signal }),
  });

export const deadlinesQuery = (conferenceId: string) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'deadlines', conferenceId],
    queryFn: ({ signal }) => api.getDeadlines(conferenceId, { signal }),
  });

export const adviceQuery = (question: DeadlineQuestion) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'advice', question],
    queryFn: ({ signal }) => api.askDeadlines(question, { signal }),
    placeholderData: keepPreviousData,
  });
