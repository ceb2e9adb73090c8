// The composition root: makes every room from the settings, wires them, and takes them down in the reverse order.
// The only place where rooms that may not import each other meet.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { createApi } from './api/createApi.ts';
import { createSessionFinder } from './api/sessions.ts';
import type { Config } from './config.ts';
import type { Log } from './lib/log.ts';
import { LiveService } from './live/LiveService.ts';
import { createMediaService } from './media/createMediaService.ts';
import { createMetrics } from './metrics.ts';
import { PaperDesk } from './papers/PaperDesk.ts';
import { createSignaling } from './signaling/createSignaling.ts';
import { createStore, type Store } from './store/createStore.ts';
import { startEmbeddedPostgres } from './store/embeddedPostgres.ts';
import { migrate } from './store/migrate.ts';
import type { Seeded } from './store/seed.ts';

export interface App {
  /** Where people reach it. */
  readonly url: string;
  /** The administrator made by this start; null: the database was not empty. */
  readonly seeded: Seeded | null;
  readonly store: Store;
  /** Idempotent; resolves when everything is down and written. */
  close(): Promise<void>;
}

const CLIENT_FOLDER = join(import.meta.dirname, '..', 'client', 'dist');

/** Starts the whole service. Errors: what keeps a part from starting; everything started before it is closed again. */
export async function createApp(config: Config, log: Log): Promise<App> {
  const owned = new AsyncDisposableStack();
  try {
    const databaseUrl = config.databaseUrl ?? (await embeddedDatabase(config, log, owned));
    await migrate({ databaseUrl, log });
    const store = owned.use(createStore({ databaseUrl, log }));
    const seeded = await store.seed(config.preset);
    const papers = owned.use(
      await PaperDesk.open({ folder: join(config.dataDir, 'papers'), store: store.papers, log }),
    );
    const media = owned.use(
      await createMediaService({
        workers: config.rtc.workers,
        listenIp: config.host,
        rtcPort: config.rtc.port,
        logger: log,
        ...(config.workerBin === undefined ? {} : { workerBin: config.workerBin }),
        ...(config.rtc.announcedAddress === undefined ? {} : { announcedAddress: config.rtc.announcedAddress }),
      }),
    );
    const live = await LiveService.start({
      journal: store.journal,
      schedule: store.schedule,
      media,
      now: Date.now,
      log,
    });
    owned.defer(() => live.close());
    const httpServer = await createHttpsServer(config);
    const api = createApi({
      store,
      papers,
      log,
      publicDir: CLIENT_FOLDER,
      secureCookies: true,
      trustProxy: config.trustProxy,
      clock: () => new Date(),
      health: () => readiness(store, media),
      metrics: createMetrics({ live: () => live.stats(), media: () => media.stats() }),
      onConferenceChanged: (conferenceId) => live.conferenceChanged(conferenceId),
      onSessionsEnded: (accountId) => signaling.disconnectAccount(accountId),
    });
    // First in line: the live door takes its own path out of the listeners that are there before it.
    httpServer.on('request', api);
    const signaling = createSignaling({
      httpServer,
      live,
      findAccount: createSessionFinder({ auth: store.auth, clock: () => new Date() }),
      serverId: randomUUID(),
      now: Date.now,
      log,
    });
    owned.defer(() => signaling.close());
    const port = await listen(httpServer, config);
    const resources = owned.move();
    let closed: Promise<void> | undefined;
    return {
      url: config.publicUrl ?? `https://localhost:${port}`,
      seeded,
      store,
      close: () => (closed ??= resources.disposeAsync()),
    };
  } catch (error) {
    await owned.disposeAsync();
    throw error;
  }
}

async function embeddedDatabase(config: Config, log: Log, owned: AsyncDisposableStack): Promise<string> {
  const postgres = owned.use(await startEmbeddedPostgres({ dataDir: config.dataDir, log }));
  return postgres.databaseUrl;
}

async function createHttpsServer(config: Config): Promise<Server> {
  const [cert, key] = await Promise.all([readFile(config.tls.certFile), readFile(config.tls.keyFile)]);
  return createServer({ cert, key });
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : config.port);
    });
  });
}

async function readiness(store: Store, media: { readonly health: { readonly workers: number } }) {
  const database = await store.ping().then(
    () => true,
    () => false,
  );
  const checks = { database, media: media.health.workers > 0 };
  return { ready: checks.database && checks.media, checks };
}
