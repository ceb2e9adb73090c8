// Which item of the agenda a paper belongs to; an item that has left the agenda stays choosable as it is.

import { useId } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { PapersWords } from './words.ts';

/** The value of the item that is no longer there. */
export const GONE = 'gone';

interface Props {
  readonly words: PapersWords;
  readonly agenda: ConferenceView['agenda'];
  /** '': the whole conference. */
  readonly value: string;
  /** Its title, if the paper's item has left the agenda. */
  readonly gone?: string | null;
  readonly onChange: (value: string) => void;
}

export function AgendaSelect({ words, agenda, value, gone = null, onChange }: Props) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{words.agendaItem}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.wholeConference}</option>
        {agenda.map((item) => (
          <option key={item.itemId} value={item.itemId}>
            {item.title}
          </option>
        ))}
        {gone !== null && <option value={GONE}>{words.itemGone(gone)}</option>}
      </select>
    </>
  );
}
