/**
 * Generates the database client from prisma/schema.prisma when the schema or
 * Prisma changed. Needs no engine: generating only asks where the schema engine
 * is, so it is told of a program that does nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStampDir, inRoot } from './paths.js';
import { CommandError, runCommand } from './run.js';
import { SetupError } from './say.js';
import { hashOf, isStamped, writeStamp } from './stamp.js';

const schema = inRoot('prisma', 'schema.prisma');

export async function ensurePrismaClient({ progress }) {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules', 'prisma', 'package.json'), 'utf8'));
  const hash = hashOf({ base: inRoot(), paths: [schema], facts: [`prisma ${version}`] });
  const stamp = join(findStampDir(), 'prisma');
  if (existsSync(inRoot('server', 'store', 'generated')) && isStamped(stamp, hash)) return;
  progress.start('sinh mã truy cập cơ sở dữ liệu (prisma generate)', 'generating the database client');
  try {
    await runCommand(
      process.execPath,
      [inRoot('node_modules', 'prisma', 'build', 'index.js'), 'generate', '--schema', schema],
      {
        cwd: inRoot(),
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
      },
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `Không sinh được mã truy cập cơ sở dữ liệu: hãy xem lại prisma/schema.prisma.`,
      'The database client could not be generated: look at prisma/schema.prisma and the lines above.',
      { cause: error, detail: error.tail },
    );
  }
  writeStamp(stamp, hash);
}
