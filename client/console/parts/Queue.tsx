// Who asks to speak, in order, with how long they have waited. Only the first that can be invited is gold.

import { IconArrowDown, IconArrowUp, IconCheck, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import type { FloorRequest, SiteState } from '../../../server/contract/state.ts';
import { useServerNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import type { GoldAct } from '../model/nextAction.ts';
import { rowLabel } from '../model/siteRows.ts';
import { selectSite } from '../model/ui.ts';
import { Refusal } from './Refusal.tsx';

export function Queue({ gold }: { readonly gold: GoldAct | null }) {
  const { words } = useConsole();
  const { floor, sites } = useConference();
  return (
    <section className="queue" aria-label={words.queue}>
      <header className="column-head">
        <h2>{words.queue}</h2>
        <span className="quiet figures">{floor.queue.length}</span>
      </header>
      <Refusal at="queue" />
      {floor.queue.length === 0 && <p className="empty-note">{words.queueNone}</p>}
      <ol>
        {floor.queue.map((request, index) => (
          <QueueRow
            key={request.floorRequestId}
            request={request}
            site={sites[request.siteId]}
            place={index + 1}
            last={index === floor.queue.length - 1}
            golden={gold?.kind === 'grant' && gold.siteId === request.siteId}
          />
        ))}
      </ol>
    </section>
  );
}

const QueueRow = memo(function QueueRow({
  request,
  site,
  place,
  last,
  golden,
}: {
  readonly request: FloorRequest;
  readonly site: SiteState | undefined;
  readonly place: number;
  readonly last: boolean;
  readonly golden: boolean;
}) {
  const { words, may, act, ui } = useConsole();
  const { floorRequestId, siteId } = request;
  const name = site?.name ?? '';
  const notes = [request.status === 'accepted' ? words.accepted : null, request.topic]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <li className={golden ? 'queue-row next' : 'queue-row'} data-testid="queue-row" data-site-id={siteId}>
      <span className="queue-number figures">{place}</span>
      <button type="button" className="queue-name" title={name} onClick={() => selectSite(ui, siteId)}>
        <span className="name-text">{site === undefined ? '' : rowLabel(site)}</span>
        <small>
          <Waited since={request.requestedAt} />
          {site?.online === false && <span className="waiting"> · {words.row.reconnecting}</span>}
        </small>
      </button>
      {may('floor.grant') && (
        <button
          type="button"
          className={golden ? 'btn btn-gold' : 'btn btn-soft'}
          onClick={() => act('queue', 'floor.grant', { siteId })}
        >
          {words.grant}
        </button>
      )}
      {notes.length > 0 && (
        <small className="queue-note quiet" title={notes}>
          {notes}
        </small>
      )}
      {may('floor.move') && (
        <span className="queue-acts">
          <QueueAct
            label={words.up}
            disabled={place === 1}
            onClick={() => act('queue', 'floor.move', { floorRequestId, direction: 'up' })}
          >
            <IconArrowUp size={16} aria-hidden />
          </QueueAct>
          <QueueAct
            label={words.down}
            disabled={last}
            onClick={() => act('queue', 'floor.move', { floorRequestId, direction: 'down' })}
          >
            <IconArrowDown size={16} aria-hidden />
          </QueueAct>
          {request.status === 'pending' && (
            <QueueAct label={words.accept} onClick={() => act('queue', 'floor.accept', { floorRequestId })}>
              <IconCheck size={16} aria-hidden />
            </QueueAct>
          )}
          <QueueAct label={words.deny} onClick={() => act('queue', 'floor.deny', { floorRequestId })}>
            <IconX size={16} aria-hidden />
          </QueueAct>
        </span>
      )}
    </li>
  );
});

function QueueAct({
  label,
  disabled = false,
  onClick,
  children,
}: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <button type="button" className="icon-btn" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}

export function Waited({ since }: { readonly since: string }) {
  const { words } = useConsole();
  const now = useServerNow(10_000);
  return <span className="figures">{words.waited(Math.max(0, Math.floor((now - Date.parse(since)) / 60_000)))}</span>;
}
