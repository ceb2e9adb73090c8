// The queue itself on a real database: life and death, transactions, bounds and clocks.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createJobs, type JobHandlers, type Jobs } from '../../server/jobs/createJobs.ts';
import { JOB_KINDS } from '../../server/jobs/kinds.ts';
import { connectDatabase } from '../../server/store/prisma.ts';
import { createTestLog, query, startTestServer, type TestServer } from './support/database.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 20_000, interval: 25 };
const idle: JobHandlers = {
  'mail.send': async () => undefined,
  'mail.sweep': async () => undefined,
  'webhook.send': async () => undefined,
  'webhook.sweep': async () => undefined,
  'webhook.retain': async () => undefined,
  'reminders.tick': async () => undefined,
};

async function createQueue(
  handlers: Partial<JobHandlers> = {},
  options: { databaseUrl?: string; stopTimeoutMs?: number } = {},
) {
  const databaseUrl = options.databaseUrl ?? (await server.createDatabase());
  const log = createTestLog();
  const jobs = createJobs({ databaseUrl, log, handlers: { ...idle, ...handlers }, pollSeconds: 0.5, ...options });
  return { jobs, log, databaseUrl };
}

const oneJob = () => [{ deliveryId: randomUUID() }];
const countConnections = (databaseUrl: string) =>
  query<{ count: number }>(
    databaseUrl,
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'giao-ban-jobs' AND datname = current_database()",
  );

