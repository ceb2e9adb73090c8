// The quiet sign on a row that its conference is one of a series. Says so in words to whoever cannot see or know it; leads nowhere.

import { IconRepeat } from '@tabler/icons-react';
import type { ConferenceSummary } from '../../../server/contract/http.ts';
import { useTexts } from '../../shell/i18n.ts';
import './series.css';

export function SeriesMark({ conference }: { readonly conference: Pick<ConferenceSummary, 'seriesId'> }) {
  const { t } = useTexts();
  if (conference.seriesId === null) return null;
  return (
    <span className="series-mark" title={t('series.mark')}>
      <IconRepeat size={14} aria-hidden="true" />
      <span className="sr-only">{t('series.mark')}</span>
    </span>
  );
}
