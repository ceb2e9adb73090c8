// The organisation's workbook against a real database: dry run, all or nothing, once, remembered; and the reorganisation of 2025.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ErrorAnswer, LIMITS, ROLES, type SiteView, type UnitView } from '../../server/contract/index.ts';
import type { OrganisationImportView } from '../../server/contract/organisation.ts';
import type { OrganisationRows } from '../../server/contract/records.ts';
import { parseOrganisationSheet } from '../../server/records/organisationSheet.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { exportFile, importRows, readPresetRows, XLSX } from './support/organisation.ts';
import { createWorld, NOW, PASSWORD, plan, publishPlan, type World } from './support/schedule.ts';

const REORGANISATION = readPresetRows('tay-ninh-2025-07');
const DAY = '2025-07-01';
let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});
/** Every test reorganises a province of its own. */
beforeEach(async () => {
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  await store.accounts.create({
    username: 'nhap',
    name: 'Người nhập',
    role: 'administrator',
    siteId: null,
    password: PASSWORD,
  });
  admin = await TestClient.signIn(api.url, 'nhap');
  return async () => {
    await api[Symbol.asyncDispose]();
    await store.close();
  };
});

const run = (rows: OrganisationRows | Buffer, dryRun: boolean, effectiveFrom = DAY) =>
  importRows(api.url, admin, rows, { effectiveFrom, dryRun });
const sitesOn = async (on: string) => (await admin.get<SiteView[]>(`/api/sites?on=${on}`)).body;
const listImports = async () => (await admin.get<OrganisationImportView[]>('/api/organisation/imports')).body;
const TABLES = [
  'unit',
  'unit_version',
  'site',
  'site_version',
  'device',
  'account',
  'account_version',
  'organisation_import',
];
async function fingerprint(): Promise<string> {
  const rows = await Promise.all(
    TABLES.map((table) => query(databaseUrl, `SELECT t::text AS row FROM ${table} t ORDER BY 1`)),
  );
  return JSON.stringify(rows);
}
async function exportRows(on: string): Promise<OrganisationRows> {
  const { problems, ...rows } = await parseOrganisationSheet(await exportFile(api.url, admin, on));
  expect(problems).toEqual([]);
  return rows;
}

