/** The floor and its queue (FL1–FL3, FL5–FL11). */
import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../server/contract/index.ts';
import { heardSites } from '../../server/domain/conference/heard.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { turnClock } from '../../server/domain/conference/turnClock.ts';
import { actors, type Driver, driveOpen, siteIdOf } from './support/conference.ts';

const queueOf = (driver: Driver) => driver.state.floor.queue.map((request) => request.siteId);
const sites = (...indices: number[]) => indices.map(siteIdOf);

function ask(driver: Driver, index: number): RequestId {
  driver.ok(actors.site(index), 'floor.request');
  return driver.lastRequestId;
}

function grant(driver: Driver, index: number, limitSeconds: number | null = null): void {
  driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(index), limitSeconds });
}

describe('the queue', () => {
  it('[FL1] a site has one place, in the order of asking', () => {
    const driver = driveOpen(5);
    for (const index of [3, 2, 4]) ask(driver, index);
    expect(queueOf(driver)).toEqual(sites(3, 2, 4));
    expect(driver.refusal(actors.site(2), 'floor.request')).toBe('alreadyInQueue');
    expect(driver.refusal(actors.secretary, 'floor.request', { siteId: siteIdOf(2) })).toBe('alreadyInQueue');
    expect(queueOf(driver)).toEqual(sites(3, 2, 4));
  });

  it('[FL1] moving changes the place by one and keeps the others in order', () => {
    const driver = driveOpen(5);
    const [first, , last] = [3, 2, 4].map((index) => ask(driver, index)) as [RequestId, RequestId, RequestId];
    driver.ok(actors.secretary, 'floor.move', { floorRequestId: last, direction: 'up' });
    expect(queueOf(driver)).toEqual(sites(3, 4, 2));
    expect(driver.lastEntry('floorMoved').toPosition).toBe(2);
    driver.ok(actors.secretary, 'floor.move', { floorRequestId: first, direction: 'down' });
    expect(queueOf(driver)).toEqual(sites(4, 3, 2));
    expect(driver.refusal(actors.secretary, 'floor.move', { floorRequestId: last, direction: 'up' })).toBe(
      'wrongState',
    );
  });

  it('[FL1] the secretary registers a site that asked by voice, and the topic stays with it', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'floor.request', { siteId: siteIdOf(3), topic: 'Thủy lợi' });
    expect(driver.state.floor.queue).toEqual([
      {
        floorRequestId: driver.lastRequestId,
        siteId: siteIdOf(3),
        status: 'pending',
        requestedAt: driver.now,
        topic: 'Thủy lợi',
      },
    ]);
    expect(driver.refusal(actors.secretary, 'floor.request', { siteId: siteIdOf(9) })).toBe('siteNotInConference');
  });

  it('[FL11] accepted and pending share one queue; denied and withdrawn leave it', () => {
    const driver = driveOpen(5);
    const [first, second] = [2, 3, 4].map((index) => ask(driver, index)) as [RequestId, RequestId, RequestId];
    driver.ok(actors.secretary, 'floor.accept', { floorRequestId: second });
    expect(driver.state.floor.queue.map((request) => request.status)).toEqual(['pending', 'accepted', 'pending']);
    expect(driver.refusal(actors.secretary, 'floor.accept', { floorRequestId: second })).toBe('wrongState');
    driver.ok(actors.secretary, 'floor.deny', { floorRequestId: first });
    expect(queueOf(driver)).toEqual(sites(3, 4));
    driver.ok(actors.site(4), 'floor.withdraw');
    expect(queueOf(driver)).toEqual(sites(3));
    for (const name of ['floor.accept', 'floor.deny'] as const) {
      expect(driver.refusal(actors.secretary, name, { floorRequestId: first })).toBe('notInQueue');
    }
    expect(driver.refusal(actors.site(4), 'floor.withdraw')).toBe('notInQueue');
    expect(driver.refusal(actors.secretary, 'floor.move', { floorRequestId: first, direction: 'up' })).toBe(
      'notInQueue',
    );
  });
});

