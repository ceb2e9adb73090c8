/** Who sends and who receives what (MP1–MP7) and how it fits a line. */
import { describe, expect, it } from 'vitest';
import { type ConnectionId, LIMITS, type SiteId } from '../../server/contract/index.ts';
import { CAMERA_LAYERS, fitToLink, kbpsOf, sumKbps } from '../../server/domain/link-budget/linkBudget.ts';
import { mediaPlan } from '../../server/domain/media-plan/mediaPlan.ts';
import type { Receiver, Subscription } from '../../server/domain/media-plan/plan.ts';
import { actors, type Driver, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const site = (index: number) => ({ siteId: siteIdOf(index) });
const connection = (name: string) => name as ConnectionId;
const room = (index: number, linkDownKbps: number | null = null): Receiver => ({
  connectionId: connection(`room ${index}`),
  kind: 'room',
  siteId: siteIdOf(index),
  linkDownKbps,
});
const CONSOLE: Receiver = { connectionId: connection('console'), kind: 'console', siteId: null, linkDownKbps: null };
const OBSERVER: Receiver = { connectionId: connection('observer'), kind: 'observer', siteId: null, linkDownKbps: null };

function plan(driver: Driver, receivers: readonly Receiver[], loudest: readonly SiteId[] = []) {
  return mediaPlan(driver.state, { receivers, loudest });
}

/** What one receiver gets, as readable words: "camera 2 @1", "(microphone 3)" when paused. */
function words(driver: Driver, receiver: Receiver, loudest: readonly SiteId[] = []): string[] {
  const received = plan(driver, [receiver], loudest).receive.get(receiver.connectionId) ?? [];
  return received.map(({ siteId, source, active, spatialLayer }) => {
    const text = `${source} ${driver.state.siteOrder.indexOf(siteId)}${source === 'camera' ? ` @${spatialLayer}` : ''}`;
    return active ? text : `(${text})`;
  });
}

describe('what a receiver gets', () => {
  it('[MP1] is a pure function of state and receivers', () => {
    const driver = driveOpen(6);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    const before = JSON.stringify(driver.state);
    const receivers = [room(1), room(2), CONSOLE];
    expect(plan(driver, receivers)).toEqual(plan(driver, receivers));
    expect(JSON.stringify(driver.state)).toBe(before);
  });

  it('[MP2] panes, chair, heard and the next two prepared; never itself', () => {
    const driver = driveOpen(8);
    for (const index of [4, 5, 6]) driver.ok(actors.site(index), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(3));
    const next = ['(microphone 4)', '(camera 4 @2)', '(microphone 5)', '(camera 5 @2)'];
    expect(words(driver, room(7))).toEqual(['microphone 0', 'microphone 3', 'camera 3 @2', 'camera 0 @0', ...next]);
    expect(words(driver, room(3))).toEqual(['microphone 0', 'camera 0 @2', ...next]);
    expect(words(driver, room(0))).toEqual(['microphone 3', 'camera 3 @2', ...next]);
    expect(words(driver, room(4))).not.toContain('(microphone 4)');
    expect(words(driver, OBSERVER)).toEqual(['microphone 0', 'microphone 3', 'camera 3 @2']);
  });

  it('[MP2] the layer follows the number of panes, content has its own stream', () => {
    const driver = driveOpen(12);
    driver.ok(actors.secretary, 'stage.set', { layout: 'four' });
    expect(words(driver, room(9))).toEqual([
      'microphone 0',
      'camera 0 @1',
      'camera 1 @1',
      'camera 2 @1',
      'camera 3 @1',
    ]);
    expect(words(driver, room(2))).not.toContain('camera 2 @1');
    driver.ok(actors.secretary, 'stage.set', { layout: 'nine' });
    expect(words(driver, room(11)).filter((word) => word.endsWith('@0'))).toHaveLength(9);
    driver.ok(actors.secretary, 'floor.grant', site(3));
    driver.ok(actors.site(3), 'content.take');
    expect(words(driver, room(11))).toEqual(['microphone 0', 'microphone 3', 'camera 3 @1', 'screen 3', 'camera 0 @0']);
    expect(words(driver, room(3))).not.toContain('screen 3');
    driver.ok(actors.secretary, 'stage.set', { layout: 'chairOnly' });
    expect(words(driver, room(11))).toEqual(['microphone 0', 'microphone 3', 'camera 0 @2', 'screen 3']);
  });

  it('[MP2] a next speaker already in a pane stays shown, one that is offline is not prepared', () => {
    const driver = driveOpen(8);
    for (const index of [2, 5, 6, 7]) driver.ok(actors.site(index), 'floor.request');
    driver.ok(actors.secretary, 'stage.set', { layout: 'four' });
    driver.depart(5);
    const got = words(driver, room(1));
    expect(got).toContain('camera 2 @1');
    expect(got.filter((word) => word.startsWith('('))).toEqual(['(microphone 2)', '(microphone 6)', '(camera 6 @1)']);
  });

  it('[MP2] the console also gets every admitted site as a thumbnail at the lowest layer', () => {
    const driver = driveOpen(5);
    driver.depart(4);
    driver.ok(actors.site(3), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(words(driver, CONSOLE)).toEqual([
      'microphone 0',
      'microphone 2',
      'camera 2 @2',
      'camera 0 @0',
      'camera 1 @0',
      'camera 3 @0',
      '(microphone 3)',
    ]);
  });

  it.each(['giaoBan', 'hoiNghi', 'thaoLuan'] as const)(
    '[MP3] in %s a room has as many Consumers at 200 sites as at 20',
    (mode) => {
      const count = (n: number) => {
        const driver = driveOpen(n, { mode });
        for (let index = 5; index < n; index += 1) driver.ok(actors.site(index), 'floor.request');
        if (mode === 'hoiNghi') {
          for (let index = 2; index < n; index += 1) driver.ok(actors.chair, 'microphone.open', site(index));
        }
        driver.ok(actors.secretary, 'floor.grant', site(3));
        driver.ok(actors.secretary, 'stage.set', { layout: 'sixteen' });
        return words(driver, room(4)).length;
      };
      expect(count(200)).toBe(count(20));
      expect(count(200)).toBeLessThanOrEqual(16 + 1 + 2 + LIMITS.loudestSites + 2 * LIMITS.prewarmedSpeakers);
    },
  );

  it('[MP6] in thaoLuan at most the three loudest beside chair and holder are forwarded', () => {
    const driver = driveOpen(9, { mode: 'thaoLuan' });
    driver.ok(actors.secretary, 'floor.grant', site(1));
    driver.ok(actors.site(7), 'microphone.setOwn', { open: false });
    const loudest = [7, 8, 0, 5, 1, 6, 4].map(siteIdOf);
    const heard = (receiver: Receiver, order: readonly SiteId[]) =>
      words(driver, receiver, order).filter((word) => word.startsWith('microphone'));
    expect(heard(room(2), loudest)).toEqual([
      'microphone 0',
      'microphone 1',
      'microphone 8',
      'microphone 5',
      'microphone 6',
    ]);
    expect(heard(room(8), loudest)).toEqual(['microphone 0', 'microphone 1', 'microphone 5', 'microphone 6']);
    expect(heard(room(8), [siteIdOf(6)])).toEqual([
      'microphone 0',
      'microphone 1',
      'microphone 6',
      'microphone 2',
      'microphone 3',
    ]);
  });

  it('[MP7] a site that is not admitted neither sends nor receives', () => {
    const driver = drive(makeSetup(5)).open().arrive(0, 2, 3);
    driver.ok(actors.secretary, 'site.admit', site(2));
    driver.ok(actors.secretary, 'site.drop', site(3));
    const nameless: Receiver = { ...room(4), connectionId: connection('nameless'), siteId: null };
    const { send, receive } = plan(driver, [room(0), room(2), room(3), room(4), nameless]);
    expect([...receive.keys()]).toEqual([connection('room 0'), connection('room 2')]);
    expect([...send.keys()]).toEqual([siteIdOf(0), siteIdOf(2)]);
  });

  it('[MP7] before the opening and after the closing nobody sends or receives', () => {
    const closed = driveOpen(3);
    closed.ok(actors.chair, 'conference.requestClose');
    closed.ok(actors.chair, 'conference.confirmClose', { closeRequestId: closed.lastRequestId });
    for (const driver of [drive(makeSetup(3)), closed]) {
      expect(plan(driver, [room(0), CONSOLE])).toEqual({ send: new Map(), receive: new Map() });
    }
  });
});

describe('what a site sends', () => {
  it('[MP4] a camera nobody shows is paused, one shown only as a thumbnail sends its lowest layer', () => {
    const driver = driveOpen(6);
    driver.ok(actors.site(4), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    const cameras = (receivers: readonly Receiver[]) => {
      const { send } = plan(driver, receivers);
      return driver.state.siteOrder.map((siteId) => send.get(siteId)?.camera);
    };
    const rooms = [0, 1, 2, 3, 4, 5].map((index) => room(index));
    expect(cameras(rooms)).toEqual([2, -1, 2, -1, -1, -1]);
    expect(cameras([...rooms, CONSOLE])).toEqual([2, 0, 2, 0, 0, 0]);
    expect(cameras([OBSERVER])).toEqual([-1, -1, 2, -1, -1, -1]);
    expect(cameras([])).toEqual([-1, -1, -1, -1, -1, -1]);
  });

  it('[FL3] only the heard microphones are live, only the presenter’s screen', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.site(2), 'content.take');
    const live = () => [...plan(driver, [room(3)]).send].map(([, sending]) => [sending.microphone, sending.screen]);
    expect(live()).toEqual([
      [true, false],
      [false, false],
      [true, true],
      [false, false],
    ]);
    driver.ok(actors.chair, 'conference.pause');
    expect(live().some(([microphone]) => microphone)).toBe(false);
    driver.depart(3);
    expect(plan(driver, []).send.has(siteIdOf(3))).toBe(false);
  });

  it('[MP4] no layer is sent that no line can take', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(plan(driver, [room(1, 900), room(3, 900)]).send.get(siteIdOf(2))?.camera).toBe(1);
  });
});

