// What the HTTP door does with what comes in: edits by version, malformed input, searching. Over real HTTP on a real database.

import { describe, expect, it } from 'vitest';
import {
  type AccountView,
  type ConferenceSummary,
  type ConferenceView,
  type ErrorAnswer,
  LIMITS,
  type SiteView,
  type UnitView,
} from '../../server/contract/index.ts';
import { ACCOUNT, prepareApi, UNIT } from './support/apiRoom.ts';
import { NOW, plan } from './support/schedule.ts';

const { as, fingerprint, onOwnDay, the } = prepareApi();

describe('edits', () => {
  it('[AP2] need the version they start from; a stale one is told what is there now', async () => {
    const draft = await the().store.schedule.create(onOwnDay(), NOW);
    const path = `/api/conferences/${draft.conferenceId}`;
    const secretary = as('secretary');
    expect((await secretary.get(path)).headers.get('etag')).toBe('"1"');
    const without = await secretary.send<ErrorAnswer>('PATCH', path, { title: 'Không phiên bản' });
    expect([without.status, without.body.code]).toEqual([428, 'invalidInput']);
    const first = await secretary.edit<ConferenceView>(path, 1, { title: 'Người thứ nhất' });
    expect([first.status, first.headers.get('etag'), first.body.version]).toEqual([200, '"2"', 2]);
    const second = await secretary.edit<ErrorAnswer>(path, 1, { title: 'Người thứ hai' });
    expect([second.status, second.body.code]).toEqual([409, 'conflict']);
    expect(second.body.details).toEqual({ version: 2, current: first.body, changedBy: 'Vai secretary' });
    expect((await secretary.edit<ErrorAnswer>(`${path}/publish`, 1, {}, 'POST')).body.code).toBe('conflict');
    expect((await secretary.send<ErrorAnswer>('PATCH', path, { title: 'x' }, { 'if-match': '*' })).body.code).toBe(
      'conflict',
    );
    expect((await secretary.get<ConferenceView>(path)).body).toEqual(first.body);
    expect(the().api.changed.filter((id) => id === draft.conferenceId)).toHaveLength(1);
  });

  it('[AP2] units, sites and accounts are guarded alike', async () => {
    const admin = as('administrator');
    const unit = (await admin.get<UnitView[]>('/api/units')).body[5] as UnitView;
    const site = (await admin.get<SiteView[]>('/api/sites')).body[8] as SiteView;
    const account = (await admin.get<AccountView[]>('/api/accounts')).body[0] as AccountView;
    const { unitId, version: _unitVersion, ...unitFields } = unit;
    const { siteId, unitName: _unitName, level: _level, version: _siteVersion, ...siteFields } = site;
    const edits: [string, number, object][] = [
      [`/api/units/${unitId}`, unit.version, { ...unitFields, order: 555 }],
      [`/api/sites/${siteId}`, site.version, { ...siteFields, linkUpKbps: 4_000, deviceClass: 'personal' }],
      [`/api/accounts/${account.accountId}`, account.version, { name: 'Tên đã đổi' }],
    ];
    for (const [path, version, body] of edits) {
      expect((await admin.send('PATCH', path, body)).status, path).toBe(428);
      const edited = await admin.edit<{ version: number }>(path, version, body);
      expect([edited.status, edited.body.version], path).toEqual([200, version + 1]);
      expect(edited.body).toMatchObject(body);
      expect((await admin.edit<ErrorAnswer>(path, version, body)).body).toMatchObject({
        code: 'conflict',
        details: { version: version + 1 },
      });
    }
  });

  it('[AP3] a name, a code or a hub that is taken is said so; a ring of units is refused', async () => {
    const admin = as('administrator');
    const units = (await admin.get<UnitView[]>('/api/units')).body;
    const [top, child] = [units[0] as UnitView, units[1] as UnitView];
    const sites = (await admin.get<SiteView[]>('/api/sites')).body;
    const {
      siteId: _siteId,
      unitName: _unitName,
      level: _level,
      version: _version,
      ...hub
    } = sites.find((site) => site.isHub) as SiteView;
    const { unitId, version, ...fields } = top;
    expect((await admin.send<ErrorAnswer>('POST', '/api/units', { ...UNIT, code: child.code })).body.code).toBe(
      'alreadyExists',
    );
    expect((await admin.send<ErrorAnswer>('POST', '/api/sites', hub)).body.code).toBe('alreadyExists');
    expect((await admin.send<ErrorAnswer>('POST', '/api/accounts', { ...ACCOUNT, username: 'THUKY' })).body.code).toBe(
      'alreadyExists',
    );
    const ring = await admin.edit<ErrorAnswer>(`/api/units/${unitId}`, version, { ...fields, parentId: child.unitId });
    expect(ring.body).toMatchObject({ code: 'invalidInput', details: [{ path: ['parentId'] }] });
  });
});

