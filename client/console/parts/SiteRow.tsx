// One site, one line: state, name, place in the queue, line quality or the word that needs a hand, microphone, roll call.
// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid of one-line rows; a table cannot be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, not its cells

import {
  IconBuilding,
  IconCheck,
  IconCircleMinus,
  IconMicrophone,
  IconMicrophoneOff,
  IconPointFilled,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { SiteId } from '../../../server/contract/ids.ts';
import type { RollCallMark } from '../../../server/contract/state.ts';
import { useConsole, useUi } from '../context.ts';
import type { SiteRowView } from '../model/siteRows.ts';
import { selectSite } from '../model/ui.ts';
import { statusText } from '../statusText.ts';
import { Spark } from './Spark.tsx';

export const SiteRow = memo(function SiteRow({
  row,
  tabStop,
  onFocus,
}: {
  readonly row: SiteRowView;
  readonly tabStop: boolean;
  readonly onFocus: (siteId: SiteId) => void;
}) {
  const { ui, words, shared, capacity } = useConsole();
  const selected = useUi((now) => now.selectedSiteId === row.siteId);
  const micWord = micText(row, words);
  const name = [row.fullName, statusText(row, shared, words), micWord, shared.rollCallMarks[row.mark]].join(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list above owns the keys of all its rows
    <div
      role="row"
      className={`site-row tone-${row.tone}`}
      data-testid="site-row"
      data-site-id={row.siteId}
      data-status={row.status}
      data-admission={row.admission}
      aria-selected={selected}
      aria-label={name}
      title={row.fullName}
      tabIndex={tabStop ? 0 : -1}
      onClick={() => selectSite(ui, row.siteId)}
      onFocus={(event) => event.target === event.currentTarget && onFocus(row.siteId)}
    >
      <span role="gridcell" className="site-name">
        <IconPointFilled className="state-dot" size={18} aria-hidden />
        <span className="name-text">{row.label}</span>
        {row.isChair && <span className="quiet small">{words.row.chair}</span>}
        {row.place !== null && (
          <span className="queue-place figures" title={shared.siteStates.waiting(row.place)}>
            {row.place}
          </span>
        )}
      </span>
      <span role="gridcell" className="site-state">
        <RowWord row={row} quiet={capacity === 'chair' || capacity === 'coChair'} />
      </span>
      <span role="gridcell" className={row.heard ? 'mic on-air' : 'mic'} title={micWord}>
        {row.admission === 'admitted' && <MicIcon heard={row.heard} label={micWord} />}
      </span>
      <span role="gridcell" className="mark" title={shared.rollCallMarks[row.mark]}>
        {!row.isChair && row.admission !== 'lobby' && (
          <MarkIcon mark={row.mark} label={shared.rollCallMarks[row.mark]} />
        )}
      </span>
    </div>
  );
});

/** The short word where there is one, the act where there is one, else the line. */
function RowWord({ row, quiet }: { readonly row: SiteRowView; readonly quiet: boolean }) {
  const { words, may, act } = useConsole();
  if (row.admission === 'lobby' && may('site.admit')) {
    return (
      <button
        type="button"
        className="btn btn-small"
        onClick={(event) => {
          event.stopPropagation();
          void act('lobby', 'site.admit', { siteId: row.siteId });
        }}
      >
        {words.admit}
      </button>
    );
  }
  const word = row.status in words.row ? words.row[row.status as keyof typeof words.row] : null;
  if (word !== null) return <span className="state-word">{word}</span>;
  return quiet ? null : <Spark siteId={row.siteId} />;
}

function micText(row: SiteRowView, words: { micOpen: string; micClosed: string; micSelf: string }): string {
  if (row.heard) return words.micOpen;
  return row.selfMuted ? words.micSelf : words.micClosed;
}

function MicIcon({ heard, label }: { readonly heard: boolean; readonly label: string }) {
  return heard ? <IconMicrophone size={18} aria-label={label} /> : <IconMicrophoneOff size={18} aria-label={label} />;
}

export function MarkIcon({ mark, label }: { readonly mark: RollCallMark; readonly label: string }) {
  if (mark === 'presentOnline') return <IconCheck size={18} className="fine" aria-label={label} />;
  if (mark === 'presentInPerson') return <IconBuilding size={18} className="fine" aria-label={label} />;
  if (mark === 'absentExcused') return <IconCircleMinus size={18} className="waiting" aria-label={label} />;
  return <IconPointFilled size={10} className="quiet" aria-label={label} />;
}
