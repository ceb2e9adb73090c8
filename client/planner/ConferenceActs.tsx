// The acts on a conference: enter the console, publish, edit, print, cancel. One likely next act is gold; cancelling takes
// two steps with a reason and stands at the far end. Refusals stay here, in words.

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ConferenceView } from '../../server/contract/http.ts';
import { api, type ConferenceCancel } from '../httpClient/api.ts';
import { useTexts } from '../shell/i18n.ts';
import { showToast } from '../shell/toastStore.ts';
import { CancelPanel } from './CancelPanel.tsx';
import type { ConferenceActions } from './conferenceActions.ts';
import { CONFERENCES_KEY, conferenceQuery } from './queries.ts';
import { SaveProblem } from './SaveProblem.tsx';

interface Props {
  readonly conference: ConferenceView;
  readonly actions: ConferenceActions;
}

export function ConferenceActs({ conference, actions }: Props) {
  const { t } = useTexts();
  const [cancelling, setCancelling] = useState(false);
  const { publish, cancel, failure, refresh } = useConferenceActs(conference);
  return (
    <div className="conference-acts no-print">
      <div className="acts">
        {actions.enterConsole && (
          <Button
            component="a"
            href={`/console/${conference.conferenceId}`}
            variant={actions.consoleIsNext ? 'gold' : 'default'}
          >
            {t('conference.enterConsole')}
          </Button>
        )}
        {actions.publish && (
          <Button
            variant="filled"
            loading={publish.isPending}
            onClick={() => publish.mutate()}
            title={t('conference.publishHint')}
          >
            {t('conference.publish')}
          </Button>
        )}
        {actions.edit && (
          <Button component={Link} to={`/conferences/${conference.conferenceId}/edit`}>
            {t('conference.edit')}
          </Button>
        )}
        <Button onClick={() => window.print()} leftSection={<IconPrinter size={18} aria-hidden="true" />}>
          {t('conference.print')}
        </Button>
        {actions.cancel && (
          <Button className="far-end" aria-expanded={cancelling} onClick={() => setCancelling((open) => !open)}>
            {t('conference.cancel')}
          </Button>
        )}
      </div>
      {cancelling && actions.cancel && (
        <CancelPanel
          pending={cancel.isPending}
          onBack={() => setCancelling(false)}
          onConfirm={(values) => cancel.mutate(values)}
        />
      )}
      {failure !== null && <SaveProblem error={failure} onRefresh={refresh} />}
    </div>
  );
}

function useConferenceActs(conference: ConferenceView) {
  const { t } = useTexts();
  const client = useQueryClient();
  const edit = { id: conference.conferenceId, version: conference.version };
  const done = async (view: ConferenceView, text: string) => {
    client.setQueryData(conferenceQuery(view.conferenceId).queryKey, view);
    showToast(text);
    await client.invalidateQueries({ queryKey: CONFERENCES_KEY });
  };
  const publish = useMutation({
    mutationFn: () => api.publishConference(edit),
    onSuccess: (view) => done(view, t('conference.published')),
  });
  const cancel = useMutation({
    mutationFn: (changes: ConferenceCancel) => api.cancelConference({ ...edit, changes }),
    onSuccess: (view) => done(view, t('conference.cancelled')),
  });
  const refresh = () => {
    publish.reset();
    cancel.reset();
    void client.invalidateQueries({ queryKey: CONFERENCES_KEY });
  };
  return { publish, cancel, failure: publish.error ?? cancel.error, refresh };
}
