// Store, queue, invitation desk and HTTP door put together as the service does, against a mail server of the test's own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createReminderSource } from '../../../server/invitations/createReminderSource.ts';
import { InvitationDesk } from '../../../server/invitations/InvitationDesk.ts';
import { createDelivery, type Delivery } from '../../../server/jobs/createDelivery.ts';
import type { ReminderSource } from '../../../server/jobs/ports.ts';
import type { Store } from '../../../server/store/createStore.ts';
import { startTestApi, type TestApi } from './api.ts';
import { createSeededStore, createTestLog, type TestServer } from './database.ts';
import { createWorld, NOW, type World } from './schedule.ts';
import { startSmtp, type TestSmtp } from './smtpServer.ts';
import { FROM, SHORT_DELAYS_MS } from './smtpWorld.ts';

export interface LetterWorld extends AsyncDisposable {
  readonly store: Store;
  readonly databaseUrl: string;
  readonly password: string;
  readonly world: World;
  readonly smtp: TestSmtp;
  readonly delivery: Delivery;
  readonly desk: InvitationDesk;
  readonly reminders: ReminderSource;
  readonly api: TestApi;
}

/** `outbox`: no mail server, letters land in a folder. */
export async function createLetterWorld(
  server: TestServer,
  { outbox = false }: { outbox?: boolean } = {},
): Promise<LetterWorld> {
  const { store, databaseUrl, password } = await createSeededStore(server);
  const world = await createWorld(store);
  const smtp = await startSmtp();
  const dataDir = mkdtempSync(join(tmpdir(), 'giao-ban-letters-'));
  const { invitations, letterheads } = store;
  const reminders = createReminderSource({ answers: store.answers, invitations, letterheads, desk: () => desk });
  const delivery = createDelivery({
    databaseUrl,
    dataDir,
    log: createTestLog(),
    now: () => NOW,
    mail: { store: store.mail, from: FROM, smtpUrl: outbox ? undefined : smtp.url, delaysMs: SHORT_DELAYS_MS },
    webhooks: { store: store.webhookDeliveries, policy: { allowLoopback: true } },
    reminders,
    queue: { pollSeconds: 0.5 },
  });
  const desk = new InvitationDesk({
    store: invitations,
    letterheads,
    postOffice: delivery.postOffice,
    outbox: delivery.outbox,
    from: FROM,
    linkKey: await invitations.readLinkKey(),
    url: () => 'https://giaoban.tinh.example',
  });
  await delivery.start();
  store.onStep((tx, conference, step) => desk.tell(tx, conference, step));
  const api = await startTestApi({ store, invitations: desk, now: NOW });
  return {
    ...{ store, databaseUrl, password, world, smtp, delivery, desk, reminders, api },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await delivery.stop();
      await smtp[Symbol.asyncDispose]();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a calendar program gets from a letter, and what a person opens. */
export async function readLetter(raw: Buffer) {
  const mail = await simpleParser(raw);
  const pdf = mail.attachments.find((file) => file.contentType === 'application/pdf');
  const ics = mail.attachments.find((file) => file.filename === 'giay-moi.ics')?.content.toString('utf8') ?? '';
  const line = (name: string) => new RegExp(`^${name}:(.*)\\r$`, 'mu').exec(ics)?.[1];
  return {
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    pdf: pdf?.content,
    method: line('METHOD'),
    sequence: Number(line('SEQUENCE')),
    uid: line('UID'),
    status: line('STATUS'),
  };
}
