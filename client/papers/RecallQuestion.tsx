// The second step of a recall: what it means, and a button that says what it does.

import { Button } from '@mantine/core';
import type { PapersWords } from './words.ts';

interface Props {
  readonly words: PapersWords;
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function RecallQuestion({ words, pending, onCancel, onConfirm }: Props) {
  return (
    <section className="stack papers-form" aria-label={words.recall}>
      <p>{words.recallSure}</p>
      <div className="actions">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button className="destructive" loading={pending} onClick={onConfirm}>
          {words.recallConfirm}
        </Button>
      </div>
    </section>
  );
}
