// The room's papers: a calm list over the picture, steered by arrows and Enter, and the chosen paper large. Sound and picture go on
// below. Asks again while it is open, so that a paper that is recalled closes by itself.

import './viewer.css';
import './room.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { PaperListView, PaperView } from '../../server/contract/papers.ts';
import type { Language } from '../words/language.ts';
import { groupPapers } from './groups.ts';
import { PapersDialog } from './PapersDialog.tsx';
import { PdfViewer } from './PdfViewer.tsx';
import { paperProblemText, papersApi } from './papersApi.ts';
import { papersWords } from './words.ts';

interface Props {
  readonly conferenceId: string;
  /** Titles of the agenda, in its order. */
  readonly agenda: readonly string[];
  readonly language: Language;
  readonly onClose: () => void;
}

const ASK_EVERY_MS = 10_000;

export default function RoomPapers({ conferenceId, agenda, language, onClose }: Props) {
  const words = papersWords(language);
  const { list, problem, setProblem } = usePapers(conferenceId, (error) => paperProblemText(error, words, language));
  const [shown, setShown] = useState<{ paper: PaperView; path: string } | null>(null);
  const isRecalled = list?.papers.find((paper) => paper.paperId === shown?.paper.paperId)?.recalled != null;
  useEffect(() => {
    if (isRecalled) setShown(null);
  }, [isRecalled]);
  const open = async (paper: PaperView) => {
    setProblem(null);
    try {
      const { path } = await papersApi.open(conferenceId, paper.paperId, paper.versions[0]?.number ?? 1, 'view');
      setShown({ paper, path });
    } catch (error) {
      setProblem(paperProblemText(error, words, language));
    }
  };
  return (
    <PapersDialog label={words.title} className="papers-room" onClose={shown === null ? onClose : () => setShown(null)}>
      {shown !== null && !isRecalled ? (
        <PdfViewer path={shown.path} title={shown.paper.title} words={words} onClose={() => setShown(null)} />
      ) : (
        <section className="papers-list">
          <header>
            <h2>{words.title}</h2>
            <button type="button" onClick={onClose}>
              {words.close}
            </button>
          </header>
          {problem !== null && <p role="alert">{problem}</p>}
          {list === null && problem === null && <p role="status">{words.loading}</p>}
          {list !== null && list.papers.length === 0 && <p>{words.none}</p>}
          {list !== null && <PaperButtons list={list} agenda={agenda} language={language} onOpen={open} />}
        </section>
      )}
    </PapersDialog>
  );
}

function PaperButtons(props: {
  list: PaperListView;
  agenda: readonly string[];
  language: Language;
  onOpen: (paper: PaperView) => Promise<void>;
}) {
  const { list, agenda, language, onOpen } = props;
  const words = papersWords(language);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    if (step === undefined || buttons.length === 0) return;
    event.preventDefault();
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the buttons inside
    <div ref={box} onKeyDown={onKey}>
      {groupPapers(list.papers, agenda).map((group) => (
        <section key={group.agendaTitle ?? ''}>
          <h3>{group.agendaTitle ?? words.wholeConference}</h3>
          <ul>
            {group.papers.map((paper) => (
              <li key={paper.paperId}>
                <PaperButton paper={paper} words={words} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function PaperButton(props: {
  paper: PaperView;
  words: ReturnType<typeof papersWords>;
  onOpen: (paper: PaperView) => Promise<void>;
}) {
  const { paper, words, onOpen } = props;
  const reading = paper.versions[0]?.reading ?? 'failed';
  const remark = paper.recalled === null ? words.readings[reading] : words.recalled;
  return (
    <button type="button" disabled={paper.recalled !== null || reading !== 'ready'} onClick={() => void onOpen(paper)}>
      <span>{paper.title}</span>
      {remark !== '' && <small>{remark}</small>}
    </button>
  );
}

/** The papers now, asked again and again; an answer that does not come leaves the last one. */
function usePapers(conferenceId: string, say: (error: unknown) => string) {
  const [list, setList] = useState<PaperListView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sayNow = useRef(say);
  sayNow.current = say;
  useEffect(() => {
    const abort = new AbortController();
    const ask = () =>
      papersApi.list(conferenceId, abort.signal).then(setList, (error: unknown) => {
        if (!abort.signal.aborted) setProblem(sayNow.current(error));
      });
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [conferenceId]);
  return { list, problem, setProblem };
}
