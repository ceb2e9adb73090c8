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
    const args = process.argv.slice(2);
    const env = await prepare({ say, isDemo: args.includes('--demo') });
    undo();
    const preload = ['--import', inRoot('server', 'setup', 'preload.js')];
    return becomeProgram(process.execPath, [...preload, inRoot('server', 'main.ts'), ...args], { cwd: root, env });
  },
});
