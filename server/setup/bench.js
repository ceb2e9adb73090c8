/**
 * `npm run bench`: the same preparation as a start, then the load test with the
 * arguments given.
 */
import { inRoot, root } from './paths.js';
import { prepare, prepareSteps, runCommandOfSetup } from './prepare.js';
import { becomeProgram } from './run.js';

await runCommandOfSetup({
  script: 'bench.js',
  steps: prepareSteps,
  async work({ say, undo }) {
    const env = await prepare({ say });
    undo();
    const args = [inRoot('tests', 'load', 'bench.ts'), ...process.argv.slice(2)];
    return becomeProgram(process.execPath, args, { cwd: root, env });
  },
});