describe('input', () => {
  it('[AP3] malformed, unknown, oversized and unstorable input is refused and changes nothing', async () => {
    const good = onOwnDay();
    const before = await fingerprint();
    const wrong: [unknown, number][] = [
      ['{"title":', 400],
      ['null', 400],
      ['[]', 400],
      ['"text"', 400],
      [{}, 400],
      [{ ...good, extra: 1 }, 400],
      [{ ...good, __proto__x: {} }, 400],
      [{ ...good, title: '   ' }, 400],
      [{ ...good, title: 'x'.repeat(LIMITS.titleLength + 1) }, 400],
      [{ ...good, title: 'nul \u0000 inside' }, 400],
      [{ ...good, chairId: "' OR 1=1 --" }, 400],
      [{ ...good, startsAt: 'tomorrow' }, 400],
      [{ ...good, siteIds: [] }, 400],
      [{ ...good, siteIds: Array(LIMITS.sitesPerConference + 1).fill(the().world.hub.siteId) }, 400],
      ['['.repeat(100_000), 400],
      [{ ...good, title: 'x'.repeat(LIMITS.httpBodyBytes) }, 413],
    ];
    for (const [body, status] of wrong) {
      const answer = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', body);
      const shown = JSON.stringify(body).slice(0, 80);
      expect([answer.status, answer.body.code], shown).toEqual([status, status === 413 ? 'tooLarge' : 'invalidInput']);
    }
    const asText = await as('secretary').send<ErrorAnswer>('POST', '/api/conferences', good, {
      'content-type': 'text/plain',
    });
    expect(asText.status).toBe(400);
    for (const path of ['/api/conferences/not-an-id', '/api/conferences/%ff', '/api/nothing', '/api/sites/1/2']) {
      expect((await as('secretary').get<ErrorAnswer>(path)).body.code, path).toBe('notFound');
    }
    expect((await as('secretary').get('/api/conferences?from=yesterday')).status).toBe(400);
    expect((await as('secretary').get('/api/sites?q=a&q=b')).status).toBe(400);
    expect(await fingerprint()).toBe(before);
    const literal = await as('secretary').send<ConferenceView>('POST', '/api/conferences', {
      ...good,
      title: 'chữ \\u0000 "viết" ra',
    });
    expect([literal.status, literal.body.title]).toEqual([201, 'chữ \\u0000 "viết" ra']);
  });

  it('[AP3] a refused plan names its fields, a clash what clashes', async () => {
    const good = onOwnDay();
    const secretary = as('secretary');
    const invalid = await secretary.send<ErrorAnswer>('POST', '/api/conferences', { ...good, endsAt: good.startsAt });
    expect(invalid.body.details).toMatchObject([{ path: ['endsAt'] }]);
    const officers = await secretary.send<ErrorAnswer>('POST', '/api/conferences', {
      ...good,
      chairId: the().world.secretary.accountId,
    });
    expect(officers.body.details).toMatchObject([{ code: 'custom', path: ['chairId'] }]);
    expect((await secretary.send('POST', '/api/conferences', good)).status).toBe(201);
    const clash = await secretary.send<ErrorAnswer>('POST', '/api/conferences', good);
    expect([clash.status, clash.body.code]).toEqual([409, 'bookingClash']);
    expect(clash.body.message).toMatch(/^Trùng lịch: /);
    expect(clash.body.details).toMatchObject([
      { resource: 'chair' },
      { resource: 'site' },
      { resource: 'site' },
      { resource: 'site' },
      { resource: 'site' },
    ]);
  });

  it('[AP10] units, sites and conferences are found without diacritics and by either place of the tone', async () => {
    const names = async (path: string) =>
      (await as('secretary').get<{ name: string }[]>(path)).body.map((row) => row.name);
    expect(await names('/api/sites?q=ben%20luc')).toEqual([expect.stringContaining('Bến Lức')]);
    expect(await names(`/api/units?q=${encodeURIComponent('Đức Hoà')}`)).toEqual([expect.stringContaining('Đức Hòa')]);
    expect(await names('/api/sites?q=')).toHaveLength((await the().store.organisation.listSites()).length);
    await the().store.schedule.create(onOwnDay('Sơ kết quý một'), NOW);
    const found = await as('secretary').get<ConferenceSummary[]>('/api/conferences?q=so%20ket');
    expect(found.body.map((row) => row.title)).toEqual(['Sơ kết quý một']);
  });

  it('[AP10] a list from one instant to another holds what touches that span', async () => {
    const { startsAt, endsAt } = onOwnDay('Trong khoảng');
    await the().store.schedule.create({ ...plan(the().world), title: 'Trong khoảng', startsAt, endsAt }, NOW);
    const titles = async (from: string, to: string) =>
      (await as('secretary').get<ConferenceSummary[]>(`/api/conferences?from=${from}&to=${to}`)).body.map(
        (row) => row.title,
      );
    const at = (time: string) => startsAt.replace('T01', `T${time}`);
    expect(await titles(at('02'), at('03'))).toEqual(['Trong khoảng']);
    expect(await titles(at('04'), at('05'))).toEqual([]);
    expect(await titles(at('00'), startsAt)).toEqual([]);
  });
});
