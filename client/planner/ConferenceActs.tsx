// The acts on a conference: enter the console, the acts of its life, edit, print. One likely next act is gold; what puts the
// conference off takes two steps with a reason and stands at the far end. Refusals stay here, in words.

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import { api } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { ChangedMeanwhile } from '../life/ChangedMeanwhile.tsx';
import { EndingActs, LeadingActs, type LifeDoing, LifePanel, type LifePanelName } from '../life/LifeActs.tsx';
import { lifeQuery } from '../life/queries.ts';
import { seesLife } from '../life/seesLife.ts';
import { useTexts } from '../shell/i18n.ts';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { type ConferenceActions, canPlan } from './conferenceActions.ts';
import { CONFERENCES_KEY, conferenceQuery } from './queries.ts';
import { SaveProblem } from './SaveProblem.tsx';
import { EditAct } from './series/EditAct.tsx';
import { BeginAnother } from './templates/BeginAnother.tsx';

interface Props {
  readonly conference: ConferenceView;
  readonly actions: ConferenceActions;
}

export function ConferenceActs({ conference, actions }: Props) {
  const { t } = useTexts();
  const me = useMe();
  const [panel, setPanel] = useState<LifePanelName | null>(null);
  const life = useQuery({ ...lifeQuery(conference.conferenceId), enabled: seesLife(me.role) });
  const { act, failure, refresh } = useLifeAct(conference, () => setPanel(null));
  const acts = life.data?.acts ?? [];
  const pending = act.isPending ? act.variables.act : null;
  const shared = { acts, panel, pending, onPanel: setPanel, onAct: (doing: LifeDoing) => act.mutate(doing) };
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
        <LeadingActs {...shared} />
        {actions.edit && <EditAct conference={conference} />}
        {canPlan(me.role) && <BeginAnother conference={conference} />}
        <Button onClick={() => window.print()} leftSection={<IconPrinter size={18} aria-hidden="true" />}>
          {t('conference.print')}
        </Button>
        <EndingActs {...shared} />
      </div>
      <LifePanel {...shared} conference={conference} />
      {failure !== null && <ActProblem conference={conference} error={failure} onRefresh={refresh} />}
    </div>
  );
}

interface ProblemProps {
  readonly conference: ConferenceView;
  readonly error: unknown;
  readonly onRefresh: () => void;
}

function ActProblem({ conference, error, onRefresh }: ProblemProps) {
  if (error instanceof HttpProblem && error.code === 'conflict')
    return <ChangedMeanwhile conference={conference} problem={error} onRefresh={onRefresh} />;
  return <SaveProblem error={error} onRefresh={onRefresh} />;
}

function useLifeAct(conference: ConferenceView, onDone: () => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: ({ act: name, body }: LifeDoing) =>
      api.actOnConference(name, { id: conference.conferenceId, version: conference.version, changes: body }),
    onSuccess: async (view, doing) => {
      client.setQueryData(conferenceQuery(view.conferenceId).queryKey, view);
      showToast(t(`life.done.${doing.act}`));
      onDone();
      await client.invalidateQueries({ queryKey: CONFERENCES_KEY });
    },
  });
  const refresh = () => {
    act.reset();
    void client.invalidateQueries({ queryKey: CONFERENCES_KEY });
  };
  return { act, failure: act.error, refresh };
}
