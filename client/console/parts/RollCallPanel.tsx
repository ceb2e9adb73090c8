// The roll call: start, call one site after the other, mark, finish. The site called on is on the main screen and heard.

import { IconListCheck } from '@tabler/icons-react';
import type { ConferenceState } from '../../../server/contract/state.ts';
import { useConference, useConsole } from '../context.ts';
import type { GoldAct } from '../model/nextAction.ts';
import { nextToCall, rollCallCount } from '../model/rollCall.ts';
import { Panel } from './Panel.tsx';
import { Marks } from './SitePanel.tsx';

export function RollCallPanel({ gold }: { readonly gold: GoldAct | null }) {
  const { words, act } = useConsole();
  const state = useConference();
  const { present, of } = rollCallCount(state);
  const running = state.rollCall.phase === 'running';
  return (
    <Panel title={`${words.rollCall} ${present}/${of}`}>
      {running ? (
        <Running state={state} gold={gold} />
      ) : (
        <>
          {state.rollCall.phase === 'finished' && <p className="small quiet">{words.rollCallFinished}</p>}
          <button type="button" className="btn btn-soft btn-wide" onClick={() => act('panel', 'rollCall.start', {})}>
            <IconListCheck size={18} aria-hidden />
            {state.rollCall.phase === 'finished' ? words.rollCallAgain : words.rollCallStart}
          </button>
        </>
      )}
    </Panel>
  );
}

function Running({ state, gold }: { readonly state: ConferenceState; readonly gold: GoldAct | null }) {
  const { words, act } = useConsole();
  const { calledOn } = state.rollCall;
  const called = calledOn === null ? undefined : state.sites[calledOn];
  const nextId = nextToCall(state);
  const next = nextId === null ? undefined : state.sites[nextId];
  const held = state.floor.holder !== null;
  const style = (kind: GoldAct['kind']) => (gold?.kind === kind ? 'btn btn-gold btn-wide' : 'btn btn-soft btn-wide');
  return (
    <>
      {called !== undefined && (
        <p className="called">
          <strong>{words.rollCallNow(called.name)}</strong>
          <button type="button" className="btn" onClick={() => act('panel', 'rollCall.endCallOn', {})}>
            {words.rollCallEndCall}
          </button>
        </p>
      )}
      {called !== undefined && called.rollCall.mark === 'unmarked' && (
        <button
          type="button"
          className={style('confirmPresence')}
          onClick={() => act('panel', 'rollCall.mark', { siteId: called.siteId, mark: 'presentOnline' })}
        >
          {words.rollCallConfirm}
        </button>
      )}
      {called !== undefined && <Marks site={called} />}
      {held && <p className="small waiting">{words.rollCallHeld}</p>}
      <p className="small quiet">{next === undefined ? words.rollCallAll : words.rollCallThen(next.name)}</p>
      <button
        type="button"
        className={style('callNext')}
        disabled={next === undefined || held}
        onClick={() => next !== undefined && act('panel', 'rollCall.callOn', { siteId: next.siteId })}
      >
        {words.rollCallNext}
      </button>
      <button type="button" className="btn btn-wide" onClick={() => act('panel', 'rollCall.finish', {})}>
        {words.rollCallFinish}
      </button>
    </>
  );
}
