/**
 * Debian packages that a step needs: says which are missing, installs them when
 * we are root, otherwise stops with the one line to run. Touches no other
 * package manager.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CommandError, runCommand } from './run.js';
import { SetupError } from './say.js';

/** The names in `wanted` that a dpkg-query listing (`name<TAB>status`) does not show as installed. */
export function parseMissing(wanted, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, status]) => status?.startsWith('install ok installed'))
      .map(([name]) => name),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** The line an ordinary user is asked to have run. */
export function formatAptLine(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

export function isDebian() {
  return existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get');
}

function findMissing(wanted) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const answer = spawnSync('dpkg-query', ['-W', '-f', '${Package}\t${Status}\n', ...wanted], { encoding: 'utf8' });
  return parseMissing(wanted, answer.stdout ?? '');
}

/**
 * Makes sure that the packages are installed. *Errors*: a SetupError with the
 * line to run when we may not install, or when the package source is away.
 */
export async function ensurePackages(wanted, { why, progress, uid = process.getuid?.() }) {
  const missing = findMissing(wanted);
  if (missing.length === 0) return;
  const line = formatAptLine(missing);
  if (uid !== 0) {
    throw new SetupError(
      `Còn thiếu gói hệ thống cho ${why.vi}. Hãy nhờ quản trị máy chạy: ${line}`,
      `System packages for ${why.en} are missing. Ask the machine's administrator to run the line above, then start again.`,
    );
  }
  progress.note(`apt-get install ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const onLine = (text) => progress.note(`apt: ${text}`);
  try {
    await updateLists(env, onLine);
    await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { env, onLine });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `Không cài được gói hệ thống cho ${why.vi}; hãy kiểm tra nguồn apt của máy rồi chạy: ${line}`,
      `System packages for ${why.en} could not be installed: check the machine's apt sources, then run the line above.`,
      { cause: error, detail: error.tail },
    );
  }
}

// Lists fetched earlier may still do, so a failed update is not the end; what
// follows says why if they do not.
async function updateLists(env, onLine) {
  try {
    await runCommand('apt-get', ['update'], { env, onLine });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    onLine(`update: ${error.message.split('\n')[0]}`);
  }
}
