// The planner's aids at the HTTP door, typed from the contract, with the keys their answers are remembered under.

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  AvailabilityView,
  availabilityAskSchema,
  FeedCreated,
  FeedView,
  LinkCheckView,
  linkCheckAskSchema,
} from '../../../server/contract/planning.ts';
import { request } from '../../httpClient/httpClient.ts';
import { CONFERENCES_KEY } from '../queries.ts';

export type AvailabilityAsk = z.input<typeof availabilityAskSchema>;
export type LinkCheckAsk = z.input<typeof linkCheckAskSchema>;

export const FEEDS_KEY = ['feeds'] as const;

/** Under the conferences' key: a saved conference makes every look at busy times old. */
export const availabilityQuery = (ask: AvailabilityAsk) =>
  queryOptions({
    queryKey: [...CONFERENCES_KEY, 'availability', ask],
    queryFn: ({ signal }) => request<AvailabilityView>('POST', '/api/planning/availability', { body: ask, signal }),
  });

export const linkCheckQuery = (ask: LinkCheckAsk) =>
  queryOptions({
    queryKey: ['linkCheck', ask],
    queryFn: ({ signal }) => request<LinkCheckView>('POST', '/api/planning/link-check', { body: ask, signal }),
  });

export const feedsQuery = queryOptions({
  queryKey: FEEDS_KEY,
  queryFn: ({ signal }) => request<readonly FeedView[]>('GET', '/api/feeds', { signal }),
});

export const createFeed = (name: string) => request<FeedCreated>('POST', '/api/feeds', { body: { name } });
export const revokeFeed = (feedId: string) => request<unknown>('DELETE', `/api/feeds/${encodeURIComponent(feedId)}`);
