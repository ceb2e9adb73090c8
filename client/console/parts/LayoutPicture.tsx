// The six layouts as small pictures. Drawing only.

import type { Layout } from '../../../server/contract/state.ts';

const SIDES: Partial<Record<Layout, number>> = { one: 1, four: 2, nine: 3, sixteen: 4 };

export function LayoutPicture({ layout }: { readonly layout: Layout }) {
  return (
    <svg className="layout-picture" viewBox="0 0 32 18" width="32" height="18" aria-hidden="true" focusable="false">
      {picture(layout)}
    </svg>
  );
}

function picture(layout: Layout) {
  const side = SIDES[layout];
  if (side !== undefined) return grid(side);
  if (layout === 'contentSpeaker') {
    return (
      <>
        <rect x="0.75" y="0.75" width="20" height="16.5" rx="1.5" />
        <path d="M4 6h13M4 9h13M4 12h8" />
        <rect x="23.25" y="5" width="8" height="8" rx="1.5" className="filled" />
      </>
    );
  }
  return (
    <>
      <rect x="0.75" y="0.75" width="30.5" height="16.5" rx="1.5" />
      <circle cx="16" cy="7" r="2.6" className="filled" />
      <path d="M10.5 16.5c0-3.6 2.4-5.4 5.5-5.4s5.5 1.8 5.5 5.4" className="filled" />
    </>
  );
}

function grid(side: number) {
  if (side === 1) return <rect x="0.75" y="0.75" width="30.5" height="16.5" rx="1.5" />;
  const gap = side === 4 ? 1.2 : 1.5;
  const width = (32 - (side - 1) * gap) / side;
  const height = (18 - (side - 1) * gap) / side;
  return Array.from({ length: side * side }, (_, cell) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
      key={cell}
      className="cell"
      x={(cell % side) * (width + gap)}
      y={Math.floor(cell / side) * (height + gap)}
      width={width}
      height={height}
      rx={0.6}
    />
  ));
}
