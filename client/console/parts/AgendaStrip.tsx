// The strip over the stage: which item of the agenda, how much of its time is used, and the way to the next one.

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { AgendaItemId } from '../../../server/contract/ids.ts';
import { useServerNow } from '../clock.ts';
import { useConference, useConsole } from '../context.ts';
import { agendaMinutes, agendaView } from '../model/agenda.ts';
import { Refusal } from './Refusal.tsx';

export function AgendaStrip() {
  const { words, may, act } = useConsole();
  const { agenda, phase } = useConference();
  const view = agendaView(agenda);
  if (view.count === 0) return <p className="agenda-strip quiet">{words.agendaNone}</p>;
  const steers = may('agenda.goTo') && (phase === 'open' || phase === 'paused');
  const goTo = (itemId: AgendaItemId | null) => {
    if (itemId !== null) void act('agenda', 'agenda.goTo', { itemId });
  };
  return (
    <section className="agenda-strip">
      {steers && (
        <button
          type="button"
          className="icon-btn"
          aria-label={words.agendaPrevious}
          title={words.agendaPrevious}
          disabled={view.previousId === null}
          onClick={() => goTo(view.previousId)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </button>
      )}
      <strong className="figures">{words.agendaItem(view.index, view.count)}</strong>
      <span className="agenda-title" title={view.item?.title}>
        {view.item?.title ?? words.agendaNotStarted}
      </span>
      <Refusal at="agenda" />
      {view.item !== null && view.since !== null && (
        <AgendaTime since={view.since} durationMinutes={view.item.durationMinutes} />
      )}
      {steers && (
        <button
          type="button"
          className="icon-btn"
          aria-label={words.agendaNext}
          title={words.agendaNext}
          disabled={view.nextId === null}
          onClick={() => goTo(view.nextId)}
        >
          <IconChevronRight size={18} aria-hidden />
        </button>
      )}
    </section>
  );
}

function AgendaTime({ since, durationMinutes }: { readonly since: string; readonly durationMinutes: number }) {
  const { words } = useConsole();
  const { used, left } = agendaMinutes(since, durationMinutes, useServerNow(10_000));
  const usedWords = words.minutes(used);
  return left >= 0 ? (
    <span className="agenda-time quiet figures">{words.agendaUsed(usedWords, words.minutes(left))}</span>
  ) : (
    <span className="agenda-time waiting figures">{words.agendaOver(usedWords, words.minutes(-left))}</span>
  );
}
