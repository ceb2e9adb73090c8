// When a conference repeats, while the form is filled in: of a new series and of one that exists. Pure; each form of rule has one choice
// and each choice one rule.

import type { z } from 'zod';
import type {
  SeriesRule,
  SeriesSchedule,
  SeriesScope,
  SeriesView,
  seriesSchema,
} from '../../../server/contract/series.ts';
import { WEEKDAYS, type Weekday } from '../../../server/contract/seriesLimits.ts';
import { isoWeekdayOf } from '../../../server/domain/scheduling/civilDate.ts';
import { listRuleDates } from '../../../server/domain/scheduling/ruleDates.ts';
import { editThisAndLater } from '../../../server/domain/scheduling/seriesEdits.ts';
import { type ConferenceForm, type Directory, toConferenceWrite } from '../conferenceForm.ts';
import type { LocalDate } from '../localTime.ts';
import type { SeriesEditWrite } from './seriesApi.ts';

export type SeriesWrite = z.input<typeof seriesSchema>;

/** How a series that exists may repeat; a new conference may also stand alone. */
export const REPEATS = ['daily', 'weekly', 'monthlyByWeekday', 'monthlyByDay', 'lastWorkingDay'] as const;
export type Repeat = (typeof REPEATS)[number] | 'none';
export const POLICIES = ['keep', 'skip', 'nextWorkingDay', 'previousWorkingDay'] as const;
/** -1: the last of the month. */
export const POSITIONS = [1, 2, 3, 4, -1] as const;
type Position = (typeof POSITIONS)[number];

/** What the rule is made of; a part that does not belong to `repeat` waits until it does. null: as the day in the form. */
export interface RuleChoice {
  readonly repeat: Repeat;
  /** Periods from one to the next. */
  readonly interval: number | '';
  readonly weekdays: readonly Weekday[] | null;
  readonly position: Position | null;
  readonly weekday: Weekday | null;
  /** Of the month; -1: the last. */
  readonly day: number | null;
}

export interface SeriesChoice {
  readonly rule: RuleChoice;
  readonly end: { readonly kind: 'until' | 'count'; readonly until: LocalDate | ''; readonly count: number | '' };
  readonly policy: (typeof POLICIES)[number];
  /** Days of the rule that are not held. */
  readonly leaveOut: readonly LocalDate[];
}

const BY_THE_DAY: RuleChoice = {
  repeat: 'none',
  interval: 1,
  weekdays: null,
  position: null,
  weekday: null,
  day: null,
};

export const NOT_REPEATED: SeriesChoice = {
  rule: BY_THE_DAY,
  end: { kind: 'count', until: '', count: 12 },
  policy: 'skip',
  leaveOut: [],
};

export type ChoiceProblem = 'interval' | 'weekdays' | 'count' | 'until';

/** What is still missing, in the order of the form; empty: the choice is whole. */
export function listChoiceProblems({ rule, end }: SeriesChoice): readonly ChoiceProblem[] {
  if (rule.repeat === 'none') return [];
  const missing: Readonly<Record<ChoiceProblem, boolean>> = {
    interval: rule.interval === '',
    weekdays: rule.repeat === 'weekly' && rule.weekdays?.length === 0,
    count: end.kind === 'count' && end.count === '',
    until: end.kind === 'until' && end.until === '',
  };
  return (Object.keys(missing) as ChoiceProblem[]).filter((problem) => missing[problem]);
}

