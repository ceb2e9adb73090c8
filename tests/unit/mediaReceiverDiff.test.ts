/** The steps between the Consumers a page has and those the plan wants. */
import { describe, expect, it } from 'vitest';
import type { SiteId } from '../../server/contract/ids.ts';
import type { Source } from '../../server/contract/signaling.ts';
import {
  diffReceiver,
  type HeldStream,
  type StreamKey,
  streamKey,
  type WantedStream,
} from '../../server/media/receiverDiff.ts';
import { maySend, sendingOf } from '../../server/media/sending.ts';

const site = (name: string) => name as SiteId;

function want(name: string, source: Source, changes: Partial<WantedStream> = {}): [StreamKey, WantedStream] {
  const stream = {
    siteId: site(name),
    source,
    producerId: `${name}-${source}`,
    active: true,
    spatialLayer: 2,
    priority: 1,
  } as const;
  return [streamKey(site(name), source), { ...stream, ...changes }];
}

function have(name: string, source: Source, changes: Partial<HeldStream> = {}): [StreamKey, HeldStream] {
  const held = { producerId: `${name}-${source}`, told: true, active: true, spatialLayer: 2, priority: 1 } as const;
  return [streamKey(site(name), source), { ...held, ...changes }];
}

const NO_STEPS = { close: [], pause: [], relayer: [], reprioritise: [], resume: [], create: [] };
const diff = (held: [StreamKey, HeldStream][], wanted: [StreamKey, WantedStream][]) =>
  diffReceiver(new Map(held), new Map(wanted));

describe('diffReceiver', () => {
  it('[ME5] what is as wanted needs no step', () => {
    expect(diff([have('a', 'camera')], [want('a', 'camera')])).toEqual(NO_STEPS);
  });

  it('[ME9] closes what is not wanted and creates what is missing', () => {
    const steps = diff([have('a', 'camera')], [want('b', 'camera')]);
    expect(steps).toEqual({ ...NO_STEPS, close: ['a/camera'], create: [want('b', 'camera')[1]] });
  });

  it('[ME10] a new Producer needs a new Consumer', () => {
    const steps = diff([have('a', 'camera', { producerId: 'former' })], [want('a', 'camera')]);
    expect(steps).toEqual({ ...NO_STEPS, close: ['a/camera'], create: [want('a', 'camera')[1]] });
  });

  it('[ME5] a Consumer the page was not told of yet is neither resumed nor created again', () => {
    expect(diff([have('a', 'camera', { told: false, active: false })], [want('a', 'camera')])).toEqual(NO_STEPS);
  });

  it('[ME6] a prepared one is resumed, with its layer and priority', () => {
    const held = have('a', 'camera', { active: false, spatialLayer: 0, priority: 9 });
    expect(diff([held], [want('a', 'camera', { priority: 200 })])).toEqual({
      ...NO_STEPS,
      relayer: [['a/camera', 2]],
      reprioritise: [['a/camera', 200]],
      resume: ['a/camera'],
    });
  });

  it('[ME7] one that should be still is paused even before the page was told of it', () => {
    const held = have('a', 'screen', { told: false });
    expect(diff([held], [want('a', 'screen', { active: false })]).pause).toEqual(['a/screen']);
  });

  it('[ME6] layers are a camera’s, priorities not a microphone’s', () => {
    const changes = { spatialLayer: 0, priority: 77 } as const;
    expect(diff([have('a', 'microphone')], [want('a', 'microphone', changes)])).toEqual(NO_STEPS);
    expect(diff([have('a', 'screen')], [want('a', 'screen', changes)])).toEqual({
      ...NO_STEPS,
      reprioritise: [['a/screen', 77]],
    });
  });
});

describe('what a site may send', () => {
  it('[ME1] a site the plan does not name, or no plan at all, sends nothing', () => {
    for (const plan of [null, { send: new Map() }]) {
      const sending = sendingOf(plan, site('a'));
      expect((['microphone', 'camera', 'screen'] as const).map((source) => maySend(sending, source))).toEqual([
        false,
        false,
        false,
      ]);
    }
  });

  it('[ME1] the lowest layer of a camera is leave to send, none is not', () => {
    const sending = { microphone: false, screen: false } as const;
    expect(maySend({ ...sending, camera: 0 }, 'camera')).toBe(true);
    expect(maySend({ ...sending, camera: -1 }, 'camera')).toBe(false);
  });
});
