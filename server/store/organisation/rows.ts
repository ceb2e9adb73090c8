// The organisation as a spreadsheet has it: codes instead of ids. Reads everything once; never writes.

import type { Role } from '../../contract/index.ts';
import type { OrganisationAccountRow, OrganisationSiteRow, OrganisationUnitRow } from '../../contract/records.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { findVersionOn } from '../../domain/organisation/timeline.ts';
import type { Tx } from '../prisma.ts';
import { ACCOUNT_STATES, type AccountTimeline, toAccountTimeline } from './accountVersions.ts';
import { type SiteTimeline, toSiteTimeline, toUnitTimeline, type UnitTimeline } from './versions.ts';

interface Dated<Timeline> {
  readonly id: string;
  readonly code: string;
  readonly email: string | null;
  readonly timeline: Timeline;
}
/** Every unit, site and account there is or ever was. */
export interface Loaded {
  readonly units: readonly Dated<UnitTimeline>[];
  readonly sites: readonly Dated<SiteTimeline>[];
  /** The code of an account is its user name. */
  readonly accounts: readonly Dated<AccountTimeline>[];
}

export async function loadOrganisation(tx: Tx): Promise<Loaded> {
  const units = await tx.unit.findMany({ include: { versions: true } });
  const sites = await tx.site.findMany({ include: { versions: true } });
  const accounts = await tx.account.findMany({ ...ACCOUNT_STATES, orderBy: { username: 'asc' } });
  return {
    units: units.map(({ unitId, code, email, versions }) => ({
      id: unitId,
      code,
      email,
      timeline: toUnitTimeline(versions),
    })),
    sites: sites.map(({ siteId, code, email, versions }) => ({
      id: siteId,
      code,
      email,
      timeline: toSiteTimeline(versions),
    })),
    accounts: accounts.map(({ accountId, username, email, versions }) => ({
      id: accountId,
      code: username,
      email,
      timeline: toAccountTimeline(versions),
    })),
  };
}

/** What is in force on a day, in order of precedence; also accounts that are not used any more. */
export function toSheetRows(
  loaded: Loaded,
  on: LocalDate,
): { units: OrganisationUnitRow[]; sites: OrganisationSiteRow[]; accounts: OrganisationAccountRow[] } {
  const unitCodes = new Map(loaded.units.map((unit) => [unit.id, unit.code]));
  const siteCodes = new Map(loaded.sites.map((site) => [site.id, site.code]));
  const codeOf = (codes: ReadonlyMap<string, string>, id: string) => codes.get(id) ?? '';
  const units = loaded.units.flatMap(({ code, email, timeline }) => {
    const fields = findVersionOn(timeline, on)?.fields;
    if (fields === undefined) return [];
    const { parentId, level, distanceGrade, ...rest } = fields;
    return [
      {
        ...rest,
        code,
        email,
        level: level as OrganisationUnitRow['level'],
        parentCode: parentId === null ? null : codeOf(unitCodes, parentId),
        distanceGrade: distanceGrade as OrganisationUnitRow['distanceGrade'],
      },
    ];
  });
  const sites = loaded.sites.flatMap(({ code, email, timeline }) => {
    const fields = findVersionOn(timeline, on)?.fields;
    if (fields === undefined) return [];
    const { unitId, deviceClass, backupPhone, ...rest } = fields;
    return [
      {
        ...rest,
        code,
        email,
        unitCode: codeOf(unitCodes, unitId),
        deviceClass: deviceClass as OrganisationSiteRow['deviceClass'],
        // An empty cell and no telephone are one thing to a spreadsheet.
        backupPhone: backupPhone === '' ? null : backupPhone,
      },
    ];
  });
  const accounts = loaded.accounts.flatMap(({ code, email, timeline }) => {
    const fields = findVersionOn(timeline, on)?.fields;
    if (fields === undefined) return [];
    const { role, siteId, ...rest } = fields;
    const siteCode = siteId === null ? null : codeOf(siteCodes, siteId);
    return [{ ...rest, username: code, role: role as Role, siteCode, email }];
  });
  const byOrder = (a: { order: number; code: string }, b: { order: number; code: string }) =>
    a.order - b.order || (a.code < b.code ? -1 : 1);
  return { units: units.sort(byOrder), sites: sites.sort(byOrder), accounts };
}
