// A new paper: file, title, agenda item, whether it is recalled at the end, and the confirmation that it is not classified.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import { LIMITS } from '../../server/contract/limits.ts';
import { AgendaSelect } from './AgendaSelect.tsx';
import type { UploadFields } from './papersApi.ts';
import type { PapersWords } from './words.ts';

interface Props {
  readonly words: PapersWords;
  readonly agenda: ConferenceView['agenda'];
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onUpload: (file: File, fields: UploadFields) => void;
}

export function UploadForm({ words, agenda, pending, onCancel, onUpload }: Props) {
  const fileId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [agendaItemId, setAgendaItemId] = useState('');
  const [recallAtClose, setRecallAtClose] = useState(true);
  const [confirmed, setConfirmed] = useState(false);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (chosen !== null && title === '') setTitle(chosen.name.replace(/\.\w+$/, '').slice(0, LIMITS.titleLength));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null && confirmed && title.trim() !== '') onUpload(file, { title, agendaItemId, recallAtClose });
  };
  return (
    <form className="stack papers-form" aria-label={words.add} onSubmit={send}>
      <label htmlFor={fileId}>{words.file}</label>
      <input
        id={fileId}
        type="file"
        accept=".pdf,.docx,.xlsx,.pptx"
        onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
      />
      <TextInput
        label={words.paperTitle}
        value={title}
        maxLength={LIMITS.titleLength}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <AgendaSelect words={words} agenda={agenda} value={agendaItemId} onChange={setAgendaItemId} />
      <Checkbox
        label={words.recallAtClose}
        checked={recallAtClose}
        onChange={(event) => setRecallAtClose(event.currentTarget.checked)}
      />
      <SecretConfirmation words={words} confirmed={confirmed} onChange={setConfirmed} />
      <div className="actions">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={pending}
          disabled={file === null || !confirmed || title.trim() === ''}
        >
          {words.upload}
        </Button>
      </div>
    </form>
  );
}

/** "Không tải lên tài liệu có độ mật", to be confirmed each time. */
export function SecretConfirmation(props: {
  readonly words: PapersWords;
  readonly confirmed: boolean;
  readonly onChange: (confirmed: boolean) => void;
}) {
  const { words, confirmed, onChange } = props;
  return (
    <div className="papers-secret">
      <strong>{words.secretNotice}</strong>
      <Checkbox
        label={words.secretConfirm}
        checked={confirmed}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
