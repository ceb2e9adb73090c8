// After the closing: thanks, and the ways on. Nothing else is possible any more.

import { useConference, useConsole } from '../context.ts';

export function EndCard() {
  const { words, shared } = useConsole();
  const { title, conferenceId } = useConference();
  return (
    <main className="card-page">
      <h1>{words.closedTitle}</h1>
      <p>{title}</p>
      <p className="quiet">{shared.thanks}</p>
      <p className="card-links">
        <a className="btn btn-gold" href={`/conferences/${conferenceId}`}>
          {words.closedLink}
        </a>
        <a className="btn" href="/">
          {words.home}
        </a>
      </p>
    </main>
  );
}
