// A store with papers behind the HTTP door, on a real database and a real folder, with somebody signed in for every role. One for a
// test file: call `preparePapers` at its top.

import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import {
  type ConferenceView,
  type ErrorAnswer,
  type PaperListView,
  type PaperOpened,
  type PaperView,
  ROLES,
  type Role,
} from '../../../server/contract/index.ts';
import { PaperDesk } from '../../../server/papers/PaperDesk.ts';
import type { Store } from '../../../server/store/createStore.ts';
import { makeForm, makePdf } from '../../support/paperFiles.ts';
import { startTestApi, type TestApi, TestClient } from './api.ts';
import { createSeededStore, createTestLog, makeDataDir, startTestServer, type TestServer } from './database.ts';
import { createWorld, NOW, PASSWORD, plan, publishPlan, type World } from './schedule.ts';

/** What stands while the file's tests run. */
export interface PaperRoom {
  readonly server: TestServer;
  readonly store: Store;
  readonly databaseUrl: string;
  readonly world: World;
  readonly api: TestApi;
  readonly desk: PaperDesk;
  /** Where kept files lie. */
  readonly folder: string;
}

export const GOOD = { title: 'Báo cáo kinh tế - xã hội', noStateSecret: 'true' };

export const pathOf = ({ conferenceId }: ConferenceView) => `/api/conferences/${conferenceId}/papers`;
export const reasonOf = (answer: { body: unknown }) =>
  (answer.body as { details?: { reason?: string } }).details?.reason;

/** Starts with the file and ends with it; `stranger` is a site that `plan` does not invite. */
export function preparePapers() {
  let room: PaperRoom;
  const clients = new Map<string, TestClient>();
  beforeAll(async () => {
    room = await startRoom();
    await signIn(room, clients);
  });
  afterAll(async () => {
    await room?.api[Symbol.asyncDispose]();
    await room?.desk.close();
    await room?.store.close();
    await room?.server[Symbol.asyncDispose]();
    if (room !== undefined) rmSync(room.folder, { recursive: true, force: true });
  });
  const as = (who: string): TestClient => {
    const client = clients.get(who);
    if (client === undefined) throw new Error(`nobody is signed in as ${who}`);
    return client;
  };
  return { the: () => room, as, ...createActs(() => room, as) };
}

async function startRoom(): Promise<PaperRoom> {
  const server = await startTestServer();
  const { store, databaseUrl } = await createSeededStore(server);
  const world = await createWorld(store);
  const folder = makeDataDir();
  const desk = await PaperDesk.open({ folder, store: store.papers, log: createTestLog() });
  const api = await startTestApi({ store, now: NOW, papers: desk });
  return { server, store, databaseUrl, world, api, desk, folder };
}

async function signIn({ store, world, api }: PaperRoom, clients: Map<string, TestClient>): Promise<void> {
  const [, invited] = world.sites;
  const stranger = world.sites.at(-1);
  if (invited === undefined || stranger === undefined) throw new Error('the preset has too few sites');
  const sign = async (username: string, role: Role, siteId: World['hub']['siteId'] | null) => {
    const account = { username: `vai-${username}`, name: `Vai ${username}`, role, siteId, password: PASSWORD };
    await store.accounts.create(account);
    clients.set(username, await TestClient.signIn(api.url, account.username));
  };
  for (const role of ROLES) await sign(role, role, role === 'site' ? invited.siteId : null);
  await sign('stranger', 'site', stranger.siteId);
  for (const username of ['chutri', 'chutri2', 'thuky'])
    clients.set(username, await TestClient.signIn(api.url, username));
}

function createActs(room: () => PaperRoom, as: (who: string) => TestClient) {
  let day = 0;
  const ownDay = (change = {}) => {
    day += 1;
    const date = `2027-08-${String(day).padStart(2, '0')}`;
    return plan(room().world, { startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z`, ...change });
  };
  const conferenceOfOwn = (change = {}) => publishPlan(room().store, ownDay(change));

  async function send<T>(
    who: string,
    path: string,
    file: { name: string; content: Buffer } | null,
    fields: Record<string, string> = GOOD,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: T }> {
    const { url } = room().api;
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { origin: url, cookie: as(who).cookie ?? '', ...headers },
      body: makeForm(file, fields),
    });
    return { status: response.status, body: (await response.json()) as T };
  }
  async function upload(conference: ConferenceView, text = 'Bao cao', fields = GOOD): Promise<PaperView> {
    const file = { name: 'Báo cáo.pdf', content: makePdf(text) };
    const answer = await send<PaperView>('secretary', pathOf(conference), file, fields);
    if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const open = (who: string, conference: ConferenceView, paper: PaperView, number = 1, purpose = 'view') =>
    as(who).send<PaperOpened & ErrorAnswer>('POST', `${pathOf(conference)}/${paper.paperId}/openings`, {
      number,
      purpose,
    });
  const read = (who: string, path: string, headers: Record<string, string> = {}) =>
    fetch(room().api.url + path, { headers: { cookie: as(who).cookie ?? '', ...headers } });
  const papersOf = async (who: string, conference: ConferenceView) =>
    (await as(who).get<PaperListView>(pathOf(conference))).body;
  const kept = () => readdirSync(room().folder).filter((name) => name !== 'incoming');
  return { ownDay, conferenceOfOwn, send, upload, open, read, papersOf, kept };
}
