// A service in small, as a process of its own: starts the embedded database of a data folder, appends one journal entry after another,
// says each that was acknowledged, and never stops by itself. Exists to be killed.

import { createStore } from '../../../server/store/createStore.ts';
import { startEmbeddedPostgres } from '../../../server/store/embeddedPostgres.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { createTestLog } from './database.ts';
import { createWorld, numberEntries, plan, publishPlan } from './schedule.ts';

const log = createTestLog();
const dataDir = process.argv[2] ?? '';
const postgres = await startEmbeddedPostgres({ dataDir, log });
const { databaseUrl } = postgres;
await migrate({ databaseUrl, log });
const store = createStore({ databaseUrl, log });
await store.seed('long-an-2010');
const { conferenceId } = await publishPlan(store, plan(await createWorld(store)));
const setup = await store.schedule.getSetup(conferenceId);
await store.journal.append(conferenceId, 0, numberEntries(setup, 0, [{ type: 'conferenceOpened', data: setup }]));
console.log(JSON.stringify({ conferenceId, databaseUrl }));
for (let seq = 1; ; seq += 1) {
  await store.journal.append(
    conferenceId,
    seq,
    numberEntries(setup, seq, [{ type: 'messageSent', data: { siteId: null, text: `${seq}` } }]),
  );
  console.log(seq + 1);
}