describe('granting', () => {
  it('[FL2] one entry moves the floor, the main pane and the clock, and leaves the rest of the queue', () => {
    const driver = driveOpen(6);
    const asked = [2, 3, 4].map((index) => ask(driver, index));
    grant(driver, 2);
    driver.advance(90);
    const entries = driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(4) });
    expect(entries.map((entry) => entry.type)).toEqual(['floorGranted']);
    expect(entries[0]?.data).toEqual({
      floorRequestId: asked[2],
      siteId: siteIdOf(4),
      limitSeconds: 300,
      previous: siteIdOf(2),
    });
    expect(driver.state.floor.holder).toEqual({
      floorRequestId: asked[2],
      siteId: siteIdOf(4),
      grantedAt: driver.now,
      limitSeconds: 300,
      extendedSeconds: 0,
    });
    expect(queueOf(driver)).toEqual(sites(3));
    expect(driver.state.stage.panes[0]).toBe(siteIdOf(4));
    expect(heardSites(driver.state)).toEqual(sites(0, 4));
  });

  it('[FL2] a site that did not ask is invited under the command’s own request', () => {
    const driver = driveOpen(4);
    grant(driver, 3);
    expect(driver.state.floor.holder?.floorRequestId).toBe(driver.lastRequestId);
    expect(driver.lastEntry('floorGranted').previous).toBeNull();
    expect(driver.refusal(actors.secretary, 'floor.grant', { siteId: siteIdOf(3) })).toBe('alreadySpeaking');
    expect(driver.refusal(actors.site(3), 'floor.request')).toBe('alreadySpeaking');
  });

  it('[FL3] in giaoBan exactly the chair and the holder, or the site called on, may be heard', () => {
    const driver = driveOpen(5);
    expect(heardSites(driver.state)).toEqual(sites(0));
    driver.ok(actors.secretary, 'rollCall.start');
    driver.ok(actors.secretary, 'rollCall.callOn', { siteId: siteIdOf(3) });
    expect(heardSites(driver.state)).toEqual(sites(0, 3));
    grant(driver, 2);
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    driver.ok(actors.site(2), 'floor.release');
    expect(heardSites(driver.state)).toEqual(sites(0));
  });

  it('[FL10] only an admitted site that is online can be granted the floor, and not during a pause', () => {
    const driver = driveOpen(5);
    driver.depart(2);
    driver.ok(actors.secretary, 'site.drop', { siteId: siteIdOf(3) });
    const refusal = (index: number) => driver.refusal(actors.secretary, 'floor.grant', { siteId: siteIdOf(index) });
    expect(refusal(2)).toBe('siteOffline');
    expect(refusal(3)).toBe('siteNotAdmitted');
    expect(refusal(9)).toBe('siteNotInConference');
    driver.ok(actors.secretary, 'conference.pause');
    expect(refusal(4)).toBe('wrongState');
    expect(driver.state.floor.holder).toBeNull();
  });

  it('[FL8] a holder that loses its line keeps the floor, a queued site keeps its place', () => {
    const driver = driveOpen(4);
    ask(driver, 2);
    grant(driver, 3);
    const before = driver.state.floor;
    driver.depart(3).depart(2);
    expect(driver.state.floor).toBe(before);
    expect(driver.state.stage.panes[0]).toBe(siteIdOf(3));
    expect(heardSites(driver.state)).toEqual(sites(0));
    driver.advance(40).arrive(3);
    expect(heardSites(driver.state)).toEqual(sites(0, 3));
    expect(siteStatus(driver.state, siteIdOf(3))).toEqual({ kind: 'speaking' });
  });
});

