/**
 * Finds the Node that runs the service: 24 or newer. The system's Node may be
 * older; then the one that came as an npm package is used.
 */
import { spawnSync } from 'node:child_process';
import { inRoot } from './paths.js';
import { SetupError } from './say.js';

/** The service uses what Node 24 brought: TypeScript without flags, argon2id, explicit resource management. */
export const requiredNodeMajor = 24;

/** `v24.21.0` → 24; anything else → 0. */
export function parseMajor(version) {
  return Number(/^v?(\d+)\./.exec(version.trim())?.[1] ?? 0);
}

/** The path of a Node that is new enough. *Errors*: SetupError with what to install. */
export function getNode({ current = process.version, bundled = inRoot('node_modules', '.bin', 'node') } = {}) {
  if (parseMajor(current) >= requiredNodeMajor) return process.execPath;
  const answer = spawnSync(bundled, ['--version'], { encoding: 'utf8' });
  if (answer.status === 0 && parseMajor(answer.stdout) >= requiredNodeMajor) return bundled;
  throw new SetupError(
    `Máy này cần Node.js ${requiredNodeMajor} trở lên (đang dùng ${current}, và gói npm không có bản cho ${process.platform}-${process.arch}): hãy cài Node.js ${requiredNodeMajor} rồi chạy lại.`,
    `This machine needs Node.js ${requiredNodeMajor} or newer (found ${current}, and no npm package carries one for this platform): install it and start again.`,
  );
}
