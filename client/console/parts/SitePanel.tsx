// What can be done for the chosen site, in the right column. Which acts exist is the capacity's; which the state would
// refuse now is asked of the domain and shown as disabled, so that a press is never wasted.

import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type { Command } from '../../../server/contract/commands.ts';
import type { SiteId } from '../../../server/contract/ids.ts';
import { ROLL_CALL_MARKS, type SiteState } from '../../../server/contract/state.ts';
import { formatTime } from '../../words/time.ts';
import { serverNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import { wouldDo } from '../model/nextAction.ts';
import { siteRow } from '../model/siteRows.ts';
import { withMain, withoutMain } from '../model/stageActs.ts';
import { statusText } from '../statusText.ts';
import { Panel, TwoStep } from './Panel.tsx';
import { SiteTextForm, type TextKind } from './SiteTextForm.tsx';

type Open = TextKind | 'drop' | null;

export function SitePanel({ siteId }: { readonly siteId: SiteId }) {
  const { words, shared } = useConsole();
  const state = useConference();
  const site = state.sites[siteId];
  const [open, setOpen] = useState<Open>(null);
  if (site === undefined) return null;
  const row = siteRow(state, site);
  return (
    <Panel title={site.name}>
      <p className={`small tone-text-${row.tone}`} data-testid="site-status">
        {statusText(row, shared, words)}
        {site.caption !== null && <span className="quiet"> · {site.caption}</span>}
      </p>
      <SiteActs site={site} open={open} setOpen={setOpen} />
      <Marks site={site} />
      <p className="small quiet with-icon figures">
        <IconPhone size={16} aria-hidden />
        {words.phone}: {site.backupPhone ?? words.phoneNone}
      </p>
    </Panel>
  );
}

function SiteActs({
  site,
  open,
  setOpen,
}: {
  readonly site: SiteState;
  readonly open: Open;
  readonly setOpen: (open: Open) => void;
}) {
  const { words } = useConsole();
  const { siteId } = site;
  const { stage, content, rollCall } = useConference();
  const toggle = (what: Open) => setOpen(open === what ? null : what);
  const pinned = stage.pinned[0] === siteId;
  return (
    <>
      <div className="act-grid">
        {site.admission !== 'admitted' && (
          <ActButton label={words.admit} command={{ name: 'site.admit', input: { siteId } }} />
        )}
        <ActButton label={words.grant} command={{ name: 'floor.grant', input: { siteId, limitSeconds: null } }} />
        {site.microphone === 'open' ? (
          <ActButton label={words.mute} command={{ name: 'microphone.mute', input: { siteId } }} />
        ) : (
          <ActButton label={words.openMic} command={{ name: 'microphone.open', input: { siteId } }} />
        )}
        <ActButton
          label={pinned ? words.unpin : words.toMain}
          command={{ name: 'stage.set', input: pinned ? withoutMain(stage) : withMain(stage, siteId) }}
        />
        {content?.siteId === siteId ? (
          <ActButton label={words.takeContent} command={{ name: 'content.revoke', input: {} }} />
        ) : (
          <ActButton label={words.giveContent} command={{ name: 'content.grant', input: { siteId } }} />
        )}
        <ActButton
          label={words.registerRequest}
          command={{ name: 'floor.request', input: { siteId, topic: null } }}
          controlOnly
        />
        {rollCall.phase === 'running' && rollCall.calledOn !== siteId && (
          <ActButton label={words.rollCallCall} command={{ name: 'rollCall.callOn', input: { siteId } }} />
        )}
        <Opener name="site.message" label={words.message} open={open === 'message'} onClick={() => toggle('message')} />
        <Opener
          name="incident.note"
          label={words.incident}
          open={open === 'incident'}
          onClick={() => toggle('incident')}
        />
        <Opener
          name="site.drop"
          label={words.drop}
          open={open === 'drop'}
          onClick={() => toggle('drop')}
          danger
          disabled={site.admission === 'expected' || site.admission === 'dropped'}
        />
      </div>
      {open === 'drop' && <Drop site={site} onDone={() => setOpen(null)} />}
      {(open === 'message' || open === 'incident') && (
        <SiteTextForm kind={open} site={site} onDone={() => setOpen(null)} />
      )}
    </>
  );
}

/** One act on the site: there when the capacity may give it, pressable when the state would take it. */
function ActButton({
  label,
  command,
  controlOnly = false,
}: {
  readonly label: string;
  readonly command: Command;
  /** For acts a site may also give for itself: only who conducts sees them here. */
  readonly controlOnly?: boolean;
}) {
  const { may, act, actor, live } = useConsole();
  const state = useConference();
  if (!may(command.name) || (controlOnly && !may('floor.grant'))) return null;
  const possible = wouldDo(state, actor, command, serverNow(live.getSnapshot().clockOffsetMs));
  return (
    <button
      type="button"
      className="btn btn-wrap"
      disabled={!possible}
      onClick={() => act('panel', command.name, command.input)}
    >
      {label}
    </button>
  );
}

function Opener({
  name,
  label,
  open,
  onClick,
  danger = false,
  disabled = false,
}: {
  readonly name: 'site.message' | 'incident.note' | 'site.drop';
  readonly label: string;
  readonly open: boolean;
  readonly onClick: () => void;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}) {
  const { may } = useConsole();
  if (!may(name)) return null;
  return (
    <button
      type="button"
      className={danger ? 'btn btn-wrap btn-danger' : 'btn btn-wrap'}
      aria-expanded={open}
      disabled={disabled}
      onClick={onClick}
    >
      {label}
    </button>
  );
}

function Drop({ site, onDone }: { readonly site: SiteState; readonly onDone: () => void }) {
  const { words, act } = useConsole();
  return (
    <TwoStep
      ask={words.dropAsk(site.name)}
      confirm={words.dropConfirm}
      onCancel={onDone}
      onConfirm={() => {
        onDone();
        void act('panel', 'site.drop', { siteId: site.siteId, reason: null });
      }}
    />
  );
}

/** The four marks of the roll call, the present one pressed, with who set it and how often it was corrected. */
export function Marks({ site }: { readonly site: SiteState }) {
  const { words, shared, may, act } = useConsole();
  const { mark, at, byName, corrections } = site.rollCall;
  const history = [
    at === null || byName === null ? null : words.markedBy(byName, formatTime(at)),
    corrections > 0 ? words.corrections(corrections) : null,
  ].filter((part) => part !== null);
  return (
    <fieldset className="marks" aria-label={words.markLabel(site.name)}>
      <legend className="small">
        {words.rollCall}
        {history.length > 0 && <span className="quiet figures"> · {history.join(' · ')}</span>}
      </legend>
      <div className="act-grid">
        {ROLL_CALL_MARKS.map((each) => (
          <button
            key={each}
            type="button"
            className="btn btn-wrap btn-choice"
            aria-pressed={mark === each}
            disabled={!may('rollCall.mark')}
            onClick={() => mark !== each && act('panel', 'rollCall.mark', { siteId: site.siteId, mark: each })}
          >
            {shared.rollCallMarks[each]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
