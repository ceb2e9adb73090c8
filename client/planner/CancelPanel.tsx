// The second step of cancelling a conference: a reason, a note, and a button that says what it does.

import { Button, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { LIMITS } from '../../server/contract/limits.ts';
import type { ConferenceCancel } from '../httpClient/api.ts';
import { useTexts } from '../shell/i18n.ts';
import { CANCEL_REASONS } from './choices.ts';

interface Props {
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (values: ConferenceCancel) => void;
}

export function CancelPanel({ pending, onBack, onConfirm }: Props) {
  const { t } = useTexts();
  const [reason, setReason] = useState<ConferenceCancel['reason'] | null>(null);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const confirm = () => {
    setAsked(true);
    if (reason !== null) onConfirm({ reason, note: note.trim() });
  };
  return (
    <section className="panel stack cancel-panel" aria-label={t('conference.cancelTitle')}>
      <h2>{t('conference.cancelTitle')}</h2>
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
          {t('conference.cancelConfirm')}
        </Button>
      </div>
    </section>
  );
}
