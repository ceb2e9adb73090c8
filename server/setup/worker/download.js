/**
 * Fetches the worker that mediasoup's authors publish for this platform, if their
 * host answers within seconds. On a closed network it gives up quickly and
 * quietly: not having it is no failure.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../run.js';

const answerTimeoutMs = 4_000;
const transferTimeoutMs = 60_000;

/**
 * Where mediasoup's own installer would look: same address, same file name, same variable for a mirror.
 * @param {{ version: string, repositoryUrl: string, platform: string, arch: string, kernel: string, mirror?: string }} where
 */
export function formatPrebuiltUrl({ version, repositoryUrl, platform, arch, kernel, mirror }) {
  const base = mirror || `${repositoryUrl.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const suffix = platform === 'linux' ? `-kernel${Number(kernel.split('.')[0])}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${platform}-${arch}${suffix}.tgz`;
}

/** Puts the published worker into `workDir` and answers its path, or `undefined` if it cannot be had. */
export async function downloadWorker({ manifest, workDir, env, progress }) {
  if (env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;
  const url = formatPrebuiltUrl({
    version: manifest.version,
    repositoryUrl: manifest.repository.url,
    platform: process.platform,
    arch: process.arch,
    kernel: release(),
    mirror: env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL,
  });
  progress.note(`thử tải bản dựng sẵn — trying the prebuilt one: ${url}`);
  try {
    await mkdir(workDir, { recursive: true });
    const archive = join(workDir, 'worker.tgz');
    await fetchFile(url, archive);
    await runCommand('tar', ['-xzf', archive, '-C', workDir]);
    return join(workDir, 'mediasoup-worker');
  } catch (error) {
    progress.note(`không tải được — not available (${error.cause?.code ?? error.message.split('\n')[0]})`);
    return undefined;
  }
}

async function fetchFile(url, file) {
  const controller = new AbortController();
  const answerTimer = setTimeout(() => controller.abort(new Error('no answer in time')), answerTimeoutMs);
  const transferTimer = setTimeout(() => controller.abort(new Error('transfer too slow')), transferTimeoutMs);
  try {
    const response = await fetch(url, { signal: controller.signal });
    clearTimeout(answerTimer);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file), { signal: controller.signal });
  } finally {
    clearTimeout(answerTimer);
    clearTimeout(transferTimer);
  }
}
