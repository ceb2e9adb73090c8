// On a conference: the series it belongs to, and for the secretariat cancelling it and what follows, or all of it.

import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConferenceView } from '../../../server/contract/http.ts';
import type { SeriesPlace, SeriesScope } from '../../../server/contract/series.ts';
import type { ConferenceCancel } from '../../httpClient/api.ts';
import { useTexts } from '../../shell/i18n.ts';
import { useMe } from '../../shell/session.ts';
import { showToast } from '../../shell/toastStore.ts';
import { CancelPanel } from '../CancelPanel.tsx';
import { canPlan } from '../conferenceActions.ts';
import { CONFERENCES_KEY } from '../queries.ts';
import { SaveProblem } from '../SaveProblem.tsx';
import { seriesApi } from './seriesApi.ts';

/** Who reads drafts reads series. */
const READERS: readonly string[] = ['administrator', 'secretary', 'chair'];

export function SeriesLine({ conference }: { readonly conference: Pick<ConferenceView, 'conferenceId' | 'version'> }) {
  const { t, language } = useTexts();
  const { role } = useMe();
  const { conferenceId, version } = conference;
  const place = useQuery({
    queryKey: [...CONFERENCES_KEY, 'series', conferenceId, version],
    queryFn: ({ signal }) => seriesApi.findPlace(conferenceId, signal),
    enabled: READERS.includes(role),
  });
  if (!place.data) return null;
  return (
    <section className="panel stack" aria-label={t('series.legend')}>
      <p>{t('series.belongs', { sentence: place.data.sentence[language] })}</p>
      {canPlan(role) && <CancelMany place={place.data} />}
    </section>
  );
}

const SCOPES: readonly SeriesScope[] = ['later', 'all'];

function CancelMany({ place }: { readonly place: SeriesPlace }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState<SeriesScope>('later');
  const cancel = useMutation({
    mutationFn: (values: ConferenceCancel) => seriesApi.cancel(place, scope, values),
    onSuccess: async ({ changed }) => {
      setOpen(false);
      showToast(t('series.cancelled', { count: changed.length }));
      await client.invalidateQueries({ queryKey: CONFERENCES_KEY });
    },
  });
  return (
    <div className="no-print stack">
      <div className="actions">
        <Button aria-expanded={open} onClick={() => setOpen((before) => !before)}>
          {t('series.cancelMany')}
        </Button>
      </div>
      {open && (
        <>
          <Radio.Group
            label={t('series.cancelScope')}
            value={scope}
            onChange={(value) => setScope(value === 'all' ? 'all' : 'later')}
          >
            <div className="choices">
              {SCOPES.map((value) => (
                <Radio key={value} value={value} label={t(`series.scopes.${value}`)} />
              ))}
            </div>
          </Radio.Group>
          <CancelPanel
            pending={cancel.isPending}
            onBack={() => setOpen(false)}
            onConfirm={(values) => cancel.mutate(values)}
          />
        </>
      )}
      {cancel.isError && (
        <SaveProblem
          error={cancel.error}
          onRefresh={() => void client.invalidateQueries({ queryKey: CONFERENCES_KEY })}
        />
      )}
    </div>
  );
}
