// When to try again. Pure; the delays are data so that tests can shorten them.

const MINUTE_MS = 60_000;

/** Milliseconds after the first, second, … failed attempt; after the last one comes no other. A mail server's weekend outage is survived. */
export const DELAYS_MS: readonly number[] = [1, 5, 15, 60, 240, 720, 1_440, 1_440].map(
  (minutes) => minutes * MINUTE_MS,
);

/** Milliseconds until the next attempt after `attempts` attempts; undefined: no further attempt. */
export function findRetryDelayMs(delaysMs: readonly number[], attempts: number): number | undefined {
  return delaysMs[attempts - 1];
}

/** Attempts in all: the first one and one after each delay. */
export function countAttempts(delaysMs: readonly number[]): number {
  return delaysMs.length + 1;
}
