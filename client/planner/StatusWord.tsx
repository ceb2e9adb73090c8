// A conference's status as a word in a frame. The word carries the meaning; the frame only helps the eye.

import type { ConferenceStatus } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';

export function StatusWord({ status }: { readonly status: ConferenceStatus }) {
  const { t } = useTexts();
  return (
    <span className="status" data-status={status}>
      {t(`statuses.${status}`)}
    </span>
  );
}