describe('the turn', () => {
  it('[FL5] amber at 60 seconds left, red at 0, and it goes on', () => {
    const driver = driveOpen(3);
    grant(driver, 2, 120);
    const holder = driver.state.floor.holder;
    if (!holder) throw new Error('no holder');
    const at = (seconds: number) => turnClock(holder, driver.nowMs + seconds * 1000);
    expect(at(59)).toEqual({ elapsedSeconds: 59, limitSeconds: 120, remainingSeconds: 61, phase: 'normal' });
    expect(at(60)).toMatchObject({ remainingSeconds: 60, phase: 'amber' });
    expect(at(119)).toMatchObject({ remainingSeconds: 1, phase: 'amber' });
    expect(at(120)).toMatchObject({ remainingSeconds: 0, phase: 'red' });
    expect(at(500)).toMatchObject({ elapsedSeconds: 500, remainingSeconds: -380, phase: 'red' });
    expect(at(-3)).toMatchObject({ elapsedSeconds: 0, phase: 'normal' });
    driver.advance(10_000).ok(actors.secretary, 'incident.note', { text: 'Quá giờ' });
    expect(driver.state.floor.holder).toBe(holder);
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    expect(turnClock({ ...holder, limitSeconds: null }, driver.nowMs)).toMatchObject({
      remainingSeconds: null,
      phase: 'normal',
    });
  });

  it('[FL6] the holder releases, chair and secretary revoke', () => {
    const driver = driveOpen(4);
    expect(driver.refusal(actors.site(2), 'floor.release')).toBe('floorFree');
    expect(driver.refusal(actors.secretary, 'floor.revoke')).toBe('floorFree');
    grant(driver, 2);
    expect(driver.refusal(actors.secretary, 'floor.release')).toBe('forbidden');
    expect(driver.refusal(actors.site(2), 'floor.revoke')).toBe('forbidden');
    driver.ok(actors.site(2), 'floor.release');
    expect(driver.state.floor.holder).toBeNull();
    expect(driver.entries.at(-1)?.type).toBe('floorReleased');
    for (const actor of [actors.chair, actors.secretary]) {
      grant(driver, 3);
      driver.ok(actor, 'floor.revoke');
      expect(driver.state.floor.holder).toBeNull();
      expect(driver.entries.at(-1)?.type).toBe('floorRevoked');
    }
  });

  it('[FL6] a co-chair that holds the floor releases it', () => {
    const driver = driveOpen(3);
    grant(driver, 1);
    driver.ok(actors.coChair, 'floor.release');
    expect(driver.state.floor.holder).toBeNull();
  });

  it('[FL7] extending adds to the limit of the running turn; a turn without limit cannot be extended', () => {
    const driver = driveOpen(3);
    expect(driver.refusal(actors.secretary, 'floor.extend')).toBe('floorFree');
    grant(driver, 2);
    driver.ok(actors.secretary, 'floor.extend');
    driver.ok(actors.secretary, 'floor.extend', { seconds: 60 });
    expect(driver.state.floor.holder).toMatchObject({ limitSeconds: 480, extendedSeconds: 180 });
    grant(driver, 0);
    expect(driver.refusal(actors.secretary, 'floor.extend')).toBe('wrongState');
  });

  it('[FL9] the limit is the one given, else the agenda item’s; the chair’s site has none', () => {
    const driver = driveOpen(4);
    const limitAfterGrant = (index: number, given: number | null) => {
      grant(driver, index, given);
      return driver.state.floor.holder?.limitSeconds;
    };
    expect(limitAfterGrant(2, null)).toBe(300);
    expect(limitAfterGrant(3, 420)).toBe(420);
    expect(limitAfterGrant(0, 420)).toBeNull();
    const [, second] = driver.setup.agenda;
    if (!second) throw new Error('no second item');
    driver.advance(5).ok(actors.chair, 'agenda.goTo', { itemId: second.itemId });
    expect(driver.state.agenda).toMatchObject({ currentItemId: second.itemId, since: driver.now });
    expect(limitAfterGrant(2, null)).toBeNull();
    expect(driver.refusal(actors.chair, 'agenda.goTo', { itemId: second.itemId })).toBe('wrongState');
    expect(driver.refusal(actors.chair, 'agenda.goTo', { itemId: driver.lastRequestId })).toBe('notFound');
  });
});
