// The words of a site's state, from its row. Words only.

import type { Words } from '../words/shared.ts';
import type { SiteRowView } from './model/siteRows.ts';
import type { ConsoleWords } from './words.ts';

/** e.g. `Chờ phát biểu, thứ 2`. */
export function statusText(row: Pick<SiteRowView, 'status' | 'place'>, shared: Words, words: ConsoleWords): string {
  if (row.status === 'waiting') return shared.siteStates.waiting(row.place ?? 1);
  if (row.status === 'calledOn') return words.calledOn;
  return shared.siteStates[row.status === 'dropped' ? 'left' : row.status];
}
