// What the desk reads from a conflict, and what it asks the deadline assistant while somebody types.

import { describe, expect, it } from 'vitest';
import { readConflict } from '../../client/life/readConflict.ts';
import { readTimes } from '../../client/life/rescheduleTimes.ts';
import { seesLife } from '../../client/life/seesLife.ts';
import { type ConferenceForm, toDeadlineQuestion } from '../../client/planner/conferenceForm.ts';
import { ROLES } from '../../server/contract/roles.ts';

const FORM: ConferenceForm = {
  kind: 'giaoBan',
  title: '',
  date: '2026-11-24',
  startTime: '08:00',
  endTime: '11:00',
  endsNextDay: false,
  mode: 'giaoBan',
  chairId: null,
  coChairIds: [],
  secretaryIds: [],
  siteIds: [],
  agenda: [],
};

describe('a conflict', () => {
  it('[LF7] tells what is stored now and who changed it; anything else tells nothing and breaks nothing', () => {
    const current = { conferenceId: 'c', agenda: [], title: 'Mới' };
    expect(readConflict({ version: 2, current, changedBy: 'Đồng chí A' })).toEqual({
      current,
      changedBy: 'Đồng chí A',
    });
    expect(readConflict({ version: 2, current, changedBy: null })).toEqual({ current, changedBy: null });
    for (const details of [undefined, null, 'x', [], { current: { title: 'đơn vị' }, changedBy: 3 }])
      expect(readConflict(details)).toEqual({ current: undefined, changedBy: null });
  });
});

describe('the assistant', () => {
  it('[PR4] is asked with what is typed, in instants; not while there are no times', () => {
    const times = { startsAt: '2026-11-24T01:00:00Z', endsAt: '2026-11-24T04:00:00Z' };
    expect(toDeadlineQuestion(FORM)).toEqual({ kind: 'giaoBan', ...times });
    expect(toDeadlineQuestion({ ...FORM, startTime: '8h', endTime: '11' })).toEqual({ kind: 'giaoBan', ...times });
    expect(toDeadlineQuestion({ ...FORM, endTime: '01:00', endsNextDay: true })?.endsAt).toBe('2026-11-24T18:00:00Z');
    for (const change of [{ date: '' as const }, { startTime: 'x' }, { endTime: '' }, { endTime: '08:00' }])
      expect(toDeadlineQuestion({ ...FORM, ...change })).toBeUndefined();
  });

  it('[PR1] is shown to those who may ask it', () => {
    expect(ROLES.filter(seesLife)).toEqual(['administrator', 'secretary', 'chair']);
  });
});

describe('a new time', () => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  const typed = { date: '2026-11-24', start: '20:00', end: '23:30', endsNextDay: false };
  const codeOf = (change: Partial<typeof typed>) => {
    const { problem } = readTimes({ ...typed, ...change }, now);
    return problem && [problem.field, problem.code];
  };

  it('[LF12] may end on the next day when that is said, up to a whole day long', () => {
    expect(readTimes(typed, now)).toMatchObject({ startsAt: '2026-11-24T13:00:00Z', endsAt: '2026-11-24T16:30:00Z' });
    const overMidnight = { ...typed, end: '1h30', endsNextDay: true };
    expect(readTimes(overMidnight, now)).toMatchObject({
      startsAt: '2026-11-24T13:00:00Z',
      endsAt: '2026-11-24T18:30:00Z',
    });
    expect(codeOf({ end: '20:00', endsNextDay: true })).toBeUndefined();
    expect(codeOf({ end: '20:01', endsNextDay: true })).toEqual(['end', 'tooLong']);
  });

  it('[LF12] is refused at its field in words of the form: no day, no time, an end before the start or in the past', () => {
    expect(codeOf({ date: '2026-02-30' })).toEqual(['date', 'dateInvalid']);
    expect(codeOf({ start: '25' })).toEqual(['start', 'timeInvalid']);
    expect(codeOf({ end: '' })).toEqual(['end', 'timeInvalid']);
    expect(codeOf({ end: '01:30' })).toEqual(['end', 'endBeforeStart']);
    expect(codeOf({ date: '2026-11-22' })).toEqual(['end', 'endPast']);
  });
});
