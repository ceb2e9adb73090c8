// The bounds of a series and the names of its weekdays: what schemas, the server's days of a rule and the form all count with.
// Browser-safe: imports nothing but types.

import type { LocalDate } from './rules.ts';

export const SERIES_LIMITS = {
  /** occurrences of one series: five years of weekly briefings with room to spare, and few enough to be checked at once */
  occurrences: 400,
  /**
   * sites of all conferences together that one saving books: the most occurrences with forty sites each, or a year and a half of
   * weekly briefings with two hundred. Each is two rows of bookings, and a transaction lasts at most 15 s while every other booking waits
   */
  bookedSites: 16_000,
  /** conferences whose letters are out that one saving changes: thirty new letters each, 0.3 s on a busy machine, inside the same 15 s */
  changedLetters: 24,
  /** the same for cancelling, whose letters are shorter: 0.13 s each */
  cancelledLetters: 60,
  /** series one answer lists */
  listed: 200,
  /** years from the first day to the last: no organisation plans further, and reorganisations come sooner */
  years: 5,
  /** periods between two occurrences: sixty months are those five years */
  interval: 60,
  /** characters of an RRULE that is read */
  rruleLength: 512,
} as const;

/** RFC 5545 codes, Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The last day a series that starts on this one may reach. */
export function lastSeriesDay(startsOn: LocalDate): LocalDate {
  const year = Number(startsOn.slice(0, 4)) + SERIES_LIMITS.years;
  // Five years after a leap day there is none.
  return `${year}${startsOn.slice(4).replace('-02-29', '-02-28')}`;
}
