// Everybody at once: a small picture of each admitted site. A click chooses, a double click puts it on the main screen.
// As large as lets all be seen; with very many sites the wall scrolls, and what is out of sight holds no video.

import { IconMicrophone } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { SiteId } from '../../../server/contract/ids.ts';
import { isHeard } from '../../../server/domain/conference/heard.ts';
import { useConference, useConsole, useUi } from '../context.ts';
import { withMain } from '../model/stageActs.ts';
import { thumbnailColumns } from '../model/stageGrid.ts';
import { selectSite } from '../model/ui.ts';
import { Picture } from './Picture.tsx';

/** Pixels; a face is still a face at this width. */
const MIN_WIDTH = 84;
const GAP = 6;
const CAPTION = 20;

export function Thumbnails() {
  const { words, ui, may, act } = useConsole();
  const state = useConference();
  const wall = useRef<HTMLElement>(null);
  const admitted = state.siteOrder.flatMap((siteId) => {
    const site = state.sites[siteId];
    return site?.admission === 'admitted' ? [site] : [];
  });
  const columns = useColumns(wall, admitted.length);
  const stage = useRef(state.stage);
  stage.current = state.stage;
  const [acts] = useState(() => ({
    choose: (siteId: SiteId) => selectSite(ui, siteId),
    toMain: (siteId: SiteId) => {
      if (may('stage.set')) void act('stage', 'stage.set', withMain(stage.current, siteId));
    },
  }));
  return (
    <section
      className="thumbnails"
      ref={wall}
      aria-label={words.thumbnails}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {admitted.length === 0 && <p className="quiet">{words.thumbnailsNone}</p>}
      {admitted.map((site) => (
        <Thumbnail
          key={site.siteId}
          siteId={site.siteId}
          name={site.name}
          shortName={site.shortName}
          online={site.online}
          onAir={isHeard(state, site.siteId)}
          acts={acts}
        />
      ))}
    </section>
  );
}

const Thumbnail = memo(function Thumbnail({
  siteId,
  name,
  shortName,
  online,
  onAir,
  acts,
}: {
  readonly siteId: SiteId;
  readonly name: string;
  readonly shortName: string;
  readonly online: boolean;
  readonly onAir: boolean;
  readonly acts: { readonly choose: (siteId: SiteId) => void; readonly toMain: (siteId: SiteId) => void };
}) {
  const { words } = useConsole();
  const selected = useUi((ui) => ui.selectedSiteId === siteId);
  const button = useRef<HTMLButtonElement>(null);
  const visible = useVisible(button);
  const state = onAir ? 'thumb on-air' : online ? 'thumb' : 'thumb lost';
  return (
    <button
      type="button"
      ref={button}
      className={state}
      aria-pressed={selected}
      title={name}
      data-testid="thumbnail"
      data-site-id={siteId}
      onClick={() => acts.choose(siteId)}
      onDoubleClick={() => acts.toMain(siteId)}
    >
      <span className="thumb-picture">
        <Picture siteId={visible && online ? siteId : null} label={name} />
        {!online && <span className="thumb-lost">{words.row.reconnecting}</span>}
      </span>
      <span className="thumb-name">
        {onAir && <IconMicrophone size={14} aria-hidden />}
        <span>{shortName}</span>
      </span>
    </button>
  );
});

/** The wall's columns for its present size. */
function useColumns(wall: { readonly current: HTMLElement | null }, count: number): number {
  const [box, setBox] = useState({ width: 760, height: 290 });
  useEffect(() => {
    const element = wall.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setBox({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [wall]);
  return thumbnailColumns(box, count, { minWidth: MIN_WIDTH, gap: GAP, caption: CAPTION });
}

function useVisible(element: { readonly current: HTMLElement | null }): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setVisible(entry?.isIntersecting ?? false), {
      rootMargin: '120px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return visible;
}
