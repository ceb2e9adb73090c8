// Cancelling a conference of a series and what follows, or all of it, with one reason.

import { Button, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SeriesScope } from '../../../server/contract/series.ts';
import type { ConferenceCancel } from '../../httpClient/api.ts';
import { ReasonPanel } from '../../life/ReasonPanel.tsx';
import { useTexts } from '../../shell/i18n.ts';
import { showToast } from '../../shell/toastStore.ts';
import { CONFERENCES_KEY } from '../queries.ts';
import { SaveProblem } from '../SaveProblem.tsx';
import { type SeriesAt, seriesApi } from './seriesApi.ts';

const SCOPES: readonly SeriesScope[] = ['later', 'all'];

interface Props {
  /** Without an occurrence to begin at, only all can be cancelled. */
  readonly at: SeriesAt;
}

export function CancelMany({ at }: Props) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState<SeriesScope>(at.recurrenceId === null ? 'all' : 'later');
  const act = t(at.recurrenceId === null ? 'series.cancelAll' : 'series.cancelMany');
  const cancel = useMutation({
    mutationFn: (values: ConferenceCancel) => seriesApi.cancel(at, scope, values),
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
          {act}
        </Button>
      </div>
      {open && (
        <>
          {at.recurrenceId !== null && (
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
          )}
          <ReasonPanel
            title={t('series.cancelTitle', { act })}
            confirmLabel={t('conference.cancelConfirm')}
            pending={cancel.isPending}
            onBack={() => setOpen(false)}
            onConfirm={(values) => cancel.mutate(values)}
          />
        </>
      )}
      {cancel.isError && (
        <SaveProblem
          error={cancel.error}
          onRefresh={() => {
            cancel.reset();
            void client.invalidateQueries({ queryKey: CONFERENCES_KEY });
          }}
        />
      )}
    </div>
  );
}
