// The form for a new conference: waits for people and sites, starts from the defaults, goes to the conference when saved.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { SpecialDay } from '../../server/contract/rules.ts';
import { api } from '../httpClient/api.ts';
import { SecretQuestion } from '../life/SecretQuestion.tsx';
import { holidaysQuery } from '../rules/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { ConferenceEditor } from './ConferenceEditor.tsx';
import { canPlan } from './conferenceActions.ts';
import { type ConferenceForm, type Directory, newConferenceForm, toConferenceWrite } from './conferenceForm.ts';
import { CONFERENCES_KEY, conferenceQuery, directoryQuery } from './queries.ts';
import { SaveProblem } from './SaveProblem.tsx';
import { focusMissing } from './series/ScheduleFields.tsx';
import { SeriesFields } from './series/SeriesFields.tsx';
import { seriesApi } from './series/seriesApi.ts';
import { listChoiceProblems, NOT_REPEATED, toSeriesWrite } from './series/seriesChoice.ts';
import { StartLead } from './templates/StartLead.tsx';
import { type Beginning, useStart } from './templates/useStart.ts';
import './templates/templates.css';
import { AFTER_SAVING } from './UnsavedGuard.tsx';

export function NewConferencePage() {
  const { t } = useTexts();
  const mayPlan = canPlan(useMe().role);
  const directory = useQuery({ ...directoryQuery, enabled: mayPlan });
  const holidays = useQuery({ ...holidaysQuery, enabled: mayPlan });
  usePageTitle(t('form.newTitle'));
  if (!mayPlan) return <NotAllowed />;
  if (directory.data === undefined) {
    return directory.isError ? (
      <Problem error={directory.error} title={t('problems.loadTitle')} onRetry={() => void directory.refetch()} />
    ) : (
      <PageLoading rows={8} />
    );
  }
  // Without the table the day is a Monday to Friday: a form nobody can open is worse.
  if (holidays.isPending) return <PageLoading rows={8} />;
  return <NewOrBegun directory={directory.data} specialDays={holidays.data?.days ?? []} />;
}

interface Props {
  readonly directory: Directory;
  readonly specialDays: readonly SpecialDay[];
}

/** The defaults, or what the address says to begin from on the same day. */
function NewOrBegun({ directory, specialDays }: Props) {
  const { t } = useTexts();
  const me = useMe();
  const [defaults] = useState(() => newConferenceForm(directory, me, Date.now(), specialDays));
  const start = useStart(directory, defaults.date);
  if (start.state === 'pending') return <PageLoading rows={8} />;
  if (start.state === 'failed')
    return <Problem error={start.error} title={t('problems.loadTitle')} onRetry={start.retry} />;
  const isBegun = start.state === 'ready';
  return (
    <NewConference
      key={isBegun ? start.id : 'new'}
      directory={directory}
      first={isBegun ? start.form : defaults}
      start={start}
    />
  );
}

interface FormProps {
  readonly directory: Directory;
  readonly first: ConferenceForm;
  readonly start: Beginning;
}

function NewConference({ directory, first, start }: FormProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [initial] = useState(first);
  const [choice, setChoice] = useState(NOT_REPEATED);
  const [containsStateSecret, setContainsStateSecret] = useState(false);
  const create = useMutation({
    mutationFn: async ({ form, directory }: { form: ConferenceForm; directory: Directory }) => {
      const series = toSeriesWrite(form, choice, directory);
      // A series is refused like one conference: the door of conferences says so and keeps that it was asked.
      if (series === null || containsStateSecret) {
        const write = { ...toConferenceWrite(form, directory), containsStateSecret };
        return { ...(await api.createConference(write)), made: 0 };
      }
      const { conferences } = await seriesApi.create(series);
      const first = await api.getConference(conferences[0]?.conferenceId ?? '');
      return { ...first, made: conferences.length };
    },
    onSuccess: async ({ made, ...view }) => {
      client.setQueryData(conferenceQuery(view.conferenceId).queryKey, view);
      client.invalidateQueries({ queryKey: CONFERENCES_KEY }).catch(console.error);
      showToast(made === 0 ? t('form.created') : t('series.created', { count: made }));
      await navigate(`/conferences/${view.conferenceId}`, { replace: true, state: AFTER_SAVING });
    },
  });
  return (
    <ConferenceEditor
      title={t('form.newTitle')}
      lead={(dirty) => <StartLead start={start} dirty={dirty} />}
      submitLabel={choice.rule.repeat === 'none' ? t('form.create') : t('series.create')}
      base={initial}
      initial={initial}
      isNew
      isMoreChanged={choice !== NOT_REPEATED}
      directory={directory}
      saving={create.isPending}
      problem={create.isError && <SaveProblem error={create.error} />}
      backTo="/"
      more={(form, there) => <SeriesFields form={form} directory={there} choice={choice} onChange={setChoice} />}
      onSave={(form, there) => {
        if (listChoiceProblems(choice).length > 0) focusMissing(choice);
        else create.mutate({ form, directory: there });
      }}
    >
      <SecretQuestion value={containsStateSecret} onChange={setContainsStateSecret} />
    </ConferenceEditor>
  );
}
