/**
 * The few settings the set-up itself must know before the service reads its own:
 * the environment, then .env in the repository, then defaults. Never changes
 * process.env and never validates: that is the service's work.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { inRoot, inTemporary, root } from './paths.js';
import { SetupError } from './say.js';

/** The environment over .env, as process.loadEnvFile would leave it: what is already set wins. */
export function mergeEnvironment(env, envFileText) {
  return { ...parseEnv(envFileText), ...env };
}

export function readEnvironment(env = process.env) {
  try {
    return mergeEnvironment(env, readFileSync(inRoot('.env'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return env;
    throw error;
  }
}

/** Where a root's service keeps its data when its clone lies where no other user may enter. */
export const systemDataDir = '/var/lib/giao-ban';

/**
 * Where the service keeps its data. A demonstration has a folder of its own, outside the repository. For root the embedded
 * database runs as another user, who cannot enter root's home: a clone there keeps its data in the system's own place.
 */
export function findDataDir({
  env,
  isDemo,
  demoDir = inTemporary('demo'),
  isRoot = process.getuid?.() === 0,
  canEnter = everybodyMayEnter,
}) {
  if (isDemo) return demoDir;
  if (env.DATA_DIR) return resolve(root, env.DATA_DIR);
  return isRoot && !env.DATABASE_URL && !canEnter(root) ? systemDataDir : inRoot('data');
}

function everybodyMayEnter(folder) {
  const mayEnter = (statSync(folder).mode & 0o001) !== 0;
  return mayEnter && (dirname(folder) === folder || everybodyMayEnter(dirname(folder)));
}

/**
 * Empties the demonstration's folder. Made anew by us alone: mkdir fails if
 * somebody else got there first. *Errors*: SetupError while the last
 * demonstration still runs in it, for that would pull its database away.
 */
export function renewDemoDir(demoDir, { isRunning = isDemoProcess } = {}) {
  const pidFile = `${demoDir}.pid`;
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (pid && pid !== process.pid && isRunning(pid)) {
    throw new SetupError(
      `Bản trình diễn trước vẫn đang chạy (tiến trình ${pid}): hãy dừng nó rồi chạy lại.`,
      `The last demonstration is still running (process ${pid}): stop it, then start again.`,
    );
  }
  rmSync(demoDir, { recursive: true, force: true });
  mkdirSync(demoDir, { mode: 0o755 });
  rmSync(pidFile, { force: true });
  writeFileSync(pidFile, String(process.pid), { flag: 'wx' });
}

// A pid alone proves nothing: after a restart it may be anybody's.
function isDemoProcess(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--demo');
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
