// The giấy mời's and the letterhead's forms: what is typed becomes what the contract takes, and back.

import { describe, expect, it } from 'vitest';
import {
  findFaults,
  type InvitationForm,
  toDetails,
  toInvitationForm,
} from '../../client/planner/invitation/invitationForm.ts';
import { toLetterhead, toLetterheadForm } from '../../client/planner/invitation/letterheadValues.ts';
import { invitationDetailsSchema, letterheadSchema } from '../../server/contract/records.ts';
import { details, LETTERHEAD } from './support/records.ts';

const conference = { startsAt: '2026-02-10T01:00:00.000Z' };
const form = (changes: Partial<InvitationForm> = {}): InvitationForm => ({
  ...toInvitationForm(details()),
  ...changes,
});

describe('the form of a giấy mời', () => {
  it('[AS18] gives back what it was opened with', () => {
    const given = details({ answerBy: '2026-02-06T09:00:00Z', urgency: 'khan', recipients: ['Như trên'] });
    const written = toDetails(toInvitationForm(given));
    expect(written).toEqual({ ...given, rehearsalAt: '2026-02-09T08:00:00Z' });
    expect(invitationDetailsSchema.safeParse(written).success).toBe(true);
  });

  it('[AS18] takes an empty field as not given', () => {
    const empty = { number: '', subject: ' ', recipients: '\n', siteInvitees: '', rehearsalDate: null } as const;
    expect(toDetails(form({ ...empty, rehearsalTime: '' }))).toMatchObject({
      ...{ number: null, subject: null, recipients: null, siteInvitees: [], rehearsalAt: null, answerBy: null },
    });
  });

  it('[AS14][AS18] says what is wrong with a deadline before anything is sent', () => {
    const fault = (answerDate: string | null, answerTime: string) =>
      findFaults(form({ answerDate, answerTime }), conference);
    expect(fault('2026-02-06', '16h')).toEqual({});
    expect(fault(null, '')).toEqual({});
    expect(fault(null, '16:00')).toEqual({ answerDate: 'date' });
    expect(fault('2026-02-06', '')).toEqual({ answerTime: 'time' });
    expect(fault('2026-02-06', 'chiều')).toEqual({ answerTime: 'time' });
    expect(fault('2026-02-10', '08:00')).toEqual({ answerDate: 'beforeStart' });
  });

  it('[AS18] keeps numbers within their limits', () => {
    expect(findFaults(form({ number: 0, arriveMinutesBefore: '' }), conference)).toEqual({
      number: 'number',
      arriveMinutesBefore: 'minutes',
    });
    expect(findFaults(form({ number: 99_999, arriveMinutesBefore: 240 }), conference)).toEqual({});
  });
});

it('[AS18] the letterhead’s form gives back what it was opened with, and an empty contact is none', () => {
  expect(letterheadSchema.parse(toLetterhead(toLetterheadForm(LETTERHEAD)))).toEqual(LETTERHEAD);
  const without = { ...toLetterheadForm(LETTERHEAD), contact: { person: ' ', phone: '' } };
  expect(toLetterhead(without).contact).toBeNull();
});
