// What can be done with a record of a table: see what it was over time, edit it.

import { Button } from '@mantine/core';
import { useTexts } from '../shell/i18n.ts';

interface Props {
  readonly name: string;
  /** What editing it is called to those who do not see the row. */
  readonly editLabel: string;
  /** Undefined: this account may only read. */
  readonly onEdit: (() => void) | undefined;
  readonly onHistory: () => void;
}

export function RecordActs({ name, editLabel, onEdit, onHistory }: Props) {
  const { t } = useTexts();
  return (
    <div className="actions">
      <Button size="xs" onClick={onHistory} aria-label={t('organisation.historyNamed', { name })}>
        {t('organisation.history')}
      </Button>
      {onEdit !== undefined && (
        <Button size="xs" onClick={onEdit} aria-label={editLabel}>
          {t('common.edit')}
        </Button>
      )}
    </div>
  );
}
