// What the look at a change says of a day: whether it concerns anybody, and where its conference comes from. Pure.

import type { SeriesOccurrenceView } from '../../../server/contract/series.ts';
import { localDateOf } from '../localTime.ts';

/** A day of the new rule that was over before the rule was made is nobody's business. */
export function isToCome(one: Pick<SeriesOccurrenceView, 'conferenceId' | 'startsAt'>, now: number): boolean {
  return one.conferenceId !== null || Date.parse(one.startsAt) > now;
}

/** When a conference starts now, if the change gives it another day; else null. `startOf`: by conference. */
export function findDayBefore(
  { act, conferenceId, localDate }: Pick<SeriesOccurrenceView, 'act' | 'conferenceId' | 'localDate'>,
  startOf: ReadonlyMap<string, string>,
): string | null {
  const startsAt = act === 'change' && conferenceId !== null ? startOf.get(conferenceId) : undefined;
  return startsAt === undefined || localDateOf(startsAt) === localDate ? null : startsAt;
}
