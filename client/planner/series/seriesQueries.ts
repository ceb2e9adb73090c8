// The questions about series, with the keys they are remembered under: all are forgotten with the conferences.

import { queryOptions } from '@tanstack/react-query';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { CONFERENCES_KEY } from '../queries.ts';
import { seriesApi } from './seriesApi.ts';

const SERIES_KEY = [...CONFERENCES_KEY, 'series'] as const;

/** Who reads drafts reads series. */
const READERS: readonly string[] = ['administrator', 'secretary', 'chair'];

export function readsSeries(role: string): boolean {
  return READERS.includes(role);
}

export const seriesListQuery = queryOptions({
  queryKey: [...SERIES_KEY, 'list'],
  queryFn: ({ signal }) => seriesApi.list(signal),
});

export const seriesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: [...SERIES_KEY, 'one', seriesId],
    queryFn: ({ signal }) => seriesApi.get(seriesId, signal),
  });

/** Where a conference stands in its series; null: in none. */
export const placeQuery = ({ conferenceId, version }: Pick<ConferenceView, 'conferenceId' | 'version'>) =>
  queryOptions({
    queryKey: [...SERIES_KEY, 'place', conferenceId, version],
    queryFn: ({ signal }) => seriesApi.findPlace(conferenceId, signal),
  });
