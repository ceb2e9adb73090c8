/** "This one / this and later / all" (SE10, SE11) as functions from one series to the next. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../server/contract/series.ts';
import { expandAll, listRecurrenceIds } from '../../server/domain/scheduling/recurrence.ts';
import { editAll, editThis, editThisAndLater } from '../../server/domain/scheduling/seriesEdits.ts';
import { calendar, content, makeSeries, someSchedule } from './support/planning.ts';

const at = (series: Series | null, recurrenceId: string) =>
  series === null ? undefined : expandAll(series, calendar).find((one) => one.recurrenceId === recurrenceId);
const MOVE = { kind: 'move', localDate: '2026-02-24', startTime: '14:00', durationMinutes: 60 } as const;
const CANCEL = { kind: 'cancel', reason: 'khac', note: '' } as const;

describe('this one', () => {
  it('[SE10] is cancelled, moved, edited and restored, and no other changes', () => {
    const series = makeSeries();
    const cancelled = editThis(series, '2026-02-23', CANCEL);
    expect(at(cancelled, '2026-02-23')?.status).toBe('cancelled');
    const moved = cancelled && editThis(cancelled, '2026-02-23', MOVE);
    expect(at(moved, '2026-02-23')).toMatchObject({ status: 'planned', localDate: '2026-02-24', movedBy: 'hand' });
    const first = moved && editThis(moved, '2026-02-23', { kind: 'edit', content: { title: 'A' } });
    const edited = first && editThis(first, '2026-02-23', { kind: 'edit', content: { mode: 'thaoLuan' } });
    expect(at(edited, '2026-02-23')).toMatchObject({
      localDate: '2026-02-24',
      edited: { title: 'A', mode: 'thaoLuan' },
    });
    expect(edited?.exceptions).toHaveLength(1);
    expect(edited && editThis(edited, '2026-02-23', { kind: 'restore' })).toEqual(series);
    const others = (one: Series | null) =>
      one && expandAll(one, calendar).filter((occurrence) => occurrence.recurrenceId !== '2026-02-23');
    expect(others(edited)).toEqual(others(series));
    expect(series).toEqual(makeSeries());
  });

  it('[SE10] an occurrence the series does not have is not changed', () => {
    expect(editThis(makeSeries(), '2026-02-24', CANCEL)).toBeNull();
    expect(editThisAndLater(makeSeries(), '2026-02-24', {})).toBeNull();
  });
});

describe('this and later', () => {
  it('[SE11] without a change the two parts are the series', () => {
    fc.assert(
      fc.property(someSchedule, fc.nat(1000), fc.nat(1000), fc.nat(1000), (drawn, a, b, c) => {
        fc.pre(drawn.holidayPolicy === 'keep' || drawn.holidayPolicy === 'skip');
        const bare: Series = { ...drawn, content };
        const ids = listRecurrenceIds(bare);
        const pick = (n: number) => ids[n % ids.length] as string;
        fc.pre(ids.length > 3);
        const cancelled = editThis({ ...bare, excludedDates: [pick(b)] }, pick(c), CANCEL);
        const split = cancelled && editThisAndLater(cancelled, pick(a), {});
        fc.pre(cancelled !== null && split !== null);
        if (cancelled === null || split === null) return;
        const parts = [
          ...(split.before ? expandAll(split.before, calendar) : []),
          ...expandAll(split.series, calendar),
        ];
        expect(parts).toEqual(expandAll(cancelled, calendar));
        expect(split.dropped).toEqual([]);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('[SE11] a new time and content hold from this one on, and a count is shared out', () => {
    const series = makeSeries({ end: { kind: 'count', count: 10 } });
    const change = { startTime: '13:30', durationMinutes: 120, content: { title: 'Giao ban chiều' } };
    const split = editThisAndLater(series, '2026-01-26', change);
    expect(split?.before && expandAll(split.before, calendar)).toHaveLength(3);
    expect(split?.before?.content.title).toBe('Giao ban tuần');
    expect(split?.series).toMatchObject({ startsOn: '2026-01-26', end: { kind: 'count', count: 7 } });
    expect(split?.series.content.title).toBe('Giao ban chiều');
    expect(at(split?.series ?? null, '2026-01-26')?.startsAt).toBe('2026-01-26T06:30:00.000Z');
  });

  it('[SE11] from the first one on nothing is left before', () => {
    expect(editThisAndLater(makeSeries(), '2026-01-05', { startTime: '09:00' })?.before).toBeNull();
  });

  it('[SE11] a new rule looks from this one on and names the exceptions it leaves without an occurrence', () => {
    const moved = editThis(makeSeries(), '2026-02-23', MOVE);
    const rule = { freq: 'weekly', interval: 1, weekdays: ['TU' as const] } as const;
    const split = moved && editThisAndLater(moved, '2026-02-16', { rule: { ...rule, weekdays: ['TU'] } });
    expect(split?.series.exceptions).toEqual([]);
    expect(split?.dropped.map((exception) => exception.recurrenceId)).toEqual(['2026-02-23']);
    expect(split && listRecurrenceIds(split.series).slice(0, 2)).toEqual(['2026-02-17', '2026-02-24']);
    expect(split?.before && listRecurrenceIds(split.before).at(-1)).toBe('2026-02-09');
  });

  it('[SE11] a new rule forgets the excluded days that are none of its own, and no other change does', () => {
    const excludedDates = ['2026-02-23', '2026-03-02', '2026-03-15'];
    const series = makeSeries({ excludedDates, extraDates: ['2026-03-15'] });
    const rule = { freq: 'monthlyByWeekday', interval: 1, weekday: 'MO', position: 1 } as const;
    expect(editAll(series, { rule }).series.excludedDates).toEqual(['2026-03-02', '2026-03-15']);
    expect(editThisAndLater(series, '2026-02-16', { rule })?.series.excludedDates).toEqual([
      '2026-03-02',
      '2026-03-15',
    ]);
    expect(editAll(series, { holidayPolicy: 'skip' }).series.excludedDates).toEqual(excludedDates);
  });

  it('[SE11] intervals stay in step, also when the cut is at an added day', () => {
    const rule = { freq: 'weekly' as const, interval: 2, weekdays: ['MO' as const] };
    const series = makeSeries({ startsOn: '2026-01-05', rule, extraDates: ['2026-01-14', '2027-01-04'] });
    const split = editThisAndLater(series, '2026-01-14', {});
    expect(split && listRecurrenceIds(split.series)).toEqual(listRecurrenceIds(series).slice(1));
    const last = editThisAndLater(series, '2027-01-04', {});
    expect(last && listRecurrenceIds(last.series)).toEqual(['2027-01-04']);
  });
});

describe('all', () => {
  it('[SE11] change together, keep what has its own exception and name what is left without an occurrence', () => {
    const edited = editThis(makeSeries(), '2026-02-23', MOVE) as Series;
    const changed = editAll(edited, { startTime: '09:00', content: { title: 'Mới' } });
    expect(changed).toMatchObject({ dropped: [], series: { startTime: '09:00', content: { title: 'Mới' } } });
    expect(at(changed.series, '2026-02-23')).toMatchObject({ startsAt: '2026-02-24T07:00:00.000Z' });
    expect(at(changed.series, '2026-03-02')?.startsAt).toBe('2026-03-02T02:00:00.000Z');
    const shorter = editAll(edited, { end: { kind: 'until', localDate: '2026-01-31' } });
    expect(shorter.dropped.map((exception) => exception.recurrenceId)).toEqual(['2026-02-23']);
  });
});
