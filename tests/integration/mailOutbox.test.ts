// Mail without a mail server, and reminders through the whole queue: what lands in the outbox, and what never lands twice.

import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConferenceId, SiteId } from '../../server/contract/index.ts';
import type { AwaitedSite, ReminderSource, SiteAnswer } from '../../server/jobs/ports.ts';
import { createSeededStore, startTestServer, type TestServer } from './support/database.ts';
import { createWorld as createPeople, plan, publishPlan } from './support/schedule.ts';
import { createDeliveryWorld, type DeliveryWorld, letter } from './support/smtpWorld.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 20_000, interval: 25 };

async function createOutboxWorld(): Promise<DeliveryWorld> {
  return createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: undefined });
}

function getOutbox(world: DeliveryWorld) {
  const { outbox } = world.delivery;
  if (outbox === null) throw new Error('there is a mail server');
  return outbox;
}

describe('the outbox', () => {
  it('[MA11] holds each letter as one whole message, listed newest first', async () => {
    await using world = await createOutboxWorld();
    expect(await getOutbox(world).list()).toEqual([]);
    await world.post([letter('a@xa.example')]);
    await world.post([letter('b@xa.example')]);
    await vi.waitFor(
      async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent', 'b@xa.example': 'sent' }),
      PATIENCE,
    );
    const mails = await getOutbox(world).list();
    expect(mails.map((mail) => mail.to)).toEqual(['b@xa.example', 'a@xa.example']);
    const parsed = await simpleParser(await getOutbox(world).read(mails[0]?.mailId ?? ''));
    expect([parsed.subject, parsed.text?.trim()]).toEqual(['Giấy mời họp giao ban', 'Kính gửi đơn vị.']);
    expect(
      readdirSync(join(world.dataDir, 'outbox')).filter((name) => !/^[0-9a-f-]{36}\.(?:eml|json)$/.test(name)),
    ).toEqual([]);
  });

  it('[MA11] a letter whose sender died is there once, and other files are not letters', async () => {
    await using world = await createOutboxWorld();
    const [deliveryId = ''] = await world.mail.transaction((tx) =>
      world.mail.insert(tx, null, [letter('a@xa.example')]),
    );
    // As a service leaves it that dies while it writes: claimed, and nobody behind the claim.
    expect(await world.mail.claim(deliveryId, { leaseMs: 0, messageIdDomain: 'x' })).toBeDefined();
    await world.delivery.jobs.enqueue('mail.sweep', [{}]);
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent' }), PATIENCE);
    expect(await getOutbox(world).list()).toHaveLength(1);
    await expect(getOutbox(world).read('../../etc/passwd')).rejects.toMatchObject({ code: 'notFound' });
    await expect(getOutbox(world).read(randomUUID())).rejects.toMatchObject({ code: 'notFound' });
  });

  it('[MA1] attachments are kept once and go with every letter; a conference lists its own letters with their states', async () => {
    const { store, databaseUrl } = await createSeededStore(server);
    await using _store = store;
    await using world = await createDeliveryWorld({ databaseUrl, smtpUrl: undefined });
    const { conferenceId } = await publishPlan(store, plan(await createPeople(store)));
    const attachments = [
      { filename: 'Giấy mời.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF-1.7') },
    ];
    const letters = [letter('a@xa.example'), letter('b@xa.example')];
    await world.mail.transaction((tx) => world.delivery.postOffice.post(tx, { conferenceId, letters, attachments }));
    await vi.waitFor(async () => {
      const listed = await world.delivery.postOffice.list(conferenceId);
      expect(listed.map((row) => [row.address, row.state, row.isInDoubt])).toEqual([
        ['a@xa.example', 'sent', false],
        ['b@xa.example', 'sent', false],
      ]);
    }, PATIENCE);
    expect(await world.database.mailAttachment.count()).toBe(1);
    for (const mail of await getOutbox(world).list()) {
      const parsed = await simpleParser(await getOutbox(world).read(mail.mailId));
      expect(parsed.attachments.map((file) => [file.filename, file.content.toString()])).toEqual([
        ['Giấy mời.pdf', '%PDF-1.7'],
      ]);
    }
  });

  it('[MA9] attachments beyond what mail servers take are refused before anything is queued', async () => {
    await using world = await createOutboxWorld();
    const attachments = [{ filename: 'x.pdf', contentType: 'application/pdf', content: new Uint8Array(15_000_001) }];
    const post = world.mail.transaction((tx) =>
      world.delivery.postOffice.post(tx, { conferenceId: null, letters: [letter('a@xa.example')], attachments }),
    );
    await expect(post).rejects.toMatchObject({ code: 'tooLarge' });
    expect(await world.states()).toEqual({});
    expect(await world.database.mailAttachment.count()).toBe(0);
  });
});

