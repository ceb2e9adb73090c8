/**
 * Runs vitest under this Node with given arguments and answers the counts. Its
 * output goes to the terminal as it comes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from './paths.js';
import { runInPlace } from './run.js';
import { readTotals } from './totals.js';

export async function runVitest(args, env = process.env) {
  const dir = mkdtempSync(join(tmpdir(), 'giao-ban-totals-'));
  const file = join(dir, 'totals.json');
  const command = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run'];
  const reporters = ['--reporter=default', `--reporter=${inRoot('server', 'setup', 'totals.js')}`];
  try {
    const exitCode = await runInPlace(process.execPath, [...command, ...reporters, ...args], {
      cwd: root,
      env: { ...env, GIAO_BAN_TOTALS_FILE: file },
    });
    return readTotals(file, exitCode);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
