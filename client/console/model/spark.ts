// The line quality of each site over the last minutes, for the spark lines: a bounded history and its drawing.
// Weather, not history: kept in this page only, one short list a site.

import type { SiteId } from '../../../server/contract/ids.ts';

/** Samples kept for each site: four minutes at one sample in ten seconds, the width of a spark line in points. */
export const SPARK_SAMPLES = 24;
/** Milliseconds between two samples; a line that lives for minutes does not need every second. */
export const SPARK_EVERY_MS = 10_000;
/** At or below this score a line needs a hand. */
export const WEAK_QUALITY = 4;

export class QualityHistory {
  readonly #samples = new Map<SiteId, readonly number[]>();
  readonly #listeners = new Set<() => void>();
  #sampledAt = Number.NEGATIVE_INFINITY;
  #latest: Readonly<Record<SiteId, number>> = {};

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes in one telemetry message; a sample is kept at most every SPARK_EVERY_MS, a change to or from weak at once. */
  push(quality: Readonly<Record<SiteId, number>>, nowMs: number): void {
    const turned = Object.entries(quality).some(([siteId, score]) => {
      const before = this.#latest[siteId as SiteId];
      return before === undefined || score <= WEAK_QUALITY !== before <= WEAK_QUALITY;
    });
    this.#latest = quality;
    if (!turned && nowMs - this.#sampledAt < SPARK_EVERY_MS) return;
    this.#sampledAt = nowMs;
    for (const [siteId, score] of Object.entries(quality) as [SiteId, number][]) {
      this.#samples.set(siteId, [...(this.#samples.get(siteId) ?? []), score].slice(-SPARK_SAMPLES));
    }
    for (const listener of this.#listeners) listener();
  }

  /** The kept scores of a site, oldest first; the same array until a new sample comes. */
  samplesOf(siteId: SiteId): readonly number[] {
    return this.#samples.get(siteId) ?? NONE;
  }
}

const NONE: readonly number[] = [];

/** The SVG path of scores 0 to 10 in a box, newest at the right edge; empty: nothing measured. One point is a flat line. */
export function sparkPath(samples: readonly number[], width: number, height: number): string {
  if (samples.length === 0) return '';
  const points = samples.length === 1 ? [samples[0] ?? 0, samples[0] ?? 0] : samples;
  const step = width / (points.length - 1);
  return points
    .map((score, index) => {
      const clamped = Math.min(10, Math.max(0, score));
      const y = 1 + (1 - clamped / 10) * (height - 2);
      return `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(y)}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
