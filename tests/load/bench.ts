// npm run bench [-- joins|grant|scheduling]: counts, and few timings, of what the design promises (design §4). Talks only to a service it started on
// loopback, in bounded numbers, and stops by itself.

import { benchGrant } from './grant.ts';
import { benchJoins } from './joins.ts';
import { benchScheduling } from './scheduling.ts';

const wanted = process.argv.slice(2);
const parts = { joins: benchJoins, grant: benchGrant, scheduling: benchScheduling };
// The schedule's hundred thousand conferences take many minutes: only when asked for by name.
const names = wanted.length === 0 ? ['joins', 'grant'] : wanted;
for (const name of names) {
  const part = Object.entries(parts).find(([known]) => known === name)?.[1];
  if (part === undefined) throw new Error(`unknown part ${name}; there are ${Object.keys(parts).join(', ')}`);
  await part();
}
