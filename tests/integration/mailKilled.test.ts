// The service killed with SIGKILL while letters are on their way: afterwards every recipient has exactly one, or a person is asked.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from './support/database.ts';
import { startSmtp } from './support/smtpServer.ts';
import { createDeliveryWorld, type DeliveryWorld, LEASES, letter } from './support/smtpWorld.ts';

let server: TestServer;
const children: ChildProcess[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server?.[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 30_000, interval: 50 };
const ADDRESSES = Array.from({ length: 12 }, (_, index) => `xa${index}@xa.example`).sort();

function startChild(...values: readonly string[]): ChildProcess {
  const script = new URL('./support/smtpChild.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, ...values], { stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Sweeps, as every minute does in service, until nothing is on its way. */
async function finish(world: DeliveryWorld): Promise<Record<string, string>> {
  await vi.waitFor(async () => {
    await world.delivery.jobs.enqueue('mail.sweep', [{}]);
    const states = Object.values(await world.states());
    expect(states.filter((state) => state === 'queued' || state === 'sending')).toEqual([]);
  }, PATIENCE);
  return world.states();
}

describe('a service killed while it sends', () => {
  it('[MA3] while recipients are being named: everyone has exactly one letter after the restart', async () => {
    await using smtp = await startSmtp();
    const databaseUrl = await server.createDatabase();
    const stalled = Promise.withResolvers<void>();
    const released = Promise.withResolvers<undefined>();
    let asked = 0;
    smtp.onRecipient = () => {
      asked += 1;
      if (asked <= 4) return undefined;
      stalled.resolve();
      return released.promise;
    };
    const child = startChild(databaseUrl, smtp.url, '0', ...ADDRESSES);
    await stalled.promise;
    await kill(child);
    smtp.onRecipient = () => undefined;
    released.resolve(undefined);
    await using world = await createDeliveryWorld({ databaseUrl, smtpUrl: smtp.url, leases: LEASES });
    const acceptedBefore = smtp.accepted.length;
    const states = await finish(world);
    expect(acceptedBefore).toBeLessThan(ADDRESSES.length);
    expect(new Set(Object.values(states))).toEqual(new Set(['sent']));
    expect(smtp.addresses()).toEqual(ADDRESSES);
    expect(await world.database.delivery.count({ where: { attempts: 2 } })).toBeGreaterThan(0);
  });

  it('[MA3] in the middle of a message: the half message is nothing, and the whole one arrives once', async () => {
    await using smtp = await startSmtp();
    const databaseUrl = await server.createDatabase();
    const stalled = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    smtp.onData = () => {
      stalled.resolve();
      return released.promise;
    };
    const child = startChild(databaseUrl, smtp.url, '13000000', 'a@xa.example');
    await stalled.promise;
    await kill(child);
    smtp.onData = () => undefined;
    released.resolve();
    await using world = await createDeliveryWorld({ databaseUrl, smtpUrl: smtp.url });
    expect(await finish(world)).toEqual({ 'a@xa.example': 'sent' });
    expect(smtp.addresses()).toEqual(['a@xa.example']);
    expect((await smtp.parse('a@xa.example')).attachments[0]?.size).toBe(13_000_000);
  });

  it('[MA7] between the end of a message and its acknowledgement: not repeated by itself, and a person is told', async () => {
    await using smtp = await startSmtp();
    const databaseUrl = await server.createDatabase();
    const accepted = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    smtp.onAccepted = () => {
      accepted.resolve();
      return released.promise;
    };
    const child = startChild(databaseUrl, smtp.url, '0', 'a@xa.example');
    await accepted.promise;
    await kill(child);
    smtp.onAccepted = () => undefined;
    released.resolve();
    await using world = await createDeliveryWorld({ databaseUrl, smtpUrl: smtp.url, leases: LEASES });
    expect(await finish(world)).toEqual({ 'a@xa.example': 'givenUp' });
    expect(smtp.addresses()).toEqual(['a@xa.example']);
    const [row] = await world.database.delivery.findMany();
    expect(row?.handedOverAt).not.toBeNull();
    expect(row?.lastError).toContain('chưa rõ thư đã đến nơi hay chưa');
    // A person's repeat carries the same Message-ID, by which the receiver can drop it.
    await world.delivery.postOffice.repeat(row?.deliveryId ?? '');
    expect(await finish(world)).toEqual({ 'a@xa.example': 'sent' });
    const ids = smtp.accepted.map(({ raw }) => /^Message-ID: (.+)$/imu.exec(raw.toString())?.[1]?.trim());
    expect(ids).toEqual([row?.messageId, row?.messageId]);
  });

  it('[MA7] a connection that breaks after the end of a message leaves the same doubt', async () => {
    await using smtp = await startSmtp();
    await using world = await createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: smtp.url });
    smtp.onAccepted = () => smtp.cutConnections();
    await world.post([letter('a@xa.example')]);
    await vi.waitFor(async () => expect(await world.states()).toEqual({ 'a@xa.example': 'givenUp' }), PATIENCE);
    expect((await world.database.delivery.findMany())[0]).toMatchObject({ attempts: 1 });
    expect(smtp.addresses()).toEqual(['a@xa.example']);
  });
});
