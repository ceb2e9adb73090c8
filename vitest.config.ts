/**
 * The test projects, one per room under tests/. unit, contract and architecture
 * are fast and run side by side; the others start real parts (worker, database,
 * browser) and run one file at a time. tests/load holds no tests.
 */
import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

function fastProject(name: string) {
  // The bound is for a test that hangs; a busy machine may take many times as long as an idle one.
  return { test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], testTimeout: minuteMs / 2 } };
}

function slowProject(name: string, timeoutMs: number, groupOrder: number) {
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      fileParallelism: false,
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      // Projects of different groups never run at the same time: a fault test
      // that kills workers must not share two cores with a browser.
      sequence: { groupOrder },
    },
  };
}

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      fastProject('unit'),
      fastProject('contract'),
      fastProject('architecture'),
      slowProject('integration', minuteMs, 1),
      slowProject('faults', minuteMs, 2),
      slowProject('e2e', 5 * minuteMs, 3),
    ],
  },
});
