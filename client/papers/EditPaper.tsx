// A paper after its upload: title, item and recall mark. Sends only what was changed here.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import { LIMITS } from '../../server/contract/limits.ts';
import type { PaperView } from '../../server/contract/papers.ts';
import { AgendaSelect, GONE } from './AgendaSelect.tsx';
import { Opened } from './Opened.tsx';
import type { PaperChange } from './papersApi.ts';
import type { PapersWords } from './words.ts';

interface Props {
  readonly paper: PaperView;
  readonly agenda: ConferenceView['agenda'];
  readonly words: PapersWords;
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onSave: (change: PaperChange) => void;
}

export function EditPaper({ paper, agenda, words, pending, onCancel, onSave }: Props) {
  // What stood here when the form opened: somebody else's change to another field is not undone.
  const [before] = useState(paper);
  const isGone = before.agendaItemId === null && before.agendaTitle !== null;
  const itemBefore = isGone ? GONE : (before.agendaItemId ?? '');
  const [title, setTitle] = useState(before.title);
  const [item, setItem] = useState(itemBefore);
  const [recallAtClose, setRecallAtClose] = useState(before.recallAtClose);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    onSave({
      ...(title.trim() === before.title ? {} : { title: title.trim() }),
      ...(item === itemBefore ? {} : { agendaItemId: item === '' ? null : item }),
      ...(recallAtClose === before.recallAtClose ? {} : { recallAtClose }),
    });
  };
  return (
    <Opened label={words.editPaper(before.title)}>
      <form className="stack" onSubmit={save}>
        <TextInput
          label={words.paperTitle}
          required
          value={title}
          maxLength={LIMITS.titleLength}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <AgendaSelect
          words={words}
          agenda={agenda}
          value={item}
          gone={isGone ? before.agendaTitle : null}
          onChange={setItem}
        />
        <Checkbox
          label={words.recallAtClose}
          checked={recallAtClose}
          onChange={(event) => setRecallAtClose(event.currentTarget.checked)}
        />
        <div className="actions">
          <Button onClick={onCancel}>{words.cancel}</Button>
          <Button type="submit" variant="filled" loading={pending} disabled={title.trim() === ''}>
            {words.editSave}
          </Button>
        </div>
      </form>
    </Opened>
  );
}
