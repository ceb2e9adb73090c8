// How the stage is drawn, exactly as sites see it: which cell shows what. Which site is in which pane is the state's;
// here is only geometry.

import type { SiteId } from '../../../server/contract/ids.ts';
import type { ConferenceState, Layout } from '../../../server/contract/state.ts';

export interface StageCell {
  /** content: the shared document or screen of `siteId`. */
  readonly kind: 'camera' | 'content';
  /** null: an empty pane, or content nobody holds. */
  readonly siteId: SiteId | null;
  /** Pane number; content has none. */
  readonly pane: number | null;
}

export interface StageGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly StageCell[];
}

const SIDE: Readonly<Record<Exclude<Layout, 'contentSpeaker'>, number>> = {
  one: 1,
  chairOnly: 1,
  four: 2,
  nine: 3,
  sixteen: 4,
};

/** The grid of the stage. contentSpeaker has two cells of unequal size: content first, then pane 0. */
export function stageGrid(state: Pick<ConferenceState, 'stage' | 'content'>): StageGrid {
  const { layout, panes } = state.stage;
  if (layout === 'contentSpeaker') {
    return {
      columns: 2,
      rows: 1,
      cells: [
        { kind: 'content', siteId: state.content?.siteId ?? null, pane: null },
        { kind: 'camera', siteId: panes[0] ?? null, pane: 0 },
      ],
    };
  }
  const side = SIDE[layout];
  const cells = Array.from({ length: side * side }, (_, pane): StageCell => {
    return { kind: 'camera', siteId: panes[pane] ?? null, pane };
  });
  return { columns: side, rows: side, cells };
}

/**
 * Columns of the thumbnail wall: the fewest (largest pictures) with which all fit the box, never narrower than
 * `minWidth` pixels. Sizes in pixels; `caption` is the height of the name under a 16:9 picture.
 */
export function thumbnailColumns(
  box: { readonly width: number; readonly height: number },
  count: number,
  options: { readonly minWidth: number; readonly gap: number; readonly caption: number },
): number {
  const { minWidth, gap, caption } = options;
  const most = Math.max(1, Math.floor((box.width + gap) / (minWidth + gap)));
  for (let columns = Math.min(most, 4); columns < most; columns += 1) {
    const width = (box.width - gap * (columns - 1)) / columns;
    const rows = Math.ceil(count / columns);
    if (rows * ((width * 9) / 16 + caption) + (rows - 1) * gap <= box.height) return columns;
  }
  return most;
}
