// Asks before typed text is lost: inside the planner with our own words, when the tab closes with the browser's.

import { Button, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../shell/i18n.ts';

/** Location state of the page's own way out after saving: nothing is lost then. */
export const AFTER_SAVING = { afterSaving: true } as const;

export function UnsavedGuard({ dirty }: { readonly dirty: boolean }) {
  const { t } = useTexts();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && currentLocation.pathname !== nextLocation.pathname && nextLocation.state?.afterSaving !== true,
  );
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
  if (blocker.state !== 'blocked') return null;
  return (
    <Modal
      opened
      onClose={blocker.reset}
      title={t('guard.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>{t('guard.text')}</p>
      <div className="actions">
        <Button onClick={blocker.proceed}>{t('guard.leave')}</Button>
        <Button variant="filled" onClick={blocker.reset} data-autofocus>
          {t('guard.stay')}
        </Button>
      </div>
    </Modal>
  );
}