describe('the reorganisation of 2025', () => {
  it('[OW2] a dry run tells it all and changes nothing', async () => {
    const planned = await publishPlan(store, plan(world));
    const before = await fingerprint();
    const { status, body } = await run(REORGANISATION, true);
    expect([status, body.applied, body.problems]).toEqual([200, false, []]);
    // 96 communes and 4 departments begin, 14 districts and 7 departments end; as units and as sites.
    expect(body.counts).toMatchObject({ added: 200, closed: 42, renamed: 1, moved: 0 });
    expect(body.counts.changed + body.counts.unchanged).toBeGreaterThanOrEqual(17);
    const ended = body.changes.filter((change) => change.kinds.includes('closed'));
    expect(ended.map((change) => change.name)).toEqual(expect.arrayContaining(['Huyện Bến Lức', 'Thành phố Tân An']));
    expect(body.changes.find((change) => change.kinds.includes('renamed'))).toMatchObject({
      subject: 'unit',
      key: 'ubnd-tinh',
      effectiveFrom: DAY,
    });
    expect(body.affected).toEqual([
      {
        conferenceId: planned.conferenceId,
        title: planned.title,
        startsAt: planned.startsAt,
        siteNames: planned.sites.filter((site) => !site.isHub).map((site) => site.name),
      },
    ]);
    expect(await fingerprint()).toBe(before);
  });

  it('[OW6][OW5] is an import: the days before, old conferences and ids stay as they were', async () => {
    const old = await store.schedule.create(
      plan(world, { startsAt: '2010-06-15T01:00:00.000Z', endsAt: '2010-06-15T04:00:00.000Z' }),
      new Date('2010-06-01T00:00:00.000Z'),
    );
    const before = await sitesOn('2025-06-30');
    const { body } = await run(REORGANISATION, false);
    expect([body.applied, body.problems]).toEqual([true, []]);
    expect((await sitesOn('2025-06-30')).map(({ version: _version, ...site }) => site)).toEqual(
      before.map(({ version: _version, ...site }) => site),
    );
    const after = await sitesOn(DAY);
    const levels = Map.groupBy(after, (site) => site.level);
    expect([after.length, levels.get('district'), levels.get('commune')?.length]).toEqual([109, undefined, 96]);
    expect(after.filter((site) => site.isHub).map((site) => site.siteId)).toEqual([world.hub.siteId]);
    const units = (await admin.get<UnitView[]>(`/api/units?on=${DAY}`)).body;
    expect(units.filter((unit) => unit.level === 'commune')).toHaveLength(96);
    expect((await store.schedule.get(old.conferenceId)).sites).toEqual(old.sites);
    const invited = await store.schedule
      .create(plan(world), NOW)
      .then(() => null)
      .catch((error: { code: string; message: string }) => [error.code, error.message]);
    expect(invited).toEqual([
      'invalidInput',
      expect.stringMatching(/^Điểm cầu .+ không có hiệu lực vào ngày 24\/11\/2026\.$/u),
    ]);
    const [remembered, ...others] = await listImports();
    expect(others).toEqual([]);
    expect(remembered).toMatchObject({
      accountName: 'Người nhập',
      at: NOW.toISOString(),
      effectiveFrom: DAY,
      counts: body.counts,
    });
  });

  it('[OW4] the same file again changes nothing; of two at once exactly one changes something', async () => {
    const answers = await Promise.all([run(REORGANISATION, false), run(REORGANISATION, false)]);
    expect(answers.map(({ body }) => body.applied)).toEqual([true, true]);
    expect(answers.map(({ body }) => body.changes.length > 0).sort()).toEqual([false, true]);
    const before = await fingerprint();
    const third = await run(REORGANISATION, false);
    expect([third.body.applied, third.body.changes, third.body.counts.unchanged]).toEqual([true, [], 218]);
    expect(await fingerprint()).toBe(before);
    expect(await listImports()).toHaveLength(1);
  });

  it('[OW7] a corrected file of the same day takes back what it no longer names, unless it is in use', async () => {
    await run(REORGANISATION, false);
    const without = (code: string): OrganisationRows => ({
      units: REORGANISATION.units?.filter((row) => row.code !== code) ?? null,
      sites: REORGANISATION.sites?.filter((row) => row.code !== code) ?? null,
      accounts: null,
    });
    const [used, taken] = (REORGANISATION.units ?? []).filter((row) => row.level === 'commune').map((row) => row.code);
    const corrected = await run(without(taken ?? ''), false);
    expect([corrected.body.applied, corrected.body.counts]).toMatchObject([true, { closed: 2, added: 0 }]);
    expect(await sitesOn(DAY)).toHaveLength(108);
    expect(await query(databaseUrl, 'SELECT 1 FROM site WHERE code = $1', [taken])).toEqual([]);
    const [site] = await query<{ site_id: string }>(databaseUrl, 'SELECT site_id FROM site WHERE code = $1', [used]);
    await store.accounts.create({
      username: 'phuong',
      name: 'Phường',
      role: 'site',
      siteId: site?.site_id as SiteView['siteId'],
      password: PASSWORD,
    });
    const refused = await run(without(used ?? ''), false);
    expect(refused.body.applied).toBe(false);
    expect(refused.body.problems.map((problem) => problem.message.vi).join()).toContain('đã được dùng');
    expect((await run(without(used ?? ''), false, '2026-01-01')).body.applied).toBe(true);
  });
});

