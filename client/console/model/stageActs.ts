// What the stage buttons send: the operator's choice turned into a stage.set the service takes.

import type { SiteId } from '../../../server/contract/ids.ts';
import type { Layout, Stage } from '../../../server/contract/state.ts';
import { PANE_COUNT } from '../../../server/domain/stage/resolvePanes.ts';

export interface StageDraft {
  readonly layout: Layout;
  readonly pinned: (SiteId | null)[];
}

/** Another layout with the same pins, as many as it has panes. */
export function withLayout(stage: Stage, layout: Layout): StageDraft {
  return { layout, pinned: stage.pinned.slice(0, PANE_COUNT[layout]) };
}

/** The site pinned to the main pane; a layout that could not show it becomes a single picture. */
export function withMain(stage: Stage, siteId: SiteId): StageDraft {
  const layout = stage.layout === 'chairOnly' ? 'one' : stage.layout;
  const others = stage.pinned.slice(1, PANE_COUNT[layout]).map((pinned) => (pinned === siteId ? null : pinned));
  return { layout, pinned: [siteId, ...others] };
}

/** The main pane left to the rules again. */
export function withoutMain(stage: Stage): StageDraft {
  return { layout: stage.layout, pinned: [null, ...stage.pinned.slice(1)] };
}
