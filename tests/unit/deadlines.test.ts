/** The deadline assistant (DL*): what is late, in which words, and that it never blocks. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFERENCE_KINDS } from '../../server/contract/http.ts';
import { holidayFileSchema, type RuleSet, ruleSetFileSchema } from '../../server/contract/rules.ts';
import { instantOf, localDateOfDay } from '../../server/domain/scheduling/civilDate.ts';
import { describeCap } from '../../server/domain/scheduling/deadlineSentences.ts';
import {
  adviseDeadlines,
  type ConferenceKind,
  type DeadlineQuestion,
} from '../../server/domain/scheduling/deadlines.ts';
import { ruleSetOn } from '../../server/domain/scheduling/ruleSets.ts';
import { createCalendar } from '../../server/domain/scheduling/workingDays.ts';

const folder = path.join(import.meta.dirname, '../../prisma/rules');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const { ruleSets } = ruleSetFileSchema.parse(read('rule-sets.json'));
const calendar = createCalendar(holidayFileSchema.parse(read('holidays.json')).days);

interface Case {
  readonly kind?: ConferenceKind;
  /** Tuesday 10/03/2026, 08:00–11:00. */
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly now?: string;
  readonly sent?: string | null;
  readonly papers?: string | null;
  readonly concluded?: string | null;
  readonly ruleSet?: RuleSet | undefined;
}

const at = (day: string | null | undefined) => (day ? instantOf(day, '09:00') : null);

function question(options: Case): DeadlineQuestion {
  const { day = '2026-03-10', from = '08:00', to = '11:00', kind = 'giaoBan', now = '2026-03-02' } = options;
  return {
    conference: { kind, startsAt: instantOf(day, from), endsAt: instantOf(day, to) },
    ruleSet: 'ruleSet' in options ? options.ruleSet : ruleSetOn(ruleSets, day),
    calendar,
    now: instantOf(now, '09:00'),
    done: {
      invitationSentAt: at(options.sent),
      papersSentAt: at(options.papers),
      concludedAt: at(options.concluded),
    },
  };
}

const advise = (options: Case) => adviseDeadlines(question(options));
const states = (options: Case) => advise(options).deadlines.map(({ id, state, dueDate }) => [id, state, dueDate]);
const warning = (options: Case, code: string) => advise(options).warnings.find((one) => one.code === code);

