// The chair's phone: who speaks, the clock, two turn buttons, the queue, one gold button, mute all and directive.
// A touch on a row of the queue chooses whom the gold button invites.

import { IconDots, IconFlag, IconMicrophoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { isHeard } from '../../server/domain/conference/heard.ts';
import { useServerNow } from './clock.ts';
import { useConference, useConsole, useUi } from './context.ts';
import { agendaView } from './model/agenda.ts';
import type { JournalLine } from './model/journal.ts';
import { type GoldAct, goldAct } from './model/nextAction.ts';
import { rowLabel, siteCounts } from './model/siteRows.ts';
import { togglePanel } from './model/ui.ts';
import { EndCard } from './parts/EndCard.tsx';
import { OwnMicrophone } from './parts/OwnMicrophone.tsx';
import { PapersButton } from './parts/PapersButton.tsx';
import { Picture } from './parts/Picture.tsx';
import { Waited } from './parts/Queue.tsx';
import { Refusal } from './parts/Refusal.tsx';
import { OpenPanel } from './parts/RightColumn.tsx';
import { TurnActs, TurnClock } from './parts/SpeakingCard.tsx';
import { CloseButton, PanelButton, PauseButton, WallClock } from './parts/TopBar.tsx';

export function PhoneView({
  lines,
  notice,
}: {
  readonly lines: readonly JournalLine[];
  readonly notice: string | null;
}) {
  const { actor, words } = useConsole();
  const state = useConference();
  const panel = useUi((ui) => ui.panel);
  const [chosen, setChosen] = useState<SiteId | null>(null);
  const now = useServerNow(10_000);
  if (state.phase === 'closed') return <EndCard />;
  const gold = goldAct(state, actor, new Date(now).toISOString());
  const inQueue = chosen !== null && state.floor.queue.some((request) => request.siteId === chosen);
  const likely: GoldAct | null = inQueue && gold?.kind === 'grant' ? { kind: 'grant', siteId: chosen } : gold;
  const { presentSites, expected } = siteCounts(state);
  return (
    <main className="phone">
      <header className="phone-head">
        <h1>{state.title}</h1>
        <span className="quiet figures">{words.presentOf(presentSites, expected)}</span>
        <WallClock />
      </header>
      {notice !== null && (
        <p className="notice-strip" role="status">
          {notice}
        </p>
      )}
      <MainPicture state={state} />
      <Turn state={state} />
      {panel === null ? (
        <PhoneQueue state={state} likely={likely} choose={setChosen} />
      ) : (
        <OpenPanel gold={gold} lines={lines} />
      )}
      {panel === 'settings' && <MoreActs />}
      <OwnMicrophone />
      <PhoneFoot likely={likely} />
    </main>
  );
}

/** What a chair alone with a phone must still be able to do, out of the way of the turn. */
function MoreActs() {
  const { words, may } = useConsole();
  const { phase } = useConference();
  if (phase !== 'open' && phase !== 'paused') return null;
  return (
    <div className="phone-more-acts">
      {may('rollCall.start') && <PanelButton panel="rollCall" label={words.rollCall} />}
      {may('chair.handOver') && <PanelButton panel="handOver" label={words.handOver} />}
      <PanelButton panel="journal" label={words.journal} />
      <PapersButton />
      {phase === 'open' && <PauseButton />}
      <CloseButton />
    </div>
  );
}

function MainPicture({ state }: { readonly state: ConferenceState }) {
  const { words } = useConsole();
  const siteId = state.stage.panes[0] ?? null;
  const site = siteId === null ? undefined : state.sites[siteId];
  const onAir = site !== undefined && isHeard(state, site.siteId);
  return (
    <figure
      className={onAir ? 'pane phone-pane on-air' : 'pane phone-pane'}
      data-testid="main-pane"
      data-site-id={siteId ?? undefined}
    >
      <Picture siteId={siteId} label={site?.name ?? words.emptyPane} />
      {site !== undefined && (
        <figcaption className="name-plate">
          <span className="plate-name">{site.name}</span>
        </figcaption>
      )}
    </figure>
  );
}

function Turn({ state }: { readonly state: ConferenceState }) {
  const { words } = useConsole();
  const { holder } = state.floor;
  const { index, count } = agendaView(state.agenda);
  const item = count === 0 ? null : words.agendaItem(index, count);
  return (
    <section className="phone-turn" aria-label={words.speaking} data-testid="speaking" data-site-id={holder?.siteId}>
      {holder === null ? (
        <p className="empty-note">
          {words.speakingNone}
          {item !== null && <span className="figures"> {item}</span>}
        </p>
      ) : (
        <>
          <TurnClock holder={holder} {...(item === null ? {} : { after: item })} />
          <TurnActs limited={holder.limitSeconds !== null} />
        </>
      )}
      <Refusal at="speaking" />
    </section>
  );
}

function PhoneQueue({
  state,
  likely,
  choose,
}: {
  readonly state: ConferenceState;
  readonly likely: GoldAct | null;
  readonly choose: (siteId: SiteId) => void;
}) {
  const { words } = useConsole();
  return (
    <section className="phone-queue" aria-label={words.queue}>
      <h2>{words.queue}</h2>
      {state.floor.queue.length === 0 && <p className="empty-note">{words.queueNone}</p>}
      <ol>
        {state.floor.queue.map((request, index) => {
          const next = likely?.kind === 'grant' && likely.siteId === request.siteId;
          return (
            <li key={request.floorRequestId}>
              <button
                type="button"
                className={next ? 'phone-row next' : 'phone-row'}
                aria-pressed={next}
                data-testid="queue-row"
                data-site-id={request.siteId}
                onClick={() => choose(request.siteId)}
              >
                <span className="queue-number figures">{index + 1}</span>
                <span className="phone-row-text">
                  <span>{siteName(state, request.siteId)}</span>
                  <small>
                    <Waited since={request.requestedAt} />
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function siteName(state: ConferenceState, siteId: SiteId): string {
  const site = state.sites[siteId];
  return site === undefined ? '' : rowLabel(site);
}

function PhoneFoot({ likely }: { readonly likely: GoldAct | null }) {
  const { words, may, act, ui } = useConsole();
  const state = useConference();
  const live = state.phase === 'open' || state.phase === 'paused';
  return (
    <footer className="phone-foot">
      <Refusal at="queue" />
      <Refusal at="top" />
      <Gold likely={likely} nameOf={(siteId) => state.sites[siteId]?.name ?? ''} />
      <div className="row-of-two">
        {live && may('microphone.muteAll') && (
          <button type="button" className="btn" onClick={() => act('top', 'microphone.muteAll', {})}>
            <IconMicrophoneOff size={20} aria-hidden />
            {words.muteAll}
          </button>
        )}
        {live && may('directive.record') && (
          <button type="button" className="btn" onClick={() => togglePanel(ui, 'directive')}>
            <IconFlag size={20} aria-hidden />
            {words.directiveShort}
          </button>
        )}
        <PanelButton
          panel="settings"
          icon={IconDots}
          label={words.settings}
          iconOnly
          className="btn icon-only phone-more"
        />
      </div>
    </footer>
  );
}

function Gold({ likely, nameOf }: { readonly likely: GoldAct | null; readonly nameOf: (siteId: SiteId) => string }) {
  const { words, act, ui } = useConsole();
  if (likely === null) return null;
  const { label, press } = (() => {
    switch (likely.kind) {
      case 'open':
        return { label: words.open, press: () => act('top', 'conference.open', {}) };
      case 'resume':
        return { label: words.resume, press: () => act('top', 'conference.resume', {}) };
      case 'admitAll':
        return { label: words.admitAll, press: () => act('top', 'site.admitAll', {}) };
      case 'grant':
        return {
          label: words.grantSite(nameOf(likely.siteId)),
          press: () => act('queue', 'floor.grant', { siteId: likely.siteId }),
        };
      case 'callNext':
      case 'confirmPresence':
        return { label: words.rollCall, press: () => togglePanel(ui, 'rollCall') };
    }
  })();
  return (
    <button type="button" className="btn btn-gold phone-gold" onClick={press}>
      {label}
    </button>
  );
}
