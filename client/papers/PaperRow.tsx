// One paper: what is in force, reading and saving it, and for the secretariat its place, its next version, its recall, its past.

import { Button } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { PaperListView, PaperVersionView, PaperView } from '../../server/contract/papers.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { movePaper } from './groups.ts';
import { formatBytes, papersApi } from './papersApi.ts';
import { RecallQuestion } from './RecallQuestion.tsx';
import { SecretConfirmation } from './UploadForm.tsx';
import type { PapersWords } from './words.ts';

export interface PaperActs {
  readonly conferenceId: string;
  /** Every paper, in reading order. */
  readonly papers: readonly PaperView[];
  readonly pending: boolean;
  give(work: () => Promise<unknown>): void;
  show(shown: { paper: PaperView; path: string }): void;
  save(path: string): void;
}

interface Props {
  readonly paper: PaperView;
  readonly list: PaperListView | undefined;
  readonly acts: PaperActs;
  readonly words: PapersWords;
}

export function PaperRow({ paper, list, acts, words }: Props) {
  const { language } = useTexts();
  const [asking, setAsking] = useState<'version' | 'recall' | null>(null);
  const [newest, ...earlier] = paper.versions;
  if (newest === undefined) return null;
  const isOpen = paper.recalled === null;
  const read = (version: PaperVersionView, purpose: 'view' | 'download') =>
    acts.give(async () => {
      const { path } = await papersApi.open(acts.conferenceId, paper.paperId, version.number, purpose);
      if (purpose === 'view') acts.show({ paper, path });
      else acts.save(path);
    });
  const finish = (work: () => Promise<unknown>) => acts.give(() => work().then(() => setAsking(null)));
  return (
    <li className="paper" data-testid="paper">
      <div className="paper-line">
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
            {list?.canManage && <Moves paper={paper} acts={acts} words={words} />}
            {list?.canManage && (
              <Button size="sm" aria-label={words.newVersionOf(paper.title)} onClick={() => setAsking('version')}>
                {words.newVersion}
              </Button>
            )}
            {list?.canRecall && (
              <Button size="sm" aria-label={words.recallPaper(paper.title)} onClick={() => setAsking('recall')}>
                {words.recall}
              </Button>
            )}
          </div>
        )}
      </div>
      {asking === 'recall' && isOpen && (
        <RecallQuestion
          words={words}
          pending={acts.pending}
          onCancel={() => setAsking(null)}
          onConfirm={() => finish(() => papersApi.recall(acts.conferenceId, paper.paperId))}
        />
      )}
      {asking === 'version' && isOpen && (
        <NewVersion
          words={words}
          pending={acts.pending}
          onCancel={() => setAsking(null)}
          onUpload={(file) => finish(() => papersApi.uploadVersion(acts.conferenceId, paper, file))}
        />
      )}
      {isOpen && earlier.length > 0 && (
        <Earlier versions={earlier} words={words} onSave={(one) => read(one, 'download')} />
      )}
    </li>
  );
}

function recalledText(at: string | null, words: PapersWords): string {
  return at === null ? words.recalled : words.recalledAt(`${formatTime(at)} ${formatDate(at)}`);
}

function Moves({ paper, acts, words }: Pick<Props, 'paper' | 'acts' | 'words'>) {
  const move = (by: -1 | 1) => {
    const order = movePaper(acts.papers, paper.paperId, by);
    return order === null
      ? undefined
      : () => acts.give(() => papersApi.reorder(acts.conferenceId, order.from, order.to));
  };
  const [up, down] = [move(-1), move(1)];
  return (
    <>
      {up && (
        <Button size="sm" aria-label={words.up(paper.title)} onClick={up}>
          ▲
        </Button>
      )}
      {down && (
        <Button size="sm" aria-label={words.down(paper.title)} onClick={down}>
          ▼
        </Button>
      )}
    </>
  );
}

function NewVersion(props: {
  words: PapersWords;
  pending: boolean;
  onCancel: () => void;
  onUpload: (file: File) => void;
}) {
  const { words, pending, onCancel, onUpload } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  return (
    <section className="stack papers-form" aria-label={words.newVersion}>
      <label htmlFor={id}>{words.file}</label>
      <input ref={input} id={id} type="file" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
      <SecretConfirmation words={words} confirmed={confirmed} onChange={setConfirmed} />
      <div className="actions">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button
          variant="filled"
          loading={pending}
          disabled={file === null || !confirmed}
          onClick={() => file !== null && onUpload(file)}
        >
          {words.upload}
        </Button>
      </div>
    </section>
  );
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
