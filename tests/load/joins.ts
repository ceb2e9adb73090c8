// What one more room costs at 10, 30 and 100 sites, printed as a table.

import { HttpClient } from '../support/httpClient.ts';
import { startService } from '../support/service.ts';
import { type JoinCost, measureJoin } from '../support/measureJoin.ts';
import { createWorld } from '../support/world.ts';

const SIZES = [10, 30, 100];
export async function benchJoins(): Promise<void> {
  const service = await startService({ env: { ORGANISATION_PRESET: 'tay-ninh-2025-07' } });
  try {
    const world = await createWorld(service, { siteCount: Math.max(...SIZES) });
    const cookies = new Map<string, string | undefined>();
    for (const site of world.sites) cookies.set(site.username, (await HttpClient.signIn(service.url, site.username, world.password)).cookie);
    const rows: JoinCost[] = [];
    for (const sites of SIZES) rows.push(await measureJoin(world, cookies, sites));
    print(rows);
  } finally {
    await service.stop();
  }
}

function print(rows: readonly JoinCost[]): void {
  console.log('\nOne more room joins (its own connection; one pane, nobody in the queue):');
  console.table(rows.map((row) => ({ ...row, kilobytes: Number(row.kilobytes.toFixed(1)) })));
  const [small, large] = [rows[0], rows.at(-1)];
  if (!small || !large) return;
  console.log(`messages ${large.sites}:${small.sites} sites = ${(large.messages / small.messages).toFixed(2)}`);
  console.log(`bytes    ${large.sites}:${small.sites} sites = ${(large.kilobytes / small.kilobytes).toFixed(2)}\n`);
}
