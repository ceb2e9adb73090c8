// Until when sites are asked to answer.

import { describe, expect, it } from 'vitest';
import { answerByOf } from '../../server/domain/scheduling/answerBy.ts';

const startsAt = '2026-12-01T01:00:00.000Z';
const invitedAt = '2026-11-23T01:00:00.000Z';

describe('the deadline of answers', () => {
  it('[AS14] is one day before the start when the giấy mời gives none', () => {
    expect(answerByOf({ startsAt, answerBy: null, invitedAt })).toBe('2026-11-30T01:00:00.000Z');
  });

  it('[AS14] is what the giấy mời gives, written as an instant of any offset', () => {
    const answerBy = '2026-11-27T16:00:00+07:00';
    expect(answerByOf({ startsAt, answerBy, invitedAt: null })).toBe('2026-11-27T09:00:00.000Z');
    expect(answerByOf({ startsAt, answerBy, invitedAt })).toBe('2026-11-27T09:00:00.000Z');
  });

  it('[AS14] is one day before the start when the given one belongs to a date the conference no longer has', () => {
    const oneDayBefore = '2026-11-30T01:00:00.000Z';
    expect(answerByOf({ startsAt, answerBy: startsAt, invitedAt })).toBe(oneDayBefore);
    expect(answerByOf({ startsAt, answerBy: '2026-12-05T01:00:00Z', invitedAt })).toBe(oneDayBefore);
    expect(answerByOf({ startsAt, answerBy: invitedAt, invitedAt })).toBe(oneDayBefore);
  });
});
