// Papers as people look for them: under the items of the agenda, in its order. Pure; shared by the planner and the room.

import type { PaperView } from '../../server/contract/papers.ts';

export interface PaperGroup {
  /** null: of the whole conference. */
  readonly agendaTitle: string | null;
  readonly papers: readonly PaperView[];
}

/** Those of the whole conference first, then item by item, then those whose item has left the agenda. Empty groups are left out. */
export function groupPapers(papers: readonly PaperView[], agendaTitles: readonly string[]): PaperGroup[] {
  const left = papers.flatMap(({ agendaTitle }) =>
    agendaTitle === null || agendaTitles.includes(agendaTitle) ? [] : [agendaTitle],
  );
  return [null, ...new Set([...agendaTitles, ...left])]
    .map((agendaTitle) => ({ agendaTitle, papers: papers.filter((paper) => paper.agendaTitle === agendaTitle) }))
    .filter((group) => group.papers.length > 0);
}

/** The order after a paper changed places with its neighbour of the same group; null: there is none. */
export function movePaper(
  papers: readonly PaperView[],
  paperId: string,
  by: -1 | 1,
): { readonly from: readonly string[]; readonly to: readonly string[] } | null {
  const moved = papers.find((paper) => paper.paperId === paperId);
  const group = papers.filter((paper) => paper.agendaTitle === moved?.agendaTitle);
  const neighbour = group[group.findIndex((paper) => paper.paperId === paperId) + by];
  if (moved === undefined || neighbour === undefined) return null;
  const from = papers.map((paper) => paper.paperId);
  const swap: Readonly<Record<string, string>> = {
    [moved.paperId]: neighbour.paperId,
    [neighbour.paperId]: moved.paperId,
  };
  return { from, to: from.map((id) => swap[id] ?? id) };
}
