/** The page's side of the live door against a real Socket.IO server: attaching, folding, and commands that are never lost. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveClient } from '../../client/signaling/LiveClient.ts';
import type { Attached, ConferenceState } from '../../server/contract/index.ts';
import { keepSites, sitesInView } from '../../server/domain/conference/roomView.ts';
import { actors, countedId, type Driver, driveOpen, siteIdOf } from './support/conference.ts';
import { LiveDoor, waitFor } from './support/liveDoor.ts';

const clients: LiveClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  vi.useRealTimers();
});

function openClient(door: LiveDoor, as: 'room' | 'console' = 'room'): LiveClient {
  const client = new LiveClient({
    url: door.url,
    as,
    ...(as === 'console' && { conferenceId: countedId('conference', 1) }),
  });
  clients.push(client);
  client.start();
  return client;
}

const until = (client: LiveClient, holds: (client: LiveClient) => boolean) =>
  waitFor(() => holds(client), client.subscribe);

function liveWith(state: ConferenceState, catchUp: Extract<Attached, { status: 'live' }>['catchUp']): Attached {
  return { status: 'live', conferenceId: state.conferenceId, capacity: 'site', siteId: siteIdOf(1), catchUp };
}

/** Answers like the service: a snapshot to a room or without lastSeq, else the entries missed. */
function serve(door: LiveDoor, driver: Driver): void {
  door.attachWith(({ lastSeq = null }) =>
    liveWith(
      driver.state,
      lastSeq === null
        ? { kind: 'snapshot', state: driver.state }
        : { kind: 'entries', entries: driver.entries.filter((entry) => entry.seq > lastSeq) },
    ),
  );
}

