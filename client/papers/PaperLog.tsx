// Who opened which paper when, asked for only when the secretary unfolds it; and what was taken back by whom.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RemovedPaper } from '../../server/contract/papers.ts';
import { formatDate, formatTime, formatTimeWithSeconds } from '../words/time.ts';
import { papersApi } from './papersApi.ts';
import type { PapersWords } from './words.ts';

interface Props {
  readonly conferenceId: string;
  readonly removed: readonly RemovedPaper[];
  readonly words: PapersWords;
}

export function PaperLog({ conferenceId, removed, words }: Props) {
  const [open, setOpen] = useState(false);
  const log = useQuery({
    queryKey: ['papers', conferenceId, 'openings'],
    queryFn: ({ signal }) => papersApi.listOpenings(conferenceId, signal),
    enabled: open,
    staleTime: 0,
  });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.log}</summary>
      {log.data?.length === 0 && <p className="quiet">{words.logNone}</p>}
      {log.isError && <p role="alert">{words.unreachable}</p>}
      {log.data !== undefined && log.data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={words.log}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.logWhen}</th>
                <th scope="col">{words.logWho}</th>
                <th scope="col">{words.logSite}</th>
                <th scope="col">{words.logPaper}</th>
                <th scope="col">{words.logPurpose}</th>
              </tr>
            </thead>
            <tbody>
              {log.data.map((row) => (
                <tr key={row.openingId}>
                  <td className="figures">
                    {formatTimeWithSeconds(row.at)} {formatDate(row.at)}
                  </td>
                  <td>{row.accountName}</td>
                  <td>{row.siteName ?? '–'}</td>
                  <td>
                    {row.paperTitle} ({words.version(row.number)})
                  </td>
                  <td>{words.purposes[row.purpose]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {removed.length > 0 && (
        <>
          <h3>{words.removed}</h3>
          <ul className="plain">
            {removed.map((paper) => (
              <li key={paper.paperId} className="figures">
                {words.removedBy(paper.title, paper.byName, `${formatTime(paper.at)} ${formatDate(paper.at)}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
