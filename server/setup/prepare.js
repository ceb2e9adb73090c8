/**
 * The steps every command shares, in order, each doing only what is missing:
 * packages, Node 24, worker, database client, pages, certificate. One set-up of a
 * clone at a time.
 */
import { createHash } from 'node:crypto';
import { ensureCertificate } from './certificate.js';
import { ensureClient } from './client.js';
import { ensureDependencies } from './dependencies.js';
import { withLock } from './lock.js';
import { getNode, parseMajor, requiredNodeMajor } from './node.js';
import { inRoot, inTemporary, root } from './paths.js';
import { ensurePrismaClient } from './prisma.js';
import { endChildrenOnSignal, runInPlace } from './run.js';
import { createSay, sayFailure } from './say.js';
import { ensureWorker } from './worker.js';

const titles = {
  packages: { vi: 'Thư viện', en: 'Packages' },
  worker: { vi: 'Bộ chuyển hình tiếng (mediasoup)', en: 'Media worker' },
  prisma: { vi: 'Truy cập cơ sở dữ liệu', en: 'Database client' },
  client: { vi: 'Giao diện', en: 'Pages' },
  certificate: { vi: 'Chứng chỉ https', en: 'Https certificate' },
};

/** How many steps {@link prepare} has. */
export const prepareSteps = 4;

// Tells the Node 24 that takes over that the packages are in place.
const handedOver = 'GIAO_BAN_SETUP_HANDED_OVER';

function lockFile() {
  return `${inTemporary(`setup-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)}.lock`;
}

/**
 * Runs a command of the set-up: first the packages, under whatever Node there is;
 * then, under Node 24, `work` with its `steps` further steps. Sets the exit code;
 * never throws. Only `work` may load environment.js: the oldest Nodes lack what
 * it reads .env with.
 */
export async function runCommandOfSetup({ script, steps, work, onFailure = () => undefined }) {
  try {
    const isHandedOver = process.env[handedOver] === '1';
    delete process.env[handedOver];
    const say = createSay({ total: 1 + steps, done: isHandedOver ? 1 : 0 });
    const undo = endChildrenOnSignal();
    if (!isHandedOver) {
      await withLock(lockFile(), () => say.step(titles.packages, (progress) => ensureDependencies({ progress })));
    }
    if (parseMajor(process.version) >= requiredNodeMajor) process.exitCode = await work({ say, undo });
    else {
      undo();
      process.exitCode = await handOver(script);
    }
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
    onFailure();
  }
}

function handOver(script) {
  const args = [inRoot('server', 'setup', script), ...process.argv.slice(2)];
  return runInPlace(getNode(), args, { env: { ...process.env, [handedOver]: '1' } });
}

/**
 * The steps under Node 24. Answers the environment in which the service and the
 * tests run; a demonstration's has an empty data folder and no other database.
 */
export async function prepare({ say, isDemo = false }) {
  const { findDataDir, readEnvironment, renewDemoDir } = await import('./environment.js');
  const settings = readEnvironment();
  const dataDir = findDataDir({ env: settings, isDemo });
  if (isDemo) renewDemoDir(dataDir);
  return withLock(lockFile(), async () => {
    const worker = await say.step(titles.worker, (progress) => ensureWorker({ env: settings, progress }));
    await say.step(titles.prisma, (progress) => ensurePrismaClient({ progress }));
    await say.step(titles.client, (progress) => ensureClient({ progress }));
    await say.step(titles.certificate, (progress) => ensureCertificate({ dataDir, settings, progress }));
    const env = { ...process.env, MEDIASOUP_WORKER_BIN: worker, DATA_DIR: dataDir };
    return isDemo ? { ...env, DATABASE_URL: '' } : env;
  });
}
