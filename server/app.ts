// The composition root: makes every room from the settings, wires them, and takes them down in the reverse order.
// The only place where rooms that may not import each other meet.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { createApi } from './api/createApi.ts';
import { createSessionFinder } from './api/sessions.ts';
import type { Config } from './config.ts';
import { createReminderSource } from './invitations/createReminderSource.ts';
import { InvitationDesk } from './invitations/InvitationDesk.ts';
import { createDelivery } from './jobs/createDelivery.ts';
import { createStepAnnouncer } from './jobs/webhooks/announceSteps.ts';
import { WebhookDesk } from './jobs/webhooks/WebhookDesk.ts';
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

/** Milliseconds that running jobs get at the end; the whole end has fifteen seconds. */
const JOBS_STOP_MS = 6_000;
const CLIENT_FOLDER = join(import.meta.dirname, '..', 'client', 'dist');

/** Starts the whole service. Errors: what keeps a part from starting; everything started before it is closed again. */
export async function createApp(config: Config, log: Log): Promise<App> {
  const owned = new AsyncDisposableStack();
  let port = config.port;
  try {
    const databaseUrl = config.databaseUrl ?? (await embeddedDatabase(config, log, owned));
    await migrate({ databaseUrl, log });
    const store = owned.use(createStore({ databaseUrl, log }));
    const seeded = await store.seed(config.preset);
    const papers = owned.use(
      await PaperDesk.open({ folder: join(config.dataDir, 'papers'), store: store.papers, log }),
    );
    const url = () => config.publicUrl ?? `https://localhost:${port}`;
    const { invitations, webhooks } = await startDelivery(config, { databaseUrl, store, log, url }, owned);
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
      invitations,
      webhooks,
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
    port = await listen(httpServer, config);
    const resources = owned.move();
    let closed: Promise<void> | undefined;
    return {
      url: url(),
      seeded,
      store,
      close: () => (closed ??= resources.disposeAsync()),
    };
  } catch (error) {
    await owned.disposeAsync();
    throw error;
  }
}

/** Queue, mail, webhooks and reminders, and who hears of every step of a conference's life: the invited, then other systems. */
async function startDelivery(
  config: Config,
  { databaseUrl, store, log, url }: { databaseUrl: string; store: Store; log: Log; url: () => string },
  owned: AsyncDisposableStack,
): Promise<{ invitations: InvitationDesk; webhooks: WebhookDesk }> {
  const linkKey = await store.invitations.readLinkKey();
  const reminders = createReminderSource({
    answers: store.answers,
    invitations: store.invitations,
    letterheads: store.letterheads,
    desk: () => desk,
  });
  const { from, smtpUrl } = config.mail;
  const delivery = createDelivery({
    databaseUrl,
    dataDir: config.dataDir,
    log,
    now: () => new Date(),
    mail: { store: store.mail, from, smtpUrl },
    webhooks: { store: store.webhookDeliveries, policy: config.webhooks },
    reminders,
    queue: { stopTimeoutMs: JOBS_STOP_MS },
  });
  const { postOffice, outbox, announce } = delivery;
  const desk = new InvitationDesk({
    ...{ store: store.invitations, letterheads: store.letterheads },
    ...{ postOffice, outbox, from, linkKey, url },
  });
  await owned.use(delivery).start();
  const announceStep = createStepAnnouncer({
    announce,
    isAwaited: (tx, event) => store.webhookDeliveries.isAwaited(tx, event),
    readConference: (tx, conferenceId) => store.invitations.readConference(tx, conferenceId),
  });
  store.onStep(async (tx, conference, step) => {
    await desk.tell(tx, conference, step);
    await announceStep(tx, conference, step);
  });
  const webhooks = new WebhookDesk({ store: store.webhookDeliveries, policy: config.webhooks, log });
  return { invitations: desk, webhooks };
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
