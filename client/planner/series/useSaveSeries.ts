// Saving a change of many conferences; whoever is second is answered with the series as it is now, and who was first.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { SeriesView } from '../../../server/contract/series.ts';
import { HttpProblem } from '../../httpClient/httpClient.ts';
import { readConflict } from '../../life/readConflict.ts';
import { useTexts } from '../../shell/i18n.ts';
import { showToast } from '../../shell/toastStore.ts';
import type { ConferenceForm } from '../conferenceForm.ts';
import type { LocalDate } from '../localTime.ts';
import { CONFERENCES_KEY } from '../queries.ts';
import { AFTER_SAVING } from '../UnsavedGuard.tsx';
import { type SeriesEditWrite, seriesApi } from './seriesApi.ts';

interface Saving {
  readonly form: ConferenceForm;
  /** null: nothing is changed. */
  readonly edit: SeriesEditWrite | null;
}

/** `from`: the occurrence the change begins at, or where somebody stands. */
export function useSaveSeries(view: SeriesView, from: LocalDate | null) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: async ({ edit }: Saving) => {
      if (edit === null) return { seriesId: view.seriesId, count: 0 };
      try {
        const { series, changed } = await seriesApi.edit({ ...view, recurrenceId: from }, edit);
        return { seriesId: series.seriesId, count: changed.length };
      } catch (error) {
        if (!(error instanceof HttpProblem) || error.code !== 'conflict') throw error;
        throw new SeriesConflictProblem(await readTheirs(view, from), error);
      }
    },
    onSuccess: async ({ seriesId, count }) => {
      client.invalidateQueries({ queryKey: CONFERENCES_KEY }).catch(console.error);
      if (count > 0) showToast(t('series.changed', { count }));
      await navigate(`/series/${seriesId}`, { state: AFTER_SAVING });
    },
  });
  return { save, conflict: save.error instanceof SeriesConflictProblem ? save.error : undefined };
}

/** The series as it is now; where somebody has split it, the part that holds the occurrence. */
async function readTheirs(view: SeriesView, from: LocalDate | null): Promise<SeriesView> {
  const conference = view.conferences.find((one) => one.recurrenceId === from);
  const place = conference === undefined ? null : await seriesApi.findPlace(conference.conferenceId);
  return seriesApi.get(place?.seriesId ?? view.seriesId);
}

/** Somebody else saved first; carries what is stored now. */
class SeriesConflictProblem extends Error {
  readonly theirs: SeriesView;
  readonly changedBy: string | null;

  constructor(theirs: SeriesView, cause: HttpProblem) {
    super('conflict', { cause });
    this.theirs = theirs;
    this.changedBy = readConflict(cause.details).changedBy;
  }
}
