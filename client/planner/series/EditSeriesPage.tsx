// The form for many conferences of a series: what they have in common, what saving does to each, and what somebody else changed.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { SeriesScope, SeriesView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, Notice, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { formatDate } from '../../words/time.ts';
import { ConferenceEditor } from '../ConferenceEditor.tsx';
import { ConflictNotice } from '../ConflictNotice.tsx';
import { canPlan } from '../conferenceActions.ts';
import type { ConferenceForm, Directory } from '../conferenceForm.ts';
import { instantAt, type LocalDate } from '../localTime.ts';
import { mergeEdits } from '../mergeEdits.ts';
import { directoryQuery } from '../queries.ts';
import { SaveProblem } from '../SaveProblem.tsx';
import { validateConference } from '../validateConference.ts';
import { ChangePreview } from './ChangePreview.tsx';
import { ReachFields, SAME_REACH, toReachChange } from './ReachFields.tsx';
import type { SeriesEditWrite } from './seriesApi.ts';
import { chooseFormDay, readEditAddress, toSeriesChange, toSeriesForm } from './seriesForm.ts';
import { seriesQuery } from './seriesQueries.ts';
import { useSaveSeries } from './useSaveSeries.ts';

export function EditSeriesPage() {
  const { t } = useTexts();
  const { seriesId = '' } = useParams();
  const [search] = useSearchParams();
  const mayPlan = canPlan(useMe().role);
  const directory = useQuery({ ...directoryQuery, enabled: mayPlan });
  const series = useQuery({
    ...seriesQuery(seriesId),
    enabled: mayPlan,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  usePageTitle(t('series.editTitle'));
  if (!mayPlan) return <NotAllowed />;
  const failed = [directory, series].find((query) => query.isError && query.data === undefined);
  if (failed !== undefined)
    return <Problem error={failed.error} title={t('problems.loadTitle')} onRetry={() => void failed.refetch()} />;
  if (directory.data === undefined || series.data === undefined) return <PageLoading rows={8} />;
  const { scope, from } = readEditAddress(search);
  if (from !== null && !series.data.conferences.some((one) => one.recurrenceId === from)) {
    return (
      <Notice title={t('series.gone')}>
        <Link to={`/series/${seriesId}`}>{t('series.toSeries')}</Link>
      </Notice>
    );
  }
  return (
    <EditSeries key={search.toString()} first={series.data} scope={scope} from={from} directory={directory.data} />
  );
}

interface Props {
  readonly first: SeriesView;
  readonly scope: SeriesScope;
  readonly from: LocalDate | null;
  readonly directory: Directory;
}

export interface EditingSeries {
  /** What the next save starts from. */
  readonly view: SeriesView;
  readonly base: ConferenceForm;
  /** What the form shows when it is (re)started. */
  readonly initial: ConferenceForm;
  /** Grows when the form is restarted from other values. */
  readonly round: number;
}

function EditSeries({ first, scope, from, directory }: Props) {
  const { t } = useTexts();
  const [editing, setEditing] = useState<EditingSeries>(() => {
    const form = toSeriesForm(first, chooseFormDay(first, from, Date.now()));
    return { view: first, base: form, initial: form, round: 0 };
  });
  const [leaveOut, setLeaveOut] = useState<readonly LocalDate[]>([]);
  const [reach, setReach] = useState(SAME_REACH);
  const { view, base } = editing;
  const toEdit = (form: ConferenceForm): SeriesEditWrite | null => {
    const change = { ...toSeriesChange(form, base, directory), ...toReachChange(reach) };
    return Object.keys(change).length === 0 ? null : { scope, recurrenceId: from, change };
  };
  const { save, conflict } = useSaveSeries(view, from);
  const restart = (theirs: SeriesView, mine: ConferenceForm | null) => {
    const next = toSeriesForm(theirs, base.date);
    const initial = mine === null ? next : mergeEdits(base, mine, next);
    setEditing({ view: theirs, base: next, initial, round: editing.round + 1 });
    save.reset();
  };
  const problem =
    conflict === undefined ? (
      save.isError && <SaveProblem error={save.error} />
    ) : (
      <ConflictNotice
        before={base}
        after={toSeriesForm(conflict.theirs, base.date)}
        changedBy={conflict.changedBy}
        onTakeNew={() => restart(conflict.theirs, save.variables?.form ?? null)}
        onDropMine={() => {
          setReach(SAME_REACH);
          restart(conflict.theirs, null);
        }}
      />
    );
  const isComplete = (form: ConferenceForm) =>
    Object.keys(validateConference(form, directory.people, null)).length === 0;
  return (
    <ConferenceEditor
      key={editing.round}
      title={t('series.editTitle')}
      lead={<Lead scope={scope} from={from} />}
      submitLabel={t('series.saveMany')}
      base={base}
      initial={editing.initial}
      isNew={false}
      hasNoDay
      directory={directory}
      saving={save.isPending}
      problem={problem}
      backTo={`/series/${view.seriesId}`}
      more={(form) => (
        <>
          <ReachFields view={view} reach={reach} onChange={setReach} />
          <ChangePreview
            at={{ seriesId: view.seriesId, version: view.version, recurrenceId: from }}
            edit={isComplete(form) ? toEdit(form) : undefined}
            leaveOut={leaveOut}
            onLeaveOut={setLeaveOut}
          />
        </>
      )}
      onSave={(form) => {
        const edit = toEdit(form);
        save.mutate({ form, edit: edit === null ? null : { ...edit, leaveOut: [...leaveOut] } });
      }}
    />
  );
}

/** How far the change goes, and what it never does. */
function Lead({ scope, from }: Pick<Props, 'scope' | 'from'>) {
  const { t } = useTexts();
  return (
    <p>
      {scope === 'all' || from === null
        ? t('series.reachAll')
        : t('series.reachLater', { date: formatDate(instantAt(from, '00:00')) })}{' '}
      <span className="quiet">{t('series.reachHint')}</span>
    </p>
  );
}
