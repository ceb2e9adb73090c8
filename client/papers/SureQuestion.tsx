// The second step of what cannot be undone: what it means, and a button that says what it does.

import { Button } from '@mantine/core';
import { Opened } from './Opened.tsx';
import type { PapersWords } from './words.ts';

interface Props {
  readonly words: PapersWords;
  /** recall: from everybody. remove: uploaded by mistake. */
  readonly of: 'recall' | 'remove';
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function SureQuestion({ words, of, pending, onCancel, onConfirm }: Props) {
  const isRecall = of === 'recall';
  return (
    <Opened label={isRecall ? words.recall : words.removeTitle}>
      <p>{isRecall ? words.recallSure : words.removeSure}</p>
      <div className="actions">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button className="destructive" loading={pending} onClick={onConfirm}>
          {isRecall ? words.recallConfirm : words.removeConfirm}
        </Button>
      </div>
    </Opened>
  );
}
