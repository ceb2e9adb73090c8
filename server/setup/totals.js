/**
 * Counts the tests of a run and prints them as the one line that people and
 * machines look for. Also vitest's reporter: it leaves the counts in the file
 * that GIAO_BAN_TOTALS_FILE names.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** `{ passed: 3, failed: 0, skipped: 1 }` → `3 passed, 0 failed, 1 skipped`. */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Counts vitest's modules. A file that could not even be loaded and an error
 * outside all tests count as one failure each: a run must not look clean because
 * its tests never began.
 */
export function countTests(modules, outsideErrors = []) {
  const totals = { passed: 0, failed: outsideErrors.length, skipped: 0 };
  for (const module of modules) {
    const failedBefore = totals.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') totals.passed += 1;
      else if (state === 'failed') totals.failed += 1;
      else totals.skipped += 1;
    }
    if (module.state() === 'failed' && totals.failed === failedBefore) totals.failed += 1;
  }
  return totals;
}

/**
 * The counts a run left behind. A run that failed without saying so counts as one failure.
 * @returns {Totals}
 */
export function readTotals(file, exitCode) {
  let totals = { passed: 0, failed: 0, skipped: 0 };
  try {
    totals = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/**
 * A run is good when tests ran and none failed.
 * @param {Totals} totals
 */
export function isGood({ passed, failed }) {
  return passed > 0 && failed === 0;
}

export default class TotalsReporter {
  onTestRunEnd(modules, outsideErrors) {
    writeFileSync(process.env.GIAO_BAN_TOTALS_FILE, JSON.stringify(countTests(modules, outsideErrors)));
  }
}
