// The second step of an act that cannot be taken back: what it means, and a button that says what it does.

import { Button, Modal } from '@mantine/core';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { useFocusReturned } from '../shell/useFocusReturned.ts';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly pending: boolean;
  /** null: nothing went wrong. */
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

export function Question({ title, text, confirmLabel, pending, error, onBack, onConfirm }: Props) {
  const { t } = useTexts();
  useFocusReturned();
  return (
    <Modal opened onClose={onBack} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {error !== null && <Problem error={error} />}
      <p>{text}</p>
      <div className="actions">
        <Button loading={pending} onClick={onConfirm}>
          {confirmLabel}
        </Button>
        <Button variant="filled" onClick={onBack} data-autofocus>
          {t('common.back')}
        </Button>
      </div>
    </Modal>
  );
}
