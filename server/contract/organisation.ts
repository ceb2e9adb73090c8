// The organisation over time, as the HTTP door shows it. Units, sites and accounts are asked for on a day and changed from a day on;
// without one it is today in Việt Nam. Addresses: GET /api/{units,sites,accounts,people}?on=, GET /api/{units,sites,accounts}/:id/history,
// POST /api/{units,sites}/:id/close, GET /api/organisation/export.xlsx?on=, POST /api/organisation/import?effectiveFrom=&dryRun=,
// GET /api/organisation/imports.

import { z } from 'zod';
import { accountEditSchema, accountWriteSchema, siteWriteSchema, unitWriteSchema } from './http.ts';
import type { AccountId, SiteId, UnitId } from './ids.ts';
import type { OrganisationChange, SheetProblem } from './records.ts';
import type { Role } from './roles.ts';
import { localDateSchema } from './rules.ts';

/** Bodies of POST and PATCH. `effectiveFrom`: first day of the change; left out: today. */
export const unitChangeSchema = unitWriteSchema
  .extend({ effectiveFrom: localDateSchema.optional() })
  .refine(
    (unit) =>
      (unit.distanceKm === undefined && unit.distanceGrade === undefined) ||
      Boolean(unit.distanceKm) === Boolean(unit.distanceGrade),
    {
      path: ['distanceGrade'],
      error: 'Khoảng cách lớn hơn 0 phải ghi nguồn; không có khoảng cách thì để trống nguồn.',
    },
  );
export const siteChangeSchema = siteWriteSchema.extend({ effectiveFrom: localDateSchema.optional() });

/** Name, role, site and use hold from the day on; password and address at once. */
export const accountCreateSchema = accountWriteSchema.extend({ effectiveFrom: localDateSchema.optional() });
export const accountChangeSchema = accountEditSchema.extend({ effectiveFrom: localDateSchema.optional() });

export const organisationQuerySchema = z.strictObject({
  q: z.string().max(100).default(''),
  on: localDateSchema.optional(),
});
/** Of anything asked for on a day. */
export const onDaySchema = z.strictObject({ on: localDateSchema.optional() });
export const organisationCloseSchema = z.strictObject({ effectiveFrom: localDateSchema });
export const organisationImportSchema = z.strictObject({
  effectiveFrom: localDateSchema,
  dryRun: z.enum(['true', 'false']).transform((word) => word === 'true'),
});

/** One state of a unit, from its first day to the day before `validTo`; null: no end known. */
export interface UnitVersionView {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly level: string;
  readonly parentId: UnitId | null;
  readonly parentName: string | null;
  readonly order: number;
  readonly distanceKm: number | null;
  readonly distanceGrade: 'official' | 'estimate' | null;
}
/** One state of a site; see UnitVersionView. */
export interface SiteVersionView {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly unitId: UnitId;
  readonly unitName: string;
  readonly order: number;
  readonly isHub: boolean;
  readonly deviceClass: string;
  readonly linkDownKbps: number;
  readonly linkUpKbps: number;
  readonly backupPhone: string | null;
}
/** One state of an account; see UnitVersionView. */
export interface AccountVersionView {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly name: string;
  readonly role: Role;
  readonly siteId: SiteId | null;
  readonly siteName: string | null;
  readonly disabled: boolean;
}
/** First state first. */
export interface HistoryView<Version> {
  readonly id: UnitId | SiteId | AccountId;
  /** An account's user name. */
  readonly code: string;
  /** For If-Match of the next change, also of one that has ended. */
  readonly version: number;
  readonly versions: readonly Version[];
}

/** How many of each kind; `problems`: rows that cannot be taken. */
export type OrganisationCounts = Readonly<Record<OrganisationChange['kinds'][number], number>>;

/** What an import would do (`applied` false) or has done. With problems nothing is ever applied. */
export interface OrganisationImportReport {
  readonly effectiveFrom: string;
  readonly applied: boolean;
  readonly counts: OrganisationCounts;
  /** Everything but what stays as it is; units, sites, accounts. */
  readonly changes: readonly OrganisationChange[];
  readonly problems: readonly SheetProblem[];
  /** Planned conferences that invite a site which will no longer be in force on their day; at most a hundred. */
  readonly affected: readonly {
    readonly conferenceId: string;
    readonly title: string;
    readonly startsAt: string;
    readonly siteNames: readonly string[];
  }[];
}

/** One import that changed something; newest first. */
export interface OrganisationImportView {
  readonly importId: string;
  readonly at: string;
  readonly accountId: AccountId;
  readonly accountName: string;
  readonly effectiveFrom: string;
  readonly counts: OrganisationCounts;
}
