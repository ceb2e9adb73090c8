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
    const { findDataDir, readEnvironment } = await import('./environment.js');
    const settings = readEnvironment();
    const dataDir = findDataDir({ env: settings, isDemo: false });
    const env = await prepare({ say, dataDir, publicUrl: settings.PUBLIC_URL });
    undo();
    const args = [inRoot('tests', 'load', 'bench.ts'), ...process.argv.slice(2)];
    return becomeProgram(process.execPath, args, { cwd: root, env });
  },
});
