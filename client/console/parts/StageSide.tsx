// Beside the stage: the chair, which revision is out and how many show it, the layouts as pictures, the content right.

import { IconPresentation } from '@tabler/icons-react';
import { LAYOUTS, type Layout } from '../../../server/contract/state.ts';
import { useConference, useConsole, useLivePart } from '../context.ts';
import { shownCount } from '../model/siteRows.ts';
import { withLayout } from '../model/stageActs.ts';
import { LayoutPicture } from './LayoutPicture.tsx';
import { Picture } from './Picture.tsx';
import { Refusal } from './Refusal.tsx';

export function StageSide() {
  const { words, shared } = useConsole();
  const state = useConference();
  return (
    <aside className="stage-side" aria-label={words.stage}>
      <figure className="pane chair-preview">
        <Picture siteId={state.chair.siteId} label={`${shared.chairShort}: ${state.chair.name}`} />
        <figcaption className="name-plate">
          <span className="plate-name">{shared.chairShort}</span>
        </figcaption>
      </figure>
      <div className="stage-card">
        <p className="quiet small figures">{words.stageRevision(state.stage.revision)}</p>
        <Shown />
        <LayoutButtons />
        <Refusal at="stage" />
        <Content />
      </div>
    </aside>
  );
}

/** Drawn again with telemetry; nothing else here is. */
function Shown() {
  const { words } = useConsole();
  const text = useLivePart((part) => {
    if (part.state === null) return '0/0';
    const { shown, of } = shownCount(part.state, part.telemetry?.shown ?? {});
    return `${shown}/${of}`;
  });
  return (
    <p className="shown">
      <strong className="figures" data-testid="shown-count">
        {text}
      </strong>{' '}
      <span className="quiet">{words.showing}</span>
    </p>
  );
}

function LayoutButtons() {
  const { words, may, act } = useConsole();
  const { stage, content, phase } = useConference();
  const steers = may('stage.set') && phase !== 'scheduled' && phase !== 'closed';
  if (!steers) return <p className="small">{words.layouts[stage.layout]}</p>;
  const choose = (layout: Layout) => {
    if (layout !== stage.layout) void act('stage', 'stage.set', withLayout(stage, layout));
  };
  return (
    <fieldset className="layouts" aria-label={words.layout}>
      {LAYOUTS.map((layout, index) => (
        <button
          key={layout}
          type="button"
          className="layout-btn"
          aria-label={words.layouts[layout]}
          title={`${words.layouts[layout]} (${index + 1})`}
          aria-pressed={stage.layout === layout}
          disabled={layout === 'contentSpeaker' && content === null}
          onClick={() => choose(layout)}
        >
          <LayoutPicture layout={layout} />
        </button>
      ))}
    </fieldset>
  );
}

function Content() {
  const { words, may, act } = useConsole();
  const { content, sites } = useConference();
  const holder = content === null ? undefined : sites[content.siteId];
  return (
    <div className="content-right">
      <p className="small">
        <IconPresentation size={16} aria-hidden />
        <span>{holder === undefined ? words.contentFree : words.contentHeld(holder.shortName)}</span>
      </p>
      {holder !== undefined && may('content.revoke') && (
        <button
          type="button"
          className="btn"
          aria-label={words.takeContent}
          onClick={() => act('content', 'content.revoke', {})}
        >
          {words.takeContentShort}
        </button>
      )}
      <Refusal at="content" />
    </div>
  );
}
