// What the planner offers, where sign-in leads, passwords made in the browser, and requests that fail.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLockedUntil } from '../../client/account/lockedUntil.ts';
import {
  checkPasswordChange,
  createPassword,
  MAX_PASSWORD,
  MIN_PASSWORD,
} from '../../client/account/passwordChange.ts';
import { checkAccountSite, checkNumber, checkUsername } from '../../client/admin/validateAdmin.ts';
import { HttpProblem, request, withQuery } from '../../client/httpClient/httpClient.ts';
import { listRuleMessages } from '../../client/httpClient/ruleMessages.ts';
import { canPlan, listConferenceActions } from '../../client/planner/conferenceActions.ts';
import { isOtherDocument, pathAfterSignIn } from '../../client/shell/pathAfterSignIn.ts';
import { type ConferenceStatus, passwordSchema, usernameSchema } from '../../server/contract/http.ts';
import { ROLES } from '../../server/contract/roles.ts';

const today = Date.parse('2026-11-23T06:00:00+07:00');

function actions(role: (typeof ROLES)[number], status: ConferenceStatus, startsAt = '2026-11-23T01:00:00Z') {
  return listConferenceActions({ role }, { status, startsAt }, today);
}

describe('acts by role and status', () => {
  it('[PL13] only secretaries plan', () => {
    expect(ROLES.filter(canPlan)).toEqual(['secretary']);
    expect(ROLES.filter((role) => actions(role, 'draft').publish)).toEqual(['secretary']);
    expect(ROLES.filter((role) => actions(role, 'published').cancel)).toEqual(['secretary']);
  });

  it('[PL13] a draft is published, edited or cancelled; nothing planned can be changed once open', () => {
    expect(actions('secretary', 'draft')).toMatchObject({
      publish: true,
      edit: true,
      cancel: true,
      enterConsole: false,
    });
    expect(actions('secretary', 'published')).toMatchObject({
      publish: false,
      edit: true,
      cancel: true,
      enterConsole: true,
    });
    for (const status of ['open', 'paused', 'closed', 'concluded', 'cancelled'] as const) {
      expect(actions('secretary', status)).toMatchObject({ publish: false, edit: false, cancel: false });
    }
  });

  it('[PL13] records are there after the end only', () => {
    const statuses: ConferenceStatus[] = ['draft', 'published', 'open', 'paused', 'closed', 'concluded', 'cancelled'];
    expect(statuses.filter((status) => actions('chair', status).records)).toEqual(['closed', 'concluded']);
    expect(ROLES.filter((role) => !actions(role, 'closed').records)).toEqual(['site', 'observer']);
  });

  it('[PL13] the console is the gold act when open, or published for today here', () => {
    expect(actions('chair', 'open', '2026-11-20T01:00:00Z').consoleIsNext).toBe(true);
    expect(actions('chair', 'published', '2026-11-22T17:30:00Z').consoleIsNext).toBe(true);
    expect(actions('chair', 'published', '2026-11-23T17:30:00Z')).toMatchObject({
      enterConsole: true,
      consoleIsNext: false,
    });
  });

  it('[PL13] an administrator and a site never enter the console', () => {
    expect(ROLES.filter((role) => actions(role, 'open').enterConsole)).toEqual([
      'secretary',
      'chair',
      'technician',
      'observer',
    ]);
  });
});

describe('after sign-in', () => {
  it('[PL14] a path of this origin is followed', () => {
    expect(pathAfterSignIn('secretary', '/conferences/new?x=1')).toBe('/conferences/new?x=1');
    expect(pathAfterSignIn('chair', '/console/abc')).toBe('/console/abc');
    expect(isOtherDocument('/console/abc')).toBe(true);
    expect(isOtherDocument('/room')).toBe(true);
    expect(isOtherDocument('/roommates')).toBe(false);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a\nb',
    '/sign-in?next=/',
    '',
    '/\t/evil.example',
  ])('[PL14] %j is not followed', (next) => {
    expect(pathAfterSignIn('secretary', next)).toBe('/');
  });

  it("[PL14] a site's account goes to its room whatever was asked", () => {
    expect(pathAfterSignIn('site', '/accounts')).toBe('/room');
    expect(pathAfterSignIn('site', null)).toBe('/room');
  });
});

