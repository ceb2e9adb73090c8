/**
 * Gets a mediasoup worker that runs on this machine: the one the administrator
 * names, the one kept from an earlier set-up, the published one if it can be had,
 * else one built here. Keeps it outside node_modules, for every clone. Run as a
 * program, it prints the worker's path.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.js';
import { findCacheDir, inRoot } from './paths.js';
import { endChildrenOnSignal } from './run.js';
import { createSay, SetupError, sayFailure } from './say.js';
import { hashOf } from './stamp.js';
import { buildWorker } from './worker/build.js';
import { downloadWorker } from './worker/download.js';
import * as recipe from './worker/recipe.js';

const recipeDir = join(dirname(fileURLToPath(import.meta.url)), 'worker');
// The worker answers so when it is started without mediasoup around it: it has
// loaded its libraries and reached its own main().
const orphanExitCode = 41;

/** `3.27.1-linux-x64-0123456789ab`: changes when the version, the machine or the recipe does. */
export function formatCacheKey({ version, platform, arch, recipeHash }) {
  return `${version}-${platform}-${arch}-${recipeHash.slice(0, 12)}`;
}

// What the recipe says, not how its code is laid out: reformatting it must not
// make every machine build again.
function hashRecipe() {
  const paths = [join(recipeDir, 'pch'), join(recipeDir, 'subprojects')];
  return hashOf({ base: recipeDir, paths, facts: [JSON.stringify(recipe)] });
}

/** Whether this file is a worker that can run on this machine. */
export function isUsableWorker(file) {
  if (!existsSync(file)) return false;
  return spawnSync(file, [], { env: {}, stdio: 'ignore', timeout: 10_000 }).status === orphanExitCode;
}

/** The path of a working mediasoup worker. *Errors*: SetupError with the one thing to do. */
export async function ensureWorker({ env = process.env, progress }) {
  if (env.MEDIASOUP_WORKER_BIN) return assertNamedWorker(env.MEDIASOUP_WORKER_BIN);
  const packageDir = inRoot('node_modules', 'mediasoup');
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const key = formatCacheKey({
    version: manifest.version,
    platform: process.platform,
    arch: process.arch,
    recipeHash: hashRecipe(),
  });
  const worker = join(findCacheDir(env), 'worker', key, 'mediasoup-worker');
  if (isUsableWorker(worker)) return worker;
  progress.start('chuẩn bị mediasoup-worker, chỉ lần đầu trên máy này', 'only the first time on this machine');
  await withLock(`${dirname(worker)}.lock`, () => makeWorker({ worker, packageDir, manifest, env, progress }), {
    onWait: (pid) => progress.note(`chờ lượt chuẩn bị khác — waiting for another set-up (pid ${pid ?? '?'})`),
  });
  return worker;
}

function assertNamedWorker(file) {
  if (isUsableWorker(file)) return file;
  throw new SetupError(
    `MEDIASOUP_WORKER_BIN trỏ tới ${file} nhưng tệp đó không chạy được: hãy sửa lại đường dẫn hoặc bỏ biến này.`,
    'MEDIASOUP_WORKER_BIN names a file that does not run as a worker: correct the path, or unset the variable.',
  );
}

async function makeWorker({ worker, packageDir, manifest, env, progress }) {
  if (isUsableWorker(worker)) return;
  const workDir = `${dirname(worker)}.making`;
  const removeWorkDir = () => rmSync(workDir, { recursive: true, force: true });
  // Whatever a set-up that was killed left there; we hold the lock.
  removeWorkDir();
  process.once('exit', removeWorkDir);
  try {
    const fetched = await downloadWorker({ manifest, workDir, env, progress });
    if (fetched && isUsableWorker(fetched)) return keep(fetched, worker);
    removeWorkDir();
    const built = await buildWorker({ sourceDir: join(packageDir, 'worker'), workDir, progress });
    if (!isUsableWorker(built)) throw new Error(`the worker just built does not run: ${built}`);
    keep(built, worker);
  } finally {
    process.off('exit', removeWorkDir);
    removeWorkDir();
  }
}

function keep(file, worker) {
  mkdirSync(dirname(worker), { recursive: true });
  chmodSync(file, 0o755);
  renameSync(file, worker);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = createSay({ total: 1, out: process.stderr });
  endChildrenOnSignal();
  try {
    const title = { vi: 'Bộ chuyển hình tiếng', en: 'Media worker' };
    process.stdout.write(`${await say.step(title, (progress) => ensureWorker({ progress }))}\n`);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}
