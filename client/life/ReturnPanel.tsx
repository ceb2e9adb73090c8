// "Trả lại để bổ sung": what is missing must be said before it goes back.

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { LIMITS } from '../../server/contract/limits.ts';
import { useTexts } from '../shell/i18n.ts';
import { useFocusReturned } from '../shell/useFocusReturned.ts';

interface Props {
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (comment: string) => void;
}

export function ReturnPanel({ pending, onBack, onConfirm }: Props) {
  const { t } = useTexts();
  useFocusReturned();
  const [comment, setComment] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = comment.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (!missing) onConfirm(comment.trim());
  };
  return (
    <section className="panel stack life-panel" aria-label={t('life.returnTitle')}>
      <h2>{t('life.returnTitle')}</h2>
      <Textarea
        label={t('life.comment')}
        maxLength={LIMITS.textLength}
        rows={3}
        required
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        error={asked && missing ? t('life.returnMissing') : undefined}
      />
      <div className="actions">
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button loading={pending} onClick={confirm}>
          {t('life.acts.return')}
        </Button>
      </div>
    </section>
  );
}
