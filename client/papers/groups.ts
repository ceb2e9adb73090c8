// Papers as people look for them: under the items of the agenda, in its order. Pure; shared by the planner and the room.

import type { PaperOpeningView, PaperView } from '../../server/contract/papers.ts';

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

export interface PaperOrder {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Where the moved paper now stands among those of its item, from 1, and how many these are. */
  readonly place: number;
  readonly count: number;
}

/** The order after a paper changed places with its neighbour of the same group; null: there is none. */
export function movePaper(papers: readonly PaperView[], paperId: string, by: -1 | 1): PaperOrder | null {
  const group = groupOf(papers, paperId);
  const neighbour = group[group.indexOf(paperId) + by];
  return neighbour === undefined ? null : placePaper(papers, paperId, neighbour);
}

/** The order after a paper took the place of another of its group; null: they are of different items, or it stands there. */
export function placePaper(papers: readonly PaperView[], paperId: string, targetId: string): PaperOrder | null {
  const group = groupOf(papers, paperId);
  const place = group.indexOf(targetId);
  if (paperId === targetId || place < 0) return null;
  const placed = group.filter((id) => id !== paperId).toSpliced(place, 0, paperId);
  const from = papers.map((paper) => paper.paperId);
  const waiting = [...placed];
  const to = from.map((id) => (group.includes(id) ? (waiting.shift() ?? id) : id));
  return { from, to, place: place + 1, count: group.length };
}

function groupOf(papers: readonly PaperView[], paperId: string): string[] {
  const moved = papers.find((paper) => paper.paperId === paperId);
  if (moved === undefined) return [];
  return papers.filter((paper) => paper.agendaTitle === moved.agendaTitle).map((paper) => paper.paperId);
}

export interface SiteOpenings {
  readonly opened: readonly string[];
  readonly unopened: readonly string[];
}

/** Which of these sites have opened the paper's version in force, each in the order given. */
export function sitesThatOpened(
  paper: PaperView,
  openings: readonly Pick<PaperOpeningView, 'paperId' | 'number' | 'siteName'>[],
  siteNames: readonly string[],
): SiteOpenings {
  const number = paper.versions[0]?.number;
  const names = new Set(
    openings.filter((one) => one.paperId === paper.paperId && one.number === number).map((one) => one.siteName),
  );
  return {
    opened: siteNames.filter((name) => names.has(name)),
    unopened: siteNames.filter((name) => !names.has(name)),
  };
}
