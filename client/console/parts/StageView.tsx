// The stage as sites see it: the same panes in the same places, a red frame on whoever is heard. Nothing opens over it.

import { memo } from 'react';
import type { SiteState } from '../../../server/contract/state.ts';
import { isHeard } from '../../../server/domain/conference/heard.ts';
import { useConference, useConsole } from '../context.ts';
import { type StageCell, stageGrid } from '../model/stageGrid.ts';
import { Picture } from './Picture.tsx';

export function StageView() {
  const { words } = useConsole();
  const state = useConference();
  const grid = stageGrid(state);
  return (
    <section className={`stage grid-${grid.columns} layout-${state.stage.layout}`} aria-label={words.stage}>
      {grid.cells.map((cell) => {
        const site = cell.siteId === null ? undefined : state.sites[cell.siteId];
        return (
          <Pane
            key={cell.pane ?? 'content'}
            cell={cell}
            site={site}
            onAir={cell.kind === 'camera' && site !== undefined && isHeard(state, site.siteId)}
            caption={cell.kind === 'camera' && grid.cells.length <= 4 && state.stage.layout !== 'contentSpeaker'}
          />
        );
      })}
    </section>
  );
}

const Pane = memo(function Pane({
  cell,
  site,
  onAir,
  caption,
}: {
  readonly cell: StageCell;
  readonly site: SiteState | undefined;
  readonly onAir: boolean;
  readonly caption: boolean;
}) {
  const { words } = useConsole();
  const main = cell.pane === 0;
  return (
    <figure
      className={onAir ? 'pane on-air' : 'pane'}
      {...(main ? { 'data-testid': 'main-pane' } : {})}
      data-site-id={cell.siteId ?? undefined}
      data-pane={cell.pane ?? 'content'}
    >
      <Picture
        siteId={cell.siteId}
        source={cell.kind === 'content' ? 'screen' : 'camera'}
        label={site?.name ?? words.emptyPane}
      />
      {site !== undefined && (
        <figcaption className="name-plate">
          <span className="plate-name">{site.name}</span>
          {caption && site.caption !== null && <span className="plate-caption">{site.caption}</span>}
        </figcaption>
      )}
    </figure>
  );
});
