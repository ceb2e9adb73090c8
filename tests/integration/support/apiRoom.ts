// A store behind the HTTP door with somebody signed in for every role. One for a test file: call `prepareApi` at its top.

import { afterAll, beforeAll } from 'vitest';
import { ROLES, type Role, type SiteView } from '../../../server/contract/index.ts';
import type { Store } from '../../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './database.ts';
import { createWorld, NOW, PASSWORD, plan, type World } from './schedule.ts';

/** What stands while the file's tests run. */
export interface ApiRoom {
  readonly server: TestServer;
  readonly store: Store;
  readonly databaseUrl: string;
  readonly world: World;
  readonly api: TestApi;
  /** The site of the `site` account: the first district, invited by `plan`. */
  readonly ownSite: SiteView;
}

export const UNIT = {
  code: 'don-vi-moi',
  name: 'Đơn vị mới',
  shortName: 'Mới',
  level: 'other',
  parentId: null,
  order: 900,
};
export const ACCOUNT = { username: 'nguoi-moi', name: 'Người mới', role: 'observer', password: PASSWORD };

/** What a client could change through these addresses. */
const TABLES = [
  'unit',
  'site',
  'device',
  'account',
  'account_version',
  'conference',
  'conference_officer',
  'conference_site',
  'agenda_item',
  'journal_entry',
  'booking',
];

/** Starts with the file and ends with it. */
export function prepareApi() {
  let room: ApiRoom;
  const clients = new Map<Role, TestClient>();
  beforeAll(async () => {
    room = await startRoom();
    await signIn(room, clients);
  });
  afterAll(async () => {
    await room?.api[Symbol.asyncDispose]();
    await room?.store.close();
    await room?.server[Symbol.asyncDispose]();
  });
  let day = 0;
  return {
    the: () => room,
    as: (role: Role): TestClient => {
      const client = clients.get(role);
      if (client === undefined) throw new Error(`nobody is signed in as ${role}`);
      return client;
    },
    onOwnDay: (title = 'Giao ban tháng 11') => {
      day += 1;
      const date = `2027-06-${String(day).padStart(2, '0')}`;
      return plan(room.world, { title, startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T04:00:00.000Z` });
    },
    /** Everything a client could change, as text: equal before and after means nothing happened. */
    fingerprint: async (): Promise<string> => {
      const rows = await Promise.all(
        TABLES.map((table) => query(room.databaseUrl, `SELECT t::text AS row FROM ${table} t ORDER BY 1`)),
      );
      return JSON.stringify(rows);
    },
  };
}

async function startRoom(): Promise<ApiRoom> {
  const server = await startTestServer();
  // One clock: the store's day is the door's, wherever a test sets it.
  let clock = () => NOW;
  const { store, databaseUrl } = await createSeededStore(server, () => clock());
  const world = await createWorld(store);
  const api = await startTestApi({ store, now: NOW });
  clock = () => api.clock.now;
  const [, ownSite] = world.sites;
  if (ownSite === undefined) throw new Error('the preset has no district');
  return { server, store, databaseUrl, world, api, ownSite };
}

async function signIn({ store, api, ownSite }: ApiRoom, clients: Map<Role, TestClient>): Promise<void> {
  for (const role of ROLES) {
    const siteId = role === 'site' ? ownSite.siteId : null;
    await store.accounts.create({ username: `vai-${role}`, name: `Vai ${role}`, role, siteId, password: PASSWORD });
    clients.set(role, await TestClient.signIn(api.url, `vai-${role}`));
  }
}
