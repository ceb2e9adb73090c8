// When the papers of a meeting were sent, from what is known of them (rule PR6). Pure; whether that was in time is deadlines.ts's.

/** Instants ISO 8601, UTC. */
export interface PapersSentFacts {
  readonly startsAt: string;
  /** From when on the invited could read; null: it was never published. */
  readonly publishedAt: string | null;
  readonly papers: readonly {
    /** Of its first version: a later one corrects what has been sent. */
    readonly uploadedAt: string;
    /** By hand; null: not. */
    readonly recalledAt: string | null;
  }[];
}

/** The moment from which the invited had every paper of the meeting; null: they have none. */
export function whenPapersSent({ startsAt, publishedAt, papers }: PapersSentFacts): string | null {
  if (publishedAt === null) return null;
  // Recalled before the meeting: nobody had it there. Recalled at its end or later: it had been sent all the same.
  const had = papers.filter(({ recalledAt }) => recalledAt === null || recalledAt >= startsAt);
  // What came after the start is no paper of the meeting, unless there is nothing else.
  const before = had.filter(({ uploadedAt }) => uploadedAt < startsAt);
  const counted = before.length > 0 ? before : had;
  if (counted.length === 0) return null;
  return [publishedAt, ...counted.map(({ uploadedAt }) => uploadedAt)].sort().at(-1) ?? null;
}
