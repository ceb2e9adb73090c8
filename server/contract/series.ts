// A series of conferences (lịch giao ban định kỳ) as data: what is planned, by which RFC 5545 rule, with which exceptions. All days and
// times are civil ones of Asia/Ho_Chi_Minh. Owns shapes and limits; expansion and edits are domain/scheduling's.

import { z } from 'zod';
import { type BookingClash, CANCEL_REASONS, type ConferenceStatus, conferenceWriteSchema } from './http.ts';
import type { ConferenceId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type LocalDate, localDateSchema, localTimeSchema } from './rules.ts';
import { lastSeriesDay, SERIES_LIMITS, WEEKDAYS } from './seriesLimits.ts';

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

const { startsAt: _startsAt, endsAt: _endsAt, ...contentShape } = conferenceWriteSchema.shape;
/** What every conference of the series is made of: a conference without its times. */
export const seriesContentSchema = z.strictObject(contentShape);
export type SeriesContent = z.output<typeof seriesContentSchema>;
export type SeriesContentField = Exclude<keyof SeriesContent, 'containsStateSecret'>;
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

// ---- GET /api/series, POST /api/series[?dryRun=true], GET /api/series/:id, PATCH /api/series/:id[?dryRun=true] and
//      POST /api/series/:id/cancel with If-Match, GET /api/conferences/:id/series. "This one" is an ordinary edit or cancel of the conference ----------------------
export const seriesQuerySchema = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() });
export const SERIES_SCOPES = ['later', 'all'] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];

export const seriesChangeSchema = z.strictObject({
  startTime: localTimeSchema.optional(),
  durationMinutes: durationMinutes.optional(),
  rule: seriesRuleSchema.optional(),
  end: seriesEndSchema.optional(),
  holidayPolicy: z.enum(HOLIDAY_POLICIES).optional(),
  content: seriesContentEditSchema.optional(),
});

/** The occurrence somebody stands at: `later` begins with it, and what is said now outweighs what was said for it alone before. */
const anchor = localDateSchema.nullable().default(null);
const hasAnchor = (value: { scope: SeriesScope; recurrenceId: LocalDate | null }) =>
  value.scope === 'all' || value.recurrenceId !== null;
const ANCHOR_MISSING = { path: ['recurrenceId'], error: 'this and later begins somewhere' };

export const seriesEditSchema = z
  .strictObject({
    scope: z.enum(SERIES_SCOPES),
    recurrenceId: anchor,
    change: seriesChangeSchema,
    /** Occurrences the change passes by: a conference stays as it is, one that would be new is not made. */
    leaveOut: days.default([]),
  })
  .refine(hasAnchor, ANCHOR_MISSING);
export type SeriesEdit = z.output<typeof seriesEditSchema>;

export const seriesCancelSchema = z
  .strictObject({
    scope: z.enum(SERIES_SCOPES),
    recurrenceId: anchor,
    reason: z.enum(CANCEL_REASONS),
    note: z.string().trim().max(LIMITS.textLength).default(''),
  })
  .refine(hasAnchor, ANCHOR_MISSING);
export type SeriesCancel = z.output<typeof seriesCancelSchema>;

interface Said {
  readonly vi: string;
  readonly en: string;
}

/** One day of a series before it is saved, in order of time. */
export interface SeriesOccurrenceView {
  readonly recurrenceId: LocalDate;
  readonly localDate: LocalDate;
  readonly startsAt: string;
  readonly endsAt: string;
  /** cancelled: there is nothing to hold. skipped: a day off, or together with a sibling. */
  readonly status: 'planned' | 'cancelled' | 'skipped';
  readonly movedBy: 'holiday' | 'hand' | null;
  readonly reason: Said | null;
  /** The conference it is already; null: it would be new. */
  readonly conferenceId: ConferenceId | null;
  /** The status of that conference now; null: it would be new. */
  readonly heldStatus: ConferenceStatus | null;
  /** What saving does with it. keep: nothing. */
  readonly act: 'make' | 'change' | 'keep';
  /** What was said for it alone before and stays so. */
  readonly edited: readonly SeriesContentField[];
  /** What stands in its way; empty: nothing, or it is not touched. */
  readonly clashes: readonly BookingClash[];
}

/** What saving would do. `details` of a bookingClash of a series is `{ occurrences }`, those with clashes. */
export interface SeriesPreview {
  readonly sentence: Said;
  readonly occurrences: readonly SeriesOccurrenceView[];
  /** On no day of the changed series: they are cancelled. */
  readonly cancelled: readonly SeriesConferenceView[];
  /** As in SeriesOutcome. */
  readonly untouched: readonly SeriesConferenceView[];
  readonly dropped: readonly SeriesConferenceView[];
}

/** One row of the list of series. */
export interface SeriesSummary {
  readonly seriesId: string;
  readonly title: string;
  readonly sentence: Said;
  /** Its conferences that are not cancelled. */
  readonly conferenceCount: number;
  /** The next one to be held; null: none is left. */
  readonly nextStartsAt: string | null;
  readonly lastStartsAt: string | null;
}

export interface SeriesView {
  readonly seriesId: string;
  readonly sentence: Said;
  readonly schedule: SeriesSchedule;
  readonly content: SeriesContent;
  /** Its conferences, by the day the rule gave. */
  readonly conferences: readonly SeriesConferenceView[];
  readonly version: number;
}
export interface SeriesConferenceView {
  readonly conferenceId: ConferenceId;
  readonly recurrenceId: LocalDate;
  readonly status: ConferenceStatus;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** `details` of a conflict: who changed the series last; null: not known. */
export interface SeriesConflict {
  readonly version: number;
  readonly changedBy: string | null;
}

/** Answer of an edit or a cancellation: the series that holds the change, and what became of the conferences. */
export interface SeriesOutcome {
  readonly series: SeriesView;
  readonly changed: readonly ConferenceId[];
  /** Begun, over, before the chair or left out: they stay as they were. */
  readonly untouched: readonly SeriesConferenceView[];
  /** Changed by hand before and on no day of the new rule: they stay as they were. */
  readonly dropped: readonly SeriesConferenceView[];
}

/** Where a conference stands in its series. */
export interface SeriesPlace {
  readonly seriesId: string;
  readonly recurrenceId: LocalDate;
  readonly sentence: Said;
  readonly version: number;
}

// ---- GET/POST /api/templates, PATCH and DELETE /api/templates/:id with If-Match --------------------------------------------------------------------------
/** templates of one office: a few for each kind of meeting */
export const TEMPLATES_LIMIT = 100;
export const templateContentSchema = z.strictObject({
  ...contentShape,
  startTime: localTimeSchema,
  durationMinutes,
});
export const templateWriteSchema = z.strictObject({
  name: z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength),
  content: templateContentSchema,
});
export type TemplateWrite = z.output<typeof templateWriteSchema>;
/** Another name; what it holds is replaced by a new template. */
export const templateRenameSchema = templateWriteSchema.pick({ name: true });
export type TemplateRename = z.output<typeof templateRenameSchema>;
export interface TemplateView extends TemplateWrite {
  readonly templateId: string;
  readonly version: number;
}
