// When a series takes place, as the form chooses it: every rule there is has one choice and back; a change says only what differs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConferenceForm } from '../../client/planner/conferenceForm.ts';
import { addDays } from '../../client/planner/localTime.ts';
import { findDayBefore, isToCome } from '../../client/planner/series/changeRows.ts';
import {
  fillRule,
  listChoiceProblems,
  NOT_REPEATED,
  type SeriesChoice,
  toScheduleChange,
  toSeriesChoice,
  toSeriesWrite,
} from '../../client/planner/series/seriesChoice.ts';
import type { ConferenceId } from '../../server/contract/ids.ts';
import {
  HOLIDAY_POLICIES,
  type Series,
  type SeriesView,
  seriesChangeSchema,
  seriesSchema,
} from '../../server/contract/series.ts';
import { listRuleDates } from '../../server/domain/scheduling/ruleDates.ts';
import { editThisAndLater } from '../../server/domain/scheduling/seriesEdits.ts';
import { content, makeSeries, someDay, someRule } from './support/planning.ts';

const DATE = '2026-11-30';
const viewOf = (series: Series): SeriesView => {
  const { content: kept, ...schedule } = series;
  return { seriesId: 'a', sentence: { vi: '', en: '' }, schedule, content: kept, conferences: [], version: 1 };
};
const all = (series: Series) => toSeriesChoice(viewOf(series), 'all', null);

const form: ConferenceForm = {
  kind: 'giaoBan',
  title: 'Giao ban tuần',
  date: DATE,
  startTime: '08:00',
  endTime: '11:00',
  endsNextDay: false,
  mode: 'giaoBan',
  chairId: content.chairId,
  coChairIds: [],
  secretaryIds: [...content.secretaryIds],
  siteIds: [...content.siteIds],
  agenda: [],
};
const write = (change: Partial<SeriesChoice['rule']>, rest: Partial<SeriesChoice> = {}) =>
  toSeriesWrite(
    form,
    { ...NOT_REPEATED, ...rest, rule: { ...NOT_REPEATED.rule, ...change } },
    { people: [], sites: [] },
  );

describe('the rule in the form', () => {
  it('[SR20] every rule and policy is shown as one choice, which makes the same rule and policy again', () => {
    fc.assert(
      fc.property(someRule, fc.constantFrom(...HOLIDAY_POLICIES), someDay, (rule, holidayPolicy, date) => {
        const other = makeSeries({ rule: { freq: 'daily', interval: 60 }, holidayPolicy: 'nextWorkingDay' });
        const choice = all(makeSeries({ rule, holidayPolicy }));
        expect(listChoiceProblems(choice)).toEqual([]);
        expect(toScheduleChange(choice, choice, date)).toEqual({});
        const change = toScheduleChange(choice, all(other), date);
        expect(change.rule ?? other.rule).toEqual(rule);
        expect(change.holidayPolicy ?? other.holidayPolicy).toBe(holidayPolicy);
        expect(seriesChangeSchema.safeParse(change).success).toBe(true);
      }),
      { seed: 19, numRuns: 300 },
    );
  });

  it('[SR20] what is not chosen is as the day in the form: its weekday, its week, its day', () => {
    expect(fillRule(NOT_REPEATED.rule, '2026-12-09')).toEqual({ weekdays: ['WE'], weekday: 'WE', position: 2, day: 9 });
    // The fifth Tuesday: the last.
    expect(fillRule(NOT_REPEATED.rule, '2026-12-29')).toMatchObject({ weekday: 'TU', position: -1, day: 29 });
    expect(write({ repeat: 'weekly' })?.rule).toEqual({ freq: 'weekly', interval: 1, weekdays: ['MO'] });
    expect(write({ repeat: 'monthlyByDay' })?.rule).toEqual({ freq: 'monthlyByDay', interval: 1, day: 30 });
  });

  it('[SR20] a new series too may take place on several weekdays, every few weeks, on the n-th weekday', () => {
    const two = write({ repeat: 'weekly', interval: 2, weekdays: ['TH', 'TU'] });
    expect(two?.rule).toEqual({ freq: 'weekly', interval: 2, weekdays: ['TU', 'TH'] });
    expect(seriesSchema.safeParse(two).success).toBe(true);
    const nth = write({ repeat: 'monthlyByWeekday', weekday: 'FR', position: 3 });
    expect(nth?.rule).toEqual({ freq: 'monthlyByWeekday', interval: 1, weekday: 'FR', position: 3 });
    const last = write({ repeat: 'lastWorkingDay' }, { policy: 'skip' });
    expect(last).toMatchObject({ rule: { freq: 'monthlyByDay', day: -1 }, holidayPolicy: 'previousWorkingDay' });
  });

  it('[SR20] what is missing is named and makes no series', () => {
    const broken: SeriesChoice = {
      ...NOT_REPEATED,
      rule: { ...NOT_REPEATED.rule, repeat: 'weekly', interval: '', weekdays: [] },
      end: { kind: 'count', count: '', until: '' },
    };
    expect(listChoiceProblems(broken)).toEqual(['interval', 'weekdays', 'count']);
    expect(listChoiceProblems({ ...broken, end: { kind: 'until', count: 3, until: '' } }).at(-1)).toBe('until');
    expect(listChoiceProblems({ ...broken, rule: { ...broken.rule, repeat: 'none' } })).toEqual([]);
    expect(write({ repeat: 'weekly', weekdays: [] })).toBeNull();
    expect(write({ repeat: 'weekly', interval: '' })).toBeNull();
    expect(write({ repeat: 'weekly' }, { end: broken.end })).toBeNull();
  });
});

