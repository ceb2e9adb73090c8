// Who is reminded when: the decision alone, at chosen instants.

import { describe, expect, it } from 'vitest';
import type { ConferenceId, SiteId } from '../../server/contract/index.ts';
import type { AwaitedConference, SiteAnswer } from '../../server/jobs/ports.ts';
import { dueReminders } from '../../server/jobs/reminders/dueReminders.ts';

const CONFERENCE_ID = '0198c0de-0000-7000-8000-000000000001' as ConferenceId;
const BEN_LUC = '0198c0de-0000-7000-8000-00000000000a' as SiteId;
const VINH_HUNG = '0198c0de-0000-7000-8000-00000000000b' as SiteId;

/** Invited on Monday the 16th, answers until 17:00 on Friday the 20th, held on Tuesday the 24th; all in Vietnam. */
function conference(change: Partial<AwaitedConference> = {}): AwaitedConference {
  return {
    conferenceId: CONFERENCE_ID,
    title: 'Giao ban tháng 11',
    startsAt: '2026-11-24T01:00:00.000Z',
    endsAt: '2026-11-24T04:00:00.000Z',
    chair: 'Chủ tịch UBND tỉnh',
    organiser: 'Văn phòng UBND tỉnh',
    contact: null,
    agenda: [],
    invitedAt: '2026-11-16T02:00:00.000Z',
    answerBy: '2026-11-20T10:00:00.000Z',
    sites: [BEN_LUC, VINH_HUNG].map((siteId) => ({
      siteId,
      name: 'Điểm cầu',
      recipients: [{ address: 'vanthu@xa.example', name: 'Văn thư' }],
      answerUrl: null,
    })),
    ...change,
  };
}

function answer(siteId: SiteId, change: Partial<SiteAnswer> = {}): SiteAnswer {
  return { conferenceId: CONFERENCE_ID, siteId, hasAnswered: false, remindedAt: null, ...change };
}

/** Local time in Vietnam. */
function at(local: string): Date {
  return new Date(`2026-11-${local}:00+07:00`);
}

function remindedSites(
  now: Date,
  answers: readonly SiteAnswer[] = [],
  change: Partial<AwaitedConference> = {},
): SiteId[] {
  return dueReminders([conference(change)], answers, now).map((due) => due.site.siteId);
}

describe('reminders', () => {
  it('[JB7] begin two days before the deadline and end with it', () => {
    expect(remindedSites(at('17T16:59'))).toEqual([]);
    expect(remindedSites(at('18T08:00'))).toEqual([BEN_LUC, VINH_HUNG]);
    expect(remindedSites(at('20T16:59'))).toEqual([BEN_LUC, VINH_HUNG]);
    expect(remindedSites(at('20T10:00'), [], { answerBy: '2026-11-20T03:00:00.000Z' })).toEqual([]);
  });

  it('[JB7] keep office hours of the province, whatever the server’s zone', () => {
    expect(remindedSites(at('19T07:59'))).toEqual([]);
    expect(remindedSites(at('19T17:00'))).toEqual([]);
    expect(remindedSites(at('19T00:30'))).toEqual([]);
  });

  it('[JB7] never on the day of the invitation, never after the start', () => {
    expect(remindedSites(at('19T15:00'), [], { invitedAt: '2026-11-19T01:00:00.000Z' })).toEqual([]);
    expect(remindedSites(at('20T09:00'), [], { startsAt: '2026-11-20T01:30:00.000Z' })).toEqual([]);
  });

  it('[JB8] leave out who has answered, and who was reminded on the same local day', () => {
    expect(remindedSites(at('19T09:00'), [answer(BEN_LUC, { hasAnswered: true })])).toEqual([VINH_HUNG]);
    const remindedAt = at('19T08:00').toISOString();
    expect(remindedSites(at('19T16:00'), [answer(BEN_LUC, { remindedAt })])).toEqual([VINH_HUNG]);
    expect(remindedSites(at('20T08:00'), [answer(BEN_LUC, { remindedAt })])).toEqual([BEN_LUC, VINH_HUNG]);
  });

  it('[JB8] judge each conference by its own answers', () => {
    const other = conference({ conferenceId: '0198c0de-0000-7000-8000-000000000002' as ConferenceId });
    const due = dueReminders([conference(), other], [answer(BEN_LUC, { hasAnswered: true })], at('19T09:00'));
    expect(due.map((reminder) => [reminder.conference.conferenceId, reminder.site.siteId])).toEqual([
      [CONFERENCE_ID, VINH_HUNG],
      [other.conferenceId, BEN_LUC],
      [other.conferenceId, VINH_HUNG],
    ]);
    expect(new Set(due.map((reminder) => reminder.localDate))).toEqual(new Set(['2026-11-19']));
  });

  it('[JB7] a site nobody can be reached at is nobody’s reminder', () => {
    const sites = conference().sites.map((site) => ({ ...site, recipients: [] }));
    expect(remindedSites(at('19T09:00'), [], { sites })).toEqual([]);
  });
});
