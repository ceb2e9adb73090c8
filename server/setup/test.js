/**
 * `npm test`: the same preparation as a start, a Chromium for the end-to-end
 * tests, then every test project, or what the arguments choose. The last line is
 * always the totals; no test at all is a failure.
 */
import { existsSync } from 'node:fs';
import { ensurePackages, isDebian } from './apt.js';
import { prepare, prepareSteps, runCommandOfSetup } from './prepare.js';
import { SetupError } from './say.js';
import { formatTotals, isGood } from './totals.js';
import { runVitest } from './vitest.js';

const browser = '/usr/bin/chromium';
const browserPackages = ['chromium', 'fonts-liberation', 'fonts-noto-core'];

// Chosen tests need the browser only when they are the end-to-end ones.
function needsBrowser(args) {
  const choices = args.filter((arg) => !arg.startsWith('-') || arg.startsWith('--project'));
  return choices.length === 0 || choices.some((arg) => arg.includes('e2e'));
}

async function ensureBrowser({ progress }) {
  if (existsSync(browser)) return;
  progress.start('cài Chromium của Debian để chạy kiểm thử', "installing Debian's Chromium for the tests");
  if (!isDebian()) {
    throw new SetupError(
      `Kiểm thử cần Chromium ở ${browser}: hãy cài Chromium rồi chạy lại.`,
      `The tests need Chromium at ${browser}: install it and start again.`,
    );
  }
  await ensurePackages(browserPackages, { why: { vi: 'kiểm thử', en: 'the tests' }, progress });
}

await runCommandOfSetup({
  script: 'test.js',
  steps: prepareSteps + 1,
  async work({ say, undo }) {
    const args = process.argv.slice(2);
    const env = await prepare({ say });
    await say.step({ vi: 'Trình duyệt kiểm thử', en: 'Test browser' }, async (progress) => {
      if (needsBrowser(args)) await ensureBrowser({ progress });
    });
    undo();
    const totals = await runVitest(args, env);
    process.stdout.write(`${formatTotals(totals)}\n`);
    return isGood(totals) ? 0 : 1;
  },
  onFailure() {
    process.stdout.write(`${formatTotals({ passed: 0, failed: 1, skipped: 0 })}\n`);
  },
});
