// The accounts of the organisation's workbook against a real database: from which day they change, who is signed out, who must stay.

import { expect, it } from 'vitest';
import type { AccountView } from '../../server/contract/index.ts';
import type { OrganisationRows } from '../../server/contract/records.ts';
import { parseOrganisationSheet } from '../../server/records/organisationSheet.ts';
import { TestClient } from './support/api.ts';
import { prepareApi } from './support/apiRoom.ts';
import { exportFile, importRows } from './support/organisation.ts';

const { the, as } = prepareApi();
const run = (rows: OrganisationRows, effectiveFrom: string) =>
  importRows(the().api.url, as('administrator'), rows, { effectiveFrom, dryRun: false });
/** The accounts in force on a day. */
async function exportAccounts(on: string) {
  const { problems, accounts } = await parseOrganisationSheet(await exportFile(the().api.url, as('administrator'), on));
  expect(problems).toEqual([]);
  return accounts ?? [];
}

it('[OW8] changes accounts from its day on: new without a password, missing out of use, the importer stays', async () => {
  const rows = await exportAccounts('2026-11-23');
  const kept = rows.filter((row) => row.username !== 'thuky');
  const added = {
    username: 'moi',
    name: 'Người mới',
    role: 'chair',
    siteCode: 'ubnd-tinh',
    disabled: false,
  } as const;
  const file = { units: null, sites: null, accounts: [...kept, added] };
  const { body } = await run(file, '2027-07-01');
  expect(body.changes.map((change) => [change.key, change.kinds, change.effectiveFrom])).toEqual([
    ['moi', ['added'], '2027-07-01'],
    ['thuky', ['closed'], '2027-07-01'],
  ]);
  const find = (accounts: readonly AccountView[], username: string) =>
    accounts.find((one) => one.username === username);
  const before = await the().store.accounts.list('2027-06-30');
  expect([find(before, 'thuky')?.disabled, find(before, 'moi')]).toMatchObject([
    false,
    { disabled: false, validFrom: '2027-07-01' },
  ]);
  const after = await the().store.accounts.list('2027-07-01');
  expect([find(after, 'thuky'), find(after, 'moi')]).toMatchObject([
    { disabled: true, validFrom: '2027-07-01' },
    { disabled: false, name: 'Người mới', siteId: the().world.hub.siteId },
  ]);
  await expect(
    the().store.auth.signIn({ username: 'moi', password: '' }, new Date('2027-07-02T00:00:00Z')),
  ).rejects.toMatchObject({ code: 'wrongPassword' });
  expect((await run(file, '2027-07-01')).body.changes).toEqual([]);
  const without = kept.filter((row) => row.username !== 'vai-administrator');
  const demoted = kept.map((row) =>
    row.username === 'vai-administrator' ? { ...row, role: 'observer' as const } : row,
  );
  for (const rejected of [without, demoted]) {
    const answer = await run({ ...file, accounts: [...rejected, added] }, '2027-07-01');
    expect([answer.body.applied, answer.body.problems.length]).toEqual([false, 1]);
  }
});

it('[OW8][OT17] signs out at once whom it changes for today, and nobody whom it changes for later', async () => {
  const secretary = await TestClient.signIn(the().api.url, 'thuky');
  const rows = await exportAccounts('2026-11-23');
  const kept = rows.filter((row) => row.username !== 'thuky');
  const file = { units: null, sites: null, accounts: kept };
  await run(file, '2027-07-01');
  expect((await secretary.get('/api/me')).status).toBe(200);
  expect(the().api.ended).toEqual([]);
  await run(file, '2026-11-23');
  expect((await secretary.get('/api/me')).status).toBe(401);
  expect(the().api.ended).toEqual([the().world.secretary.accountId]);
});

it('[OW10] takes mail addresses of accounts at once, whatever its day', async () => {
  const rows = await exportAccounts('2026-11-23');
  const accounts = rows.map((row) => (row.username === 'chutri' ? { ...row, email: 'chutri@tinh.gov.vn' } : row));
  const { body } = await run({ units: null, sites: null, accounts }, '2027-07-01');
  expect(body.changes.map(({ key, kinds, fields }) => [key, kinds, fields.map(({ field }) => field)])).toEqual([
    ['chutri', ['changed'], ['email']],
  ]);
  const chair = (await the().store.accounts.list()).find((account) => account.username === 'chutri');
  expect([chair?.email, chair?.validTo]).toEqual(['chutri@tinh.gov.vn', null]);
});

it('[OT19] leaves no day without an administrator: what was planned before counts too', async () => {
  const rows = await exportAccounts('2026-11-23');
  const own = (await the().store.accounts.list()).find((account) => account.username === 'vai-administrator');
  if (own === undefined) throw new Error('the importer is there');
  await the().store.accounts.edit(own.accountId, own.version, { disabled: true, effectiveFrom: '2028-01-01' });
  const accounts = rows.filter((row) => row.username !== 'quantri');
  const { body } = await run({ units: null, sites: null, accounts }, '2027-07-01');
  expect([body.applied, body.problems.map((problem) => problem.message.vi)]).toEqual([
    false,
    ['Hệ thống phải còn ít nhất một tài khoản quản trị đang hoạt động vào ngày 01/01/2028.'],
  ]);
});

it('[OW8] takes whoever imports from a day on which that account had not begun', async () => {
  // The reorganisation of a past day with the accounts of today, the importer's own among them.
  const accounts = await exportAccounts('2026-11-23');
  const { body } = await run({ units: null, sites: null, accounts }, '2025-07-01');
  expect([body.applied, body.problems]).toEqual([true, []]);
  const shown = (await the().store.accounts.list('2025-07-01')).find((one) => one.username === 'vai-administrator');
  expect(shown).toMatchObject({ role: 'administrator', disabled: false, validFrom: '2025-07-01' });
  expect((await as('administrator').get('/api/me')).status).toBe(200);
});
