// The next version of a paper: a file and the confirmation that it is not classified.

import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { Opened } from './Opened.tsx';
import { SecretConfirmation } from './UploadForm.tsx';
import type { PapersWords } from './words.ts';

interface Props {
  readonly words: PapersWords;
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onUpload: (file: File) => void;
}

export function NewVersion({ words, pending, onCancel, onUpload }: Props) {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  return (
    <Opened label={words.newVersion}>
      <label htmlFor={id}>{words.file}</label>
      <input
        id={id}
        type="file"
        accept=".pdf,.docx,.xlsx,.pptx"
        onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
      />
      <SecretConfirmation words={words} confirmed={confirmed} onChange={setConfirmed} />
      <div className="actions">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button
          variant="filled"
          loading={pending}
          disabled={file === null || !confirmed}
          onClick={() => file !== null && onUpload(file)}
        >
          {words.upload}
        </Button>
      </div>
    </Opened>
  );
}