describe('a page at the live door', () => {
  it('[RM1] takes a snapshot first, folds what follows, and after a reconnect only what it missed', async () => {
    await using door = await LiveDoor.open();
    const driver = driveOpen(3);
    serve(door, driver);
    const client = openClient(door, 'console');
    await until(client, (one) => one.getSnapshot().state !== null);
    expect(client.getSnapshot()).toMatchObject({ connection: 'connected', state: driver.state });

    const asked = driver.ok(actors.site(1), 'floor.request');
    door.sockets[0]?.emit('entries', asked);
    await until(client, (one) => one.getSnapshot().state?.floor.queue.length === 1);

    door.cut();
    await until(client, (one) => one.getSnapshot().connection === 'reconnecting');
    expect(client.getSnapshot().state?.floor.queue).toHaveLength(1);
    const heldSeq = driver.state.seq;
    driver.ok(actors.site(2), 'floor.request');
    await until(client, (one) => one.getSnapshot().state?.floor.queue.length === 2);

    expect(door.of('attach').map((one) => one.payload)).toEqual([
      expect.objectContaining({ as: 'console', lastSeq: null }),
      expect.objectContaining({ as: 'console', lastSeq: heldSeq }),
    ]);
    expect(client.getSnapshot().state).toEqual(driver.state);
    expect(client.getSnapshot().entries.map((entry) => entry.seq)).toEqual([heldSeq, heldSeq + 1]);
  });

  it('[RM1] forgets the conference when it is told to wait', async () => {
    await using door = await LiveDoor.open();
    serve(door, driveOpen(2));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);
    door.sockets[0]?.emit('attached', { status: 'lobby' });
    await until(client, (one) => one.getSnapshot().attached?.status === 'lobby');
    expect(client.getSnapshot().state).toBeNull();
    expect(client.getSnapshot().entries).toEqual([]);
  });

  it('[RM1] asks for the whole state when the service is already in another conference', async () => {
    await using door = await LiveDoor.open();
    const driver = driveOpen(2);
    serve(door, driver);
    const client = openClient(door, 'console');
    await until(client, (one) => one.getSnapshot().state !== null);
    const conferenceId = '00000000-0000-4000-8001-0000000000ff' as ConferenceState['conferenceId'];
    const other = { ...driver.state, conferenceId };
    door.attachWith(({ lastSeq }) =>
      liveWith(other, lastSeq === null ? { kind: 'snapshot', state: other } : { kind: 'entries', entries: [] }),
    );
    door.cut();
    await until(client, (one) => one.getSnapshot().state?.conferenceId === conferenceId);
    expect(door.of('attach').at(-1)?.payload).toMatchObject({ as: 'console', lastSeq: null });
  });

  it('[RM2] sends an unacknowledged command again under the same requestId, and answers it once', async () => {
    await using door = await LiveDoor.open();
    serve(door, driveOpen(2));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);

    const answer = client.command('floor.request', {});
    await door.until(() => door.of('command').length === 1);
    door.answers.set('command', () => ({ ok: true, data: { seq: 77 } }));
    door.cut();

    expect(await answer).toEqual({ ok: true, data: { seq: 77 } });
    const [first, second] = door.of('command');
    expect(door.of('command')).toHaveLength(2);
    expect(second?.payload).toMatchObject({ requestId: expect.any(String) });
    expect(second?.payload).toEqual(first?.payload);
    expect(second?.socketId).not.toBe(first?.socketId);
  });

  it('[RM2] a command given while the line is down waits for the line', async () => {
    await using door = await LiveDoor.open();
    serve(door, driveOpen(2));
    door.answers.set('command', () => ({ ok: true, data: { seq: 5 } }));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);
    door.cut();
    await until(client, (one) => one.getSnapshot().connection === 'reconnecting');
    expect(await client.command('floor.withdraw', {})).toEqual({ ok: true, data: { seq: 5 } });
    expect(door.of('command')).toHaveLength(1);
  });

  it('[RM3] attaches again at a gap and keeps the entries that came while it asked', async () => {
    await using door = await LiveDoor.open();
    const driver = driveOpen(4);
    serve(door, driver);
    const client = openClient(door, 'console');
    await until(client, (one) => one.getSnapshot().state !== null);
    const held = driver.state.seq;

    driver.ok(actors.site(1), 'floor.request');
    const [afterGap] = driver.ok(actors.site(2), 'floor.request');
    const upToGap = [...driver.entries];
    const [meanwhile] = driver.ok(actors.site(3), 'floor.request');
    if (!afterGap || !meanwhile) throw new Error('entries');
    door.answers.set('attach', (payload, socket) => {
      socket.emit('entries', [meanwhile]);
      const { lastSeq } = payload as { lastSeq: number };
      const missed = upToGap.filter((entry) => entry.seq > lastSeq);
      return { ok: true, data: liveWith(driver.state, { kind: 'entries', entries: missed }) };
    });
    door.sockets[0]?.emit('entries', [afterGap]);

    await until(client, (one) => one.getSnapshot().state?.floor.queue.length === 3);
    expect(client.getSnapshot().state).toEqual(driver.state);
    expect(door.of('attach').at(-1)?.payload).toMatchObject({ as: 'console', lastSeq: held });
    expect(door.of('attach')).toHaveLength(2);
  });

  it('[JN9] takes a view in place of entries, also one that comes while it attaches, and its media goes on', async () => {
    await using door = await LiveDoor.open();
    const driver = driveOpen(20);
    const viewNow = () => keepSites(driver.state, sitesInView(driver.state, siteIdOf(1)));
    door.attachWith(() => liveWith(driver.state, { kind: 'snapshot', state: viewNow() }));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);
    expect(client.getSnapshot().state?.siteOrder).toEqual([siteIdOf(0), siteIdOf(1)]);

    driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(9) });
    const [socket] = door.sockets;
    socket?.emit('view', { state: viewNow() });
    await until(client, (one) => one.getSnapshot().state?.floor.holder?.siteId === siteIdOf(9));
    expect(client.getSnapshot().attachments).toBe(1);
    expect(client.getSnapshot().state).toEqual(viewNow());

    const older = viewNow();
    const [paused] = driver.ok(actors.secretary, 'conference.pause');
    if (!paused) throw new Error('entries');
    socket?.emit('entries', [paused]);
    socket?.emit('view', { state: older });
    await until(client, (one) => one.getSnapshot().state?.phase === 'paused');

    // The answer to an attach may be read after what followed it.
    door.answers.set('attach', (_payload, asking) => {
      const answer = liveWith(driver.state, { kind: 'snapshot', state: viewNow() });
      asking.emit('entries', driver.ok(actors.secretary, 'conference.resume'));
      driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(12) });
      asking.emit('view', { state: viewNow() });
      asking.emit('entries', driver.ok(actors.secretary, 'floor.extend', { seconds: 60 }));
      return { ok: true, data: answer };
    });
    door.cut();
    await until(client, (one) => one.getSnapshot().state?.floor.holder?.siteId === siteIdOf(12));
    await until(client, (one) => one.getSnapshot().state?.seq === driver.state.seq);
    expect(client.getSnapshot().state).toEqual(viewNow());
  });

  it('[RM4] a replaced page stays quiet through a reconnect until a person asks for it', async () => {
    await using door = await LiveDoor.open();
    serve(door, driveOpen(2));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);
    door.sockets[0]?.emit('attached', { status: 'replaced' });
    await until(client, (one) => one.getSnapshot().attached?.status === 'replaced');
    door.cut();
    await until(client, (one) => one.getSnapshot().connection === 'reconnecting');
    await until(client, (one) => one.getSnapshot().connection === 'connected');
    expect(door.of('attach')).toHaveLength(1);
    client.takeOver();
    await until(client, (one) => one.getSnapshot().state !== null);
    expect(door.of('attach')).toHaveLength(2);
  });

  it('[RM5] a page that is refused tries again by itself and says why meanwhile', async () => {
    await using door = await LiveDoor.open();
    door.refusal = 'notSignedIn';
    serve(door, driveOpen(2));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().refusal === 'notSignedIn');
    await door.until(() => door.refused >= 2);
    door.refusal = null;
    await until(client, (one) => one.getSnapshot().state !== null);
    expect(client.getSnapshot()).toMatchObject({ connection: 'connected', refusal: null });
  });

  it('[RM5] an attach the service cannot answer yet is repeated', async () => {
    await using door = await LiveDoor.open();
    door.answers.set('attach', () => ({ ok: false, error: { code: 'unavailable', message: '' } }));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().refusal === 'unavailable');
    serve(door, driveOpen(2));
    await until(client, (one) => one.getSnapshot().state !== null);
    expect(client.getSnapshot().refusal).toBeNull();
  });

  it('[RM6] a command nobody acknowledges is answered unavailable, and so is one of a closed page', async () => {
    await using door = await LiveDoor.open();
    serve(door, driveOpen(2));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().state !== null);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = client.command('floor.request', {});
    vi.advanceTimersByTime(30_000);
    expect(await slow).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    vi.useRealTimers();
    const interrupted = client.command('floor.request', {});
    client.close();
    expect(await interrupted).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(await client.command('floor.request', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  it('[RM6] a page in no conference answers its own commands', async () => {
    await using door = await LiveDoor.open();
    door.attachWith(() => ({ status: 'idle' }));
    const client = openClient(door);
    await until(client, (one) => one.getSnapshot().attached?.status === 'idle');
    expect(await client.command('floor.request', {})).toMatchObject({
      ok: false,
      error: { code: 'conferenceNotOpen' },
    });
    expect(door.of('command')).toEqual([]);
  });
});
