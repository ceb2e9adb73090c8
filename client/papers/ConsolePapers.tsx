// The papers over the console: what there is, one of them large, and for the secretary which sites have opened it. Asks again while it
// is open. Plain controls in the console's own classes; loaded only when it is asked for.

import './viewer.css';
import './console.css';
import { useEffect, useRef, useState } from 'react';
import type { PaperListView, PaperOpeningView, PaperView } from '../../server/contract/papers.ts';
import type { Language } from '../words/language.ts';
import { groupPapers, sitesThatOpened } from './groups.ts';
import { PapersDialog } from './PapersDialog.tsx';
import { PdfViewer } from './PdfViewer.tsx';
import { formatBytes, paperProblemText, papersApi } from './papersApi.ts';
import { type PapersWords, papersWords } from './words.ts';

interface Props {
  readonly conferenceId: string;
  /** Titles of the agenda, in its order. */
  readonly agenda: readonly string[];
  /** Names of the conference's sites, in their order. */
  readonly sites: readonly string[];
  readonly language: Language;
  readonly onClose: () => void;
}

const ASK_EVERY_MS = 10_000;

export default function ConsolePapers({ conferenceId, agenda, sites, language, onClose }: Props) {
  const words = papersWords(language);
  const { list, openings, problem, setProblem } = usePapers(conferenceId, (error) =>
    paperProblemText(error, words, language),
  );
  const [shown, setShown] = useState<{ paper: PaperView; path: string } | null>(null);
  const isReadable = list?.papers.some((paper) => paper.paperId === shown?.paper.paperId && paper.recalled === null);
  const open = async (paper: PaperView) => {
    setProblem(null);
    try {
      const { path } = await papersApi.open(conferenceId, paper.paperId, paper.versions[0]?.number ?? 1, 'view');
      setShown({ paper, path });
    } catch (error) {
      setProblem(paperProblemText(error, words, language));
    }
  };
  const box = useFocusBack(shown?.paper.paperId ?? null);
  if (shown !== null && isReadable) {
    const back = () => setShown(null);
    return (
      <PapersDialog label={shown.paper.title} onClose={back}>
        <PdfViewer path={shown.path} title={shown.paper.title} words={words} onClose={back} />
      </PapersDialog>
    );
  }
  return (
    <PapersDialog label={words.title} className="papers-console" onClose={onClose}>
      <section ref={box} className="papers-console-list">
        <header>
          <h2>{words.title}</h2>
          <button type="button" className="btn" onClick={onClose}>
            {words.close}
          </button>
        </header>
        {problem !== null && <p role="alert">{problem}</p>}
        {list === null && problem === null && <p role="status">{words.loading}</p>}
        {list !== null && list.papers.length === 0 && <p>{words.none}</p>}
        {groupPapers(list?.papers ?? [], agenda).map((group) => (
          <section key={group.agendaTitle ?? ''}>
            <h3>{group.agendaTitle ?? words.wholeConference}</h3>
            <ul>
              {group.papers.map((paper) => (
                <Row key={paper.paperId} {...{ paper, openings, sites, words, language }} onOpen={open} />
              ))}
            </ul>
          </section>
        ))}
      </section>
    </PapersDialog>
  );
}

interface RowProps {
  readonly paper: PaperView;
  /** null: this account does not see them. */
  readonly openings: readonly PaperOpeningView[] | null;
  readonly sites: readonly string[];
  readonly words: PapersWords;
  readonly language: Language;
  readonly onOpen: (paper: PaperView) => Promise<void>;
}

function Row({ paper, openings, sites, words, language, onOpen }: RowProps) {
  const [newest] = paper.versions;
  const remark = paper.recalled === null ? words.readings[newest?.reading ?? 'failed'] : words.recalled;
  return (
    <li data-testid="console-paper">
      <div className="papers-console-line">
        <span>
          <strong>{paper.title}</strong>
          {newest !== undefined && (
            <small className="figures">
              {words.version(newest.number)} · {formatBytes(newest.sizeBytes, language)}
              {remark !== '' && ` · ${remark}`}
            </small>
          )}
        </span>
        {paper.recalled === null && newest?.reading === 'ready' && (
          <button
            type="button"
            className="btn"
            data-paper={paper.paperId}
            aria-label={words.openPaper(paper.title)}
            onClick={() => void onOpen(paper)}
          >
            {words.open}
          </button>
        )}
      </div>
      {openings !== null && <OpenedBy paper={paper} openings={openings} sites={sites} words={words} />}
    </li>
  );
}

function OpenedBy(props: {
  readonly paper: PaperView;
  readonly openings: readonly PaperOpeningView[];
  readonly sites: readonly string[];
  readonly words: PapersWords;
}) {
  const { paper, openings, sites, words } = props;
  const { opened, unopened } = sitesThatOpened(paper, openings, sites);
  return (
    <details>
      <summary className="figures">{words.openedCount(opened.length, sites.length)}</summary>
      <dl>
        {opened.length > 0 && (
          <>
            <dt>{words.openedSites}</dt>
            <dd>{opened.join(', ')}</dd>
          </>
        )}
        {unopened.length > 0 && (
          <>
            <dt>{words.unopenedSites}</dt>
            <dd>{unopened.join(', ')}</dd>
          </>
        )}
      </dl>
    </details>
  );
}

/** The list it is given to: back from a paper, its button has the focus again. */
function useFocusBack(shownId: string | null) {
  const box = useRef<HTMLElement>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (shownId === null && last.current !== null)
      box.current?.querySelector<HTMLElement>(`[data-paper="${last.current}"]`)?.focus();
    last.current = shownId;
  }, [shownId]);
  return box;
}

/** Papers and, for who manages them, their openings, asked again and again; an answer that does not come leaves the last one. */
function usePapers(conferenceId: string, say: (error: unknown) => string) {
  const [list, setList] = useState<PaperListView | null>(null);
  const [openings, setOpenings] = useState<readonly PaperOpeningView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sayNow = useRef(say);
  sayNow.current = say;
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const papers = await papersApi.list(conferenceId, abort.signal);
        setList(papers);
        if (papers.canManage) setOpenings(await papersApi.listOpenings(conferenceId, abort.signal));
        setProblem(null);
      } catch (error) {
        if (!abort.signal.aborted) setProblem(sayNow.current(error));
      }
    };
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [conferenceId]);
  return { list, openings, problem, setProblem };
}
