/**
 * The few settings the set-up itself must know before the service reads its own:
 * the environment, then .env in the repository, then defaults. Never changes
 * process.env and never validates: that is the service's work.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { inRoot, inTemporary, root } from './paths.js';

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

/** Where the service keeps its data. A demonstration has a folder of its own, outside the repository. */
export function findDataDir({ env, isDemo, demoDir = inTemporary('demo') }) {
  if (isDemo) return demoDir;
  return env.DATA_DIR ? resolve(root, env.DATA_DIR) : inRoot('data');
}

/** Empties the demonstration's folder. Made anew by us alone: mkdir fails if somebody else got there first. */
export function renewDemoDir(demoDir) {
  rmSync(demoDir, { recursive: true, force: true });
  mkdirSync(demoDir, { mode: 0o755 });
}
