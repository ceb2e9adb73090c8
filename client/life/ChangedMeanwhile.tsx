// An act refused because somebody else was first: who, and what they changed since this page was read.

import { Button } from '@mantine/core';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { HttpProblem } from '../httpClient/httpClient.ts';
import { useFieldLabels } from '../planner/ConflictNotice.tsx';
import { toConferenceForm } from '../planner/conferenceForm.ts';
import { listChangedFields } from '../planner/mergeEdits.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import { readConflict } from './readConflict.ts';

interface Props {
  readonly conference: ConferenceView;
  readonly problem: HttpProblem;
  readonly onRefresh: () => void;
}

export function ChangedMeanwhile({ conference, problem, onRefresh }: Props) {
  const { t } = useTexts();
  const labels = useFieldLabels();
  const { current, changedBy } = readConflict(problem.details);
  const fields =
    current === undefined
      ? []
      : listChangedFields(toConferenceForm(conference), toConferenceForm(current)).map((field) => labels[field]);
  const moved =
    current === undefined || current.status === conference.status
      ? []
      : [t('life.statusField', { status: t(`statuses.${current.status}`) })];
  const all = [...moved, ...fields].join(', ');
  return (
    <Notice title={t('problems.somebodyElse')}>
      {all !== '' && (
        <p>
          {changedBy === null
            ? t('life.changedMeanwhile', { fields: all })
            : t('life.changedBy', { name: changedBy, fields: all })}
        </p>
      )}
      <Button size="sm" onClick={onRefresh}>
        {t('problems.reload')}
      </Button>
    </Notice>
  );
}
