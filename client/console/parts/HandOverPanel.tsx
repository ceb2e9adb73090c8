// Handing the chair to a co-chair, in two steps; a co-chair sees here whether it may take the chair itself.

import { useState } from 'react';
import type { Officer } from '../../../server/contract/state.ts';
import { serverNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import { wouldDo } from '../model/nextAction.ts';
import { Panel, TwoStep } from './Panel.tsx';

export function HandOverPanel() {
  const { words, actor, act, live, ui } = useConsole();
  const state = useConference();
  const [asked, setAsked] = useState<Officer | null>(null);
  const now = serverNow(live.getSnapshot().clockOffsetMs);
  const possible = ({ accountId }: Officer) =>
    wouldDo(state, actor, { name: 'chair.handOver', input: { accountId } }, now);
  return (
    <Panel title={words.handOver}>
      <p className="small">{words.handOverNow(state.chair.name)}</p>
      {state.coChairs.length === 0 && <p className="small quiet">{words.handOverNone}</p>}
      {state.coChairs.map((officer) => (
        <button
          key={officer.accountId}
          type="button"
          className="btn btn-wide btn-wrap"
          disabled={!possible(officer)}
          onClick={() => setAsked(officer)}
        >
          {officer.accountId === actor.accountId ? words.handOverTake : words.handOverTo(officer.name)}
          <span className="small quiet">
            {state.sites[officer.siteId]?.shortName}
            {state.sites[officer.siteId]?.online ? '' : ` · ${words.row.notConnected}`}
          </span>
        </button>
      ))}
      {asked !== null && (
        <TwoStep
          ask={words.handOverAsk(asked.name)}
          confirm={words.handOverConfirm}
          onCancel={() => setAsked(null)}
          onConfirm={async () => {
            setAsked(null);
            if (await act('panel', 'chair.handOver', { accountId: asked.accountId })) ui.setState({ panel: null });
          }}
        />
      )}
    </Panel>
  );
}
