// A site's line quality as a spark line. Listens to the history by itself, so a new sample redraws this line and no row.

import { memo, useSyncExternalStore } from 'react';
import type { SiteId } from '../../../server/contract/ids.ts';
import { useConsole } from '../context.ts';
import { sparkPath, WEAK_QUALITY } from '../model/spark.ts';

const WIDTH = 34;
const HEIGHT = 14;

export const Spark = memo(function Spark({ siteId }: { readonly siteId: SiteId }) {
  const { quality, words } = useConsole();
  const samples = useSyncExternalStore(quality.subscribe, () => quality.samplesOf(siteId));
  const last = samples.at(-1);
  const label = last === undefined ? words.qualityUnknown : words.quality(last);
  const weak = last !== undefined && last <= WEAK_QUALITY;
  return (
    <svg
      className={weak ? 'spark weak' : 'spark'}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={sparkPath(samples, WIDTH, HEIGHT)} />
    </svg>
  );
});
