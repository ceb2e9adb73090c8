// The console on a desk: top bar, sites, stage, right column, journal. Draws the conference it is given and fetches nothing.

import { useServerNow } from './clock.ts';
import { useConference, useConsole } from './context.ts';
import type { JournalLine } from './model/journal.ts';
import { goldAct } from './model/nextAction.ts';
import { AgendaStrip } from './parts/AgendaStrip.tsx';
import { EndCard } from './parts/EndCard.tsx';
import { JournalBar } from './parts/Journal.tsx';
import { RightColumn } from './parts/RightColumn.tsx';
import { SiteList } from './parts/SiteList.tsx';
import { StageSide } from './parts/StageSide.tsx';
import { StageView } from './parts/StageView.tsx';
import { Thumbnails } from './parts/Thumbnails.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { useConsoleKeys } from './useConsoleKeys.ts';

export function ConsoleView({
  lines,
  notice,
}: {
  readonly lines: readonly JournalLine[];
  readonly notice: string | null;
}) {
  const { actor } = useConsole();
  const state = useConference();
  // Coarse on purpose: only the expiry of a requested close depends on it.
  const now = useServerNow(10_000);
  const gold = goldAct(state, actor, new Date(now).toISOString());
  useConsoleKeys(gold);
  if (state.phase === 'closed') return <EndCard />;
  return (
    <div className="console">
      <TopBar gold={gold} />
      {notice !== null && (
        <p className="notice-strip" role="status">
          {notice}
        </p>
      )}
      <SiteList gold={gold} />
      <main className="middle">
        <AgendaStrip />
        <div className="stage-area">
          <StageView />
          <StageSide />
        </div>
        <Thumbnails />
      </main>
      <RightColumn gold={gold} lines={lines} />
      <JournalBar lines={lines} />
    </div>
  );
}