describe('a change of when a series takes place', () => {
  const series = makeSeries({
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count: 10 },
  });
  const dates = listRuleDates(series);

  it('[SR20] says the rule alone when the end and the days off stay', () => {
    const base = all(series);
    const other = { ...base, rule: { ...base.rule, weekdays: ['TU' as const] } };
    expect(toScheduleChange(other, base, DATE)).toEqual({ rule: { freq: 'weekly', interval: 1, weekdays: ['TU'] } });
    const monthEnd = { ...base, rule: { ...base.rule, repeat: 'lastWorkingDay' as const } };
    expect(toScheduleChange(monthEnd, base, DATE)).toEqual({
      rule: { freq: 'monthlyByDay', interval: 1, day: -1 },
      holidayPolicy: 'previousWorkingDay',
    });
  });

  it('[SR18] its end is shown both ways and on one day: as a number of conferences and as a last day', () => {
    expect(all(series).end).toEqual({ kind: 'count', count: 10, until: dates.at(-1) });
    const until = makeSeries({ ...series, end: { kind: 'until', localDate: addDays(dates[9] ?? '', 3) } });
    expect(all(until).end).toEqual({ kind: 'until', count: 10, until: addDays(dates[9] ?? '', 3) });
  });

  it('[SR20] this and later shows what is left, which is what the server would keep', () => {
    const from = dates[7] ?? '';
    const later = toSeriesChoice(viewOf(series), 'later', from);
    expect(later.end).toEqual({ kind: 'count', count: 3, until: dates[9] });
    expect(toScheduleChange(later, later, DATE)).toEqual({});
    const monthly = { ...later, rule: { ...later.rule, repeat: 'monthlyByDay' as const, day: 15 } };
    const kept = editThisAndLater(series, from, toScheduleChange(monthly, later, DATE));
    expect(listRuleDates(kept?.series ?? series)).toEqual(['2026-03-15', '2026-04-15', '2026-05-15']);
  });
});

describe('the look at a change of days', () => {
  const conferenceId = '00000000-0000-4000-8000-000000000001' as ConferenceId;
  const one = { act: 'change' as const, conferenceId, localDate: '2026-12-08', startsAt: '2026-12-08T01:00:00.000Z' };

  it('[SR20] says of a conference that moves which day it comes from, by days of the province', () => {
    const startOf = new Map([[conferenceId, '2026-12-06T17:30:00.000Z']]);
    expect(findDayBefore(one, startOf)).toBe('2026-12-06T17:30:00.000Z');
    expect(findDayBefore({ ...one, localDate: '2026-12-07' }, startOf)).toBeNull();
    expect(findDayBefore({ ...one, act: 'keep' }, startOf)).toBeNull();
    expect(findDayBefore({ ...one, act: 'make', conferenceId: null }, startOf)).toBeNull();
  });

  it('[SR20] passes over days of the new rule that are over, unless something was held', () => {
    const now = Date.parse('2026-12-08T02:00:00.000Z');
    expect(isToCome({ ...one, conferenceId: null }, now)).toBe(false);
    expect(isToCome(one, now)).toBe(true);
    expect(isToCome({ conferenceId: null, startsAt: '2026-12-08T03:00:00.000Z' }, now)).toBe(true);
  });
});
