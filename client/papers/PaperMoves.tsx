// A paper's place among those of its item: two buttons for the keyboard, a grip for the mouse. The focus goes with the paper, and each
// move is said. Nothing moves between items: that is an edit of the paper.

import { Button } from '@mantine/core';
import { type DragEvent, type HTMLAttributes, useEffect, useRef, useState } from 'react';
import type { PaperView } from '../../server/contract/papers.ts';
import { movePaper, type PaperOrder, placePaper } from './groups.ts';
import type { PapersWords } from './words.ts';

export interface Moving {
  readonly canMove: (paper: PaperView, by: -1 | 1) => boolean;
  readonly move: (paper: PaperView, by: -1 | 1) => void;
  readonly grab: (paper: PaperView, event: DragEvent) => void;
  readonly drop: () => void;
  /** What makes a row a place to drop on. */
  readonly rowOf: (paper: PaperView) => HTMLAttributes<HTMLLIElement> & { readonly 'data-drop'?: boolean };
}

/** `onOrder`: keeps the new order; the paper's title and place are for saying. */
export function useMoving(
  papers: readonly PaperView[],
  onOrder: (order: PaperOrder, paper: PaperView) => void,
): Moving {
  const [grabbed, setGrabbed] = useState<PaperView | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const follow = useFocusAfterMove(papers);
  const end = () => {
    setGrabbed(null);
    setOver(null);
  };
  const orderOn = (paper: PaperView) => (grabbed === null ? null : placePaper(papers, grabbed.paperId, paper.paperId));
  return {
    canMove: (paper, by) => movePaper(papers, paper.paperId, by) !== null,
    move: (paper, by) => {
      const order = movePaper(papers, paper.paperId, by);
      if (order === null) return;
      follow(`${paper.paperId} ${by}`);
      onOrder(order, paper);
    },
    grab: (paper, event) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', paper.title);
      const row = event.currentTarget.closest('li');
      if (row !== null) event.dataTransfer.setDragImage(row, 12, 12);
      setGrabbed(paper);
    },
    drop: end,
    rowOf: (paper) => ({
      ...(over === paper.paperId ? { 'data-drop': true } : {}),
      onDragOver: (event) => {
        if (orderOn(paper) === null) return;
        event.preventDefault();
        setOver(paper.paperId);
      },
      onDragLeave: () => setOver(null),
      onDrop: (event) => {
        const order = orderOn(paper);
        if (order === null || grabbed === null) return;
        event.preventDefault();
        onOrder(order, grabbed);
        end();
      },
    }),
  };
}

/** A row that changes its place in the page loses the focus: it gets it back once it stands there. */
function useFocusAfterMove(papers: readonly PaperView[]): (button: string) => void {
  const wanted = useRef<string | null>(null);
  const order = papers.map((paper) => paper.paperId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the order has changed, whatever it is
  useEffect(() => {
    if (wanted.current === null) return;
    document.querySelector<HTMLElement>(`[data-move="${wanted.current}"]`)?.focus();
    wanted.current = null;
  }, [order]);
  return (button) => {
    wanted.current = button;
  };
}

interface Props {
  readonly paper: PaperView;
  readonly moving: Moving;
  readonly words: PapersWords;
}

/** For the mouse only; the buttons do the same. */
export function Grip({ paper, moving, words }: Props) {
  return (
    <span
      className="paper-grip no-print"
      aria-hidden
      title={words.drag}
      draggable
      onDragStart={(event) => moving.grab(paper, event)}
      onDragEnd={moving.drop}
    >
      ⠿
    </span>
  );
}

export function Moves({ paper, moving, words }: Props) {
  return (
    <>
      <Move paper={paper} moving={moving} by={-1} label={words.up(paper.title)} sign="▲" />
      <Move paper={paper} moving={moving} by={1} label={words.down(paper.title)} sign="▼" />
    </>
  );
}

function Move(props: Omit<Props, 'words'> & { readonly by: -1 | 1; readonly label: string; readonly sign: string }) {
  const { paper, moving, by, label, sign } = props;
  const canMove = moving.canMove(paper, by);
  return (
    // At either end it stays focusable: whoever got there by pressing it must not lose the place.
    <Button
      size="sm"
      className="paper-move"
      data-move={`${paper.paperId} ${by}`}
      aria-label={label}
      aria-disabled={!canMove}
      onClick={() => moving.move(paper, by)}
    >
      {sign}
    </Button>
  );
}
