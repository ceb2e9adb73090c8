// The addresses of series. One function a request; no caching here.

import type { z } from 'zod';
import type {
  SeriesOutcome,
  SeriesPlace,
  SeriesPreview,
  SeriesScope,
  SeriesSummary,
  SeriesView,
  seriesEditSchema,
} from '../../../server/contract/series.ts';
import type { ConferenceCancel } from '../../httpClient/api.ts';
import { request } from '../../httpClient/httpClient.ts';
import type { SeriesWrite } from './seriesChoice.ts';

export type SeriesEditWrite = z.input<typeof seriesEditSchema>;
/** A series at a version; `recurrenceId`: the occurrence somebody stands at. */
export interface SeriesAt extends Pick<SeriesPlace, 'seriesId' | 'version'> {
  readonly recurrenceId: string | null;
}

const pathOf = (seriesId: string) => `/api/series/${encodeURIComponent(seriesId)}`;

export const seriesApi = {
  list: (signal: AbortSignal) => request<readonly SeriesSummary[]>('GET', '/api/series', { signal }),
  get: (seriesId: string, signal?: AbortSignal) =>
    request<SeriesView>('GET', pathOf(seriesId), signal === undefined ? {} : { signal }),
  preview: (body: SeriesWrite, signal: AbortSignal) =>
    request<SeriesPreview>('POST', '/api/series?dryRun=true', { body, signal }),
  create: (body: SeriesWrite) => request<SeriesView>('POST', '/api/series', { body }),
  previewEdit: ({ seriesId, version }: SeriesAt, body: SeriesEditWrite, signal: AbortSignal) =>
    request<SeriesPreview>('PATCH', `${pathOf(seriesId)}?dryRun=true`, { body, version, signal }),
  edit: ({ seriesId, version }: SeriesAt, body: SeriesEditWrite) =>
    request<SeriesOutcome>('PATCH', pathOf(seriesId), { body, version }),
  findPlace: (conferenceId: string, signal?: AbortSignal) =>
    request<SeriesPlace | null>(
      'GET',
      `/api/conferences/${encodeURIComponent(conferenceId)}/series`,
      signal === undefined ? {} : { signal },
    ),
  cancel: ({ seriesId, version, recurrenceId }: SeriesAt, scope: SeriesScope, { reason, note }: ConferenceCancel) =>
    request<SeriesOutcome>('POST', `${pathOf(seriesId)}/cancel`, {
      body: { scope, recurrenceId, reason, note },
      version,
    }),
} as const;
