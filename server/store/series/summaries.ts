// All series as one short list, with what is still ahead of each. Reads only.

import { type SeriesSummary, seriesContentSchema, seriesScheduleSchema } from '../../contract/series.ts';
import { SERIES_LIMITS } from '../../contract/seriesLimits.ts';
import { describeRule } from '../../domain/scheduling/describeSeries.ts';
import type { Tx } from '../prisma.ts';

interface Row {
  readonly seriesId: string;
  readonly schedule: unknown;
  readonly content: unknown;
  readonly conferenceCount: number;
  readonly next: Date | null;
  readonly last: Date | null;
}

/** Those with a next conference first, by its start; then the newest that are over. */
export async function listSummaries(tx: Tx, now: Date): Promise<SeriesSummary[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT s.series_id AS "seriesId", s.schedule, s.content, held."conferenceCount", held.next, held.last
    FROM series s CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status <> 'cancelled')::int AS "conferenceCount",
             min(starts_at) FILTER (WHERE status NOT IN ('cancelled', 'postponed') AND ends_at > ${now}) AS next,
             max(starts_at) FILTER (WHERE status <> 'cancelled') AS last
      FROM conference WHERE series_id = s.series_id
    ) held
    ORDER BY held.next NULLS LAST, held.last DESC NULLS LAST, s.series_id
    LIMIT ${SERIES_LIMITS.listed}`;
  return rows.map((row) => ({
    seriesId: row.seriesId,
    title: seriesContentSchema.parse(row.content).title,
    sentence: describeRule(seriesScheduleSchema.parse(row.schedule)),
    conferenceCount: row.conferenceCount,
    nextStartsAt: row.next?.toISOString() ?? null,
    lastStartsAt: row.last?.toISOString() ?? null,
  }));
}
