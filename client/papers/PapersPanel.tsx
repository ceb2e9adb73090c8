// The papers of one conference on its page: list by agenda item, reading, and for the secretariat uploading, order, edits, versions,
// removal, recall and the log. Every refusal stays here, in words. The server decides again on every act.

import './viewer.css';
import './desk.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { PaperRefusal, PaperView } from '../../server/contract/papers.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { deadlinesQuery } from '../life/queries.ts';
import { useTexts } from '../shell/i18n.ts';
import { groupPapers } from './groups.ts';
import { PaperLog } from './PaperLog.tsx';
import { useMoving } from './PaperMoves.tsx';
import { type PaperActs, PaperRow } from './PaperRow.tsx';
import { PapersDialog } from './PapersDialog.tsx';
import { PdfViewer } from './PdfViewer.tsx';
import { formatBytes, paperProblemText, papersApi, saveFile } from './papersApi.ts';
import { SureQuestion } from './SureQuestion.tsx';
import { UploadForm } from './UploadForm.tsx';
import { papersWords } from './words.ts';

/** A list that changes while it is read: sites open, a converter works. */
const ASK_EVERY_MS = 15_000;

type Agenda = ConferenceView['agenda'];

export function PapersPanel({ conferenceId, agenda }: { readonly conferenceId: string; readonly agenda: Agenda }) {
  const { language } = useTexts();
  const words = papersWords(language);
  const [shown, setShown] = useState<{ paper: PaperView; path: string } | null>(null);
  const [open, setOpen] = useState<'add' | 'recall' | null>(null);
  const [said, setSaid] = useState('');
  const focus = useFocusKept();
  const { list, listProblem, act } = usePapers(conferenceId);
  const problem = act.error ?? listProblem;
  const give: PaperActs['give'] = (work, done = '') =>
    act.mutate(async () => {
      await work();
      setOpen(null);
      setSaid(done);
    });
  const moving = useMoving(list?.papers ?? [], ({ from, to, place, count }, paper) =>
    give(() => papersApi.reorder(conferenceId, from, to), words.moved(paper.title, place, count)),
  );
  // A paper that is recalled while it is read closes.
  const isShown = list?.papers.some((paper) => paper.paperId === shown?.paper.paperId && paper.recalled === null);
  const groups = groupPapers(
    list?.papers ?? [],
    agenda.map((item) => item.title),
  );
  const acts: PaperActs = {
    conferenceId,
    agenda,
    papers: list?.papers ?? [],
    pending: act.isPending,
    give,
    show: setShown,
    save: saveFile,
  };
  if (isNotInvited(listProblem)) return null;
  return (
    <section className="panel papers" aria-labelledby="papers-title" onFocusCapture={focus.onFocusCapture}>
      <header className="papers-head">
        <h2 id="papers-title" ref={focus.heading} tabIndex={-1}>
          {words.title}{' '}
          {list !== undefined && list.papers.length > 0 && (
            <span className="quiet figures">{formatBytes(list.totalBytes, language)}</span>
          )}
        </h2>
        <p role="status" className="papers-said quiet">
          {said}
        </p>
        <div className="acts no-print">
          {list?.canManage && <Button onClick={() => setOpen('add')}>{words.add}</Button>}
          {list?.canRecall && list.papers.some((paper) => paper.recalled === null) && (
            <Button onClick={() => setOpen('recall')}>{words.recallAll}</Button>
          )}
        </div>
      </header>
      {problem !== null && (
        <p role="alert" className="papers-problem">
          {paperProblemText(problem, words, language)}
        </p>
      )}
      {open === 'recall' && (
        <SureQuestion
          words={words}
          of="recall"
          pending={act.isPending}
          onCancel={() => setOpen(null)}
          onConfirm={() => give(() => papersApi.recall(conferenceId, null))}
        />
      )}
      {open === 'add' && (
        <UploadForm
          words={words}
          agenda={agenda}
          pending={act.isPending}
          onCancel={() => setOpen(null)}
          onUpload={(file, fields) => give(() => papersApi.upload(conferenceId, file, fields))}
        />
      )}
      {list?.papers.length === 0 && open !== 'add' && <p className="quiet">{words.none}</p>}
      {groups.map((group) => (
        <section key={group.agendaTitle ?? ''}>
          <h3>{group.agendaTitle ?? words.wholeConference}</h3>
          <ul className="papers-rows">
            {group.papers.map((paper) => (
              <PaperRow key={paper.paperId} paper={paper} list={list} acts={acts} moving={moving} words={words} />
            ))}
          </ul>
        </section>
      ))}
      {list?.canManage && <PaperLog conferenceId={conferenceId} removed={list.removed} words={words} />}
      {shown !== null && isShown && (
        <PapersDialog label={shown.paper.title} onClose={() => setShown(null)}>
          <PdfViewer path={shown.path} title={shown.paper.title} words={words} onClose={() => setShown(null)} />
        </PapersDialog>
      )}
    </section>
  );
}

/** What held the focus may leave the page with its row (deleted, moved to another item): then the heading takes it. */
function useFocusKept() {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const isGone = last.current instanceof HTMLElement && !last.current.isConnected;
    if (!isGone || document.activeElement !== document.body) return;
    last.current = null;
    heading.current?.focus();
  });
  const onFocusCapture = (event: FocusEvent) => {
    last.current = event.target;
  };
  return { heading, onFocusCapture };
}

/** A chair of other conferences sees this one in the schedule, not its papers. */
function isNotInvited(error: unknown): boolean {
  return (
    error instanceof HttpProblem && (error.details as { reason?: PaperRefusal } | undefined)?.reason === 'notInvited'
  );
}

const papersKey = (conferenceId: string) => ['papers', conferenceId] as const;

/** The list, asked again and again, and one act at a time. */
function usePapers(conferenceId: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: papersKey(conferenceId),
    queryFn: ({ signal }) => papersApi.list(conferenceId, signal),
    refetchInterval: ASK_EVERY_MS,
    retry: false,
  });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: papersKey(conferenceId) }),
        // Papers that have come are papers sent.
        client.invalidateQueries({ queryKey: deadlinesQuery(conferenceId).queryKey }),
      ]),
  });
  return { list: query.data, listProblem: query.data === undefined ? query.error : null, act };
}
