// Queue and mail on a real database, with short delays: what the tests of jobs, mail and webhooks start from.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDelivery, type Delivery, type DeliveryOptions } from '../../../server/jobs/createDelivery.ts';
import type { NewMail, ReminderSource } from '../../../server/jobs/ports.ts';
import { DeliveryRepository } from '../../../server/store/delivery.ts';
import { connectDatabase, type Database } from '../../../server/store/prisma.ts';
import { WebhookRepository } from '../../../server/store/webhooks.ts';
import { createTestLog, type TestLog } from './database.ts';

export const FROM = 'Văn phòng UBND tỉnh <giaoban@tinh.example>';
/** Three attempts in all, at once one after the other. */
export const SHORT_DELAYS_MS = [50, 100];

/** How soon a dead service's claims are taken over, in tests. */
export const LEASES = { sendMs: 2_000, acknowledgeMs: 2_000 };

export const NO_REMINDERS: ReminderSource = {
  listAwaited: async () => ({ conferences: [], answers: [] }),
  markReminded: async () => undefined,
};

export interface DeliveryWorld extends AsyncDisposable {
  readonly delivery: Delivery;
  readonly database: Database;
  readonly mail: DeliveryRepository;
  readonly webhooks: WebhookRepository;
  readonly log: TestLog;
  readonly dataDir: string;
  /** Hands letters in, in a transaction of their own. */
  post(letters: readonly NewMail[]): Promise<number>;
  /** state by address. */
  states(): Promise<Record<string, string>>;
}

export interface WorldOptions {
  readonly databaseUrl: string;
  readonly smtpUrl: string | undefined;
  readonly delaysMs?: readonly number[];
  readonly leases?: DeliveryOptions['mail']['leases'];
  readonly reminders?: ReminderSource;
  readonly now?: () => Date;
  readonly allowLoopback?: boolean;
  readonly timeoutMs?: number;
}

/** Started. */
export async function createDeliveryWorld(options: WorldOptions): Promise<DeliveryWorld> {
  const log = createTestLog();
  const dataDir = mkdtempSync(join(tmpdir(), 'giao-ban-delivery-'));
  const database = connectDatabase(options.databaseUrl, log);
  const mail = new DeliveryRepository(database);
  const webhooks = new WebhookRepository(database);
  const delaysMs = options.delaysMs ?? SHORT_DELAYS_MS;
  const delivery = createDelivery({
    databaseUrl: options.databaseUrl,
    dataDir,
    log,
    now: options.now ?? (() => new Date()),
    mail: {
      store: mail,
      from: FROM,
      smtpUrl: options.smtpUrl,
      delaysMs,
      ...(options.leases === undefined ? {} : { leases: options.leases }),
    },
    webhooks: {
      store: webhooks,
      policy: { allowLoopback: options.allowLoopback ?? true },
      delaysMs,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    },
    reminders: options.reminders ?? NO_REMINDERS,
    queue: { pollSeconds: 0.5 },
  });
  await delivery.start();
  return {
    delivery,
    database,
    mail,
    webhooks,
    log,
    dataDir,
    post: (letters) => mail.transaction((tx) => delivery.postOffice.post(tx, { conferenceId: null, letters })),
    async states() {
      const rows = await database.delivery.findMany({ orderBy: { address: 'asc' } });
      return Object.fromEntries(rows.map((row) => [row.address, row.state]));
    },
    async [Symbol.asyncDispose]() {
      await delivery.stop();
      await database.$disconnect();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function letter(address: string, change: Partial<NewMail> = {}): NewMail {
  return {
    kind: 'invitation',
    address,
    name: `Đơn vị ${address}`,
    idempotencyKey: `test:${address}`,
    content: {
      subject: 'Giấy mời họp giao ban',
      text: 'Kính gửi đơn vị.\n',
      html: '<p>Kính gửi đơn vị.</p>',
      ics: null,
      attachmentIds: [],
    },
    ...change,
  };
}
