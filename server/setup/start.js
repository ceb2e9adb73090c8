/**
 * `npm start`: prepares whatever is missing, then becomes the service. With
 * `--demo` the service gets an empty data folder of its own, outside the
 * repository, thrown away at the next demonstration.
 */
import { inRoot, root } from './paths.js';
import { prepare, prepareSteps, runCommandOfSetup } from './prepare.js';
import { becomeProgram } from './run.js';

await runCommandOfSetup({
  script: 'start.js',
  steps: prepareSteps,
  async work({ say, undo }) {
    const { findDataDir, readEnvironment, renewDemoDir } = await import('./environment.js');
    const args = process.argv.slice(2);
    const isDemo = args.includes('--demo');
    const settings = readEnvironment();
    const dataDir = findDataDir({ env: settings, isDemo });
    if (isDemo) renewDemoDir(dataDir);
    const env = await prepare({ say, dataDir, publicUrl: settings.PUBLIC_URL });
    undo();
    return becomeProgram(process.execPath, [inRoot('server', 'main.ts'), ...args], {
      cwd: root,
      env: isDemo ? { ...env, DATA_DIR: dataDir } : env,
    });
  },
});
