// The addresses of series. One function a request; no caching here.

import type {
  SeriesOutcome,
  SeriesPlace,
  SeriesPreview,
  SeriesScope,
  SeriesView,
} from '../../../server/contract/series.ts';
import type { ConferenceCancel } from '../../httpClient/api.ts';
import { request } from '../../httpClient/httpClient.ts';
import type { SeriesWrite } from './seriesChoice.ts';

export const seriesApi = {
  preview: (body: SeriesWrite, signal: AbortSignal) =>
    request<SeriesPreview>('POST', '/api/series?dryRun=true', { body, signal }),
  create: (body: SeriesWrite) => request<SeriesView>('POST', '/api/series', { body }),
  findPlace: (conferenceId: string, signal: AbortSignal) =>
    request<SeriesPlace | null>('GET', `/api/conferences/${encodeURIComponent(conferenceId)}/series`, { signal }),
  cancel: (place: SeriesPlace, scope: SeriesScope, { reason, note }: ConferenceCancel) =>
    request<SeriesOutcome>('POST', `/api/series/${place.seriesId}/cancel`, {
      body: { scope, recurrenceId: place.recurrenceId, reason, note },
      version: place.version,
    }),
} as const;
