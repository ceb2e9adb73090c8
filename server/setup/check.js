/**
 * `npm run check`: types, lint and format, unused code, then the fast tests. All
 * four run even when one fails, so that one look shows everything.
 */
import { inRoot, root } from './paths.js';
import { runCommandOfSetup } from './prepare.js';
import { ensurePrismaClient } from './prisma.js';
import { runInPlace } from './run.js';
import { formatTotals, isGood } from './totals.js';
import { runVitest } from './vitest.js';

const tools = [
  { name: 'tsc', args: ['--noEmit'] },
  { name: 'biome', args: ['check', '--error-on-warnings'] },
  { name: 'knip', args: [] },
];
const fastProjects = ['unit', 'contract', 'architecture'];

function runTool({ name, args }) {
  process.stdout.write(`\n▸ ${name} ${args.join(' ')}\n`);
  return runInPlace(process.execPath, [inRoot('node_modules', '.bin', name), ...args], { cwd: root });
}

await runCommandOfSetup({
  script: 'check.js',
  steps: 1,
  async work({ say, undo }) {
    await say.step({ vi: 'Truy cập cơ sở dữ liệu', en: 'Database client' }, (progress) =>
      ensurePrismaClient({ progress }),
    );
    undo();
    const failed = [];
    for (const tool of tools) if ((await runTool(tool)) !== 0) failed.push(tool.name);
    const totals = await runVitest(fastProjects.flatMap((name) => ['--project', name]));
    if (!isGood(totals)) failed.push('vitest');
    process.stdout.write(failed.length ? `\n✗ ${failed.join(', ')}\n` : '\n✓ tsc, biome, knip, vitest\n');
    process.stdout.write(`${formatTotals(totals)}\n`);
    return failed.length ? 1 : 0;
  },
});
