// Closing, in two steps and in place: what is outstanding, the question, and the way back. The request is a fact for
// everybody who conducts; only its confirmation within the time limit ends the conference.

import { LIMITS } from '../../../server/contract/limits.ts';
import type { ConferenceState } from '../../../server/contract/state.ts';
import { type Outstanding, outstanding } from '../../../server/domain/conference/outstanding.ts';
import { useServerNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import type { ConsoleWords } from '../words.ts';
import { Panel } from './Panel.tsx';

export function ClosePanel() {
  const { words, act, ui } = useConsole();
  const state = useConference();
  const now = useServerNow();
  const request = state.closeRequest;
  const left = request === null ? 0 : secondsLeft(request.at, now);
  const found = outstanding(state);
  const asked = request !== null && left > 0;
  return (
    <Panel title={words.close}>
      {found.length === 0 ? (
        <p className="small">{words.outstandingNone}</p>
      ) : (
        <div className="outstanding">
          <p className="small waiting">{words.outstanding}</p>
          <ul>
            {found.map((one) => (
              <li key={one.kind}>{outstandingText(one, state, words)}</li>
            ))}
          </ul>
        </div>
      )}
      {asked ? (
        <fieldset className="two-step" aria-label={words.closeAsk}>
          <p>
            <strong>{words.closeAsk}</strong>
          </p>
          <p className="small quiet figures">
            {words.closeBy(request.byName)} {words.closeExpires(left)}
          </p>
          <button
            type="button"
            className="btn btn-wide"
            onClick={async () => {
              if (await act('panel', 'conference.cancelClose', {})) ui.setState({ panel: null });
            }}
          >
            {words.closeBack}
          </button>
          <button
            type="button"
            className="btn btn-danger btn-wide"
            onClick={() => act('panel', 'conference.confirmClose', { closeRequestId: request.closeRequestId })}
          >
            {words.closeConfirm}
          </button>
        </fieldset>
      ) : (
        <>
          {request !== null && <p className="small waiting">{words.closeExpired}</p>}
          <button
            type="button"
            className="btn btn-danger btn-wide"
            onClick={() => act('panel', 'conference.requestClose', {})}
          >
            {words.close}
          </button>
        </>
      )}
    </Panel>
  );
}

function secondsLeft(at: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - nowMs) / 1000 + LIMITS.closeConfirmSeconds));
}

function outstandingText(one: Outstanding, state: ConferenceState, words: ConsoleWords): string {
  if (one.kind === 'stillSpeaking') return words.stillSpeaking(state.sites[one.siteId]?.name ?? '');
  if (one.kind === 'queueWaiting') return words.queueWaiting(one.siteIds.length);
  return words.rollCallUnmarked(one.siteIds.length);
}
