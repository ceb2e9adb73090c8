/** The worker's recipe against the mediasoup that is installed, the lock, and the certificate. */
import { spawnSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ensureCertificate,
  findRenewalReason,
  formatAltNames,
  listNames,
  parseAltNames,
} from '../../server/setup/certificate.js';
import { withLock } from '../../server/setup/lock.js';
import { inRoot } from '../../server/setup/paths.js';
import { SetupError } from '../../server/setup/say.js';
import { applyEdit, countJobs, parseNinjaProgress, parseWrapDirectory } from '../../server/setup/worker/build.js';
import { formatPrebuiltUrl } from '../../server/setup/worker/download.js';
import { edits, standIns } from '../../server/setup/worker/recipe.js';
import { ensureWorker, formatCacheKey, isUsableWorker } from '../../server/setup/worker.js';

const workerSource = inRoot('node_modules', 'mediasoup', 'worker');
const silent = { start: () => undefined, note: () => undefined };

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'giao-ban-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function writeProgram(name: string, exitCode: number) {
  const file = join(dir, name);
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`, { mode: 0o755 });
  return file;
}

describe('worker', () => {
  it('[SU5] the cache key changes with version, platform, architecture and recipe', () => {
    const key = { version: '3.27.1', platform: 'linux', arch: 'x64', recipeHash: '0123456789abcdef' };
    expect(formatCacheKey(key)).toBe('3.27.1-linux-x64-0123456789ab');
    const others = [
      { version: '3.28.0' },
      { platform: 'darwin' },
      { arch: 'arm64' },
      { recipeHash: 'fedcba9876543210' },
    ];
    expect(new Set(others.map((other) => formatCacheKey({ ...key, ...other }))).size).toBe(4);
  });

  it('[SU6] a worker is usable when it reaches its own main, and only then', () => {
    expect(isUsableWorker(writeProgram('worker', 41))).toBe(true);
    expect(isUsableWorker(writeProgram('broken', 127))).toBe(false);
    expect(isUsableWorker(join(dir, 'none'))).toBe(false);
  });

  it('[SU6] a worker named by the administrator is used, or refused with a sentence', async () => {
    const worker = writeProgram('worker', 41);
    expect(await ensureWorker({ env: { MEDIASOUP_WORKER_BIN: worker }, progress: silent })).toBe(worker);
    const broken = writeProgram('broken', 1);
    await expect(ensureWorker({ env: { MEDIASOUP_WORKER_BIN: broken }, progress: silent })).rejects.toThrow(SetupError);
  });

  it('[SU7] the published worker is looked for where mediasoup would look', () => {
    const where = {
      version: '3.27.1',
      repositoryUrl: 'git+ssh://host.test/mediasoup.git',
      platform: 'linux',
      arch: 'x64',
      kernel: '6.1.0-39-amd64',
    };
    const name = 'mediasoup-worker-3.27.1-linux-x64-kernel6.tgz';
    expect(formatPrebuiltUrl(where)).toBe(`ssh://host.test/mediasoup/releases/download/3.27.1/${name}`);
    expect(formatPrebuiltUrl({ ...where, mirror: '/mirror' })).toBe(`/mirror/3.27.1/${name}`);
    expect(formatPrebuiltUrl({ ...where, platform: 'darwin' })).toMatch(/-darwin-x64\.tgz$/);
  });

  it.each(edits)('[SU8] the edit of $file fits the installed mediasoup ($replace)', (edit) => {
    const text = readFileSync(join(workerSource, edit.file), 'utf8');
    expect(applyEdit(text, edit)).toContain(edit.replace);
  });

  it('[SU8] an edit that fits nowhere, or twice, stops the set-up and names the file', () => {
    const edit = { file: 'src/a.cpp', find: 'x', replace: 'y' };
    expect(() => applyEdit('abc', edit)).toThrow(/src\/a\.cpp/);
    expect(() => applyEdit('x x', edit)).toThrow(SetupError);
  });

  it.each(standIns)('[SU9] the wrap %s is there and has a stand-in', (name) => {
    const wrap = readFileSync(join(workerSource, 'subprojects', `${name}.wrap`), 'utf8');
    expect(parseWrapDirectory(wrap)).toMatch(/\d/);
    const standIn = inRoot('server', 'setup', 'worker', 'subprojects', name);
    expect(existsSync(join(standIn, 'meson.build'))).toBe(true);
  });

  it('[SU10] compilers run one a core, fewer where memory is short, never none', () => {
    expect(countJobs({ cores: 8, memoryBytes: 64e9 })).toBe(8);
    expect(countJobs({ cores: 8, memoryBytes: 3.9e9 })).toBe(3);
    expect(countJobs({ cores: 2, memoryBytes: 0.5e9 })).toBe(1);
    expect(parseNinjaProgress('[120/262] Compiling C++ object')).toEqual({ done: 120, total: 262 });
    expect(parseNinjaProgress('ninja: Entering directory')).toBeUndefined();
  });
});

