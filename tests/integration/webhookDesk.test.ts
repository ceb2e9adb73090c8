// Subscriptions of other systems over real HTTP, and what their receivers really get when a conference lives its life.

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConferenceView, type ErrorAnswer, ROLES, type Role } from '../../server/contract/index.ts';
import type { SeriesOutcome, SeriesView } from '../../server/contract/series.ts';
import {
  WEBHOOK_EVENTS,
  WEBHOOKS_MOST,
  type WebhookBody,
  type WebhookDeliveryView,
  type WebhookIssued,
  type WebhookListed,
  type WebhookResult,
  type WebhookSubscriptionView,
} from '../../server/contract/webhooks.ts';
import { createStepAnnouncer } from '../../server/jobs/webhooks/announceSteps.ts';
import { WebhookDesk } from '../../server/jobs/webhooks/WebhookDesk.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, PASSWORD, plan, type World } from './support/schedule.ts';
import { createDeliveryWorld, type DeliveryWorld } from './support/smtpWorld.ts';

const PATIENCE = { timeout: 20_000, interval: 25 };
const UNKNOWN = '0198c2a1-0000-7000-8000-00000000000a';

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let deliveryWorld: DeliveryWorld;
let api: TestApi;
/** The same store behind a desk that refuses this machine, as an installation does by default. */
let strictApi: TestApi;
const clients = new Map<Role, TestClient>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  deliveryWorld = await createDeliveryWorld({ databaseUrl, smtpUrl: undefined });
  store.onStep(createAnnouncer());
  const desk = (allowLoopback: boolean) =>
    new WebhookDesk({ store: store.webhookDeliveries, policy: { allowLoopback }, log: deliveryWorld.log });
  api = await startTestApi({ store, now: NOW, webhooks: desk(true) });
  strictApi = await startTestApi({ store, now: NOW, webhooks: desk(false) });
  for (const role of ROLES) {
    const siteId = role === 'site' ? (world.sites[1]?.siteId ?? null) : null;
    await store.accounts.create({ username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
});
afterAll(async () => {
  await strictApi?.[Symbol.asyncDispose]();
  await api?.[Symbol.asyncDispose]();
  await deliveryWorld?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

/** As the composition root puts it together. */
function createAnnouncer() {
  return createStepAnnouncer({
    announce: deliveryWorld.delivery.announce,
    isAwaited: (tx, event) => store.webhookDeliveries.isAwaited(tx, event),
    readConference: (tx, conferenceId) => store.invitations.readConference(tx, conferenceId),
  });
}
function as(role: Role): TestClient {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`nobody is signed in as ${role}`);
  return client;
}
const administrator = () => as('administrator');
const secretary = () => TestClient.signIn(api.url, 'thuky');

interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: WebhookBody;
}
async function startReceiver(statusOf: (count: number) => number = () => 204) {
  const calls: Call[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    calls.push({ headers: request.headers, text, body: JSON.parse(text) as WebhookBody });
    response.writeHead(statusOf(calls.length)).end();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    calls,
    url: `http://127.0.0.1:${address.port}/giao-ban`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

const input = (url: string, change: object = {}) => ({
  name: 'Quản lý văn bản',
  url,
  events: [...WEBHOOK_EVENTS],
  ...change,
});
async function subscribe(url: string, change: object = {}): Promise<WebhookIssued> {
  const answer = await administrator().send<WebhookIssued>('POST', '/api/webhooks', input(url, change));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const remove = (id: string) => administrator().send('DELETE', `/api/webhooks/${id}`);
const deliveriesOf = async (id: string) =>
  (await administrator().get<WebhookDeliveryView[]>(`/api/webhooks/${id}/deliveries`)).body;
const rows = () => query<{ row: string }>(databaseUrl, 'SELECT t::text AS row FROM webhook_subscription t ORDER BY 1');

let day = 0;
async function draft(client: TestClient): Promise<ConferenceView> {
  day += 1;
  const date = `2027-07-${String(day).padStart(2, '0')}`;
  const body = plan(world, { startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T03:00:00.000Z` });
  return expectView(await client.send<ConferenceView>('POST', '/api/conferences', body), 201);
}
function expectView(answer: { status: number; body: ConferenceView }, status = 200): ConferenceView {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
}
const act = async (client: TestClient, name: string, { conferenceId, version }: ConferenceView, body: object = {}) =>
  expectView(await client.edit<ConferenceView>(`/api/conferences/${conferenceId}/${name}`, version, body, 'POST'));

describe('subscriptions', () => {
  it('[WH9] every address answers administrators and refuses the others and the unknown, who change nothing', async () => {
    const { subscription } = await subscribe('http://10.1.2.3/hook');
    const path = `/api/webhooks/${subscription.subscriptionId}`;
    const doors = [
      ['GET', '/api/webhooks', undefined],
      ['POST', '/api/webhooks', input('http://10.1.2.4/hook')],
      ['PATCH', path, { active: false }],
      ['GET', `${path}/deliveries`, undefined],
      ['POST', `${path}/test`, {}],
      ['DELETE', path, undefined],
    ] as const;
    const before = await rows();
    for (const [method, address, body] of doors) {
      for (const role of ROLES.filter((one) => one !== 'administrator')) {
        const answer = await as(role).send<ErrorAnswer>(method, address, body, { 'if-match': '"1"' });
        expect([answer.status, answer.body.code], `${role} ${method} ${address}`).toEqual([403, 'forbidden']);
      }
      const nobody = await new TestClient(api.url).send<ErrorAnswer>(method, address, body);
      expect([nobody.status, nobody.body.code], `${method} ${address}`).toEqual([401, 'notSignedIn']);
      if (method === 'GET') continue;
      const foreign = await administrator().send<ErrorAnswer>(method, address, body, { origin: 'https://la.example' });
      expect([foreign.status, foreign.body.code], `${method} ${address}`).toEqual([403, 'forbidden']);
    }
    expect(await rows()).toEqual(before);
    expect((await remove(subscription.subscriptionId)).status).toBe(204);
    expect((await remove(subscription.subscriptionId)).status).toBe(404);
  });

  it('[WH9] the secret is in the one answer that makes it; who made it is kept', async () => {
    const { subscription, secret } = await subscribe('https://vanban.tinh.example/hook');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    expect(subscription).toMatchObject({ active: true, createdByName: 'Vai administrator', version: 1 });
    const listed = (await administrator().get<WebhookListed[]>('/api/webhooks')).body;
    expect(listed.find((one) => one.subscriptionId === subscription.subscriptionId)).toEqual({
      ...subscription,
      lastDelivery: null,
    });
    const edited = await administrator().edit(`/api/webhooks/${subscription.subscriptionId}`, 1, { name: 'Cổng' });
    expect(JSON.stringify([listed, edited.body])).not.toContain(secret.slice(6));
    expect(JSON.stringify(deliveryWorld.log.lines)).not.toContain(secret.slice(6));
    expect(JSON.stringify(deliveryWorld.log.lines)).toContain('webhook subscription edited');
    await remove(subscription.subscriptionId);
  });

  it('[WH9] an edit needs its version and changes only what it names', async () => {
    const { subscription } = await subscribe('https://vanban.tinh.example/hook');
    const path = `/api/webhooks/${subscription.subscriptionId}`;
    const without = await administrator().send<ErrorAnswer>('PATCH', path, { active: false });
    expect(without.status).toBe(428);
    const paused = await administrator().edit<WebhookSubscriptionView>(path, 1, { active: false });
    expect([paused.status, paused.headers.get('etag')]).toEqual([200, '"2"']);
    expect(paused.body).toEqual({ ...subscription, active: false, version: 2 });
    const late = await administrator().edit<ErrorAnswer>(path, 1, { name: 'Khác' });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
    expect(late.body.details).toEqual({ version: 2, current: paused.body });
    expect((await administrator().edit(`/api/webhooks/${UNKNOWN}`, 1, { active: true })).status).toBe(404);
    expect((await administrator().get(`/api/webhooks/${UNKNOWN}/deliveries`)).status).toBe(404);
    expect((await administrator().send('POST', `/api/webhooks/${UNKNOWN}/test`, {})).status).toBe(404);
    await remove(subscription.subscriptionId);
  });

  it('[WH9] what is malformed is refused, and more than the maximum', async () => {
    const good = input('https://vanban.tinh.example/hook');
    const before = await rows();
    for (const change of [
      { name: ' ' },
      { events: [] },
      { events: ['published', 'published'] },
      { events: ['opened'] },
      { url: `https://vanban.tinh.example/${'a'.repeat(2_000)}` },
      { secret: 'whsec_AAAA' },
    ]) {
      const answer = await administrator().send<ErrorAnswer>('POST', '/api/webhooks', { ...good, ...change });
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, 'invalidInput']);
    }
    expect(await rows()).toEqual(before);
    const made = await Promise.all(
      Array.from({ length: WEBHOOKS_MOST + 3 }, () =>
        administrator().send<WebhookIssued>('POST', '/api/webhooks', good),
      ),
    );
    expect(made.filter(({ status }) => status === 409)).toHaveLength(3);
    for (const { status, body } of made) if (status === 201) await remove(body.subscription.subscriptionId);
    expect(await rows()).toEqual(before);
  });

  it('[WH10] an address that may not be called is refused with its fault, when made and when edited', async () => {
    const client = await TestClient.signIn(strictApi.url, 'vai-administrator');
    const good = await client.send<WebhookIssued>('POST', '/api/webhooks', input('http://10.20.30.40:8080/hook'));
    expect(good.status).toBe(201);
    const { subscriptionId } = good.body.subscription;
    for (const [url, fault] of [
      ['ftp://vanban.tinh.example', 'notHttp'],
      ['không phải địa chỉ', 'notHttp'],
      ['https://a:b@vanban.tinh.example', 'hasCredentials'],
      ['http://127.0.0.1:9/hook', 'thisMachine'],
      ['http://[::ffff:7f00:1]/hook', 'thisMachine'],
      ['https://localhost/hook', 'thisMachine'],
      ['http://169.254.169.254/latest/meta-data', 'unusableAddress'],
      ['http://239.1.2.3/hook', 'unusableAddress'],
    ] as const) {
      const made = await client.send<ErrorAnswer>('POST', '/api/webhooks', input(url));
      const edited = await client.edit<ErrorAnswer>(`/api/webhooks/${subscriptionId}`, 1, { url });
      for (const { status, body } of [made, edited]) {
        expect([status, body.code], url).toEqual([400, 'invalidInput']);
        expect(body.details, url).toMatchObject([{ path: ['url'], params: { fault } }]);
      }
    }
    await remove(subscriptionId);
  });

  it('[WH11] a test call is signed, answers at once what the receiver said, and is neither kept nor repeated', async () => {
    await using receiver = await startReceiver((count) => (count === 1 ? 200 : 503));
    const { subscription, secret } = await subscribe(receiver.url);
    const { subscriptionId, version } = subscription;
    const test = () => administrator().send<WebhookResult>('POST', `/api/webhooks/${subscriptionId}/test`, {});
    expect((await test()).body).toMatchObject({ status: 200, error: null });
    await administrator().edit(`/api/webhooks/${subscriptionId}`, version, { active: false });
    expect((await test()).body).toMatchObject({ status: 503, error: 'HTTP 503' });
    expect(receiver.calls).toHaveLength(2);
    for (const call of receiver.calls) expectSigned(call, secret);
    expect(receiver.calls[0]?.body).toMatchObject({ type: 'webhook.test', data: { subscriptionId } });
    expect(await deliveriesOf(subscriptionId)).toEqual([]);
    await remove(subscriptionId);
    const { subscription: unreachable } = await subscribe('http://127.0.0.1:1/hook');
    const failed = await administrator().send<WebhookResult>(
      'POST',
      `/api/webhooks/${unreachable.subscriptionId}/test`,
    );
    expect(failed.body.status).toBeNull();
    expect(failed.body.error).toContain('ECONNREFUSED');
    await remove(unreachable.subscriptionId);
  });
});

