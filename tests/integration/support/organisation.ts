// The organisation's workbook over HTTP as a page sends and gets it, and the reorganisation of 2025 as such a file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorAnswer } from '../../../server/contract/index.ts';
import type { OrganisationImportReport } from '../../../server/contract/organisation.ts';
import { presetSchema } from '../../../server/contract/preset.ts';
import type { OrganisationRows } from '../../../server/contract/records.ts';
import { writeOrganisationSheet } from '../../../server/records/organisationSheet.ts';
import type { TestClient } from './api.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PRESETS = join(import.meta.dirname, '..', '..', '..', 'prisma', 'presets');

/** A preset as the rows of a workbook without accounts. */
export function readPresetRows(presetId: string): OrganisationRows {
  const preset = presetSchema.parse(JSON.parse(readFileSync(join(PRESETS, `${presetId}.json`), 'utf8')));
  const units = preset.units.map(({ distanceGrade = null, ...unit }) => ({ ...unit, distanceGrade }));
  return { units, sites: preset.sites, accounts: null };
}

/** Sends the rows as a workbook. `dryRun` false: applies them. */
export async function importRows(
  url: string,
  client: TestClient,
  rows: OrganisationRows | Buffer,
  options: { effectiveFrom: string; dryRun: boolean; contentType?: string },
): Promise<{ status: number; body: OrganisationImportReport & ErrorAnswer }> {
  const file = Buffer.isBuffer(rows) ? rows : await writeOrganisationSheet(rows);
  const query = new URLSearchParams({ effectiveFrom: options.effectiveFrom, dryRun: String(options.dryRun) });
  const response = await fetch(`${url}/api/organisation/import?${query}`, {
    method: 'POST',
    headers: {
      origin: url,
      'content-type': options.contentType ?? XLSX,
      ...(client.cookie === undefined ? {} : { cookie: client.cookie }),
    },
    body: new Uint8Array(file),
  });
  return { status: response.status, body: (await response.json()) as OrganisationImportReport & ErrorAnswer };
}

export async function exportFile(url: string, client: TestClient, on: string): Promise<Buffer> {
  const response = await fetch(`${url}/api/organisation/export.xlsx?on=${on}`, {
    headers: client.cookie === undefined ? {} : { cookie: client.cookie },
  });
  if (response.status !== 200) throw new Error(`export: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