describe('lock', () => {
  it('[SU12] the second waits until the first is done', async () => {
    const file = join(dir, 'lock');
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    const a = withLock(file, async () => {
      started.resolve();
      await first.promise;
      order.push('first');
    });
    await started.promise;
    const b = withLock(file, async () => order.push('second'), { onWait: () => waiting.resolve(), pollEveryMs: 1 });
    await waiting.promise;
    first.resolve();
    await Promise.all([a, b]);
    expect(order).toEqual(['first', 'second']);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('[SU12] work that fails gives the lock back', async () => {
    const file = join(dir, 'lock');
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(file, async () => 'yes')).toBe('yes');
  });

  it('[SU13] a lock whose holder died is taken over', async () => {
    const file = join(dir, 'lock');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    writeFileSync(file, JSON.stringify({ pid: dead, host: hostname(), word: 'x' }));
    expect(await withLock(file, async () => 'mine')).toBe('mine');
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('certificate', () => {
  const interfaces = {
    lo: [{ address: '127.0.0.1', internal: true }],
    eth0: [
      { address: '10.40.1.9', internal: false },
      { address: 'fe80::1', internal: false },
      { address: 'fd00::9', internal: false },
    ],
  };

  it('[SU14] every way to reach this machine is named once', () => {
    const settings = { PUBLIC_URL: 'https://hop.test:8443/x', RTC_ANNOUNCED_ADDRESS: '10.40.1.9' };
    expect(listNames({ host: 'máy-chủ', interfaces, settings })).toEqual([
      'localhost',
      'xn--my-ch-xqa0294c',
      '127.0.0.1',
      '::1',
      'hop.test',
      '10.40.1.9',
      'fd00::9',
    ]);
    expect(formatAltNames(['localhost', '::1'])).toEqual([
      { type: 2, value: 'localhost' },
      { type: 7, ip: '::1' },
    ]);
  });

  it('[SU15] new names and the last thirty days renew it, a new IPv6 address and a lost name do not', () => {
    const dayMs = 86_400_000;
    const held = { names: ['localhost', '10.40.1.9', 'gone'], notAfterMs: 100 * dayMs };
    const base = { wanted: ['localhost', '10.40.1.9'], held, now: 0 };
    expect(findRenewalReason(base)).toBeUndefined();
    expect(findRenewalReason({ ...base, wanted: [...base.wanted, 'fd00::7'] })).toBeUndefined();
    expect(findRenewalReason({ ...base, wanted: [...base.wanted, '10.40.1.10'] })).toContain('10.40.1.10');
    expect(findRenewalReason({ ...base, now: 71 * dayMs })).toBe('expiring');
    expect(findRenewalReason({ ...base, held: undefined })).toBe('missing');
  });

  it('[SU14] [SU17] what is written names this machine, fits its key, and keeps the key private', async () => {
    await ensureCertificate({ dataDir: dir, settings: {}, progress: silent });
    const key = join(dir, 'tls', 'key.pem');
    const certificate = new X509Certificate(readFileSync(join(dir, 'tls', 'cert.pem')));
    expect(parseAltNames(certificate.subjectAltName)).toEqual(expect.arrayContaining(['localhost', '127.0.0.1']));
    expect(certificate.publicKey.equals(createPublicKey(readFileSync(key)))).toBe(true);
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  it('[SU15] a second start keeps it, a key that does not fit makes it anew', async () => {
    const cert = join(dir, 'tls', 'cert.pem');
    await ensureCertificate({ dataDir: dir, settings: {}, progress: silent });
    const first = readFileSync(cert, 'utf8');
    await ensureCertificate({ dataDir: dir, settings: {}, progress: silent });
    expect(readFileSync(cert, 'utf8')).toBe(first);
    rmSync(join(dir, 'tls', 'key.pem'));
    await ensureCertificate({ dataDir: dir, settings: {}, progress: silent });
    expect(readFileSync(cert, 'utf8')).not.toBe(first);
  });

  it("[SU16] the administrator's certificate stays as it is", async () => {
    mkdirSync(join(dir, 'tls'));
    writeFileSync(join(dir, 'tls', 'cert.pem'), 'theirs');
    await ensureCertificate({ dataDir: dir, settings: {}, progress: silent });
    expect(readdirSync(join(dir, 'tls'))).toEqual(['cert.pem']);
  });
});
