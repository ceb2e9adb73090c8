// The schemas of the HTTP door by themselves: what passes, what it becomes, what is refused.

import { describe, expect, it } from 'vitest';
import {
  accountEditSchema,
  accountWriteSchema,
  conferenceEditSchema,
  conferenceWriteSchema,
  LIMITS,
  siteWriteSchema,
  usernameSchema,
} from '../../server/contract/index.ts';

const ID = '0198c2a1-0000-7000-8000-00000000000a';
const conference = {
  kind: 'giaoBan',
  title: 'Giao ban',
  startsAt: '2026-11-24T08:00:00+07:00',
  endsAt: '2026-11-24T04:00:00Z',
  mode: 'giaoBan',
  chairId: ID.toUpperCase(),
  coChairIds: [],
  secretaryIds: [ID],
  siteIds: [ID],
  agenda: [],
};
const site = {
  unitId: ID,
  name: 'Điểm cầu',
  shortName: 'ĐC',
  order: 1,
  isHub: false,
  deviceClass: 'room',
  linkDownKbps: 20_000,
  linkUpKbps: 20_000,
  backupPhone: null,
};

describe('HTTP schemas', () => {
  it('[AP3] a conference is kept as one Unicode form, trimmed, with lower-case ids', () => {
    const parsed = conferenceWriteSchema.parse({ ...conference, title: '  Bến Lức '.normalize('NFD') });
    expect(parsed.title).toBe('Bến Lức'.normalize('NFC'));
    expect(parsed.chairId).toBe(ID);
  });

  it('[AP3] local offsets are compared as instants', () => {
    expect(conferenceWriteSchema.safeParse(conference).success).toBe(true);
    expect(conferenceWriteSchema.safeParse({ ...conference, endsAt: '2026-11-24T08:00:00+08:00' }).success).toBe(false);
    expect(conferenceWriteSchema.safeParse({ ...conference, startsAt: '2026-11-24T08:00:00' }).success).toBe(false);
  });

  it('[SC7] a span beyond the limit is refused at the field of its end, also in an edit', () => {
    const startsAt = '2026-11-24T00:00:00Z';
    const endsAt = new Date(Date.parse(startsAt) + LIMITS.conferenceHours * 3_600_000 + 1).toISOString();
    for (const result of [
      conferenceWriteSchema.safeParse({ ...conference, startsAt, endsAt }),
      conferenceEditSchema.safeParse({ startsAt, endsAt }),
    ]) {
      expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['endsAt']);
    }
  });

  it('[AP3] an edit names only what it changes and nothing unknown', () => {
    expect(conferenceEditSchema.parse({ title: 'Khác' })).toEqual({ title: 'Khác' });
    expect(accountEditSchema.parse({})).toEqual({});
    for (const extra of [{ status: 'published' }, { version: 3 }, { conferenceId: ID }]) {
      expect(conferenceEditSchema.safeParse(extra).success, JSON.stringify(extra)).toBe(false);
    }
    for (const extra of [{ failedCount: 0 }, { passwordHash: 'x' }, { username: 'x1' }]) {
      expect(accountEditSchema.safeParse(extra).success, JSON.stringify(extra)).toBe(false);
    }
  });

  it('[AP3] a user name is plain, lower-case and not empty; a new password is long enough', () => {
    expect(usernameSchema.parse(' ThuKy.01 ')).toBe('thuky.01');
    for (const name of ['', 'a', 'thư-ký', 'a b', '../x', `x${'y'.repeat(63)}`]) {
      expect(usernameSchema.safeParse(name).success, name).toBe(false);
    }
    const account = { username: 'thuky', name: 'Thư ký', role: 'secretary', password: 'x'.repeat(12) };
    expect(accountWriteSchema.parse(account).siteId).toBeNull();
    expect(accountWriteSchema.safeParse({ ...account, password: 'x'.repeat(11) }).success).toBe(false);
    expect(accountWriteSchema.safeParse({ ...account, role: 'root' }).success).toBe(false);
  });

  it('[AP3] a line of a site has a sensible capacity', () => {
    expect(siteWriteSchema.safeParse(site).success).toBe(true);
    for (const linkDownKbps of [0, -1, 63, 1.5, Number.MAX_SAFE_INTEGER]) {
      expect(siteWriteSchema.safeParse({ ...site, linkDownKbps }).success, String(linkDownKbps)).toBe(false);
    }
  });
});