describe('the queue', () => {
  it('[JB1] starts once, stops once, and starts again', async () => {
    const ran: string[] = [];
    const { jobs, databaseUrl } = await createQueue({
      'mail.send': async ({ deliveryId }) => void ran.push(deliveryId),
    });
    await Promise.all([jobs.start(), jobs.start(), jobs.start()]);
    await Promise.all([jobs.stop(), jobs.stop()]);
    await jobs.stop();
    await vi.waitFor(async () => expect(await countConnections(databaseUrl)).toEqual([{ count: 0 }]), PATIENCE);
    await jobs.start();
    const job = oneJob();
    await jobs.enqueue('mail.send', job);
    await vi.waitFor(() => expect(ran).toEqual(job.map(({ deliveryId }) => deliveryId)), PATIENCE);
    await jobs.stop();
  });

  it('[JB1] a stop during the start ends stopped, without connections', async () => {
    const { jobs, databaseUrl } = await createQueue();
    const starting = jobs.start();
    await jobs.stop();
    await starting;
    await expect(jobs.enqueue('mail.send', oneJob())).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(async () => expect(await countConnections(databaseUrl)).toEqual([{ count: 0 }]), PATIENCE);
  });

  it('[JB1] a start that fails says so, and can be tried again', async () => {
    const { jobs } = await createQueue({}, { databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    await expect(jobs.start()).rejects.toThrow();
    await expect(jobs.start()).rejects.toThrow();
    await jobs.stop();
  });

  it('[JB2] a job of a transaction runs when it commits, and never when it is rolled back', async () => {
    const ran: string[] = [];
    const { jobs, log, databaseUrl } = await createQueue({
      'mail.send': async ({ deliveryId }) => void ran.push(deliveryId),
    });
    const database = connectDatabase(databaseUrl, log);
    await using owned = new AsyncDisposableStack();
    owned.defer(() => database.$disconnect());
    owned.use(jobs);
    await jobs.start();
    const [refused, kept] = [oneJob(), oneJob()];
    await expect(
      database.$transaction(async (tx) => {
        await jobs.enqueue('mail.send', refused, { tx });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await database.$transaction((tx) => jobs.enqueue('mail.send', kept, { tx }));
    await vi.waitFor(() => expect(ran).toEqual(kept.map(({ deliveryId }) => deliveryId)), PATIENCE);
    expect(await query(databaseUrl, "SELECT data FROM pgboss.job WHERE name = 'mail.send'")).toEqual([
      { data: kept[0] },
    ]);
  });

  it('[JB3] refuses what does not fit the kind, and everything when it does not run', async () => {
    const { jobs } = await createQueue();
    await expect(jobs.enqueue('mail.send', oneJob())).rejects.toMatchObject({ code: 'unavailable' });
    await using _running = jobs;
    await jobs.start();
    await expect(jobs.enqueue('mail.send', [{ deliveryId: 'not an id' }])).rejects.toMatchObject({
      code: 'invalidInput',
    });
  });

  it('[JB4] clocks run in the province’s time, every one of the table and no other', async () => {
    const databaseUrl = await server.createDatabase();
    const first = await createQueue({}, { databaseUrl });
    await first.jobs.start();
    await first.jobs.stop();
    await query(
      databaseUrl,
      "INSERT INTO pgboss.schedule (name, key, cron, timezone, kind) SELECT 'mail.send', 'old', cron, timezone, kind FROM pgboss.schedule LIMIT 1",
    );
    const second = await createQueue({}, { databaseUrl });
    await using _running = second.jobs;
    await second.jobs.start();
    const rows = await query(databaseUrl, 'SELECT name, cron, timezone FROM pgboss.schedule ORDER BY name');
    const wanted = Object.entries(JOB_KINDS).flatMap(([name, kind]) =>
      'cron' in kind ? [{ name, cron: kind.cron, timezone: 'Asia/Ho_Chi_Minh' }] : [],
    );
    expect(rows).toEqual(wanted.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('[JB5] runs no more of a kind at once than it allows, and all of them in the end', async () => {
    let [running, most, done] = [0, 0, 0];
    const full = Promise.withResolvers<void>();
    const { concurrency } = JOB_KINDS['mail.send'];
    const { jobs } = await createQueue({
      'mail.send': async () => {
        running += 1;
        most = Math.max(most, running);
        if (running === concurrency) full.resolve();
        await full.promise;
        running -= 1;
        done += 1;
      },
    });
    await using _running = jobs;
    await jobs.start();
    await jobs.enqueue(
      'mail.send',
      Array.from({ length: 12 }, () => ({ deliveryId: randomUUID() })),
    );
    await vi.waitFor(() => expect(done).toBe(12), PATIENCE);
    expect(most).toBe(concurrency);
  });

  it('[JB6] a job that throws is logged and stops no other', async () => {
    const ran: string[] = [];
    const [bad, good] = [oneJob(), oneJob()];
    const { jobs, log } = await createQueue({
      'mail.send': async ({ deliveryId }) => {
        if (deliveryId === bad[0]?.deliveryId) throw new Error('broken handler');
        ran.push(deliveryId);
      },
    });
    await using _running = jobs;
    await jobs.start();
    await jobs.enqueue('mail.send', [...bad, ...good]);
    await vi.waitFor(() => expect(ran).toHaveLength(1), PATIENCE);
    await vi.waitFor(() => expect(log.lines.filter((line) => line.message === 'job failed')).toHaveLength(1), PATIENCE);
  });

  it('[JB6] stopping waits for a running job', async () => {
    const { release, finished, jobs } = await createHeldJob();
    const stopping = jobs.stop();
    release();
    await stopping;
    expect(finished()).toEqual(['finished']);
  });

  it('[JB6] a job that outlasts the stop is told to break off', async () => {
    const { finished, jobs } = await createHeldJob(1_000);
    await jobs.stop();
    expect(finished()).toEqual(['aborted']);
  });
});

/** A queue whose one job runs until it is released or told to break off. */
async function createHeldJob(stopTimeoutMs = 20_000): Promise<{ jobs: Jobs; release(): void; finished(): string[] }> {
  const ends: string[] = [];
  const inside = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const { jobs } = await createQueue(
    {
      'mail.send': async (_data, { signal }) => {
        inside.resolve();
        const aborted = new Promise<string>((resolve) =>
          signal.addEventListener('abort', () => resolve('aborted'), { once: true }),
        );
        ends.push(await Promise.race([held.promise.then(() => 'finished'), aborted]));
      },
    },
    { stopTimeoutMs },
  );
  await jobs.start();
  await jobs.enqueue('mail.send', oneJob());
  await inside.promise;
  return { jobs, release: () => held.resolve(), finished: () => ends };
}
