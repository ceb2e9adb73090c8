// A database of before the states: what it knew of units and sites becomes their first state, and nothing is lost.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStore } from '../../server/store/createStore.ts';
import { MIGRATIONS_FOLDER, migrate } from '../../server/store/migrate.ts';
import { createTestLog, query, startTestServer } from './support/database.ts';

const FIRST = '20261122000000_init';
const UNIT = '0198c2a1-0000-7000-8000-00000000000a';
const ACCOUNT = '0198c2a1-0000-7000-8000-0000000000cc';
const SITE = '0198c2a1-0000-7000-8000-0000000000bb';

it('[OT1][OT16][DB2] units, sites and accounts of an older database keep what they were, with a first day', async () => {
  await using server = await startTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'giao-ban-old-'));
  try {
    mkdirSync(join(folder, FIRST));
    cpSync(join(MIGRATIONS_FOLDER, FIRST), join(folder, FIRST), { recursive: true });
    await query(server.postgres.databaseUrl, 'CREATE DATABASE "old"');
    const url = new URL(server.postgres.databaseUrl);
    url.pathname = '/old';
    await migrate({ databaseUrl: url.href, log: createTestLog(), folder });
    await query(
      url.href,
      `INSERT INTO unit (unit_id, code, name, short_name, level, "order", distance_km, distance_grade, valid_from)
       VALUES ($1, 'huyen-cu', 'Huyện Cũ', 'Cũ', 'district', 7, 15, 'estimate', '2010-01-01')`,
      [UNIT],
    );
    await query(
      url.href,
      `INSERT INTO site (site_id, unit_id, name, short_name, "order", is_hub, link_down_kbps, link_up_kbps, backup_phone)
       VALUES ($1, $2, 'Điểm cầu cũ', 'Cũ', 9, true, 20000, 10000, '0272 1')`,
      [SITE, UNIT],
    );
    await query(
      url.href,
      `INSERT INTO account (account_id, username, name, role, site_id, password_hash, disabled)
       VALUES ($1, 'phong-cu', 'Phòng họp cũ', 'site', $2, '-', true)`,
      [ACCOUNT, SITE],
    );
    await query(url.href, `INSERT INTO device (device_id, site_id, device_class) VALUES ($1, $1, 'personal')`, [SITE]);
    await migrate({ databaseUrl: url.href, log: createTestLog() });
    await using store = createStore({ databaseUrl: url.href, log: createTestLog() });
    expect(await store.organisation.listUnits('2010-01-01')).toMatchObject([
      { unitId: UNIT, code: 'huyen-cu', name: 'Huyện Cũ', order: 7, distanceKm: 15, distanceGrade: 'estimate' },
    ]);
    expect(await store.organisation.listUnits('2009-12-31')).toEqual([]);
    // Nobody had said since when: it has always been there.
    expect(await store.organisation.listSites('1990-01-01')).toMatchObject([
      {
        siteId: SITE,
        name: 'Điểm cầu cũ',
        isHub: true,
        deviceClass: 'personal',
        linkUpKbps: 10_000,
        backupPhone: '0272 1',
      },
    ]);
    expect(await store.accounts.list('1990-01-01')).toMatchObject([
      { accountId: ACCOUNT, username: 'phong-cu', name: 'Phòng họp cũ', role: 'site', siteId: SITE, disabled: true },
    ]);
    expect(await query(url.href, 'SELECT code FROM site')).toEqual([{ code: 'diem-cau-0000000000bb' }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
