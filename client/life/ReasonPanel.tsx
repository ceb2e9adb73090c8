// The second step of putting a conference off: a reason of the office's list, a note, and a button that says what it does.

import { Button, Radio, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { LIMITS } from '../../server/contract/limits.ts';
import type { ConferenceCancel } from '../httpClient/api.ts';
import { CANCEL_REASONS } from '../planner/choices.ts';
import { useTexts } from '../shell/i18n.ts';
import { useFocusReturned } from '../shell/useFocusReturned.ts';

interface Props {
  readonly title: string;
  readonly confirmLabel: string;
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (values: ConferenceCancel) => void;
  /** Fields above the reason. */
  readonly children?: ReactNode;
}

export function ReasonPanel({ title, confirmLabel, pending, onBack, onConfirm, children }: Props) {
  const { t } = useTexts();
  useFocusReturned();
  const [reason, setReason] = useState<ConferenceCancel['reason'] | null>(null);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const confirm = () => {
    setAsked(true);
    if (reason !== null) onConfirm({ reason, note: note.trim() });
  };
  return (
    <section className="panel stack cancel-panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
      <Radio.Group
        label={t('conference.cancelReason')}
        value={reason}
        onChange={(value) => setReason(CANCEL_REASONS.find((known) => known === value) ?? null)}
        error={asked && reason === null ? t('conference.cancelReasonMissing') : undefined}
      >
        <div className="choices">
          {CANCEL_REASONS.map((value) => (
            <Radio key={value} value={value} label={t(`cancelReasons.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('conference.cancelNote')}
        description={t('conference.cancelNoteHint')}
        maxLength={LIMITS.textLength}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="actions">
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button className="destructive" loading={pending} onClick={confirm}>
          {confirmLabel}
        </Button>
      </div>
    </section>
  );
}
