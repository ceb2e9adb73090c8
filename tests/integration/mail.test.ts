// Letters from the caller's transaction to a real SMTP server: sent once, tried again, given up, never for a change that was rolled back.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from './support/database.ts';
import { findFreePort, startSmtp } from './support/smtpServer.ts';
import { createDeliveryWorld, letter } from './support/smtpWorld.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 20_000, interval: 25 };

describe('mail', () => {
  it('[MA1] a letter handed in with a change leaves when it commits, once, and its state says so', async () => {
    await using smtp = await startSmtp();
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    expect(await world.post([letter('a@xa.example'), letter('b@xa.example')])).toBe(2);
    await vi.waitFor(
      async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent', 'b@xa.example': 'sent' }),
      PATIENCE,
    );
    expect(smtp.addresses()).toEqual(['a@xa.example', 'b@xa.example']);
    const [row] = await world.database.delivery.findMany({ where: { address: 'a@xa.example' } });
    expect(row).toMatchObject({ attempts: 1, lastError: null, claimId: null });
    expect((await smtp.parse('a@xa.example')).messageId).toBe(row?.messageId);
  });

  it('[MA1] a change that is rolled back sends nothing and leaves nothing', async () => {
    await using smtp = await startSmtp();
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    const rolledBack = world.mail.transaction(async (tx) => {
      await world.delivery.postOffice.post(tx, { conferenceId: null, letters: [letter('a@xa.example')] });
      throw new Error('the change is refused');
    });
    await expect(rolledBack).rejects.toThrow('the change is refused');
    // A letter after it shows that the queue had every occasion to send the first.
    await world.post([letter('b@xa.example')]);
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'b@xa.example': 'sent' }), PATIENCE);
    expect(smtp.addresses()).toEqual(['b@xa.example']);
    const [jobs] = await world.database.$queryRaw<
      { count: number }[]
    >`SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'mail.send'`;
    expect(jobs?.count).toBe(1);
  });

  it('[MA2] the same idempotency key is the same letter, in one enqueueing and in the next', async () => {
    await using smtp = await startSmtp();
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    expect(await world.post([letter('a@xa.example'), letter('a@xa.example')])).toBe(1);
    expect(await world.post([letter('a@xa.example')])).toBe(0);
    await world.post([letter('b@xa.example')]);
    await vi.waitFor(
      async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent', 'b@xa.example': 'sent' }),
      PATIENCE,
    );
    expect(smtp.addresses()).toEqual(['a@xa.example', 'b@xa.example']);
  });

  it('[MA4] a temporary refusal is tried again with the same Message-ID until it is accepted', async () => {
    await using smtp = await startSmtp();
    let refusals = 0;
    smtp.onEnd = () => {
      refusals += 1;
      return refusals <= 2 ? { code: 451, text: 'try again later' } : undefined;
    };
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    await world.post([letter('a@xa.example')]);
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent' }), PATIENCE);
    expect(smtp.accepted).toHaveLength(1);
    const [row] = await world.database.delivery.findMany();
    expect(row?.attempts).toBe(3);
    expect((await smtp.parse('a@xa.example')).messageId).toBe(`<${row?.deliveryId}@tinh.example>`);
  });

  it('[MA4] when the attempts are used up the letter is given up with the last answer, and a person can repeat it', async () => {
    await using smtp = await startSmtp();
    smtp.onRecipient = () => ({ code: 450, text: 'mailbox busy' });
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    await world.post([letter('a@xa.example')]);
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'givenUp' }), PATIENCE);
    const [row] = await world.database.delivery.findMany();
    expect(row).toMatchObject({ attempts: 3, handedOverAt: null });
    expect(row?.lastError).toContain('mailbox busy');
    smtp.onRecipient = () => undefined;
    await world.delivery.postOffice.repeat(row?.deliveryId ?? '');
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent' }), PATIENCE);
    expect((await smtp.parse('a@xa.example')).messageId).toBe(row?.messageId);
    await expect(world.delivery.postOffice.repeat(row?.deliveryId ?? '')).rejects.toMatchObject({ code: 'wrongState' });
  });

  it('[MA5] a permanent refusal fails that recipient at once and no other', async () => {
    await using smtp = await startSmtp();
    smtp.onRecipient = (address) => (address.startsWith('gone') ? { code: 550, text: 'no such user' } : undefined);
    smtp.onEnd = (address) => (address.startsWith('big') ? { code: 552, text: 'too big' } : undefined);
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    await world.post([letter('a@xa.example'), letter('gone@xa.example'), letter('big@xa.example')]);
    const states = { 'a@xa.example': 'sent', 'big@xa.example': 'failed', 'gone@xa.example': 'failed' };
    await vi.waitFor(async () => expect(await world.states()).toEqual(states), PATIENCE);
    const rows = await world.database.delivery.findMany({ where: { state: 'failed' }, orderBy: { address: 'asc' } });
    expect(
      rows.map((row) => [row.attempts, row.lastError?.includes('too big') || row.lastError?.includes('no such user')]),
    ).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  it('[MA5] a refusal of the service itself is not the recipient’s fault: it is tried again', async () => {
    await using smtp = await startSmtp();
    const url = smtp.url.replace('smtp://', 'smtp://giaoban:matkhau@');
    let isPasswordRight = false;
    await using world = await createDeliveryWorld({
      databaseUrl: await server.createDatabase(),
      smtpUrl: url,
      delaysMs: [50, 100, 200, 400],
    });
    smtp.onAuth = () => isPasswordRight;
    await world.post([letter('a@xa.example')]);
    await vi.waitFor(
      async () => expect((await world.database.delivery.findMany())[0]?.lastError).toContain('535'),
      PATIENCE,
    );
    isPasswordRight = true;
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent' }), PATIENCE);
  });

  it('[MA6] a server that is down holds the letters back, and they leave when it is up', async () => {
    const port = await findFreePort();
    await using world = await createDeliveryWorld({
      databaseUrl: await server.createDatabase(),
      smtpUrl: `smtp://127.0.0.1:${port}`,
      delaysMs: Array.from({ length: 100 }, () => 200),
    });
    await world.post([letter('a@xa.example'), letter('b@xa.example')]);
    await vi.waitFor(async () => {
      const rows = await world.database.delivery.findMany();
      expect(rows.every((row) => row.attempts > 0 && row.lastError !== null)).toBe(true);
    }, PATIENCE);
    await using smtp = await startSmtp(port);
    await vi.waitFor(
      async () => expect(await world.states()).toEqual({ 'a@xa.example': 'sent', 'b@xa.example': 'sent' }),
      PATIENCE,
    );
    expect(smtp.addresses()).toEqual(['a@xa.example', 'b@xa.example']);
  });

  it('[MA3] two services on one database never send a letter twice', async () => {
    await using smtp = await startSmtp();
    const databaseUrl = await server.createDatabase();
    await using one = await createDeliveryWorld({ databaseUrl, smtpUrl: smtp.url });
    await using two = await createDeliveryWorld({ databaseUrl, smtpUrl: smtp.url });
    const addresses = Array.from({ length: 40 }, (_, index) => `xa${index}@xa.example`).sort();
    await one.post(addresses.map((address) => letter(address)));
    // Both sweep while both send: every letter is offered to every worker, again and again.
    for (let round = 0; round < 5; round += 1) {
      const jobs = await one.database.delivery.findMany({ select: { deliveryId: true } });
      await Promise.all([one.delivery.jobs.enqueue('mail.send', jobs), two.delivery.jobs.enqueue('mail.send', jobs)]);
    }
    await vi.waitFor(
      async () => expect(new Set(Object.values(await two.states()))).toEqual(new Set(['sent'])),
      PATIENCE,
    );
    await vi.waitFor(async () => {
      const [open] = await one.database.$queryRaw<
        { count: number }[]
      >`SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'mail.send' AND state IN ('created', 'active', 'retry')`;
      expect(open?.count).toBe(0);
    }, PATIENCE);
    expect(smtp.addresses()).toEqual(addresses);
  });

  it('[MA9] a bad address is named before anything is queued', async () => {
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: undefined });
    const bad = 'a@xa.example\r\nBcc: b@xa.example';
    await expect(world.post([letter('a@xa.example'), letter(bad)])).rejects.toMatchObject({
      code: 'invalidInput',
      details: { addresses: [bad] },
    });
    expect(await world.states()).toEqual({});
  });
});
