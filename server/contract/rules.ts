// Rules of planning as data: the calendar of special days, the rule sets a province works under, the working hours.
// Owns their schemas and the checks that need a whole table; never reads files and never decides what a rule means.

import { z } from 'zod';
import { CONFERENCE_KINDS } from './http.ts';
import { LIMITS } from './limits.ts';

/** A civil day of Asia/Ho_Chi_Minh, 'YYYY-MM-DD'. */
export type LocalDate = string;
/** A time of day of Asia/Ho_Chi_Minh, 'HH:mm', 24 hours. */
export type LocalTime = string;

/** The years the calendar arithmetic is made for: one offset, UTC+7, holds in all of them. */
export const localDateSchema = z.iso.date().refine((date) => date >= '1990-01-01' && date <= '2199-12-31', {
  error: 'a day between 1990 and 2199',
});
export const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'HH:mm' });
const text = z.string().normalize('NFC').trim().min(1).max(LIMITS.textLength);
const label = z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength);

/** holiday, compensatory (nghỉ bù), swappedOff (nghỉ hoán đổi): no work. workingSaturday, workingSunday: work. */
export const SPECIAL_DAY_KINDS = ['holiday', 'compensatory', 'swappedOff', 'workingSaturday', 'workingSunday'] as const;
/** decided: announced. expected: follows from the law, the yearly notice may move it. awaiting: not law yet, never counted. */
export const CERTAINTIES = ['decided', 'expected', 'awaiting'] as const;

const WEEKEND_KINDS: Partial<Record<(typeof SPECIAL_DAY_KINDS)[number], number>> = {
  workingSaturday: 6,
  workingSunday: 0,
};

export const specialDaySchema = z
  .strictObject({
    localDate: localDateSchema,
    kind: z.enum(SPECIAL_DAY_KINDS),
    name: label,
    certainty: z.enum(CERTAINTIES),
  })
  .refine((day) => isOnItsWeekday(day.localDate, WEEKEND_KINDS[day.kind]), {
    error: 'a working Saturday is a Saturday, a working Sunday a Sunday',
    path: ['localDate'],
  });
export type SpecialDay = z.output<typeof specialDaySchema>;

function isOnItsWeekday(localDate: LocalDate, weekday: number | undefined): boolean {
  return weekday === undefined || new Date(`${localDate}T00:00:00Z`).getUTCDay() === weekday;
}

/** The table the office corrects; one row a day. */
export const specialDaysSchema = z
  .array(specialDaySchema)
  .max(2000)
  .refine((days) => new Set(days.map((day) => day.localDate)).size === days.length, { error: 'a day stands twice' });

/** prisma/rules/holidays.json. */
export const holidayFileSchema = z.strictObject({ note: z.array(text), days: specialDaysSchema });

/** "Cách tính ngày làm việc": which of the two end days are counted. */
export const COUNTINGS = ['neither', 'sendingDay', 'meetingDay', 'both'] as const;
export type Counting = (typeof COUNTINGS)[number];

/** Minutes a conference of each kind may last; null: no cap. */
const capsMinutesSchema = z.record(z.enum(CONFERENCE_KINDS), z.int().positive().max(10_080).nullable());
const workingDayCount = z.int().nonnegative().max(60);

/** What the chair must do, and what of the service serves it (Điều 14). */
export const CHAIR_DUTY_IDS = [
  'objectives',
  'speakingTime',
  'programme',
  'conclusion',
  'recallPapers',
  'assignNotice',
  'changeSchedule',
] as const;
export const chairDutySchema = z.strictObject({ id: z.enum(CHAIR_DUTY_IDS), vi: text, en: text });

export const ruleSetSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60),
    /** As the interface prints it after "Bộ quy định áp dụng:". */
    name: label,
    nameEn: label,
    /** As documents print it. */
    citation: text,
    effectiveFrom: localDateSchema,
    /** Last day in force; null: still in force. */
    effectiveTo: localDateSchema.nullable(),
    /** false: the numbers wait for the office; every use says so. */
    confirmed: z.boolean(),
    note: z.array(text).max(20),
    invitationWorkingDays: workingDayCount,
    papersWorkingDays: workingDayCount,
    conclusionWorkingDays: workingDayCount,
    counting: z.enum(COUNTINGS),
    capsMinutes: capsMinutesSchema,
    /** Kinds without a deadline before the meeting (họp đột xuất). */
    exemptKinds: z.array(z.enum(CONFERENCE_KINDS)),
    /** Kinds this text does not govern at all. */
    outOfScopeKinds: z.array(z.enum(CONFERENCE_KINDS)),
    chairDuties: z.array(chairDutySchema).max(CHAIR_DUTY_IDS.length),
  })
  .refine((set) => set.effectiveTo === null || set.effectiveFrom <= set.effectiveTo, {
    error: 'effectiveTo must not be before effectiveFrom',
    path: ['effectiveTo'],
  });
export type RuleSet = z.output<typeof ruleSetSchema>;

/** All rule sets together: ids once, and never two in force on one day. */
export const ruleSetsSchema = z
  .array(ruleSetSchema)
  .max(100)
  .superRefine((sets, context) => {
    sets.forEach((set, index) => {
      const earlier = sets.slice(0, index);
      if (earlier.some((other) => other.id === set.id))
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `id ${set.id} stands twice` });
      const overlap = earlier.find((other) => overlaps(other, set));
      if (overlap !== undefined)
        context.addIssue({
          code: 'custom',
          path: [index, 'effectiveFrom'],
          message: `in force together with ${overlap.id}`,
        });
    });
  });

type Span = Pick<RuleSet, 'effectiveFrom' | 'effectiveTo'>;
function overlaps(a: Span, b: Span): boolean {
  return a.effectiveFrom <= (b.effectiveTo ?? '9999') && b.effectiveFrom <= (a.effectiveTo ?? '9999');
}

/** prisma/rules/rule-sets.json. */
export const ruleSetFileSchema = z.strictObject({ note: z.array(text), ruleSets: ruleSetsSchema });

/** The halves of a working day, in order and apart; usually the morning and the afternoon. */
export const workingHoursSchema = z
  .array(z.strictObject({ from: localTimeSchema, to: localTimeSchema }))
  .min(1)
  .max(4)
  .refine(
    (halves) => halves.every((half, index) => half.from < half.to && (halves[index - 1]?.to ?? '') <= half.from),
    {
      error: 'each half ends after it starts, and they follow each other',
    },
  );
export type WorkingHours = z.output<typeof workingHoursSchema>;

/** Until the province says otherwise. */
export const DEFAULT_WORKING_HOURS: WorkingHours = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
];

// ---- over HTTP: GET/PATCH /api/holidays, GET/POST /api/rule-sets, PATCH /api/rule-sets/:ruleSetId; edits by administrators with If-Match
/** The whole table has one version. */
export interface HolidaysView {
  /** By date. */
  readonly days: readonly SpecialDay[];
  readonly version: number;
}
/** Rows to add or replace, by their day, and days to take out. */
export const holidaysEditSchema = z.strictObject({
  put: z.array(specialDaySchema).max(100).default([]),
  remove: z.array(localDateSchema).max(100).default([]),
});
export interface RuleSetView extends RuleSet {
  readonly version: number;
}
