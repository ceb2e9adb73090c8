// Short confirmations at the foot of planning pages: polite, few, gone by themselves or by a click. Never for errors,
// which stay where they happened.

import { useSyncExternalStore } from 'react';
import { useTexts } from './i18n.ts';
import { dismissToast, listToasts, subscribeToasts } from './toastStore.ts';

export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToasts, listToasts);
  const { t } = useTexts();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div className="toast" key={toast.id}>
          <span>{toast.text}</span>
          <button
            type="button"
            className="toast-close"
            onClick={() => dismissToast(toast.id)}
            aria-label={t('common.close')}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
