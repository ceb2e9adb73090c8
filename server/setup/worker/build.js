/**
 * Builds the mediasoup worker from the C++ source that the npm package ships, in
 * a copy, with the distribution's compiler and libraries. Leaves the npm package
 * untouched and answers the path of the finished program.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages, isDebian } from '../apt.js';
import { CommandError, runCommand } from '../run.js';
import { SetupError } from '../say.js';
import { buildPackages, edits, mesonOptions, ninjaTargets, precompiledHeaders, standIns } from './recipe.js';

const recipeDir = dirname(fileURLToPath(import.meta.url));
// One g++ over the largest files takes this much at its peak.
const bytesPerJob = 1_000_000_000;

/** The folder a wrap file unpacks to, which is where its stand-in must lie. */
export function parseWrapDirectory(wrap) {
  const directory = /^directory *= *(\S+)/m.exec(wrap)?.[1];
  if (!directory) throw new Error('a wrap file names no directory');
  return directory;
}

/** Replaces the one place where `find` stands. *Errors*: SetupError when the source has changed under the recipe. */
export function applyEdit(text, { file, find, replace }) {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new SetupError(
      `Mã nguồn mediasoup đã đổi ở ${file}: hãy cập nhật server/setup/worker/recipe.js cho phiên bản này.`,
      `mediasoup's source has changed in ${file}: bring server/setup/worker/recipe.js up to this version.`,
    );
  }
  return parts.join(replace);
}

/** `[120/262] Compiling …` → `{ done: 120, total: 262 }`. */
export function parseNinjaProgress(line) {
  const match = /^\[(\d+)\/(\d+)\]/.exec(line);
  return match ? { done: Number(match[1]), total: Number(match[2]) } : undefined;
}

/** How many compilers to run at once: one a core, fewer where memory is short. */
export function countJobs({ cores = availableParallelism(), memoryBytes = totalmem() } = {}) {
  return Math.max(1, Math.min(cores, Math.floor(memoryBytes / bytesPerJob)));
}

/** Builds in `workDir` (made here, removed by the caller) and answers the program's path. */
export async function buildWorker({ sourceDir, workDir, progress }) {
  if (isDebian())
    await ensurePackages(buildPackages, { why: { vi: 'biên dịch mediasoup', en: 'building mediasoup' }, progress });
  copySource(sourceDir, workDir);
  try {
    await runBuild(workDir, progress);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `Không biên dịch được mediasoup-worker: cần ${buildPackages.join(', ')}; hoặc đặt MEDIASOUP_WORKER_BIN trỏ tới bản có sẵn.`,
      'mediasoup-worker could not be built: the packages above are needed; or point MEDIASOUP_WORKER_BIN to a ready one.',
      { cause: error, detail: error.message },
    );
  }
  return join(workDir, 'out', 'mediasoup-worker');
}

function copySource(sourceDir, workDir) {
  cpSync(sourceDir, workDir, { recursive: true });
  for (const name of standIns) {
    const wrap = readFileSync(join(workDir, 'subprojects', `${name}.wrap`), 'utf8');
    const place = join(workDir, 'subprojects', parseWrapDirectory(wrap));
    cpSync(join(recipeDir, 'subprojects', name), place, { recursive: true });
  }
  for (const { file, folder } of precompiledHeaders) {
    mkdirSync(join(workDir, folder), { recursive: true });
    cpSync(join(recipeDir, 'pch', file), join(workDir, folder, file));
  }
  for (const edit of edits) {
    const file = join(workDir, edit.file);
    writeFileSync(file, applyEdit(readFileSync(file, 'utf8'), edit));
  }
}

async function runBuild(workDir, progress) {
  progress.note('meson setup');
  await runCommand('meson', ['setup', 'out', ...mesonOptions], { cwd: workDir });
  const jobs = String(countJobs());
  for (const targets of ninjaTargets) {
    await runCommand('ninja', ['-C', 'out', '-j', jobs, ...targets], {
      cwd: workDir,
      onLine(line) {
        const at = parseNinjaProgress(line);
        if (at) progress.note(`ninja [${at.done}/${at.total}]`);
      },
    });
  }
}
