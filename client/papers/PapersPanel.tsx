// The papers of one conference on its page: list by agenda item, reading, and for the secretariat uploading, order, versions, recall
// and the log. Every refusal stays here, in words. The server decides again on every act.

import './viewer.css';
import './desk.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { PaperRefusal, PaperView } from '../../server/contract/papers.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { groupPapers } from './groups.ts';
import { PaperLog } from './PaperLog.tsx';
import { type PaperActs, PaperRow } from './PaperRow.tsx';
import { PapersDialog } from './PapersDialog.tsx';
import { PdfViewer } from './PdfViewer.tsx';
import { formatBytes, paperProblemText, papersApi, saveFile } from './papersApi.ts';
import { RecallQuestion } from './RecallQuestion.tsx';
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
  const { list, listProblem, act } = usePapers(conferenceId);
  const problem = act.error ?? listProblem;
  const give = (work: () => Promise<unknown>) => act.mutate(async () => work().then(() => setOpen(null)));
  // A paper that is recalled while it is read closes.
  const isShown = list?.papers.some((paper) => paper.paperId === shown?.paper.paperId && paper.recalled === null);
  const groups = groupPapers(
    list?.papers ?? [],
    agenda.map((item) => item.title),
  );
  const acts: PaperActs = {
    conferenceId,
    papers: list?.papers ?? [],
    pending: act.isPending,
    give,
    show: setShown,
    save: saveFile,
  };
  if (isNotInvited(listProblem)) return null;
  return (
    <section className="panel papers" aria-labelledby="papers-title">
      <header className="papers-head">
        <h2 id="papers-title">
          {words.title}{' '}
          {list !== undefined && list.papers.length > 0 && (
            <span className="quiet figures">{formatBytes(list.totalBytes, language)}</span>
          )}
        </h2>
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
        <RecallQuestion
          words={words}
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
              <PaperRow key={paper.paperId} paper={paper} list={list} acts={acts} words={words} />
            ))}
          </ul>
        </section>
      ))}
      {list?.canManage && <PaperLog conferenceId={conferenceId} words={words} />}
      {shown !== null && isShown && (
        <PapersDialog label={shown.paper.title} onClose={() => setShown(null)}>
          <PdfViewer path={shown.path} title={shown.paper.title} words={words} onClose={() => setShown(null)} />
        </PapersDialog>
      )}
    </section>
  );
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
    onSettled: () => client.invalidateQueries({ queryKey: papersKey(conferenceId) }),
  });
  return { list: query.data, listProblem: query.data === undefined ? query.error : null, act };
}