/** The series the form and the choice make; null: it does not repeat, or something is missing. Only for a form whose times are valid. */
export function toSeriesWrite(form: ConferenceForm, choice: SeriesChoice, directory: Directory): SeriesWrite | null {
  if (form.date === '') return null;
  const rule = toRule(choice.rule, form.date);
  const end = toEnd(choice.end);
  if (rule === null || end === null) return null;
  const { startsAt, endsAt, ...content } = toConferenceWrite(form, directory);
  return {
    startsOn: form.date,
    startTime: form.startTime,
    durationMinutes: (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000,
    rule,
    end,
    holidayPolicy: toPolicy(choice),
    excludedDates: [...choice.leaveOut],
    content,
  };
}

/** Every part of the rule, those not chosen taken from the day. */
export function fillRule(rule: RuleChoice, date: LocalDate) {
  const weekday = WEEKDAYS[isoWeekdayOf(date) - 1] ?? 'MO';
  const day = Number(date.slice(8));
  const week = Math.ceil(day / 7);
  return {
    weekdays: rule.weekdays ?? [weekday],
    weekday: rule.weekday ?? weekday,
    // The fifth such weekday is not in every month: the last is meant.
    position: rule.position ?? POSITIONS.find((position) => position === week) ?? -1,
    day: rule.day ?? day,
  };
}

function toRule(choice: RuleChoice, date: LocalDate): SeriesRule | null {
  const { repeat, interval } = choice;
  if (repeat === 'none' || interval === '') return null;
  const { weekdays, weekday, position, day } = fillRule(choice, date);
  if (repeat === 'daily') return { freq: 'daily', interval };
  if (repeat === 'monthlyByWeekday') return { freq: 'monthlyByWeekday', interval, weekday, position };
  if (repeat === 'monthlyByDay') return { freq: 'monthlyByDay', interval, day };
  if (repeat === 'lastWorkingDay') return { freq: 'monthlyByDay', interval, day: -1 };
  if (weekdays.length === 0) return null;
  return { freq: 'weekly', interval, weekdays: WEEKDAYS.filter((one) => weekdays.includes(one)) };
}

/** "The last working day" is the last day brought forward. */
function toPolicy({ rule, policy }: SeriesChoice): SeriesChoice['policy'] {
  return rule.repeat === 'lastWorkingDay' ? 'previousWorkingDay' : policy;
}

function toEnd({ kind, until, count }: SeriesChoice['end']): SeriesSchedule['end'] | null {
  if (kind === 'count') return count === '' ? null : { kind, count };
  return until === '' ? null : { kind, localDate: until };
}

/** What a series that exists has chosen, as far as a change reaches: "this and later" has what is left of it. */
export function toSeriesChoice(view: SeriesView, scope: SeriesScope, from: LocalDate | null): SeriesChoice {
  const { schedule, content } = view;
  const whole = { ...schedule, content };
  const reached = scope === 'all' || from === null ? whole : (editThisAndLater(whole, from, {})?.series ?? whole);
  const dates = listRuleDates(reached);
  const { end } = reached;
  return {
    rule: readRule(reached),
    // What the other kind of end would be to end on the same day.
    end:
      end.kind === 'count'
        ? { kind: 'count', count: end.count, until: dates.at(-1) ?? reached.startsOn }
        : { kind: 'until', count: dates.length, until: end.localDate },
    policy: reached.holidayPolicy,
    leaveOut: [],
  };
}

function readRule({ rule, holidayPolicy }: Pick<SeriesSchedule, 'rule' | 'holidayPolicy'>): RuleChoice {
  const { freq, interval } = rule;
  const none = { ...BY_THE_DAY, interval };
  if (freq === 'daily') return { ...none, repeat: 'daily' };
  if (freq === 'weekly') return { ...none, repeat: 'weekly', weekdays: rule.weekdays };
  if (freq === 'monthlyByWeekday') {
    const position = POSITIONS.find((known) => known === rule.position) ?? -1;
    return { ...none, repeat: 'monthlyByWeekday', weekday: rule.weekday, position };
  }
  if (rule.day === -1 && holidayPolicy === 'previousWorkingDay') return { ...none, repeat: 'lastWorkingDay' };
  return { ...none, repeat: 'monthlyByDay', day: rule.day };
}

/** What differs of when a series takes place; empty: nothing. Only for a whole choice; `date`: the day the form stands on. */
export function toScheduleChange(
  choice: SeriesChoice,
  base: SeriesChoice,
  date: LocalDate,
): Pick<SeriesEditWrite['change'], 'rule' | 'end' | 'holidayPolicy'> {
  const rule = toRule(choice.rule, date);
  const end = toEnd(choice.end);
  const holidayPolicy = toPolicy(choice);
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...(rule === null || isSame(rule, toRule(base.rule, date)) ? {} : { rule }),
    ...(end === null || isSame(end, toEnd(base.end)) ? {} : { end }),
    ...(holidayPolicy === toPolicy(base) ? {} : { holidayPolicy }),
  };
}