describe('a file', () => {
  it('[OW1] exported for a day and imported from that day changes nothing, with its accounts', async () => {
    const file = await exportFile(api.url, admin, '2026-11-23');
    const { body } = await run(file, false, '2026-11-23');
    expect([body.problems, body.changes, body.counts.unchanged]).toEqual([[], [], 30 + 30 + 5]);
    expect(await listImports()).toEqual([]);
    await run(REORGANISATION, false);
    // An account that still sits at a district that has ended.
    const today = await exportFile(api.url, admin, '2026-11-23');
    const again = await run(today, false, '2026-11-23');
    expect([again.body.problems, again.body.changes]).toEqual([[], []]);
    const before = await parseOrganisationSheet(await exportFile(api.url, admin, '2009-12-31'));
    expect([before.units, before.sites]).toEqual([[], []]);
  });

  it('[OW10] mail addresses come and go with the column, at once, and a workbook without it leaves them', async () => {
    const rows = await exportRows('2026-11-23');
    const withEmails: OrganisationRows = {
      units: rows.units?.map((row, n) => ({ ...row, email: n === 1 ? 'donvi@tinh.example' : null })) ?? null,
      sites: rows.sites?.map((row, n) => ({ ...row, email: n === 1 ? 'diemcau@tinh.example' : null })) ?? null,
      accounts: rows.accounts?.map((row) => ({ ...row, email: `${row.username}@tinh.example` })) ?? null,
    };
    const dry = await run(withEmails, true, '2027-01-01');
    expect(dry.body.changes.map(({ subject, kinds, fields }) => [subject, kinds, fields[0]?.field])).toEqual([
      ['unit', ['changed'], 'email'],
      ['site', ['changed'], 'email'],
      ...(rows.accounts ?? []).map(() => ['account', ['changed'], 'email']),
    ]);
    expect((await run(withEmails, false, '2027-01-01')).body.applied).toBe(true);
    const listEmails = async () => ({
      sites: (await sitesOn('2026-11-23')).flatMap(({ email }) => email ?? []),
      units: (await admin.get<UnitView[]>('/api/units?on=2026-11-23')).body.flatMap(({ email }) => email ?? []),
    });
    expect(await listEmails()).toEqual({ sites: ['diemcau@tinh.example'], units: ['donvi@tinh.example'] });
    expect((await exportRows('2026-11-23')).accounts?.[0]?.email).toMatch(/@tinh\.example$/u);
    const strip = <Row extends object>(list: readonly Row[] | null) =>
      list?.map((row) => Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'email')) as Row) ?? null;
    const old = { units: strip(rows.units), sites: strip(rows.sites), accounts: strip(rows.accounts) };
    expect((await run(old, false, '2027-01-01')).body.changes).toEqual([]);
    expect(await listEmails()).toEqual({ sites: ['diemcau@tinh.example'], units: ['donvi@tinh.example'] });
    expect((await run(rows, false, '2027-01-01')).body.counts.changed).toBe(2 + (rows.accounts?.length ?? 0));
    expect(await listEmails()).toEqual({ sites: [], units: [] });
  });

  it('[OW3][OW2] with bad rows is refused whole, each told with its row, column and reason', async () => {
    const units = REORGANISATION.units ?? [];
    const before = await fingerprint();
    const bad: OrganisationRows = {
      ...REORGANISATION,
      units: units.map((row, index) => (index === 5 ? { ...row, parentCode: 'khong-co' } : row)),
    };
    for (const dryRun of [true, false]) {
      const { status, body } = await run(bad, dryRun);
      expect([status, body.applied]).toEqual([200, false]);
      expect(body.problems).toMatchObject([{ sheet: 'Đơn vị', row: 7, column: 'Mã đơn vị cấp trên' }]);
      // What stands in a row that could not be read has not ended.
      expect(body.counts.closed).toBe(0);
      expect(body.counts.added).toBeGreaterThan(100);
    }
    const { body: text } = await run(Buffer.from('not a workbook'), false);
    expect([text.applied, text.problems.length]).toEqual([false, 1]);
    expect(await fingerprint()).toBe(before);
  });

  it('[OW3] that would leave a site without its unit, no hub or two, is refused with words and changes nothing', async () => {
    const rows = await exportRows('2026-11-23');
    const sites = rows.sites ?? [];
    const before = await fingerprint();
    const wrong: [OrganisationRows, RegExp][] = [
      [
        { units: rows.units?.filter((row) => row.level !== 'district') ?? null, sites: null, accounts: null },
        /thuộc đơn vị không có hiệu lực/u,
      ],
      [
        { units: null, sites: sites.filter((row) => !row.isHub), accounts: null },
        /đúng một điểm cầu trung tâm, không phải 0/u,
      ],
      [
        {
          units: null,
          sites: sites.map((row, n) => (n === 3 ? { ...row, unitCode: 'la-lung' } : row)),
          accounts: null,
        },
        /Không có đơn vị mang mã “la-lung”/u,
      ],
      [
        {
          units: null,
          sites: null,
          accounts: (rows.accounts ?? []).map((row) =>
            row.username === 'chutri' ? { ...row, siteCode: 'la-lung' } : row,
          ),
        },
        /Không có điểm cầu mang mã/u,
      ],
    ];
    for (const [file, words] of wrong) {
      const { body } = await run(file, false, '2026-11-23');
      expect(body.applied).toBe(false);
      expect(body.problems.map((problem) => problem.message.vi).join(' ')).toMatch(words);
    }
    expect(await fingerprint()).toBe(before);
  });

  it('[OW3] may move the hub to another site on a day', async () => {
    const rows = await exportRows('2026-11-23');
    const sites = rows.sites?.map((row, n) => ({ ...row, isHub: n === 1 })) ?? null;
    expect((await run({ units: null, sites, accounts: null }, false, '2027-01-01')).body.applied).toBe(true);
    const hubOn = async (on: string) => (await sitesOn(on)).find((site) => site.isHub)?.name;
    expect([await hubOn('2026-12-31'), await hubOn('2027-01-01')]).toEqual([world.hub.name, sites?.[1]?.name]);
  });
});

