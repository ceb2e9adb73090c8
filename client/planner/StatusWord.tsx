// A conference's status as a word in a frame. The word carries the meaning; the frame only helps the eye.

import type { ConferenceSummary } from '../../server/contract/http.ts';
import { shownStatus } from '../../server/domain/scheduling/life.ts';
import { useTexts } from '../shell/i18n.ts';

export function StatusWord({
  conference,
}: {
  readonly conference: Pick<ConferenceSummary, 'status' | 'startsAt' | 'endsAt'>;
}) {
  const { t } = useTexts();
  const status = shownStatus(conference, Date.now());
  return (
    <span className="status" data-status={status}>
      {t(`statuses.${status}`)}
    </span>
  );
}
