/** Who is heard, in which order, and how calmly the order changes. */
import { describe, expect, it } from 'vitest';
import type { SiteId } from '../../server/contract/ids.ts';
import { Loudness } from '../../server/media/Loudness.ts';

const levels = (heard: Record<string, number>) => new Map(Object.entries(heard) as [SiteId, number][]);

describe('Loudness', () => {
  it('[ME18] names the loudest first and says so once', () => {
    const loudness = new Loudness();
    expect(loudness.hear(levels({ a: -40, b: -20 }))).toEqual(['b', 'a']);
    expect(loudness.hear(levels({ a: -40, b: -20 }))).toBeUndefined();
  });

  it('[ME18] two sites about as loud as each other keep their order', () => {
    const loudness = new Loudness();
    loudness.hear(levels({ a: -30, b: -31 }));
    for (const [a, b] of [
      [-31, -28],
      [-29, -31],
      [-32, -29],
    ] as const)
      expect(loudness.hear(levels({ a, b }))).toBeUndefined();
  });

  it('[ME18] a site clearly louder passes after a moment, not with one cough', () => {
    const loudness = new Loudness();
    loudness.hear(levels({ a: -30, b: -45 }));
    expect(loudness.hear(levels({ a: -30, b: -20 }))).toBeUndefined();
    const orders = Array.from({ length: 6 }, () => loudness.hear(levels({ a: -30, b: -20 })));
    expect(orders.filter((order) => order !== undefined)).toEqual([['b', 'a']]);
  });

  it('[ME18] a breath keeps a speaker in place; about two seconds of silence forget it', () => {
    const loudness = new Loudness();
    loudness.hear(levels({ a: -25 }));
    expect(loudness.hear(levels({}))).toBeUndefined();
    expect(loudness.hear(levels({}))).toBeUndefined();
    expect(loudness.hear(levels({ a: -25 }))).toBeUndefined();
    const silence = Array.from({ length: 10 }, () => loudness.hear(levels({})));
    expect(silence.findIndex((order) => order !== undefined)).toBe(6);
    expect(silence[6]).toEqual([]);
  });
});