describe('passwords', () => {
  const random = (bytes: Uint8Array<ArrayBuffer>) => {
    crypto.getRandomValues(bytes);
  };

  it('[PL15] a generated password passes the schema, has no look-alikes, and is new each time', () => {
    const made = Array.from({ length: 200 }, () => createPassword(random));
    for (const password of made) {
      expect(passwordSchema.safeParse(password).success).toBe(true);
      expect(password).toMatch(/^(?:[a-zA-Z2-9]{4}-){3}[a-zA-Z2-9]{4}$/);
      expect(password).not.toMatch(/[IOilo01]/);
    }
    expect(new Set(made).size).toBe(made.length);
  });

  it('[PL15] bytes that would favour some letters are thrown away', () => {
    let round = 0;
    const password = createPassword((bytes) => {
      bytes.fill(round === 0 ? 255 : 0);
      round += 1;
    });
    expect(password).toBe('aaaa-aaaa-aaaa-aaaa');
    expect(round).toBe(2);
  });

  it('[PL9] a new password is checked by the limits of the schema', () => {
    const at = (length: number) => passwordSchema.safeParse('x'.repeat(length)).success;
    expect([at(MIN_PASSWORD - 1), at(MIN_PASSWORD), at(MAX_PASSWORD), at(MAX_PASSWORD + 1)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(checkPasswordChange({ current: '', next: 'ngan', again: 'khac' })).toEqual({
      current: 'currentMissing',
      next: 'tooShort',
      again: 'notSame',
    });
    const long = 'x'.repeat(MIN_PASSWORD);
    expect(checkPasswordChange({ current: 'a', next: long, again: long })).toEqual({});
  });

  it('[PL9] the end of a lock-out is read from the refusal when it is there', () => {
    expect(readLockedUntil({ lockedUntil: '2026-11-23T01:00:00Z' })).toBe('2026-11-23T01:00:00Z');
    for (const details of [undefined, null, 'x', {}, { lockedUntil: 5 }, { lockedUntil: 'soon' }]) {
      expect(readLockedUntil(details)).toBeUndefined();
    }
  });

  it('[PL9] user names, sites and numbers are checked as the schemas do', () => {
    for (const name of ['thuky.01', 'a1', 'A-B', '-a', 'a', 'thư', 'a b', `a${'b'.repeat(63)}`]) {
      expect(checkUsername(name) === null).toBe(usernameSchema.safeParse(name).success);
    }
    expect(ROLES.filter((role) => checkAccountSite(role, null) !== null)).toEqual(['chair', 'site']);
    expect([checkNumber('', 0, 9), checkNumber(1.5, 0, 9), checkNumber(10, 0, 9), checkNumber(9, 0, 9)]).toEqual([
      'number',
      'number',
      'number',
      null,
    ]);
  });
});

describe('requests', () => {
  const seen: { method: string | undefined; ifMatch: string | undefined; body: string }[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      seen.push({
        method: incoming.method,
        ifMatch: incoming.headers['if-match'],
        body: Buffer.concat(chunks).toString(),
      });
      const [status, body] = ANSWERS[incoming.url ?? ''] ?? [404, ''];
      outgoing.writeHead(status).end(body);
    });
  });
  const ANSWERS: Record<string, readonly [number, string]> = {
    '/ok': [200, '{"a":1}'],
    '/empty': [204, ''],
    '/clash': [409, '{"code":"bookingClash","message":"Trùng lịch.","details":[1]}'],
    '/proxy': [502, '<html>Bad gateway</html>'],
    '/strange': [418, '{"code":"toString","message":"x"}'],
    '/page': [200, '<!doctype html>'],
  };
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const problem = (path: string) =>
    request('GET', `${origin}${path}`).then(
      () => undefined,
      (error: unknown) => (error instanceof HttpProblem ? { code: error.code, details: error.details } : error),
    );

  it('[PL17] an edit carries its version in If-Match and its body as JSON', async () => {
    await expect(request('PATCH', `${origin}/ok`, { body: { title: 'Mới' }, version: 7 })).resolves.toEqual({ a: 1 });
    expect(seen.at(-1)).toEqual({ method: 'PATCH', ifMatch: '"7"', body: '{"title":"Mới"}' });
    await expect(request('POST', `${origin}/empty`)).resolves.toBeUndefined();
  });

  it('[PL17] a refusal is a problem with its code and details', async () => {
    expect(await problem('/clash')).toEqual({ code: 'bookingClash', details: [1] });
  });

  it("[PL17] a proxy's page, an unknown code and silence are unreachable", async () => {
    for (const path of ['/proxy', '/strange', '/page']) {
      expect(await problem(path)).toEqual({ code: 'unreachable', details: undefined });
    }
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(request('GET', `http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('[PL17] of an invalid request the rules\u2019 sentences are shown, a schema\u2019s are not', () => {
    const rule = { code: 'custom', path: ['endsAt'], message: 'Giờ kết thúc đã qua.' };
    expect(listRuleMessages([rule, rule, { code: 'too_small', path: [], message: 'Too small' }, null])).toEqual([
      'Giờ kết thúc đã qua.',
    ]);
    for (const details of [undefined, 'x', {}, [{ code: 'custom', message: 5 }]])
      expect(listRuleMessages(details)).toEqual([]);
  });

  it('[PL17] a request given up is no problem of the line', async () => {
    const signal = AbortSignal.abort();
    await expect(request('GET', `${origin}/ok`, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('[PL17] empty filters are left out of the address', () => {
    expect(withQuery('/api/sites', { q: '' })).toBe('/api/sites');
    expect(withQuery('/api/sites', { q: 'Bến Lức', from: undefined })).toBe('/api/sites?q=B%E1%BA%BFn+L%E1%BB%A9c');
  });
});
