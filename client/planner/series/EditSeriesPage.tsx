// The form for many conferences of a series: what they have in common, what saving does to each, and what somebody else changed.

import { Fieldset } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { SeriesView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, Notice, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { formatDate } from '../../words/time.ts';
import { ConferenceEditor } from '../ConferenceEditor.tsx';
import { ConflictNotice } from '../ConflictNotice.tsx';
import { canPlan } from '../conferenceActions.ts';
import type { ConferenceForm, Directory } from '../conferenceForm.ts';
import { instantAt } from '../localTime.ts';
import { listChangedFields } from '../mergeEdits.ts';
import { directoryQuery } from '../queries.ts';
import { SaveProblem } from '../SaveProblem.tsx';
import { validateConference } from '../validateConference.ts';
import { ChangePreview } from './ChangePreview.tsx';
import { focusMissing, ScheduleFields } from './ScheduleFields.tsx';
import { listChoiceProblems, REPEATS, toSeriesChoice } from './seriesChoice.ts';
import { readEditAddress, toSeriesForm } from './seriesForm.ts';
import { seriesQuery } from './seriesQueries.ts';
import { type SeriesReach, useEditedSeries } from './useEditedSeries.ts';
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

interface Props extends SeriesReach {
  readonly first: SeriesView;
  readonly directory: Directory;
}

function EditSeries({ first, scope, from, directory }: Props) {
  const { t } = useTexts();
  const edited = useEditedSeries(first, { scope, from });
  const { view, choice, leaveOut } = edited;
  const { save, conflict } = useSaveSeries(view, from);
  const isWhole = listChoiceProblems(choice).length === 0;
  const isComplete = (form: ConferenceForm, { people }: Directory) =>
    isWhole && Object.keys(validateConference(form, people, null)).length === 0;
  const restart = (theirs: SeriesView, mine: ConferenceForm | null) => {
    edited.restart(theirs, mine);
    save.reset();
  };
  return (
    <ConferenceEditor
      key={edited.round}
      title={t('series.editTitle')}
      lead={<Lead scope={scope} from={from} />}
      submitLabel={t('series.saveMany')}
      base={edited.base}
      initial={edited.initial}
      isNew={false}
      isMoreChanged={edited.isChoiceChanged}
      hasNoDay
      directory={directory}
      saving={save.isPending}
      problem={
        conflict === undefined ? (
          save.isError && <SaveProblem error={save.error} />
        ) : (
          <SeriesConflictNotice
            {...{ edited, scope, from, conflict }}
            onTakeNew={() => restart(conflict.theirs, save.variables?.form ?? null)}
            onDropMine={() => restart(conflict.theirs, null)}
          />
        )
      }
      backTo={`/series/${view.seriesId}`}
      more={(form, there) => (
        <>
          <Fieldset legend={t('series.legend')} className="panel series-schedule">
            <ScheduleFields
              choice={choice}
              date={edited.base.date || view.schedule.startsOn}
              repeats={REPEATS}
              onChange={edited.setChoice}
            />
          </Fieldset>
          <ChangePreview
            view={view}
            from={from}
            edit={isComplete(form, there) ? edited.toEdit(form, there) : undefined}
            leaveOut={leaveOut}
            onLeaveOut={edited.setLeaveOut}
          />
        </>
      )}
      onSave={(form, there) => {
        if (!isWhole) return focusMissing(choice);
        const edit = edited.toEdit(form, there);
        save.mutate({ form, edit: edit === null ? null : { ...edit, leaveOut: [...leaveOut] } });
      }}
    />
  );
}

interface ConflictProps extends SeriesReach {
  readonly edited: Pick<ReturnType<typeof useEditedSeries>, 'base' | 'baseChoice'>;
  readonly conflict: { readonly theirs: SeriesView; readonly changedBy: string | null };
  readonly onTakeNew: () => void;
  readonly onDropMine: () => void;
}

/** Who was first and what is different now: words, and when it takes place. */
function SeriesConflictNotice({ edited, scope, from, conflict, onTakeNew, onDropMine }: ConflictProps) {
  const { t } = useTexts();
  const { base, baseChoice } = edited;
  const parts = listChangedFields(baseChoice, toSeriesChoice(conflict.theirs, scope, from));
  return (
    <ConflictNotice
      before={base}
      after={toSeriesForm(conflict.theirs, base.date)}
      alsoChanged={parts.map((part) => t(`series.parts.${part}`))}
      changedBy={conflict.changedBy}
      onTakeNew={onTakeNew}
      onDropMine={onDropMine}
    />
  );
}

/** How far the change goes, and what it never does. */
function Lead({ scope, from }: SeriesReach) {
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
