/**
 * The organisation as one workbook: units, sites and accounts written as .xlsx, and such a file read back into rows
 * with every bad row and its reason. Never compares with what is in force (domain/organisation does) and never saves.
 */
import writeXlsxFile from 'write-excel-file/node';
import type {
  OrganisationAccountRow,
  OrganisationRows,
  OrganisationSiteRow,
  OrganisationUnitRow,
  SheetProblem,
} from '../contract/records.ts';
import { type OpenSheet, openWorkbook, WORKBOOK_BYTES, WORKBOOK_ROWS } from './openWorkbook.ts';
import {
  ACCOUNT_SHEET,
  type Column,
  ORGANISATION_SHEETS,
  type SheetShape,
  SITE_SHEET,
  UNIT_SHEET,
} from './organisationColumns.ts';
import { oneLine } from './plainText.ts';
import { checkAccounts, checkSites, checkUnits } from './sheetChecks.ts';
import { PROBLEMS } from './sheetProblems.ts';
import { readSheetRows, type SheetReading } from './sheetRows.ts';

const MEGABYTE = 1024 * 1024;
const INSTRUCTIONS = 'Hướng dẫn';

/** Good rows and what is wrong with the others; a part that is null is not in the workbook. */
export interface OrganisationReading extends OrganisationRows {
  readonly problems: readonly SheetProblem[];
}

/** Shape: the bytes of an .xlsx with the sheets Đơn vị, Điểm cầu, Tài khoản and a page of instructions; no passwords. */
export async function writeOrganisationSheet(rows: OrganisationRows): Promise<Buffer> {
  const parts = [rows.units, rows.sites, rows.accounts];
  const sheets = ORGANISATION_SHEETS.flatMap((shape, index) => {
    const part = parts[index];
    return part === null || part === undefined ? [] : [describeSheet(shape, part)];
  });
  return writeXlsxFile([...sheets, describeInstructions()]).toBuffer();
}

/**
 * Reads what writeOrganisationSheet writes, also after people have edited, reordered and extended it. Never throws for
 * what the file holds: a file that cannot be read is one problem without a row. `knownSites`: codes of sites that
 * accounts may name though they are not in the workbook, such as those that have ended.
 */
export async function parseOrganisationSheet(
  file: Buffer,
  knownSites: ReadonlySet<string> = new Set(),
): Promise<OrganisationReading> {
  const opened = await openWorkbook(file);
  if (!opened.ok) return nothing(explainRefusal(opened.reason));
  const [units, sites, accounts] = ORGANISATION_SHEETS.map((shape) =>
    opened.sheets.filter((sheet) => isNamed(sheet, shape)),
  );
  const present = [units, sites, accounts].flatMap((found) => found ?? []);
  if (present.length === 0) return nothing(PROBLEMS.noSheet(ORGANISATION_SHEETS.map((shape) => shape.name).join(', ')));
  const unitReading = readPart<OrganisationUnitRow>(units, UNIT_SHEET, 'code');
  const siteReading = readPart<OrganisationSiteRow>(sites, SITE_SHEET, 'code');
  const accountReading = readPart<OrganisationAccountRow>(accounts, ACCOUNT_SHEET, 'username');
  const checked = {
    units: checkUnits(unitReading),
    sites: checkSites(siteReading, unitReading),
    accounts: checkAccounts(accountReading, siteReading, knownSites),
  };
  return {
    units: checked.units?.rows ?? null,
    sites: checked.sites?.rows ?? null,
    accounts: checked.accounts?.rows ?? null,
    problems: [checked.units, checked.sites, checked.accounts].flatMap((part) => part?.problems ?? []),
  };
}

function readPart<Row>(
  sheets: readonly OpenSheet[] | undefined,
  shape: SheetShape,
  keyField: string,
): SheetReading<Row> | null {
  const [sheet, second] = sheets ?? [];
  if (sheet === undefined) return null;
  if (second !== undefined) return refusePart(shape, PROBLEMS.sheetTwice);
  if (sheet.rows.length > WORKBOOK_ROWS + 1) return refusePart(shape, PROBLEMS.tooManyRows(WORKBOOK_ROWS));
  return readSheetRows<Row>(sheet, shape, keyField);
}

function refusePart<Row>(shape: SheetShape, message: SheetProblem['message']): SheetReading<Row> {
  return { rows: [], problems: [{ sheet: shape.name, row: null, column: null, message }], unreadKeys: new Set() };
}

function nothing(message: SheetProblem['message']): OrganisationReading {
  return { units: null, sites: null, accounts: null, problems: [{ sheet: null, row: null, column: null, message }] };
}

function explainRefusal(reason: 'notWorkbook' | 'tooLarge' | 'tooManyRows'): SheetProblem['message'] {
  if (reason === 'tooLarge') return PROBLEMS.fileTooLarge(WORKBOOK_BYTES / MEGABYTE);
  return reason === 'tooManyRows' ? PROBLEMS.tooManyRows(WORKBOOK_ROWS) : PROBLEMS.notWorkbook;
}

function isNamed(sheet: OpenSheet, shape: SheetShape): boolean {
  const fold = (text: string) => oneLine(text).toLocaleLowerCase('vi');
  return fold(sheet.name) === fold(shape.name);
}

function describeSheet(shape: SheetShape, rows: readonly object[]) {
  const columns = shape.columns.filter((column) => column.mayBeMissing !== true || isSaid(rows, column.field));
  const headings = columns.map((column) => heading(column.heading));
  const lines = rows.map((row) => {
    const fields = new Map<string, unknown>(Object.entries(row));
    return columns.map((column) => cell(fields.get(column.field), column));
  });
  return {
    sheet: shape.name,
    data: [headings, ...lines],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  };
}

/** Rows that say nothing about a later column leave what it holds alone: an empty column would take it away. */
function isSaid(rows: readonly object[], field: string): boolean {
  return rows.length === 0 || rows.some((row) => Object.hasOwn(row, field));
}

function describeInstructions() {
  const lines = ORGANISATION_SHEETS.flatMap((shape) =>
    shape.columns.map((column) => [
      text(shape.name),
      text(column.heading),
      text(column.isRequired ? 'Bắt buộc' : 'Có thể để trống'),
      text(Object.keys(column.words ?? {}).join(', ')),
    ]),
  );
  return {
    sheet: INSTRUCTIONS,
    data: [['Trang tính', 'Cột', 'Yêu cầu', 'Giá trị'].map(heading), ...lines],
    columns: [{ width: 16 }, { width: 28 }, { width: 18 }, { width: 60 }],
    stickyRowsCount: 1,
  };
}

function heading(value: string) {
  return { value, type: String, fontWeight: 'bold' as const, wrap: true };
}

/** Always typed: text that looks like a formula stays text. */
function text(value: string) {
  return value === '' ? null : { value, type: String };
}

function cell(value: unknown, column: Column) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { value, type: Number };
  if (column.words !== undefined) {
    const word = Object.entries(column.words).find(([, meant]) => meant === value)?.[0];
    return text(word ?? '');
  }
  return text(oneLine(String(value)));
}
