// A few words to a site, or about it: a message on its screen, or an incident in the journal. Stays in the right column.

import { type FormEvent, useId, useState } from 'react';
import { LIMITS } from '../../../server/contract/limits.ts';
import type { SiteState } from '../../../server/contract/state.ts';
import { useConsole } from '../context.ts';
import { useFocusFirst } from '../useFocusFirst.ts';

export type TextKind = 'message' | 'incident';

export function SiteTextForm({
  kind,
  site,
  onDone,
}: {
  readonly kind: TextKind;
  readonly site: SiteState;
  readonly onDone: () => void;
}) {
  const { words, act } = useConsole();
  const [text, setText] = useState('');
  const first = useFocusFirst<HTMLTextAreaElement>();
  const [toAll, setToAll] = useState(false);
  const field = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const siteId = toAll ? null : site.siteId;
    const done =
      kind === 'message'
        ? await act('panel', 'site.message', { siteId, text })
        : await act('panel', 'incident.note', { siteId: site.siteId, text });
    if (done) onDone();
  };
  return (
    <form className="text-form" onSubmit={submit}>
      <label htmlFor={field} className="small">
        {kind === 'message' ? words.messageTo(site.name) : `${words.incident}: ${site.name}`}
      </label>
      <textarea
        id={field}
        ref={first}
        rows={2}
        maxLength={LIMITS.messageLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {kind === 'message' && (
        <label className="check">
          <input type="checkbox" checked={toAll} onChange={(event) => setToAll(event.target.checked)} />
          {words.messageAll}
        </label>
      )}
      <div className="row-of-two">
        <button type="button" className="btn" onClick={onDone}>
          {words.cancel}
        </button>
        <button type="submit" className="btn btn-soft" disabled={text.trim() === ''}>
          {kind === 'message' ? words.send : words.record}
        </button>
      </div>
    </form>
  );
}
