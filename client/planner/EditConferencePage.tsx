// The form for a stored conference. Sends only what changed, with the version it started from; when somebody else saved
// first, says what they changed and offers to go on from there without losing what was typed here.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { ConferenceView } from '../../server/contract/http.ts';
import { EDITABLE } from '../../server/domain/scheduling/life.ts';
import { api } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { MAKE_DOT_XUAT } from '../life/DeadlinePanel.tsx';
import { readConflict } from '../life/readConflict.ts';
import { useTexts } from '../shell/i18n.ts';
import { NotAllowed, Notice, PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { showToast } from '../shell/toastStore.ts';
import { ConferenceEditor } from './ConferenceEditor.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { canPlan } from './conferenceActions.ts';
import { type ConferenceForm, type Directory, toConferenceEdit, toConferenceForm } from './conferenceForm.ts';
import { mergeEdits } from './mergeEdits.ts';
import { CONFERENCES_KEY, conferenceQuery, directoryQuery } from './queries.ts';
import { SaveProblem } from './SaveProblem.tsx';
import { AFTER_SAVING } from './UnsavedGuard.tsx';

export function EditConferencePage() {
  const { t } = useTexts();
  const { conferenceId = '' } = useParams();
  const mayPlan = canPlan(useMe().role);
  const directory = useQuery({ ...directoryQuery, enabled: mayPlan });
  const conference = useQuery({
    ...conferenceQuery(conferenceId),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  usePageTitle(t('form.editTitle'));
  if (!mayPlan) return <NotAllowed />;
  const failed = [directory, conference].find((query) => query.isError && query.data === undefined);
  if (failed !== undefined) {
    return <Problem error={failed.error} title={t('problems.loadTitle')} onRetry={() => void failed.refetch()} />;
  }
  if (directory.data === undefined || conference.data === undefined) return <PageLoading rows={8} />;
  const { status } = conference.data;
  if (!EDITABLE.includes(status)) {
    return (
      <Notice title={t('form.notEditable', { status: t(`statuses.${status}`) })}>
        <Link to={`/conferences/${conferenceId}`}>{t('form.toConference')}</Link>
      </Notice>
    );
  }
  return <EditConference key={conferenceId} first={conference.data} directory={directory.data} />;
}

interface Editing {
  /** What the next save starts from. */
  readonly view: ConferenceView;
  readonly base: ConferenceForm;
  /** What the form shows when it is (re)started. */
  readonly initial: ConferenceForm;
  /** Grows when the form is restarted from other values. */
  readonly round: number;
}

function EditConference({ first, directory }: { readonly first: ConferenceView; readonly directory: Directory }) {
  const { t } = useTexts();
  const makesDotXuat = useSearchParams()[0].toString() === MAKE_DOT_XUAT;
  const [editing, setEditing] = useState<Editing>(() => {
    const base = toConferenceForm(first);
    const initial = makesDotXuat ? { ...base, kind: 'dotXuat' as const } : base;
    return { view: first, base, initial, round: 0 };
  });
  const { save, conflict } = useSave(editing);
  const restart = (theirs: ConferenceView, mine: ConferenceForm | null) => {
    const base = toConferenceForm(theirs);
    const initial = mine === null ? base : mergeEdits(editing.base, mine, base);
    setEditing({ view: theirs, base, initial, round: editing.round + 1 });
    save.reset();
  };
  const problem =
    conflict === undefined ? (
      save.isError && <SaveProblem error={save.error} />
    ) : (
      <ConflictNotice
        before={editing.base}
        after={toConferenceForm(conflict.theirs)}
        changedBy={conflict.changedBy}
        onTakeNew={() => restart(conflict.theirs, save.variables?.form ?? null)}
        onDropMine={() => restart(conflict.theirs, null)}
      />
    );
  return (
    <ConferenceEditor
      key={editing.round}
      title={t('form.editTitle')}
      submitLabel={t('form.save')}
      base={editing.base}
      initial={editing.initial}
      isNew={false}
      conferenceId={editing.view.conferenceId}
      directory={directory}
      saving={save.isPending}
      problem={problem}
      backTo={`/conferences/${editing.view.conferenceId}`}
      onSave={(form, there) => save.mutate({ form, directory: there })}
    />
  );
}

/** Saving; `conflict` holds the stored conference when somebody else saved first. */
function useSave({ view, base }: Editing) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: async ({ form, directory }: { form: ConferenceForm; directory: Directory }) => {
      const changes = toConferenceEdit(form, base, directory);
      if (Object.keys(changes).length === 0) return view;
      try {
        return await api.editConference({ id: view.conferenceId, version: view.version, changes });
      } catch (error) {
        if (!(error instanceof HttpProblem) || error.code !== 'conflict') throw error;
        throw new ConflictProblem(await api.getConference(view.conferenceId), error);
      }
    },
    onSuccess: async (saved) => {
      client.setQueryData(conferenceQuery(saved.conferenceId).queryKey, saved);
      client.invalidateQueries({ queryKey: CONFERENCES_KEY }).catch(console.error);
      showToast(t('form.saved'));
      await navigate(`/conferences/${saved.conferenceId}`, { state: AFTER_SAVING });
    },
  });
  return { save, conflict: save.error instanceof ConflictProblem ? save.error : undefined };
}

/** Somebody else saved first; carries what is stored now. */
class ConflictProblem extends Error {
  readonly theirs: ConferenceView;
  readonly changedBy: string | null;

  constructor(theirs: ConferenceView, cause: HttpProblem) {
    super('conflict', { cause });
    this.theirs = theirs;
    this.changedBy = readConflict(cause.details).changedBy;
  }
}
