/**
 * Builds the browser's side with Vite into client/dist when something it is made
 * from changed. What it is made from: client/, and the rooms of the server it may
 * import.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findStampDir, inRoot } from './paths.js';
import { CommandError, runCommand } from './run.js';
import { SetupError } from './say.js';
import { hashOf, isStamped, writeStamp } from './stamp.js';

const dist = inRoot('client', 'dist');
const sources = [
  inRoot('client'),
  inRoot('server', 'contract'),
  inRoot('server', 'domain'),
  inRoot('package-lock.json'),
  inRoot('tsconfig.json'),
];

export async function ensureClient({ progress }) {
  const hash = hashOf({ base: inRoot(), paths: sources, skip: (path) => path === dist });
  const stamp = join(findStampDir(), 'client');
  if (existsSync(dist) && isStamped(stamp, hash)) return;
  progress.start('dựng giao diện (vite build)', 'building the pages');
  try {
    await runCommand(
      process.execPath,
      [inRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', inRoot('client', 'vite.config.ts')],
      {
        cwd: inRoot(),
        env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
        onLine: (line) => progress.note(line.trim()),
      },
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `Không dựng được giao diện: hãy sửa lỗi nêu ở trên trong client/.`,
      'The pages could not be built: correct the error above in client/.',
      { cause: error, detail: error.tail },
    );
  }
  writeStamp(stamp, hash);
}
