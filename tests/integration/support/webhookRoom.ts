// Webhooks behind the HTTP door, with receivers of their own: the room of the file's tests. Call `prepareWebhooks` at a test file's top.

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect } from 'vitest';
import { type ConferenceView, ROLES, type Role } from '../../../server/contract/index.ts';
import {
  WEBHOOK_EVENTS,
  type WebhookBody,
  type WebhookDeliveryView,
  type WebhookIssued,
} from '../../../server/contract/webhooks.ts';
import { createStepAnnouncer } from '../../../server/jobs/webhooks/announceSteps.ts';
import { WebhookDesk } from '../../../server/jobs/webhooks/WebhookDesk.ts';
import type { Store } from '../../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './database.ts';
import { createWorld, NOW, PASSWORD, plan, type World } from './schedule.ts';
import { createDeliveryWorld, type DeliveryWorld } from './smtpWorld.ts';

export const PATIENCE = { timeout: 20_000, interval: 25 };
export const UNKNOWN = '0198c2a1-0000-7000-8000-00000000000a';

let server: TestServer;
export let store: Store;
export let databaseUrl: string;
export let world: World;
export let deliveryWorld: DeliveryWorld;
export let api: TestApi;
/** The same store behind a desk that refuses this machine, as an installation does by default. */
export let strictApi: TestApi;
const clients = new Map<Role, TestClient>();

/** Starts with the file and ends with it. */
export function prepareWebhooks(): void {
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
}

export function as(role: Role): TestClient {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`nobody is signed in as ${role}`);
  return client;
}
/** As the composition root puts it together. */
export function createAnnouncer() {
  return createStepAnnouncer({
    announce: deliveryWorld.delivery.announce,
    isAwaited: (tx, event) => store.webhookDeliveries.isAwaited(tx, event),
    readConference: (tx, conferenceId) => store.invitations.readConference(tx, conferenceId),
  });
}
export const administrator = () => as('administrator');
export const secretary = () => TestClient.signIn(api.url, 'thuky');

export interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: WebhookBody;
}
export async function startReceiver(statusOf: (count: number) => number = () => 204) {
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

export const input = (url: string, change: object = {}) => ({
  name: 'Quản lý văn bản',
  url,
  events: [...WEBHOOK_EVENTS],
  ...change,
});
export async function subscribe(url: string, change: object = {}): Promise<WebhookIssued> {
  const answer = await administrator().send<WebhookIssued>('POST', '/api/webhooks', input(url, change));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
export const remove = (id: string) => administrator().send('DELETE', `/api/webhooks/${id}`);
export const deliveriesOf = async (id: string) =>
  (await administrator().get<WebhookDeliveryView[]>(`/api/webhooks/${id}/deliveries`)).body;
export const rows = () =>
  query<{ row: string }>(databaseUrl, 'SELECT t::text AS row FROM webhook_subscription t ORDER BY 1');

let day = 0;
export async function draft(client: TestClient): Promise<ConferenceView> {
  day += 1;
  const date = `2027-07-${String(day).padStart(2, '0')}`;
  const body = plan(world, { startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T03:00:00.000Z` });
  return expectView(await client.send<ConferenceView>('POST', '/api/conferences', body), 201);
}
export function expectView(answer: { status: number; body: ConferenceView }, status = 200): ConferenceView {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
}
export const act = async (
  client: TestClient,
  name: string,
  { conferenceId, version }: ConferenceView,
  body: object = {},
) => expectView(await client.edit<ConferenceView>(`/api/conferences/${conferenceId}/${name}`, version, body, 'POST'));

export function expectSigned({ headers, text }: Call, secret: string): void {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
}
