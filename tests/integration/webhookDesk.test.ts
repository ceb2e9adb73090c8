import { describe, expect, it } from 'vitest';
import { type ErrorAnswer, ROLES } from '../../server/contract/index.ts';
import {
  WEBHOOKS_MOST,
  type WebhookIssued,
  type WebhookListed,
  type WebhookResult,
  type WebhookSubscriptionView,
} from '../../server/contract/webhooks.ts';
import { TestClient } from './support/api.ts';

import {
  administrator,
  api,
  as,
  deliveriesOf,
  deliveryWorld,
  expectSigned,
  input,
  prepareWebhooks,
  remove,
  rows,
  startReceiver,
  strictApi,
  subscribe,
  UNKNOWN,
} from './support/webhookRoom.ts';

prepareWebhooks();

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
