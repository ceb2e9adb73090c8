// The journal in words: its last three lines under everything, all of it in the right column.

import { IconHistory } from '@tabler/icons-react';
import { formatTimeWithSeconds } from '../../words/time.ts';
import { useConference, useConsole } from '../context.ts';
import type { JournalLine } from '../model/journal.ts';
import { Panel } from './Panel.tsx';
import { PanelButton } from './TopBar.tsx';

export function JournalBar({ lines }: { readonly lines: readonly JournalLine[] }) {
  const { words } = useConsole();
  const last = lines.slice(-3).reverse();
  return (
    <footer className="journal-bar">
      <PanelButton panel="journal" icon={IconHistory} label={words.journal} iconOnly />
      <ol aria-label={words.journal}>
        {last.map((line) => (
          <li key={line.seq} title={line.text}>
            <span className="quiet figures">{formatTimeWithSeconds(line.at)}</span> {line.text}
          </li>
        ))}
        {last.length === 0 && <li className="quiet">{words.journalNone}</li>}
      </ol>
      <PanelButton panel="keys" label={words.keys} className="btn btn-quiet" />
      <PanelButton panel="settings" label={words.settings} className="btn btn-quiet" />
    </footer>
  );
}

export function JournalPanel({ lines }: { readonly lines: readonly JournalLine[] }) {
  const { words } = useConsole();
  const { conferenceId } = useConference();
  return (
    <Panel title={words.journal} grow>
      {lines.length === 0 && <p className="empty-note">{words.journalNone}</p>}
      <ol className="journal-lines">
        {[...lines].reverse().map((line) => (
          <li key={line.seq}>
            <span className="quiet figures">{formatTimeWithSeconds(line.at)}</span>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
      <a className="small" href={`/conferences/${conferenceId}`} target="_blank" rel="noreferrer">
        {words.conferencePage}
      </a>
    </Panel>
  );
}
