// The table of a conference's life: every status × act × actor, and what is shown.

import { describe, expect, it } from 'vitest';
import type { ConferenceStatus } from '../../server/contract/http.ts';
import type { AccountId } from '../../server/contract/ids.ts';
import { LIFE_ACTS, type LifeAct } from '../../server/contract/life.ts';
import { ROLES, type Role } from '../../server/contract/roles.ts';
import {
  decideLife,
  EDITABLE,
  isLive,
  type LifeFacts,
  listLifeActs,
  shownStatus,
  statusAfterEdit,
  TRANSITIONS,
} from '../../server/domain/scheduling/life.ts';

const STATUSES: readonly ConferenceStatus[] = [
  'draft',
  'submitted',
  'approved',
  'published',
  'ready',
  'open',
  'paused',
  'closed',
  'concluded',
  'postponed',
  'cancelled',
];
const chairId = 'chair' as AccountId;
const otherId = 'other' as AccountId;

function facts(status: ConferenceStatus, change: Partial<LifeFacts> = {}): LifeFacts {
  return { status, chairId, actor: null, delegateIds: [], publishWithoutApproval: true, ...change };
}
const as = (role: Role, accountId: AccountId = otherId): Pick<LifeFacts, 'actor'> => ({ actor: { role, accountId } });

describe('where from and where to', () => {
  it('[LF1] each act leads from the statuses of its line only', () => {
    const allowed: Record<LifeAct, readonly ConferenceStatus[]> = {
      submit: ['draft'],
      approve: ['submitted'],
      return: ['submitted', 'approved'],
      publish: ['draft', 'approved'],
      postpone: ['published'],
      reschedule: ['published', 'postponed'],
      cancel: ['draft', 'submitted', 'approved', 'published', 'postponed'],
      conclude: ['closed'],
    };
    for (const act of LIFE_ACTS) {
      const from = STATUSES.filter((status) => decideLife(act, facts(status)).ok);
      expect(from, act).toEqual(allowed[act]);
      for (const status of STATUSES.filter((one) => !from.includes(one)))
        expect(decideLife(act, facts(status)), `${act} from ${status}`).toEqual({ ok: false, refusal: 'wrongState' });
    }
  });

  it('[LF1] the way of the office: drafted, submitted, approved, published, concluded; what has ended or is off never comes back', () => {
    const way = ['submit', 'approve', 'publish'] as const;
    const reached = way.reduce<ConferenceStatus>((status, act) => {
      const decision = decideLife(act, facts(status));
      if (!decision.ok) throw new Error(`${act} from ${status}`);
      return decision.to;
    }, 'draft');
    expect(reached).toBe('published');
    expect(decideLife('conclude', facts('closed'))).toEqual({ ok: true, to: 'concluded' });
    expect(decideLife('reschedule', facts('postponed'))).toEqual({ ok: true, to: 'published' });
    for (const end of ['concluded', 'cancelled'] as const) expect(listLifeActs(facts(end))).toEqual([]);
    for (const live of ['open', 'paused'] as const) expect(listLifeActs(facts(live))).toEqual([]);
  });
});

describe('who may', () => {
  const planned = LIFE_ACTS.filter((act) => TRANSITIONS[act].by === 'planner');
  const judged = LIFE_ACTS.filter((act) => TRANSITIONS[act].by === 'approver');

  it('[LF2] secretaries lead it, nobody else, whatever the status', () => {
    expect(planned).toEqual(['submit', 'publish', 'postpone', 'reschedule', 'cancel', 'conclude']);
    for (const act of planned) {
      for (const role of ROLES) {
        const outcomes = STATUSES.map((status) => decideLife(act, facts(status, as(role, chairId))));
        const forbidden = outcomes.filter((outcome) => !outcome.ok && outcome.refusal === 'forbidden');
        expect(forbidden.length, `${role} ${act}`).toBe(role === 'secretary' ? 0 : STATUSES.length);
      }
    }
  });

  it('[LF2] its own chair or a named chair account approves and returns; a secretary never, nor another chair', () => {
    expect(judged).toEqual(['approve', 'return']);
    for (const act of judged) {
      expect(decideLife(act, facts('submitted', as('chair', chairId))).ok).toBe(true);
      expect(decideLife(act, facts('submitted', { ...as('chair'), delegateIds: [otherId] })).ok).toBe(true);
      expect(decideLife(act, facts('submitted', as('chair')))).toEqual({ ok: false, refusal: 'forbidden' });
      for (const role of ROLES.filter((one) => one !== 'chair'))
        expect(decideLife(act, facts('submitted', { ...as(role), delegateIds: [otherId] })), role).toEqual({
          ok: false,
          refusal: 'forbidden',
        });
    }
  });

  it('[LF4] a draft is published at once only while the office allows it', () => {
    const strict = { ...as('secretary'), publishWithoutApproval: false };
    expect(decideLife('publish', facts('draft', as('secretary')))).toEqual({ ok: true, to: 'published' });
    expect(decideLife('publish', facts('draft', strict))).toEqual({ ok: false, refusal: 'approvalNeeded' });
    expect(decideLife('publish', facts('approved', strict))).toEqual({ ok: true, to: 'published' });
    expect(decideLife('publish', facts('submitted', strict))).toEqual({ ok: false, refusal: 'wrongState' });
    expect(listLifeActs(facts('draft', strict))).toEqual(['submit', 'cancel']);
    expect(listLifeActs(facts('draft', as('secretary')))).toEqual(['submit', 'publish', 'cancel']);
  });
});

describe('what follows', () => {
  it('[LF5] what is being judged is not edited, and a changed approval is a draft again', () => {
    expect(STATUSES.filter((status) => EDITABLE.includes(status))).toEqual(['draft', 'approved', 'published']);
    expect(EDITABLE.map(statusAfterEdit)).toEqual(['draft', 'draft', 'published']);
  });

  it('[LF9] half an hour before its start a published conference is shown as ready, until its end; nothing else is', () => {
    const times = { startsAt: '2026-11-24T01:00:00Z', endsAt: '2026-11-24T04:00:00Z' };
    const shown = (status: ConferenceStatus, now: string) => shownStatus({ status, ...times }, Date.parse(now));
    expect(shown('published', '2026-11-24T00:29:59Z')).toBe('published');
    expect(shown('published', '2026-11-24T00:30:00Z')).toBe('ready');
    expect(shown('published', '2026-11-24T03:59:59Z')).toBe('ready');
    expect(shown('published', '2026-11-24T04:00:00Z')).toBe('published');
    for (const status of STATUSES.filter((one) => one !== 'published'))
      expect(shown(status, '2026-11-24T01:00:00Z')).toBe(status);
    expect(STATUSES.filter(isLive)).toEqual(['open', 'paused']);
  });
});
