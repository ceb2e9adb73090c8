/**
 * One set-up at a time: a lock file that its holder keeps fresh. A lock whose
 * holder died is taken over; a live one is waited for, however long it takes.
 * The file holds the holder's pid, host and a random word, never anything else.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const freshenMs = 5_000;
// Six missed refreshes: the holder is gone, or its machine is.
const staleMs = 30_000;
const pollMs = 250;

/**
 * Runs `work` while holding the lock. `onWait` is told the holder's pid, once, if there is one to wait for.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (pid?: number) => void, pollEveryMs?: number }} options
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait = () => undefined, pollEveryMs = pollMs } = {}) {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), word: randomUUID() });
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryTake(file, mine)) {
    const holder = readHolder(file);
    if (holder && isStale(file, holder)) takeAway(file, holder.text);
    else {
      if (holder && !told) onWait(holder.pid);
      told = told || Boolean(holder);
      await delay(pollEveryMs);
    }
  }
  return holdDuring(file, mine, work);
}

async function holdDuring(file, mine, work) {
  const release = () => {
    if (readText(file) === mine) rmSync(file, { force: true });
  };
  const timer = setInterval(() => freshen(file, mine), freshenMs);
  timer.unref();
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.off('exit', release);
    release();
  }
}

// The file appears with its content in one step: a reader never sees it empty.
function tryTake(file, mine) {
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, mine);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function freshen(file, mine) {
  if (readText(file) !== mine) return;
  const now = new Date();
  utimesSync(file, now, now);
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readHolder(file) {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return { ...JSON.parse(text), text };
  } catch (error) {
    if (error instanceof SyntaxError) return { text };
    throw error;
  }
}

function isStale(file, holder) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return false;
  if (Date.now() - stat.mtimeMs > staleMs) return true;
  return holder.host === hostname() && !isAlive(holder.pid);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// Between judging a lock stale and removing it, another waiter may have taken
// it over: move it aside, look again, and give a live one back.
function takeAway(file, staleText) {
  const aside = `${file}.stale.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readText(aside) !== staleText) {
    try {
      linkSync(aside, file);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}
