// Seeded junk at media.produce, on a real worker: whatever a page writes is accepted or refused as invalidInput, the
// worker lives, and the request buffer that all conferences of the worker share is not spoilt.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SiteId, Source } from '../../server/contract/index.ts';
import { AppError } from '../../server/lib/AppError.ts';
import { MediaPage, newSiteId, rtpParameters } from './support/mediaPage.ts';
import { ALL, newConferenceId, plan, startMedia } from './support/mediaWorld.ts';

const SEED = 20_261_122;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-1, 0, 0.5, 255, 256, 2 ** 32, 2 ** 53),
);
const scalar = fc.oneof(number, fc.string(), fc.boolean(), fc.constant(null));

/** Every place in a value, as the keys that lead to it. */
function paths(value: Json, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]))];
}

function replaceAt(value: Json, [key, ...rest]: string[], by: Json): Json {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const copy = structuredClone(value) as Record<string, Json>;
  copy[key] = replaceAt(copy[key] ?? null, rest, by);
  return copy;
}

const spoilt = fc
  .constantFrom<Source>('microphone', 'camera', 'screen')
  .map((source) => ({ source, valid: rtpParameters(source) as Json }))
  .chain(({ source, valid }) =>
    fc
      .array(fc.tuple(fc.constantFrom(...paths(valid)), fc.oneof(scalar, json)), { minLength: 1, maxLength: 2 })
      .map((changes) => ({ source, input: changes.reduce((value, [path, by]) => replaceAt(value, path, by), valid) })),
  );

test('[ME13] no spoilt RTP parameters hurt the worker or the next page', async () => {
  await using service = await startMedia();
  const conference = service.createConference({
    conferenceId: newConferenceId(),
    events: { loudest: () => undefined, quality: () => undefined },
  });
  const hostile = await new MediaPage(conference, newSiteId()).join();
  const honest = await new MediaPage(conference, newSiteId()).join();
  conference.applyPlan(plan([hostile, honest].map((page) => [page.siteId as SiteId, { ...ALL, screen: true }])));
  const outcomes = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(spoilt, async ({ source, input }) => {
      try {
        await hostile.peer.produce({ epoch: hostile.epoch, source, rtpParameters: input });
        outcomes.accepted += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'invalidInput' });
        outcomes.refused += 1;
      }
      await expect(honest.produce(source)).resolves.toHaveProperty('producerId');
    }),
    { seed: SEED, numRuns: 400 },
  );
  expect(service.health).toEqual({ workers: 1, deaths: 0 });
  expect(outcomes.refused).toBeGreaterThan(100);
  expect(outcomes.accepted).toBeGreaterThan(0);
});
