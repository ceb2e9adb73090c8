// A series of conferences (lịch giao ban định kỳ) as data: what is planned, by which RFC 5545 rule, with which exceptions. All days and
// times are civil ones of Asia/Ho_Chi_Minh. Owns shapes and limits; expansion and edits are domain/scheduling's.

import { z } from 'zod';
import { CANCEL_REASONS, conferenceWriteSchema } from './http.ts';
import { LIMITS } from './limits.ts';
import { type LocalDate, localDateSchema, localTimeSchema } from './rules.ts';

export const SERIES_LIMITS = {
  /** occurrences of one series: five years of weekly briefings with room to spare, and few enough to be checked at once */
  occurrences: 400,
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

const interval = z.int().min(1).max(SERIES_LIMITS.interval);

/** The recurrence rule; each form is one RRULE and back. */
export const seriesRuleSchema = z.discriminatedUnion('freq', [
  z.strictObject({ freq: z.literal('daily'), interval }),
  z.strictObject({
    freq: z.literal('weekly'),
    interval,
    weekdays: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .refine((days) => new Set(days).size === days.length, { error: 'a weekday stands twice' })
      .transform((days) => WEEKDAYS.filter((weekday) => days.includes(weekday))),
  }),
  /** day -1: the last of the month. A month without the day has no occurrence. */
  z.strictObject({
    freq: z.literal('monthlyByDay'),
    interval,
    day: z.union([z.int().min(1).max(31), z.literal(-1)]),
  }),
  /** position -1: the last such weekday of the month. */
  z.strictObject({
    freq: z.literal('monthlyByWeekday'),
    interval,
    weekday: z.enum(WEEKDAYS),
    position: z.union([z.int().min(1).max(4), z.literal(-1)]),
  }),
]);
export type SeriesRule = z.output<typeof seriesRuleSchema>;

/** How the rule ends; every series has an end. */
export const seriesEndSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), count: z.int().min(1).max(SERIES_LIMITS.occurrences) }),
  z.strictObject({ kind: z.literal('until'), localDate: localDateSchema }),
]);
export type SeriesEnd = z.output<typeof seriesEndSchema>;

/** What happens to an occurrence of the rule on a day nobody works. */
export const HOLIDAY_POLICIES = ['keep', 'skip', 'nextWorkingDay', 'previousWorkingDay'] as const;
export type HolidayPolicy = (typeof HOLIDAY_POLICIES)[number];

const { startsAt: _startsAt, endsAt: _endsAt, ...contentShape } = conferenceWriteSchema.shape;
/** What every conference of the series is made of: a conference without its times. */
export const seriesContentSchema = z.strictObject(contentShape);
export type SeriesContent = z.output<typeof seriesContentSchema>;
export const seriesContentEditSchema = seriesContentSchema.partial();
export type SeriesContentEdit = z.output<typeof seriesContentEditSchema>;

const durationMinutes = z
  .int()
  .min(1)
  .max(LIMITS.conferenceHours * 60);

/** One occurrence that differs; `recurrenceId` is the day the rule gave it, whatever became of it. */
export const seriesExceptionSchema = z
  .strictObject({
    recurrenceId: localDateSchema,
    cancelled: z
      .strictObject({ reason: z.enum(CANCEL_REASONS), note: z.string().trim().max(LIMITS.textLength).default('') })
      .nullable()
      .default(null),
    moved: z
      .strictObject({ localDate: localDateSchema, startTime: localTimeSchema, durationMinutes })
      .nullable()
      .default(null),
    edited: seriesContentEditSchema.nullable().default(null),
  })
  .refine((one) => one.cancelled !== null || one.moved !== null || one.edited !== null, {
    error: 'an exception changes something',
  });
export type SeriesException = z.output<typeof seriesExceptionSchema>;

const days = z
  .array(localDateSchema)
  .max(SERIES_LIMITS.occurrences)
  .refine((dates) => new Set(dates).size === dates.length, { error: 'a day stands twice' })
  .transform((dates) => dates.toSorted());

const scheduleShape = {
  /** First day the rule looks at; the first occurrence is the first day from here on that fits the rule. */
  startsOn: localDateSchema,
  startTime: localTimeSchema,
  durationMinutes,
  rule: seriesRuleSchema,
  end: seriesEndSchema,
  holidayPolicy: z.enum(HOLIDAY_POLICIES),
  /** RDATE: additional days, never moved by the holiday policy. */
  extraDates: days.default([]),
  /** EXDATE: days of the rule or additional days that do not exist. */
  excludedDates: days.default([]),
  exceptions: z
    .array(seriesExceptionSchema)
    .max(SERIES_LIMITS.occurrences)
    .refine((all) => new Set(all.map((one) => one.recurrenceId)).size === all.length, {
      error: 'an occurrence has two exceptions',
    })
    .default([]),
};

const withinYears = (series: { startsOn: LocalDate; end: SeriesEnd; extraDates: LocalDate[] }) => {
  const last = lastSeriesDay(series.startsOn);
  return (series.end.kind === 'count' || series.end.localDate <= last) && series.extraDates.every((day) => day <= last);
};

/** When a series takes place, without what it is about. */
export const seriesScheduleSchema = z
  .strictObject(scheduleShape)
  .refine(withinYears, { path: ['end'], error: 'a series lasts at most five years' });
export type SeriesSchedule = z.output<typeof seriesScheduleSchema>;

/** A whole series: its schedule and its content. */
export const seriesSchema = z
  .strictObject({ ...scheduleShape, content: seriesContentSchema })
  .refine(withinYears, { path: ['end'], error: 'a series lasts at most five years' });
export type Series = z.output<typeof seriesSchema>;

/** The last day a series that starts on this one may reach. */
export function lastSeriesDay(startsOn: LocalDate): LocalDate {
  const year = Number(startsOn.slice(0, 4)) + SERIES_LIMITS.years;
  // Five years after a leap day there is none.
  return `${year}${startsOn.slice(4).replace('-02-29', '-02-28')}`;
}