describe('a narrow line', () => {
  const camera = (index: number, spatialLayer: 0 | 1 | 2, priority: number): Subscription => ({
    ...site(index),
    source: 'camera',
    active: true,
    spatialLayer,
    priority,
  });
  const sound: Subscription = { ...site(9), source: 'microphone', active: true, spatialLayer: 0, priority: 255 };
  const screen: Subscription = { ...site(8), source: 'screen', active: true, spatialLayer: 0, priority: 220 };
  const panes = [camera(1, 1, 200), camera(2, 1, 195), camera(3, 1, 190), camera(4, 1, 185)];
  const layers = (fitted: readonly Subscription[]) =>
    fitted.filter((one) => one.source === 'camera').map((one) => one.spatialLayer);

  it('[MP5] layers are lowered from the last pane up, the main pane last', () => {
    expect(layers(fitToLink([sound, ...panes], 2040))).toEqual([1, 1, 1, 1]);
    expect(layers(fitToLink([sound, ...panes], 2039))).toEqual([1, 1, 1, 0]);
    expect(layers(fitToLink([sound, ...panes], 1000))).toEqual([1, 0, 0, 0]);
    expect(layers(fitToLink([sound, ...panes], 700))).toEqual([0, 0, 0, 0]);
    expect(layers(fitToLink([camera(1, 2, 200)], 600))).toEqual([1]);
  });

  it('[MP5] then pictures are left out in the same order, then the content; sound never', () => {
    const names = (linkDownKbps: number, list = [sound, ...panes]) =>
      fitToLink(list, linkDownKbps).map((one) => `${one.source} ${one.siteId.slice(-1)}`);
    expect(names(400)).toEqual(['microphone 9', 'camera 1', 'camera 2']);
    expect(names(100)).toEqual(['microphone 9']);
    expect(names(10)).toEqual(['microphone 9']);
    expect(names(1700, [sound, ...panes, screen])).toEqual(['microphone 9', 'camera 1', 'screen 8']);
    expect(names(1600, [sound, ...panes, screen])).toEqual([
      'microphone 9',
      'camera 1',
      'camera 2',
      'camera 3',
      'camera 4',
    ]);
  });

  it('[MP5] a line without limit, and paused streams, cost nothing', () => {
    const paused: Subscription = { ...camera(5, 2, 50), active: false };
    expect(kbpsOf(paused)).toBe(0);
    expect(fitToLink([...panes, paused], 600)).toContainEqual(paused);
    expect(fitToLink(panes, null)).toBe(panes);
    expect(CAMERA_LAYERS.map((layer) => layer.maxBitrateBps)).toEqual([150_000, 500_000, 1_500_000]);
  });

  it.each([64, 128, 384, 512, 768, 1024, 2048, 4096])(
    '[MP5] a room on %i kbps gets no more than that',
    (linkDownKbps) => {
      const driver = driveOpen(20);
      driver.ok(actors.secretary, 'floor.grant', site(2));
      driver.ok(actors.site(2), 'content.take');
      for (const layout of ['one', 'four', 'nine', 'sixteen', 'contentSpeaker'] as const) {
        driver.ok(actors.secretary, 'stage.set', { layout });
        const received = plan(driver, [room(19, linkDownKbps)]).receive.get(connection('room 19')) ?? [];
        const audioKbps = 2 * 40;
        expect(sumKbps(received)).toBeLessThanOrEqual(Math.max(linkDownKbps, audioKbps));
        expect(received.filter((one) => one.source === 'microphone')).toHaveLength(2);
      }
    },
  );
});
