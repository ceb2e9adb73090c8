// Says which fields somebody else changed, and offers both ways on.

import { Button } from '@mantine/core';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import type { ConferenceForm } from './conferenceForm.ts';
import { listChangedFields } from './mergeEdits.ts';

interface Props {
  readonly before: ConferenceForm;
  readonly after: ConferenceForm;
  /** What else they changed, in words. */
  readonly alsoChanged?: readonly string[];
  /** null: not known. */
  readonly changedBy: string | null;
  readonly onTakeNew: () => void;
  readonly onDropMine: () => void;
}

/** What each field of the form is called. */
export function useFieldLabels(): Readonly<Record<keyof ConferenceForm, string>> {
  const { t } = useTexts();
  return {
    kind: t('form.kind'),
    title: t('form.title'),
    date: t('form.date'),
    startTime: t('form.start'),
    endTime: t('form.end'),
    endsNextDay: t('form.endsNextDay'),
    mode: t('form.mode'),
    chairId: t('form.chair'),
    coChairIds: t('form.coChairs'),
    secretaryIds: t('form.secretaries'),
    siteIds: t('form.sites'),
    agenda: t('form.agenda'),
  };
}

export function ConflictNotice({ before, after, alsoChanged = [], changedBy, onTakeNew, onDropMine }: Props) {
  const { t } = useTexts();
  const labels = useFieldLabels();
  const changed = [...listChangedFields(before, after).map((field) => labels[field]), ...alsoChanged];
  return (
    <Notice title={t('problems.somebodyElse')}>
      <p>
        {changed.length === 0 && t('form.changedNothing')}
        {changed.length > 0 &&
          (changedBy === null
            ? t('form.changedByOthers', { fields: changed.join(', ') })
            : t('life.changedBy', { name: changedBy, fields: changed.join(', ') }))}
      </p>
      <div className="actions">
        <Button variant="filled" onClick={onTakeNew}>
          {t('problems.takeNew')}
        </Button>
        <Button onClick={onDropMine}>{t('problems.dropMine')}</Button>
      </div>
    </Notice>
  );
}
