// Where each conference stands on the week's grid: which day, from which minute to which, beside whom.
// Pure geometry in minutes and lanes; knows no pixels and no words.

import type { ConferenceSummary } from '../../server/contract/http.ts';
import { addDays, instantAt, type LocalDate, minuteOfDay } from './localTime.ts';

/** Hours the grid shows when nothing lies outside them. */
export const FIRST_HOUR = 6;
export const LAST_HOUR = 19;

export interface PlacedConference {
  readonly conference: ConferenceSummary;
  /** Minutes since local midnight of this day; a conference over midnight is cut into its days. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Column among the conferences that overlap it, from 0. */
  readonly lane: number;
  /** How many columns that group needs. */
  readonly lanes: number;
}

const DAY_MINUTES = 24 * 60;

/** The conferences of one local day, by time, overlapping ones side by side. */
export function placeDay(date: LocalDate, conferences: readonly ConferenceSummary[]): readonly PlacedConference[] {
  const cut = conferences
    .map((conference) => cutToDay(date, conference))
    .filter((piece) => piece !== undefined)
    .sort((a, b) => a.fromMinute - b.fromMinute || b.toMinute - a.toMinute);
  return groupOverlapping(cut).flatMap(giveLanes);
}

/** The hours a week needs: 06–19, more when a conference lies outside. `last` is where the grid ends. */
export function hoursNeeded(days: readonly (readonly PlacedConference[])[]): {
  readonly first: number;
  readonly last: number;
} {
  const placed = days.flat();
  const first = Math.min(FIRST_HOUR, ...placed.map((piece) => Math.floor(piece.fromMinute / 60)));
  const last = Math.max(LAST_HOUR, ...placed.map((piece) => Math.ceil(piece.toMinute / 60)));
  return { first, last };
}

interface Piece {
  readonly conference: ConferenceSummary;
  readonly fromMinute: number;
  readonly toMinute: number;
}

function cutToDay(date: LocalDate, conference: ConferenceSummary): Piece | undefined {
  const midnight = Date.parse(instantAt(date, '00:00'));
  const nextMidnight = Date.parse(instantAt(addDays(date, 1), '00:00'));
  const startsAt = Date.parse(conference.startsAt);
  const endsAt = Date.parse(conference.endsAt);
  if (startsAt >= nextMidnight || endsAt <= midnight) return undefined;
  return {
    conference,
    fromMinute: startsAt < midnight ? 0 : minuteOfDay(startsAt),
    toMinute: endsAt >= nextMidnight ? DAY_MINUTES : minuteOfDay(endsAt),
  };
}

function groupOverlapping(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  let groupEnd = -1;
  for (const piece of pieces) {
    const open = groups.at(-1);
    if (open === undefined || piece.fromMinute >= groupEnd) groups.push([piece]);
    else open.push(piece);
    groupEnd = Math.max(groupEnd, piece.toMinute);
  }
  return groups;
}

function giveLanes(group: readonly Piece[]): readonly PlacedConference[] {
  const laneEnds: number[] = [];
  const withLane = group.map((piece) => {
    const free = laneEnds.findIndex((end) => end <= piece.fromMinute);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = piece.toMinute;
    return { ...piece, lane };
  });
  return withLane.map((piece) => ({ ...piece, lanes: laneEnds.length }));
}
