// What the desk and the console make of papers: their order after a move, and which sites have opened one.

import { describe, expect, it } from 'vitest';
import { movePaper, placePaper, sitesThatOpened } from '../../client/papers/groups.ts';
import type { PaperView } from '../../server/contract/papers.ts';

const paper = (paperId: string, agendaTitle: string | null = null, versions = [1]): PaperView =>
  ({ paperId, agendaTitle, versions: versions.map((number) => ({ number })) }) as unknown as PaperView;
/** a, b and c of the whole conference; x and y of an item, in between. */
const PAPERS = [paper('a'), paper('x', 'Mục 1'), paper('b'), paper('y', 'Mục 1'), paper('c')];
const orderOf = (order: { readonly to: readonly string[] } | null) => order?.to.join('');

describe('moving a paper', () => {
  it('[PP17] changes its place among those of its item only, and says which place it has now', () => {
    expect(movePaper(PAPERS, 'a', 1)).toEqual({
      from: ['a', 'x', 'b', 'y', 'c'],
      to: ['b', 'x', 'a', 'y', 'c'],
      place: 2,
      count: 3,
    });
    expect(orderOf(movePaper(PAPERS, 'y', -1))).toBe('aybxc');
    expect(movePaper(PAPERS, 'a', -1)).toBeNull();
    expect(movePaper(PAPERS, 'c', 1)).toBeNull();
    expect(movePaper(PAPERS, 'gone', 1)).toBeNull();
  });

  it('[PP17] dragged, it takes the place of the one it is dropped on, up or down; on another item nothing happens', () => {
    expect(orderOf(placePaper(PAPERS, 'a', 'c'))).toBe('bxcya');
    expect(orderOf(placePaper(PAPERS, 'c', 'a'))).toBe('cxayb');
    expect(placePaper(PAPERS, 'a', 'x')).toBeNull();
    expect(placePaper(PAPERS, 'a', 'a')).toBeNull();
  });
});

describe('who has opened it', () => {
  it('[PP18] counts the sites of the conference that opened the version in force, in their order', () => {
    const opening = (siteName: string | null, number = 2, paperId = 'a') =>
      ({ paperId, number, siteName }) as Parameters<typeof sitesThatOpened>[1][number];
    const openings = [
      opening('Bến Lức'),
      opening('Bến Lức'),
      opening('Cần Giuộc', 1),
      opening('Đức Hòa', 2, 'b'),
      opening(null),
      opening('Nơi khác'),
    ];
    expect(sitesThatOpened(paper('a', null, [2, 1]), openings, ['Cần Giuộc', 'Bến Lức', 'Đức Hòa'])).toEqual({
      opened: ['Bến Lức'],
      unopened: ['Cần Giuộc', 'Đức Hòa'],
    });
  });
});