function expectSigned({ headers, text }: Call, secret: string): void {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
}

describe('announcements', () => {
  it('[WH8][WH1] a conference is published, edited, postponed, moved and cancelled: each is told, signed, as the door shows it', async () => {
    await using receiver = await startReceiver();
    const { subscription, secret } = await subscribe(receiver.url);
    const client = await secretary();
    const views: ConferenceView[] = [];
    const step = async (made: ConferenceView) => {
      views.push(made);
      await vi.waitFor(() => expect(receiver.calls).toHaveLength(views.length), PATIENCE);
      return made;
    };
    let view = await step(await act(client, 'publish', await draft(client)));
    const path = `/api/conferences/${view.conferenceId}`;
    view = await step(expectView(await client.edit(path, view.version, { title: 'Giao ban tháng 7' })));
    view = await step(await act(client, 'postpone', view, { reason: 'batKhaKhang', note: 'Bão số 3' }));
    const moved = { startsAt: '2027-08-02T01:00:00.000Z', endsAt: '2027-08-02T03:00:00.000Z', reason: 'batKhaKhang' };
    view = await step(await act(client, 'reschedule', view, moved));
    await step(await act(client, 'cancel', view, { reason: 'khac', note: '' }));
    expect(receiver.calls.map((call) => call.body.type)).toEqual([
      'conference.published',
      'conference.changed',
      'conference.changed',
      'conference.changed',
      'conference.cancelled',
    ]);
    for (const [index, call] of receiver.calls.entries()) {
      expectSigned(call, secret);
      expect(call.body.data).toEqual({ conferenceId: view.conferenceId, conference: views[index] });
      expect(call.body.timestamp).toBe(NOW.toISOString());
    }
    const listed = (await administrator().get<WebhookListed[]>('/api/webhooks')).body;
    await vi.waitFor(async () => {
      const states = (await deliveriesOf(subscription.subscriptionId)).map(({ event, state }) => [event, state]);
      expect(states).toEqual([
        ['cancelled', 'sent'],
        ['changed', 'sent'],
        ['changed', 'sent'],
        ['changed', 'sent'],
        ['published', 'sent'],
      ]);
    }, PATIENCE);
    expect(listed.find((one) => one.name === subscription.name)?.lastDelivery?.event).toBe('cancelled');
    await remove(subscription.subscriptionId);
  });

  it('[WH8] the notice of conclusions is told', async () => {
    await using receiver = await startReceiver();
    const { subscription } = await subscribe(receiver.url, { events: ['concluded'] });
    const client = await secretary();
    const published = await act(client, 'publish', await draft(client));
    await query(
      databaseUrl,
      `UPDATE conference SET status = 'closed', version = version + 1 WHERE conference_id = '${published.conferenceId}'`,
    );
    await act(client, 'conclude', { ...published, version: published.version + 1 });
    await vi.waitFor(() => expect(receiver.calls).toHaveLength(1), PATIENCE);
    expect(receiver.calls[0]?.body).toMatchObject({
      type: 'conference.concluded',
      data: { conference: { conferenceId: published.conferenceId, status: 'concluded' } },
    });
    await remove(subscription.subscriptionId);
  });

  it('[WH8] what was never published is told to nobody, nor what a refused step would have told', async () => {
    const { subscription } = await subscribe('http://10.255.255.1/hook');
    const client = await secretary();
    const queued = () => query(databaseUrl, 'SELECT delivery_id FROM webhook_delivery');
    const unseen = await draft(client);
    const edit = await client.edit<ConferenceView>(`/api/conferences/${unseen.conferenceId}`, 1, { title: 'Khác' });
    await act(client, 'cancel', edit.body, { reason: 'khac', note: '' });
    const refused = await draft(client);
    const late = await client.edit(`/api/conferences/${refused.conferenceId}/publish`, refused.version + 7, {}, 'POST');
    expect(late.status).toBe(409);
    expect(await queued()).toEqual([]);
    await remove(subscription.subscriptionId);
  });

  it('[WH8] a step that is rolled back after its telling tells nothing', async () => {
    const { subscription } = await subscribe('http://10.255.255.1/hook');
    const client = await secretary();
    const announceStep = createAnnouncer();
    const made = await draft(client);
    let told = 0;
    store.onStep(async (tx, conference, step) => {
      await announceStep(tx, conference, step);
      told = await tx.webhookDelivery.count();
      throw new Error('rolled back');
    });
    try {
      const answer = await client.edit(`/api/conferences/${made.conferenceId}/publish`, made.version, {}, 'POST');
      expect(answer.status).toBe(500);
    } finally {
      store.onStep(announceStep);
    }
    expect(told).toBe(1);
    expect(await deliveriesOf(subscription.subscriptionId)).toEqual([]);
    const jobs = await query(
      databaseUrl,
      `SELECT id FROM pgboss.job WHERE name = 'webhook.send' AND state = 'created'`,
    );
    expect(jobs).toEqual([]);
    await remove(subscription.subscriptionId);
  });

  it('[WH8] a series that is changed and then cancelled tells of its published conferences only', async () => {
    await using receiver = await startReceiver();
    const { subscription } = await subscribe(receiver.url, { events: ['changed', 'cancelled'] });
    const client = await secretary();
    const { startsAt: _startsAt, endsAt: _endsAt, ...content } = plan(world, { title: 'Giao ban tuần' });
    const made = await client.send<SeriesView>('POST', '/api/series', {
      startsOn: '2027-09-06',
      startTime: '14:00',
      durationMinutes: 45,
      rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
      end: { kind: 'count', count: 4 },
      holidayPolicy: 'skip',
      content,
    });
    expect(made.status).toBe(201);
    const published = made.body.conferences[1]?.conferenceId ?? '';
    const { body } = await client.get<ConferenceView>(`/api/conferences/${published}`);
    await act(client, 'publish', body);
    const path = `/api/series/${made.body.seriesId}`;
    const change = { scope: 'all', change: { startTime: '15:00' } };
    const moved = await client.edit<SeriesOutcome>(path, made.body.version, change);
    expect([moved.status, moved.body.changed.length]).toEqual([200, 4]);
    await vi.waitFor(() => expect(receiver.calls).toHaveLength(1), PATIENCE);
    const ending = { scope: 'all', reason: 'khac' };
    expect((await client.edit(`${path}/cancel`, moved.body.series.version, ending, 'POST')).status).toBe(200);
    await vi.waitFor(() => expect(receiver.calls).toHaveLength(2), PATIENCE);
    expect(receiver.calls.map(({ body: { type, data } }) => [type, data.conferenceId])).toEqual([
      ['conference.changed', published],
      ['conference.cancelled', published],
    ]);
    expect(await deliveriesOf(subscription.subscriptionId)).toHaveLength(2);
    await remove(subscription.subscriptionId);
  });

  it('[WH3] a receiver that answers 500 and then 200 is called twice with one id, and both results are shown', async () => {
    await using receiver = await startReceiver((count) => (count === 1 ? 500 : 200));
    const { subscription } = await subscribe(receiver.url);
    const client = await secretary();
    await act(client, 'publish', await draft(client));
    await vi.waitFor(async () => {
      const [delivery] = await deliveriesOf(subscription.subscriptionId);
      expect(delivery).toMatchObject({ state: 'sent', attempts: 2, nextAttemptAt: null });
      expect(delivery?.results.map(({ status }) => status)).toEqual([500, 200]);
    }, PATIENCE);
    expect(receiver.calls).toHaveLength(2);
    expect(new Set(receiver.calls.map((call) => call.headers['webhook-id'])).size).toBe(1);
    await remove(subscription.subscriptionId);
  });

  it('[WH8] whoever joins or leaves the list between two steps is told only of what happens while it is active', async () => {
    await using receiver = await startReceiver();
    const client = await secretary();
    const published = await act(client, 'publish', await draft(client));
    const { subscription } = await subscribe(receiver.url);
    const path = `/api/conferences/${published.conferenceId}`;
    const edited = expectView(await client.edit(path, published.version, { title: 'Giao ban đã sửa' }));
    await vi.waitFor(() => expect(receiver.calls).toHaveLength(1), PATIENCE);
    const hook = `/api/webhooks/${subscription.subscriptionId}`;
    await administrator().edit(hook, subscription.version, { active: false });
    await act(client, 'cancel', edited, { reason: 'khac', note: '' });
    expect((await deliveriesOf(subscription.subscriptionId)).map(({ event }) => event)).toEqual(['changed']);
    await remove(subscription.subscriptionId);
  });
});