describe('deadlines', () => {
  it('[DL1] tell by when the invitation, the papers and the notice of conclusion go out', () => {
    expect(states({})).toEqual([
      ['invitation', 'due', '2026-03-04'],
      ['papers', 'due', '2026-03-04'],
      ['conclusion', 'due', '2026-03-17'],
    ]);
    expect(states({ sent: '2026-03-04', papers: '2026-03-05', now: '2026-03-18', concluded: '2026-03-17' })).toEqual([
      ['invitation', 'met', '2026-03-04'],
      ['papers', 'late', '2026-03-04'],
      ['conclusion', 'met', '2026-03-17'],
    ]);
  });

  it('[DL1] count over Tết and swapped days', () => {
    expect(states({ day: '2026-02-24', now: '2026-02-11' })[0]).toEqual(['invitation', 'due', '2026-02-11']);
    expect(states({ day: '2026-02-24', now: '2026-02-12' })[0]).toEqual(['invitation', 'late', '2026-02-11']);
    // The swapped Saturday 22/08/2026 is worked, so it counts.
    expect(states({ day: '2026-08-25', now: '2026-08-19' })[0]).toEqual(['invitation', 'due', '2026-08-20']);
  });

  it('[DL1] nothing is sent in time once the meeting has begun, however short the limit', () => {
    const ruleSet = { ...(ruleSets[2] as RuleSet), invitationWorkingDays: 1, counting: 'both' as const };
    expect(states({ ruleSet, sent: '2026-03-10', now: '2026-03-10', from: '10:00', to: '12:00' })[0]?.[1]).toBe('met');
    expect(states({ ruleSet, sent: '2026-03-10', now: '2026-03-10' })[0]?.[1]).toBe('late');
    expect(states({ ruleSet, now: '2026-03-10' })[0]?.[1]).toBe('late');
  });

  it('[DL2] a late invitation is told in the office’s words with the offer of a họp đột xuất', () => {
    const late = { now: '2026-03-05', sent: '2026-03-05', papers: '2026-03-04' };
    expect(warning(late, 'invitationLate')).toMatchObject({
      vi: 'Giấy mời gửi trước 02 ngày làm việc – chưa đủ 03 ngày theo quy định. Chuyển thành họp đột xuất?',
      en: 'The invitation went out 2 working days before the meeting – fewer than the 3 the rules ask for. Turn it into an unscheduled meeting?',
      level: 'warning',
    });
    expect(advise(late).offerDotXuat).toBe(true);
    expect(warning({ now: '2026-03-06' }, 'invitationLate')?.vi).toBe(
      'Giấy mời nếu gửi hôm nay thì chỉ trước 01 ngày làm việc – chưa đủ 03 ngày theo quy định. Chuyển thành họp đột xuất?',
    );
    expect(warning({ now: '2026-03-06' }, 'papersLate')?.vi).toMatch(/^Tài liệu họp nếu gửi hôm nay/);
  });

  it('[DL2] the offer ends when the meeting begins', () => {
    const past = { now: '2026-03-11', sent: '2026-03-05', papers: null };
    expect(advise(past).offerDotXuat).toBe(false);
    expect(warning(past, 'invitationLate')?.vi).toBe(
      'Giấy mời gửi trước 02 ngày làm việc – chưa đủ 03 ngày theo quy định.',
    );
    expect(warning(past, 'papersLate')?.vi).toBe(
      'Tài liệu họp chưa được ghi nhận là đã gửi – chưa đủ 03 ngày theo quy định.',
    );
  });

  it('[DL3] a họp đột xuất has no deadline before it, and still five working days for its notice', () => {
    expect(states({ kind: 'dotXuat', now: '2026-03-09' })).toEqual([
      ['invitation', 'exempt', null],
      ['papers', 'exempt', null],
      ['conclusion', 'due', '2026-03-17'],
    ]);
    expect(advise({ kind: 'dotXuat', now: '2026-03-09' })).toMatchObject({ offerDotXuat: false });
  });

  it('[DL4] a late notice of conclusion is told in working days', () => {
    expect(warning({ now: '2026-03-19', sent: '2026-03-04', papers: '2026-03-04' }, 'conclusionLate')?.vi).toBe(
      'Thông báo kết luận quá hạn 02 ngày làm việc (hạn 17/03/2026).',
    );
    expect(warning({ now: '2026-04-01', concluded: '2026-03-18' }, 'conclusionLate')?.vi).toBe(
      'Thông báo kết luận ban hành ngày 18/03/2026 – chậm 01 ngày làm việc so với hạn 17/03/2026.',
    );
    expect(warning({ now: '2026-03-17' }, 'conclusionLate')).toBeUndefined();
  });

  it('[DL5] a meeting longer than its kind allows is told with the cap', () => {
    expect(warning({ to: '13:00' }, 'tooLong')?.vi).toBe(
      'Thời gian dự kiến 05 giờ – quá 1/2 ngày theo quy định đối với họp giao ban.',
    );
    expect(warning({ to: '12:00' }, 'tooLong')).toBeUndefined();
    expect(warning({ kind: 'chuyenDe', from: '07:00', to: '17:30' }, 'tooLong')?.vi).toContain('quá 01 ngày');
    expect(warning({ kind: 'dotXuat', from: '06:00', to: '23:00' }, 'tooLong')).toBeUndefined();
    expect(describeCap(90)).toEqual({ vi: '01 giờ 30 phút', en: '1 h 30 min' });
  });

  it('[DL6] what makes the counting doubtful is told: no rule set, an unconfirmed one, no calendar, a day off', () => {
    expect(advise({ ruleSet: undefined })).toMatchObject({ deadlines: [], offerDotXuat: false });
    expect(warning({ ruleSet: undefined }, 'noRuleSet')).toBeDefined();
    expect(warning({}, 'ruleSetUnconfirmed')?.vi).toBe(
      'Thời hạn theo Quy chế làm việc UBND tỉnh chờ Văn phòng UBND tỉnh xác nhận.',
    );
    expect(warning({ day: '2025-03-11', now: '2025-03-03' }, 'ruleSetUnconfirmed')).toBeUndefined();
    expect(warning({ day: '2031-03-11' }, 'calendarIncomplete')?.vi).toContain('năm 2031');
    expect(warning({ day: '2026-04-30' }, 'notWorkingDay')?.vi).toBe(
      'Ngày họp 30/04/2026 là ngày nghỉ (Ngày Chiến thắng).',
    );
  });

  it('[DL6] a session of the Committee is outside QĐ 45/2018, inside the working regulations', () => {
    const session = { kind: 'phienHopUyBan', day: '2025-03-11', now: '2025-03-10' } as const;
    expect(states(session).map(([, state]) => state)).toEqual(['exempt', 'exempt', 'exempt']);
    expect(warning(session, 'outOfScope')?.vi).toBe(
      'Phiên họp Ủy ban nhân dân không thuộc phạm vi Quyết định 45/2018/QĐ-TTg: thời hạn theo luật và quy chế làm việc.',
    );
    expect(states({ kind: 'phienHopUyBan' })[0]).toEqual(['invitation', 'due', '2026-03-04']);
  });

  it('[DL7] whatever is asked, an answer comes in both languages; every late deadline has its warning', () => {
    const first = Date.parse('2024-01-01') / 86_400_000;
    const day = fc.integer({ min: first, max: first + 1400 }).map(localDateOfDay);
    const optional = fc.option(day, { nil: null });
    fc.assert(
      fc.property(day, day, optional, optional, optional, fc.constantFrom(...CONFERENCE_KINDS), (...drawn) => {
        const [meeting, now, sent, papers, concluded, kind] = drawn;
        const answer = advise({ day: meeting, now, sent, papers, concluded, kind, to: '17:00' });
        for (const told of [answer.ruleSet, ...answer.warnings]) {
          expect(`${told.vi}${told.en}`).not.toMatch(/undefined|null|NaN/);
          expect(told.vi).not.toBe(told.en);
        }
        for (const deadline of answer.deadlines) {
          const told = answer.warnings.some((one) => one.code === `${deadline.id}Late`);
          expect(told).toBe(deadline.state === 'late');
        }
        if (answer.offerDotXuat) expect(answer.warnings.some((one) => one.vi.endsWith('họp đột xuất?'))).toBe(true);
      }),
      { seed: 314, numRuns: 200 },
    );
  });
});
