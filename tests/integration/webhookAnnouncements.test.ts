import { describe, expect, it, vi } from 'vitest';
import type { ConferenceView } from '../../server/contract/index.ts';
import type { SeriesOutcome, SeriesView } from '../../server/contract/series.ts';
import type { WebhookListed } from '../../server/contract/webhooks.ts';
import { query } from './support/database.ts';
import { NOW, plan } from './support/schedule.ts';

import {
  act,
  administrator,
  createAnnouncer,
  databaseUrl,
  deliveriesOf,
  draft,
  expectSigned,
  expectView,
  PATIENCE,
  prepareWebhooks,
  remove,
  secretary,
  startReceiver,
  store,
  subscribe,
  world,
} from './support/webhookRoom.ts';

prepareWebhooks();

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
