// Webhook calls to a real HTTP server: signed, tried again, bounded, and only to machines they may reach.

import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountId, ConferenceId, ConferenceView } from '../../server/contract/index.ts';
import { createWebhookSecret } from '../../server/jobs/webhooks/signWebhook.ts';
import { startTestServer, type TestServer } from './support/database.ts';
import { createDeliveryWorld, type DeliveryWorld, type WorldOptions } from './support/smtpWorld.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 20_000, interval: 25 };
const CONFERENCE_ID = randomUUID() as ConferenceId;
const SECRET = createWebhookSecret();
const CONFERENCE: ConferenceView = {
  conferenceId: CONFERENCE_ID,
  status: 'published',
  kind: 'giaoBan',
  title: 'Giao ban tháng 11',
  startsAt: '2026-11-24T01:00:00.000Z',
  endsAt: '2026-11-24T03:00:00.000Z',
  mode: 'giaoBan',
  chair: {
    accountId: randomUUID() as AccountId,
    name: 'Chủ tịch UBND tỉnh',
    role: 'chair',
    siteId: null,
    siteName: null,
  },
  coChairs: [],
  secretaries: [],
  sites: [],
  agenda: [],
  cancelReason: null,
  cancelNote: null,
  version: 2,
};

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function startReceiver(respond: (call: Call, response: ServerResponse, count: number) => void) {
  const calls: Call[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    calls.push(call);
    respond(call, response, calls.length);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    calls,
    url: `http://127.0.0.1:${address.port}/hook`,
    port: address.port,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

async function createWorld(options: Partial<WorldOptions> = {}): Promise<DeliveryWorld> {
  return createDeliveryWorld({ databaseUrl: await server.createDatabase(), smtpUrl: undefined, ...options });
}

function subscribe(world: DeliveryWorld, url: string, change: { events?: ('published' | 'cancelled')[] } = {}) {
  const who = { name: 'Quản lý văn bản', createdByName: 'Quản trị' };
  return world.webhooks.subscribe({ ...who, url, secret: SECRET, events: ['published'], ...change }, new Date());
}

function announce(world: DeliveryWorld, event: 'published' | 'cancelled' = 'published'): Promise<number> {
  return world.mail.transaction((tx) =>
    world.delivery.announce(tx, {
      event,
      conferenceId: CONFERENCE_ID,
      occurredAt: new Date('2026-11-24T01:00:00.000Z'),
      conference: CONFERENCE,
    }),
  );
}

async function expectState(world: DeliveryWorld, subscriptionId: string, state: string) {
  await vi.waitFor(
    async () => expect((await world.webhooks.listDeliveries(subscriptionId))[0]?.state).toBe(state),
    PATIENCE,
  );
  const [delivery] = await world.webhooks.listDeliveries(subscriptionId);
  if (delivery === undefined) throw new Error('no delivery');
  return delivery;
}

describe('webhooks', () => {
  it('[WH1] a call carries an id, a timestamp and a signature the receiver can check', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(204).end());
    await using world = await createWorld();
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    const delivery = await expectState(world, subscriptionId, 'sent');
    const [call] = receiver.calls;
    if (call === undefined) throw new Error('not called');
    const { headers, body } = call;
    const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-id']).toBe(delivery.deliveryId);
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60);
    expect(JSON.parse(body)).toEqual({
      type: 'conference.published',
      timestamp: '2026-11-24T01:00:00.000Z',
      data: { conferenceId: CONFERENCE_ID, conference: CONFERENCE },
    });
  });

  it('[WH2] only active subscriptions that asked for the event are called, and none for a change rolled back', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(200).end('ok'));
    await using world = await createWorld();
    const wanted = await subscribe(world, `${receiver.url}/wanted`);
    await subscribe(world, `${receiver.url}/other`, { events: ['cancelled'] });
    const off = await subscribe(world, `${receiver.url}/off`);
    await world.webhooks.edit(off.subscriptionId, off.version, { active: false });
    const refused = world.mail.transaction(async (tx) => {
      await world.delivery.announce(tx, {
        event: 'published',
        conferenceId: CONFERENCE_ID,
        occurredAt: new Date(),
        conference: CONFERENCE,
      });
      throw new Error('rolled back');
    });
    await expect(refused).rejects.toThrow('rolled back');
    expect(await announce(world)).toBe(1);
    await expectState(world, wanted.subscriptionId, 'sent');
    expect(receiver.calls.map((call) => call.path)).toEqual(['/hook/wanted']);
    expect(await world.webhooks.listDeliveries(wanted.subscriptionId)).toHaveLength(1);
  });

  it('[WH3] a failing receiver is called again with the same id, and every result is kept', async () => {
    await using receiver = await startReceiver((_call, response, count) =>
      response.writeHead(count < 3 ? 500 : 200).end(),
    );
    await using world = await createWorld();
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    const delivery = await expectState(world, subscriptionId, 'sent');
    expect(delivery.results.map((result) => [result.status, result.error])).toEqual([
      [500, 'HTTP 500'],
      [500, 'HTTP 500'],
      [200, null],
    ]);
    expect(new Set(receiver.calls.map((call) => call.headers['webhook-id']))).toEqual(new Set([delivery.deliveryId]));
  });

  it('[WH3] attempts end: the call is given up with its results', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(503).end());
    await using world = await createWorld();
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    const delivery = await expectState(world, subscriptionId, 'givenUp');
    expect(delivery).toMatchObject({ attempts: 3, nextAttemptAt: null, sentAt: null });
    expect(delivery.results).toHaveLength(3);
  });

  it('[WH3] a receiver that is gone is not called again, and its subscription is switched off', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(410).end());
    await using world = await createWorld();
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    await expectState(world, subscriptionId, 'failed');
    await vi.waitFor(async () => expect((await world.webhooks.listSubscriptions())[0]?.active).toBe(false), PATIENCE);
    expect(await announce(world)).toBe(0);
  });

  it('[WH4] a redirect is not followed', async () => {
    await using target = await startReceiver((_call, response) => response.writeHead(200).end());
    await using receiver = await startReceiver((_call, response) =>
      response.writeHead(307, { location: target.url }).end(),
    );
    await using world = await createWorld({ delaysMs: [] });
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    const delivery = await expectState(world, subscriptionId, 'givenUp');
    expect(delivery.results[0]).toMatchObject({ status: 307 });
    expect(target.calls).toEqual([]);
  });

  it('[WH4] a receiver that never answers is left after the time limit; one whose body never ends is not waited for', async () => {
    await using silent = await startReceiver(() => undefined);
    await using endless = await startReceiver((_call, response) => response.writeHead(200).write('…'));
    await using world = await createWorld({ delaysMs: [], timeoutMs: 300 });
    const one = await subscribe(world, silent.url);
    const two = await subscribe(world, endless.url);
    await announce(world);
    const delivery = await expectState(world, one.subscriptionId, 'givenUp');
    expect(delivery.results[0]).toMatchObject({ status: null, error: 'Không trả lời trong 0.3 giây.' });
    expect((await expectState(world, two.subscriptionId, 'sent')).results[0]).toMatchObject({
      status: 200,
      error: null,
    });
  });

  it('[WH5] this machine is not called unless allowed, neither by address nor by name', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(200).end());
    await using world = await createWorld({ delaysMs: [], allowLoopback: false });
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const { subscriptionId } = await subscribe(world, `http://${host}:${receiver.port}/hook`);
      await announce(world);
      expect((await expectState(world, subscriptionId, 'givenUp')).results[0]).toMatchObject({
        status: null,
        error: 'Không gọi về chính máy chủ này.',
      });
      await world.webhooks.unsubscribe(subscriptionId);
    }
    expect(receiver.calls).toEqual([]);
  });

  it('[WH6] what a dead service was calling is called again', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(200).end());
    await using world = await createWorld();
    const { subscriptionId } = await subscribe(world, receiver.url);
    // As a service leaves it that dies in mid-call: claimed, and nobody behind the claim.
    const [deliveryId = ''] = await world.mail.transaction((tx) => world.webhooks.insert(tx, 'published', '{}'));
    expect(await world.webhooks.claim(deliveryId, 0)).toMatchObject({ deliveryId, attempts: 1 });
    expect(await world.webhooks.claim(deliveryId, 0)).toBeUndefined();
    await world.delivery.jobs.enqueue('webhook.sweep', [{}]);
    expect(await expectState(world, subscriptionId, 'sent')).toMatchObject({ attempts: 2 });
    expect(receiver.calls).toHaveLength(1);
  });

  it('[WH2] an edit names its version, and a secret is never listed', async () => {
    await using world = await createWorld();
    const made = await subscribe(world, 'https://vanban.tinh.example/hook');
    expect(JSON.stringify([made, await world.webhooks.listSubscriptions()])).not.toContain(SECRET);
    const input = { url: made.url, events: ['cancelled' as const], active: false };
    expect(await world.webhooks.edit(made.subscriptionId, 1, input)).toMatchObject({ version: 2, active: false });
    await expect(world.webhooks.edit(made.subscriptionId, 1, input)).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.webhooks.edit(randomUUID(), 1, input)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('[WH7] old results are removed at night, what is still owed is not', async () => {
    await using receiver = await startReceiver((_call, response) => response.writeHead(200).end());
    let now = new Date();
    await using world = await createWorld({ now: () => now });
    const { subscriptionId } = await subscribe(world, receiver.url);
    await announce(world);
    await expectState(world, subscriptionId, 'sent');
    const [owed] = await world.mail.transaction((tx) => world.webhooks.insert(tx, 'published', '{}'));
    await world.database.webhookDelivery.updateMany({ data: { dueAt: new Date('2099-01-01T00:00:00.000Z') } });
    const list = async () => (await world.webhooks.listDeliveries(subscriptionId)).map((row) => row.deliveryId);
    expect(await list()).toHaveLength(2);
    now = new Date(now.getTime() + 91 * 86_400_000);
    await world.delivery.jobs.enqueue('webhook.retain', [{}]);
    await vi.waitFor(async () => expect(await list()).toEqual([owed]), PATIENCE);
  });
});
