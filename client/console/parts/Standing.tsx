// What the page says when there is no conference to draw: where it stands, and the way on.

import type { ReactNode } from 'react';
import type { ConsoleWords } from '../words.ts';

export function Standing({
  text,
  words,
  children,
}: {
  readonly text: string;
  readonly words: ConsoleWords;
  readonly children?: ReactNode;
}) {
  return (
    <main className="card-page">
      <h1>{words.console}</h1>
      <p role="status">{text}</p>
      <p className="card-links">
        {children}
        <a className="btn" href="/">
          {words.home}
        </a>
      </p>
    </main>
  );
}
