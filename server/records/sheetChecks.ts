/**
 * What must hold between the rows of an organisation workbook: one row for each code, references that exist, one hub,
 * no unit below itself. Takes rows that can be read singly; a row at fault is left out with its reason.
 */
import type {
  OrganisationAccountRow,
  OrganisationSiteRow,
  OrganisationUnitRow,
  SheetProblem,
} from '../contract/records.ts';
import { ACCOUNT_SHEET, type SheetShape, SITE_SHEET, UNIT_SHEET } from './organisationColumns.ts';
import { PROBLEMS } from './sheetProblems.ts';
import { at, headingOf, type NumberedRow, type SheetReading } from './sheetRows.ts';

export interface CheckedSheet<Row> {
  readonly rows: readonly Row[];
  readonly problems: readonly SheetProblem[];
}

/** One thing wrong with a row: the field, and why. */
type Fault = readonly [field: string, message: SheetProblem['message']];

/** null: the sheet is not in the workbook. */
export function checkUnits(
  reading: SheetReading<OrganisationUnitRow> | null,
): CheckedSheet<OrganisationUnitRow> | null {
  if (reading === null) return null;
  const parents = new Map(reading.rows.map(({ row }) => [row.code, row.parentCode]));
  return check(
    UNIT_SHEET,
    reading,
    (row) => [
      ...listFaults(isUnknown(row.parentCode, reading), 'parentCode', () => PROBLEMS.unknownUnit(row.parentCode ?? '')),
      ...listFaults(isBelowItself(row.code, parents), 'parentCode', () => PROBLEMS.ring),
      ...listFaults(
        Boolean(row.distanceKm) !== (row.distanceGrade !== null),
        'distanceGrade',
        () => PROBLEMS.distanceGrade,
      ),
    ],
    (row) => row.code,
    'code',
  );
}

/** Units in the workbook are checked; without that sheet the caller checks them against what is in force. */
export function checkSites(
  reading: SheetReading<OrganisationSiteRow> | null,
  units: SheetReading<OrganisationUnitRow> | null,
): CheckedSheet<OrganisationSiteRow> | null {
  if (reading === null) return null;
  const hub = reading.rows.find(({ row }) => row.isHub);
  return check(
    SITE_SHEET,
    reading,
    (row, number) => [
      ...listFaults(isUnknown(row.unitCode, units), 'unitCode', () => PROBLEMS.unknownUnit(row.unitCode)),
      ...listFaults(row.isHub && hub !== undefined && hub.number !== number, 'isHub', () =>
        PROBLEMS.secondHub(hub?.number ?? 0),
      ),
    ],
    (row) => row.code,
    'code',
  );
}

/** `knownSites`: codes that are right though not in the workbook: an account may still sit at a site that has ended. */
export function checkAccounts(
  reading: SheetReading<OrganisationAccountRow> | null,
  sites: SheetReading<OrganisationSiteRow> | null,
  knownSites: ReadonlySet<string>,
): CheckedSheet<OrganisationAccountRow> | null {
  if (reading === null) return null;
  return check(
    ACCOUNT_SHEET,
    reading,
    (row) => [
      ...listFaults(isUnknown(row.siteCode, sites) && !knownSites.has(row.siteCode ?? ''), 'siteCode', () =>
        PROBLEMS.unknownSite(row.siteCode ?? ''),
      ),
      ...listFaults(row.role === 'site' && row.siteCode === null, 'siteCode', () => PROBLEMS.siteAccountWithoutSite),
    ],
    (row) => row.username,
    'username',
  );
}

function check<Row>(
  shape: SheetShape,
  reading: SheetReading<Row>,
  judge: (row: Row, number: number) => readonly Fault[],
  keyOf: (row: Row) => string,
  keyField: string,
): CheckedSheet<Row> {
  const firstRows = new Map<string, number>();
  const rows: Row[] = [];
  const problems: SheetProblem[] = [...reading.problems];
  for (const { row, number } of reading.rows) {
    const key = keyOf(row);
    const first = firstRows.get(key);
    const faults = [
      ...listFaults(first !== undefined, keyField, () => PROBLEMS.repeated(key, first ?? 0)),
      ...judge(row, number),
    ];
    if (first === undefined) firstRows.set(key, number);
    if (faults.length === 0) rows.push(row);
    problems.push(...faults.map(([field, message]) => at(shape, number, headingOf(shape, field), message)));
  }
  return { rows, problems: problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)) };
}

function listFaults(isWrong: boolean, field: string, message: () => SheetProblem['message']): Fault[] {
  return isWrong ? [[field, message()]] : [];
}

function isUnknown<Row extends { readonly code: string }>(
  code: string | null,
  reading: SheetReading<Row> | null,
): boolean {
  if (code === null || reading === null || reading.unreadKeys.has(code)) return false;
  return !reading.rows.some(({ row }: NumberedRow<Row>) => row.code === code);
}

function isBelowItself(code: string, parents: ReadonlyMap<string, string | null>): boolean {
  let above = parents.get(code) ?? null;
  // More steps than units: the chain has entered a ring that this unit only hangs from.
  for (let steps = 0; above !== null && steps <= parents.size; steps += 1) {
    if (above === code) return true;
    above = parents.get(above) ?? null;
  }
  return false;
}
