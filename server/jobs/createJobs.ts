// The work queue: pg-boss on the service's own database, in its own schema. Owns its connections and its workers.
// Knows no handler's meaning; the only file that touches pg-boss.

import { fromPrisma, type Job, PgBoss } from 'pg-boss';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { Tx } from '../store/prisma.ts';
import { JOB_KINDS, JOB_NAMES, type JobData, type JobKind, type JobKindOptions, TIME_ZONE } from './kinds.ts';

const QUEUE_SCHEMA = 'pgboss';
/** connections of the queue; fetching, finishing and supervising share them */
const POOL_SIZE = 6;
/** seconds between looks for work that no notification tells of: what became due */
const POLL_SECONDS = 5;
/** milliseconds that running jobs get to finish when the service stops */
const STOP_TIMEOUT_MS = 20_000;

export interface EnqueueOptions {
  /** The caller's transaction: the job exists if and only if it commits. Without: at once. */
  readonly tx?: Tx;
  readonly startAfter?: Date;
}

export interface Enqueue {
  /**
   * Queues one job for each element of `data`. A job with a `deliveryId` that already waits is not queued again.
   * Errors: AppError unavailable unless started; invalidInput when data does not fit the kind.
   */
  enqueue<Kind extends JobKind>(kind: Kind, data: readonly JobData<Kind>[], options?: EnqueueOptions): Promise<void>;
}

export interface JobContext extends Enqueue {
  readonly log: Log;
  /** Aborts when the service stops and will not wait longer. */
  readonly signal: AbortSignal;
}

export type JobHandlers = {
  readonly [Kind in JobKind]: (data: JobData<Kind>, context: JobContext) => Promise<void>;
};

export interface Jobs extends Enqueue {
  /** Single-flight. Errors: what keeps the queue from starting; everything half made is closed again. */
  start(): Promise<void>;
  /** Single-flight, idempotent: takes no new work, waits for running work, then gives up its connections. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Phase =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting'; readonly done: Promise<void> }
  | { readonly name: 'running'; readonly boss: PgBoss; readonly abort: AbortController }
  | { readonly name: 'stopping'; readonly done: Promise<void> };

export interface JobsOptions {
  readonly databaseUrl: string;
  readonly log: Log;
  readonly handlers: JobHandlers;
  /** At least 0.5; how late a retry or a cron job may start. Default 5. */
  readonly pollSeconds?: number;
  /** What running jobs get before they are told to break off. Default 20,000. */
  readonly stopTimeoutMs?: number;
}

/** Nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  return new JobQueue(options);
}

class JobQueue implements Jobs {
  readonly #databaseUrl: string;
  readonly #log: Log;
  readonly #handlers: JobHandlers;
  readonly #pollSeconds: number;
  readonly #stopTimeoutMs: number;
  #phase: Phase = { name: 'stopped' };

  constructor(options: JobsOptions) {
    this.#databaseUrl = options.databaseUrl;
    this.#log = options.log;
    this.#handlers = options.handlers;
    this.#pollSeconds = options.pollSeconds ?? POLL_SECONDS;
    this.#stopTimeoutMs = options.stopTimeoutMs ?? STOP_TIMEOUT_MS;
  }

  async start(): Promise<void> {
    if (this.#phase.name === 'running') return;
    if (this.#phase.name === 'starting') return this.#phase.done;
    const ending = this.#phase.name === 'stopping' ? this.#phase.done : Promise.resolve();
    const done = ending.then(() => this.#open());
    this.#phase = { name: 'starting', done };
    return done;
  }

  async stop(): Promise<void> {
    if (this.#phase.name === 'stopped') return;
    if (this.#phase.name === 'stopping') return this.#phase.done;
    const starting = this.#phase.name === 'starting' ? this.#phase.done.catch(() => undefined) : Promise.resolve();
    const running = this.#phase.name === 'running' ? this.#phase : undefined;
    const done = starting.then(() => this.#close(running));
    this.#phase = { name: 'stopping', done };
    return done;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async enqueue<Kind extends JobKind>(
    kind: Kind,
    data: readonly JobData<Kind>[],
    { tx, startAfter }: EnqueueOptions = {},
  ): Promise<void> {
    if (this.#phase.name !== 'running') throw new AppError('unavailable');
    const jobs = data.map((input) => ({
      data: parseData(kind, input),
      ...('deliveryId' in input ? { singletonKey: input.deliveryId } : {}),
      ...(startAfter === undefined ? {} : { startAfter }),
    }));
    if (jobs.length === 0) return;
    await this.#phase.boss.insert(kind, jobs, tx === undefined ? {} : { db: fromPrisma(tx) });
  }

  async #open(): Promise<void> {
    const boss = new PgBoss({
      connectionString: this.#databaseUrl,
      schema: QUEUE_SCHEMA,
      application_name: 'giao-ban-jobs',
      max: POOL_SIZE,
      useListenNotify: true,
    });
    boss.on('error', (error) => this.#log.error({ err: error }, 'job queue error'));
    boss.on('warning', (warning) => this.#log.warn({ warning }, 'job queue warning'));
    const abort = new AbortController();
    // A stop that was asked for meanwhile waits for this and then closes what is now running.
    const wasAskedToStop = () => this.#phase.name === 'stopping';
    try {
      await boss.start();
      for (const kind of JOB_NAMES) await createQueue(boss, kind);
      await scheduleKinds(boss);
      if (wasAskedToStop()) return await closeBoss(boss, abort, this.#stopTimeoutMs);
      this.#phase = { name: 'running', boss, abort };
      for (const kind of JOB_NAMES) await this.#work(boss, kind, abort.signal);
    } catch (error) {
      if (!wasAskedToStop()) this.#phase = { name: 'stopped' };
      await closeBoss(boss, abort, this.#stopTimeoutMs);
      throw error;
    }
  }

  async #close(running: { readonly boss: PgBoss; readonly abort: AbortController } | undefined): Promise<void> {
    try {
      if (running !== undefined) await closeBoss(running.boss, running.abort, this.#stopTimeoutMs);
    } finally {
      this.#phase = { name: 'stopped' };
    }
  }

  /** One worker a place: only then can each be told to look again at once. */
  async #work(boss: PgBoss, kind: JobKind, stopping: AbortSignal): Promise<void> {
    const options = { pollingIntervalSeconds: this.#pollSeconds, notifyPollingIntervalSeconds: this.#pollSeconds };
    for (let place = 0; place < JOB_KINDS[kind].concurrency; place += 1) {
      const workerId = await boss.work(kind, options, async (jobs: Job<object>[]) => {
        // Where one job was there may be more: without this a worker takes one and then sleeps.
        boss.notifyWorker(workerId);
        for (const job of jobs) await this.#run(kind, job, AbortSignal.any([job.signal, stopping]));
      });
    }
  }

  /** A job that throws is logged here and counted by the queue; it never stops a worker. */
  async #run<Kind extends JobKind>(kind: Kind, job: Job<object>, signal: AbortSignal): Promise<void> {
    const handler: JobHandlers[Kind] = this.#handlers[kind];
    try {
      await handler(parseData(kind, job.data), {
        log: this.#log,
        signal,
        enqueue: (...again) => this.enqueue(...again),
      });
    } catch (error) {
      this.#log.error({ err: error, job: kind, jobId: job.id }, 'job failed');
      throw error;
    }
  }
}

function parseData<Kind extends JobKind>(kind: Kind, data: unknown): JobData<Kind> {
  const parsed = JOB_KINDS[kind].schema.safeParse(data);
  if (!parsed.success) throw new AppError('invalidInput', { details: parsed.error.issues });
  return parsed.data as JobData<Kind>;
}

/** `short`: of one singleton key at most one job waits, so that a sweep never piles up what already waits. */
async function createQueue(boss: PgBoss, kind: JobKind): Promise<void> {
  const { retryLimit, expireInSeconds }: JobKindOptions = JOB_KINDS[kind];
  const settings = { retryLimit, expireInSeconds, deleteAfterSeconds: 86_400, notify: true };
  await boss.createQueue(kind, { policy: 'short', ...settings });
  await boss.updateQueue(kind, settings);
}

async function scheduleKinds(boss: PgBoss): Promise<void> {
  const wanted = JOB_NAMES.filter((kind) => 'cron' in JOB_KINDS[kind]);
  for (const schedule of await boss.getSchedules()) {
    if (!wanted.some((kind) => kind === schedule.name)) await boss.unschedule(schedule.name, schedule.key);
  }
  for (const kind of wanted) {
    const { cron }: JobKindOptions = JOB_KINDS[kind];
    if (cron !== undefined) await boss.schedule(kind, cron, {}, { tz: TIME_ZONE });
  }
}

/** Running jobs get the time; then they are told to break off, and the connections go. */
async function closeBoss(boss: PgBoss, abort: AbortController, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    await boss.stop({ graceful: true, close: true, timeout: timeoutMs + 2_000 });
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}