/** Answers as the answers table would keep them, over one published conference; the marks are what a rollback must not keep. */
function createSource(
  conferenceId: ConferenceId,
  sites: readonly AwaitedSite[],
): ReminderSource & { answers: SiteAnswer[] } {
  const answers: SiteAnswer[] = [];
  return {
    answers,
    async listAwaited() {
      const conference = {
        conferenceId,
        title: 'Giao ban tháng 11',
        startsAt: '2026-11-24T01:00:00.000Z',
        endsAt: '2026-11-24T04:00:00.000Z',
        chair: 'Chủ tịch UBND tỉnh',
        organiser: 'Văn phòng UBND tỉnh',
        contact: null,
        agenda: [],
        invitedAt: '2026-11-16T02:00:00.000Z',
        answerBy: '2026-11-20T10:00:00.000Z',
        sites,
      };
      return { conferences: [conference], answers };
    },
    async markReminded() {
      // Not kept, as if the mark were lost: the letter's key alone must hold.
    },
  };
}

describe('reminders', () => {
  it('[JB9] two ticks make one letter a site and day; a bad address of one site keeps no other from being reminded', async () => {
    const { store, databaseUrl } = await createSeededStore(server);
    await using _store = store;
    const { conferenceId } = await publishPlan(store, plan(await createPeople(store)));
    const [bad, good] = [randomUUID() as SiteId, randomUUID() as SiteId];
    const site = (siteId: SiteId, address: string): AwaitedSite => ({
      siteId,
      name: 'Điểm cầu xã',
      recipients: [{ address, name: 'Văn thư' }],
      answerUrl: null,
    });
    const reminders = createSource(conferenceId, [site(bad, 'not an address'), site(good, 'vanthu@xa.example')]);
    let now = new Date('2026-11-19T02:00:00.000Z');
    await using world = await createDeliveryWorld({ databaseUrl, smtpUrl: undefined, reminders, now: () => now });
    const failures = () => world.log.lines.filter((line) => line.message === 'reminder not queued').length;
    // The bad address fails at every tick and tells that one has passed; the minute's own tick may pass as well.
    const tick = async () => {
      const before = failures();
      await world.delivery.jobs.enqueue('reminders.tick', [{}]);
      await vi.waitFor(() => expect(failures()).toBeGreaterThan(before), PATIENCE);
    };
    await tick();
    await tick();
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'vanthu@xa.example': 'sent' }), PATIENCE);
    expect(await world.database.delivery.count()).toBe(1);
    now = new Date('2026-11-20T02:00:00.000Z');
    await tick();
    await vi.waitFor(
      async () => expect(await world.database.delivery.count({ where: { state: 'sent' } })).toBe(2),
      PATIENCE,
    );
    now = new Date('2026-11-20T09:00:00.000Z');
    reminders.answers.push({ conferenceId, siteId: good, hasAnswered: true, remindedAt: null });
    await tick();
    expect(await world.database.delivery.count()).toBe(2);
  });
});