describe('the door', () => {
  it('[OW9][AP1] is open to administrators only', async () => {
    for (const role of ROLES.filter((candidate) => candidate !== 'administrator')) {
      const siteId = role === 'site' ? world.hub.siteId : null;
      await store.accounts.create({ username: `vai-${role}`, name: role, role, siteId, password: PASSWORD });
      const client = await TestClient.signIn(api.url, `vai-${role}`);
      const imported = await importRows(api.url, client, REORGANISATION, { effectiveFrom: DAY, dryRun: false });
      expect([imported.status, imported.body.code], role).toEqual([403, 'forbidden']);
      for (const path of ['/api/organisation/export.xlsx', '/api/organisation/imports'])
        expect((await client.get<ErrorAnswer>(path)).status, `${role} ${path}`).toBe(403);
    }
    const nobody = new TestClient(api.url);
    expect((await importRows(api.url, nobody, REORGANISATION, { effectiveFrom: DAY, dryRun: true })).status).toBe(401);
    expect((await nobody.get('/api/organisation/export.xlsx')).status).toBe(401);
    expect(await listImports()).toEqual([]);
  });

  it('[OW9] refuses what is too large, of another type, or without a day, and a foreign page', async () => {
    const before = await fingerprint();
    const big = await run(Buffer.alloc(LIMITS.workbookBytes + 1), true);
    expect([big.status, big.body.code]).toEqual([413, 'tooLarge']);
    const options = { effectiveFrom: DAY, dryRun: false };
    const other = await importRows(api.url, admin, REORGANISATION, { ...options, contentType: 'application/zip' });
    expect([other.status, other.body.code]).toEqual([400, 'invalidInput']);
    for (const search of ['', '?dryRun=true', `?effectiveFrom=${DAY}`, `?effectiveFrom=${DAY}&dryRun=maybe`])
      expect(
        (await admin.send('POST', `/api/organisation/import${search}`, 'x', { 'content-type': XLSX })).status,
      ).toBe(400);
    const foreign = await admin.send<ErrorAnswer>(
      'POST',
      `/api/organisation/import?effectiveFrom=${DAY}&dryRun=false`,
      'x',
      {
        'content-type': XLSX,
        origin: 'https://example.com',
      },
    );
    expect([foreign.status, foreign.body.code]).toEqual([403, 'forbidden']);
    expect(await fingerprint()).toBe(before);
  });
});
