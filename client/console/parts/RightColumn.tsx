// The right column: who speaks, then whatever panel is open, then the queue. Panels open here and nowhere else.

import { useConference, useConsole, useUi } from '../context.ts';
import type { JournalLine } from '../model/journal.ts';
import type { GoldAct } from '../model/nextAction.ts';
import { ClosePanel } from './ClosePanel.tsx';
import { DirectivePanel } from './DirectivePanel.tsx';
import { HandOverPanel } from './HandOverPanel.tsx';
import { JournalPanel } from './Journal.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { OwnMicrophone } from './OwnMicrophone.tsx';
import { Queue } from './Queue.tsx';
import { RollCallPanel } from './RollCallPanel.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { SitePanel } from './SitePanel.tsx';
import { SpeakingCard } from './SpeakingCard.tsx';

interface ColumnProps {
  readonly gold: GoldAct | null;
  readonly lines: readonly JournalLine[];
}

export function RightColumn(props: ColumnProps) {
  const { words } = useConsole();
  return (
    <aside className="right-column" aria-label={words.console}>
      <OwnMicrophone />
      <SpeakingCard />
      <OpenPanel {...props} />
      <Queue gold={props.gold} />
    </aside>
  );
}

export function OpenPanel({ gold, lines }: ColumnProps) {
  const panel = useUi((ui) => ui.panel);
  const siteId = useUi((ui) => ui.selectedSiteId);
  const { sites } = useConference();
  switch (panel) {
    case null:
      return null;
    case 'site':
      return siteId !== null && sites[siteId] !== undefined ? <SitePanel key={siteId} siteId={siteId} /> : null;
    case 'rollCall':
      return <RollCallPanel gold={gold} />;
    case 'directive':
      return <DirectivePanel />;
    case 'journal':
      return <JournalPanel lines={lines} />;
    case 'close':
      return <ClosePanel />;
    case 'handOver':
      return <HandOverPanel />;
    case 'keys':
      return <KeysPanel />;
    case 'settings':
      return <SettingsPanel />;
  }
}
