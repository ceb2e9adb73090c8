// One paper: what is in force, reading and saving it, and for the secretariat its place, its title, its next version, its end, its past.

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { PaperListView, PaperVersionView, PaperView } from '../../server/contract/papers.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { EditPaper } from './EditPaper.tsx';
import { NewVersion } from './NewVersion.tsx';
import { Grip, Moves, type Moving } from './PaperMoves.tsx';
import { formatBytes, papersApi } from './papersApi.ts';
import { SureQuestion } from './SureQuestion.tsx';
import type { PapersWords } from './words.ts';

export interface PaperActs {
  readonly conferenceId: string;
  readonly agenda: ConferenceView['agenda'];
  /** Every paper, in reading order. */
  readonly papers: readonly PaperView[];
  readonly pending: boolean;
  /** Does it; `done` is said once it is done. */
  give(work: () => Promise<unknown>, done?: string): void;
  show(shown: { paper: PaperView; path: string }): void;
  save(path: string): void;
}

interface Props {
  readonly paper: PaperView;
  readonly list: PaperListView | undefined;
  readonly acts: PaperActs;
  readonly moving: Moving;
  readonly words: PapersWords;
}

type Asking = 'edit' | 'version' | 'remove' | 'recall';

export function PaperRow({ paper, list, acts, moving, words }: Props) {
  const { language } = useTexts();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [newest, ...earlier] = paper.versions;
  if (newest === undefined) return null;
  const isOpen = paper.recalled === null;
  const canMove = isOpen && list?.canManage === true;
  const read = createReader(paper, acts);
  return (
    <li className="paper" data-testid="paper" {...(canMove ? moving.rowOf(paper) : {})}>
      <div className="paper-line">
        {canMove && <Grip paper={paper} moving={moving} words={words} />}
        <div className="paper-name">
          <strong>{paper.title}</strong>
          <span className="quiet figures">
            {words.version(newest.number)} · {newest.fileName} · {formatBytes(newest.sizeBytes, language)}
          </span>
          {isOpen && newest.reading !== 'ready' && <span className="quiet">{words.readings[newest.reading]}</span>}
          {paper.recalled !== null && <span className="quiet">{recalledText(paper.recalled.at, words)}</span>}
        </div>
        {isOpen && (
          <div className="acts no-print">
            {newest.reading === 'ready' && (
              <Button size="sm" aria-label={words.openPaper(paper.title)} onClick={() => read(newest, 'view')}>
                {words.open}
              </Button>
            )}
            <Button size="sm" aria-label={words.savePaper(paper.title)} onClick={() => read(newest, 'download')}>
              {words.save}
            </Button>
            {canMove && <Moves paper={paper} moving={moving} words={words} />}
            <Managing paper={paper} list={list} asking={asking} words={words} onAsk={setAsking} />
          </div>
        )}
      </div>
      {isOpen && asking !== null && (
        <Asked paper={paper} asking={asking} acts={acts} words={words} onEnd={() => setAsking(null)} />
      )}
      {isOpen && earlier.length > 0 && (
        <Earlier versions={earlier} words={words} onSave={(one) => read(one, 'download')} />
      )}
    </li>
  );
}

/** Opens a version, which the server logs first, and shows or saves it. */
function createReader(paper: PaperView, acts: PaperActs) {
  return (version: PaperVersionView, purpose: 'view' | 'download') =>
    acts.give(async () => {
      const { path } = await papersApi.open(acts.conferenceId, paper.paperId, version.number, purpose);
      if (purpose === 'view') acts.show({ paper, path });
      else acts.save(path);
    });
}

function recalledText(at: string | null, words: PapersWords): string {
  return at === null ? words.recalled : words.recalledAt(`${formatTime(at)} ${formatDate(at)}`);
}

interface ManagingProps {
  readonly paper: PaperView;
  readonly list: PaperListView | undefined;
  readonly asking: Asking | null;
  readonly words: PapersWords;
  readonly onAsk: (asking: Asking | null) => void;
}

/** Nobody has read it: it is deleted. Somebody has: it is recalled. */
function Managing({ paper, list, asking, words, onAsk }: ManagingProps) {
  const { title } = paper;
  const button = (kind: Asking, label: string, text: string) => (
    <Button
      size="sm"
      aria-label={label}
      aria-expanded={asking === kind}
      onClick={() => onAsk(asking === kind ? null : kind)}
    >
      {text}
    </Button>
  );
  return (
    <>
      {list?.canManage && button('edit', words.editPaper(title), words.edit)}
      {list?.canManage && button('version', words.newVersionOf(title), words.newVersion)}
      {paper.removable && button('remove', words.removePaper(title), words.remove)}
      {list?.canRecall && !paper.removable && button('recall', words.recallPaper(title), words.recall)}
    </>
  );
}

function Asked(props: {
  readonly paper: PaperView;
  readonly asking: Asking;
  readonly acts: PaperActs;
  readonly words: PapersWords;
  readonly onEnd: () => void;
}) {
  const { paper, asking, acts, words, onEnd } = props;
  const { conferenceId, agenda, pending } = acts;
  const shared = { words, pending, onCancel: onEnd };
  const finish = (work: () => Promise<unknown>, done?: string) => acts.give(() => work().then(onEnd), done);
  switch (asking) {
    case 'edit':
      return (
        <EditPaper
          {...shared}
          paper={paper}
          agenda={agenda}
          onSave={(change) =>
            finish(() => papersApi.edit(conferenceId, paper, change), words.edited(change.title ?? paper.title))
          }
        />
      );
    case 'version':
      return (
        <NewVersion {...shared} onUpload={(file) => finish(() => papersApi.uploadVersion(conferenceId, paper, file))} />
      );
    case 'remove':
      return (
        <SureQuestion
          {...shared}
          of="remove"
          onConfirm={() => finish(() => papersApi.remove(conferenceId, paper), words.removedDone(paper.title))}
        />
      );
    case 'recall':
      return (
        <SureQuestion
          {...shared}
          of="recall"
          onConfirm={() => finish(() => papersApi.recall(conferenceId, paper.paperId))}
        />
      );
  }
}

function Earlier(props: {
  versions: readonly PaperVersionView[];
  words: PapersWords;
  onSave: (version: PaperVersionView) => void;
}) {
  const { versions, words, onSave } = props;
  return (
    <details className="quiet no-print">
      <summary>{words.versions}</summary>
      <ol className="plain">
        {versions.map((version) => (
          <li key={version.number} className="figures">
            {words.version(version.number)} · {version.fileName} ·{' '}
            {words.uploadedBy(
              version.uploadedByName,
              `${formatTime(version.uploadedAt)} ${formatDate(version.uploadedAt)}`,
            )}{' '}
            <Button size="compact-sm" onClick={() => onSave(version)}>
              {words.save}
            </Button>
          </li>
        ))}
      </ol>
    </details>
  );
}
