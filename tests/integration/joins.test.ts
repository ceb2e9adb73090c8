/** The cost of joining does not grow with the conference. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpClient } from '../support/httpClient.ts';
import { HUB_ROOM, measureJoin } from '../support/measureJoin.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
const cookies = new Map<string, string | undefined>();

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 16 });
  await world.createAccount(HUB_ROOM, 'site', world.hub.siteId);
  for (const username of [HUB_ROOM, ...world.sites.map((site) => site.username)]) {
    cookies.set(username, (await HttpClient.signIn(service.url, username, world.password)).cookie);
  }
}, 120_000);

afterAll(() => service?.stop());

it('[LV8][MP3][JN9] one more room costs as many messages, bytes and Consumers in a conference of 16 as in one of 4', async () => {
  const small = await measureJoin(world, cookies, 4);
  const large = await measureJoin(world, cookies, 16);
  expect(large.messages).toBe(small.messages);
  expect(large.messagesToOthers).toBe(small.messagesToOthers);
  expect(large.consumers).toBe(small.consumers);
  expect(large.messages).toBeLessThan(60);
  // The same messages: sizes differ by digits, ids and how well they compress, not by twelve more sites (500 bytes and more).
  expect(Math.abs(large.kilobytes - small.kilobytes)).toBeLessThan(0.3);
}, 120_000);
