// What one more room costs at 10, 30 and 100 sites, printed as a table.

import { HttpClient } from '../support/httpClient.ts';
import { HUB_ROOM, type JoinCost, measureJoin } from '../support/measureJoin.ts';
import { startService } from '../support/service.ts';
import { createWorld } from '../support/world.ts';

const SIZES = [10, 30, 100];
export async function benchJoins(): Promise<void> {
  const service = await startService({ env: { ORGANISATION_PRESET: 'tay-ninh-2025-07' } });
  try {
    const world = await createWorld(service, { siteCount: Math.max(...SIZES) });
    const cookies = new Map<string, string | undefined>();
    await world.createAccount(HUB_ROOM, 'site', world.hub.siteId);
    for (const username of [HUB_ROOM, ...world.sites.map((site) => site.username)]) {
      cookies.set(username, (await HttpClient.signIn(service.url, username, world.password)).cookie);
    }
    const rows: JoinCost[] = [];
    for (const sites of SIZES) rows.push(await measureJoin(world, cookies, sites));
    print(rows);
  } finally {
    await service.stop();
  }
}

function print(rows: readonly JoinCost[]): void {
  console.log('\nOne more room joins (its own connection; one site speaks, two wait for the floor):');
  console.table(rows.map((row) => ({ ...row, kilobytes: Number(row.kilobytes.toFixed(1)) })));
  const [small, large] = [rows[0], rows.at(-1)];
  if (!small || !large) return;
  console.log(`messages ${large.sites}:${small.sites} sites = ${(large.messages / small.messages).toFixed(2)}`);
  console.log(`bytes    ${large.sites}:${small.sites} sites = ${(large.kilobytes / small.kilobytes).toFixed(2)}\n`);
}
