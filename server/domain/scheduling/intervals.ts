// Half-open intervals of time as numbers (milliseconds since 1970). Pure arithmetic; knows nothing of meetings.

export interface Interval {
  /** Included. */
  readonly start: number;
  /** Not included: a meeting may begin the moment another ends. */
  readonly end: number;
}

/** The union, in order, apart from each other; touching ones are joined. O(n log n). */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/**
 * What is left of `spans` when `busy` is taken out, as [span, gaps] pairs. Both must be merged and in order. O(n + m).
 */
export function listGaps(spans: readonly Interval[], busy: readonly Interval[]): (readonly [Interval, Interval[]])[] {
  let first = 0;
  return spans.map((span) => {
    while (first < busy.length && (busy[first]?.end ?? 0) <= span.start) first += 1;
    const gaps: Interval[] = [];
    let from = span.start;
    for (let index = first; index < busy.length; index += 1) {
      const taken = busy[index];
      if (taken === undefined || taken.start >= span.end) break;
      if (taken.start > from) gaps.push({ start: from, end: taken.start });
      from = taken.end;
    }
    if (from < span.end) gaps.push({ start: from, end: span.end });
    return [span, gaps] as const;
  });
}

/** True if they share a moment. */
export function isOverlapping(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}
