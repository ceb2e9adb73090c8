// The new time of a conference as typed, judged as the conference form judges it: the end may lie on the next day when that is said.
// Pure; answers codes, the panel turns them into words.

import { LIMITS } from '../../server/contract/limits.ts';
import { addDays, instantAt, isLocalDate, parseTypedTime } from '../planner/localTime.ts';

export interface TypedTimes {
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly endsNextDay: boolean;
}

export type Times =
  | {
      readonly problem: {
        readonly field: 'date' | 'start' | 'end';
        readonly code: 'dateInvalid' | 'timeInvalid' | 'endBeforeStart' | 'tooLong' | 'endPast';
      };
    }
  | { readonly problem: undefined; readonly startsAt: string; readonly endsAt: string };

/** The instants of the new time, or the first thing that is wrong. `now`: milliseconds since 1970. */
export function readTimes({ date, start, end, endsNextDay }: TypedTimes, now: number): Times {
  if (!isLocalDate(date)) return { problem: { field: 'date', code: 'dateInvalid' } };
  const from = parseTypedTime(start);
  if (from === undefined) return { problem: { field: 'start', code: 'timeInvalid' } };
  const to = parseTypedTime(end);
  if (to === undefined) return { problem: { field: 'end', code: 'timeInvalid' } };
  const startsAt = instantAt(date, from);
  const endsAt = instantAt(endsNextDay ? addDays(date, 1) : date, to);
  const lengthMs = Date.parse(endsAt) - Date.parse(startsAt);
  if (lengthMs <= 0) return { problem: { field: 'end', code: 'endBeforeStart' } };
  if (lengthMs > LIMITS.conferenceHours * 3_600_000) return { problem: { field: 'end', code: 'tooLong' } };
  if (Date.parse(endsAt) <= now) return { problem: { field: 'end', code: 'endPast' } };
  return { problem: undefined, startsAt, endsAt };
}
