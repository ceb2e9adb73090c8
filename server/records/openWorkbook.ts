/**
 * Opening a spreadsheet that a stranger made: bounded before any library sees it, then read as plain cells.
 * Never interprets a cell. What it hands to the reader is packed anew from the parts that were checked, so that no
 * reader can find in the file what this check did not.
 */
import readXlsxFile from 'read-excel-file/node';
import { LIMITS } from '../contract/limits.ts';
import { readZip, writeZip, ZipError } from './boundedZip.ts';

/** Bytes of the file as it comes: 200 sites and their accounts take 60 kB. */
export const WORKBOOK_BYTES = LIMITS.workbookBytes;
/** Rows with data in one sheet: ten times the largest province. */
export const WORKBOOK_ROWS = 2_000;
/** Columns a cell may stand in; ours are ten, people add remarks beside them. */
const WORKBOOK_COLUMNS = 60;
/** Sheets in the workbook; ours has three and a page of instructions. */
const WORKBOOK_SHEETS = 20;
/** Parts and inflated bytes of the archive inside. */
const ARCHIVE = { maxEntries: 200, maxBytes: 24 * 1024 * 1024 } as const;

export type Cell = string | number | boolean | Date | null;
export interface OpenSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Why the file was not opened. */
export type WorkbookRefusal = 'notWorkbook' | 'tooLarge' | 'tooManyRows';

/** Every sheet of the workbook as rows of cells, or why it cannot be opened. Never throws for what a file may hold. */
export async function openWorkbook(
  file: Buffer,
): Promise<{ ok: true; sheets: readonly OpenSheet[] } | { ok: false; reason: WorkbookRefusal }> {
  if (file.length > WORKBOOK_BYTES) return { ok: false, reason: 'tooLarge' };
  try {
    const parts = readZip(file, ARCHIVE).filter((part) => /\.(?:xml|rels)$/iu.test(part.name));
    const refusal = parts.map((part) => inspectPart(part.content)).find((reason) => reason !== null);
    if (refusal !== undefined && refusal !== null) return { ok: false, reason: refusal };
    const sheets = await readXlsxFile(writeZip(parts), { trim: false });
    return { ok: true, sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map(readRow) })) };
  } catch (error) {
    // The reader throws plain errors too for what it cannot make sense of; whichever it is, the file is to blame.
    const isTooLarge = error instanceof ZipError && error.reason === 'tooLarge';
    return { ok: false, reason: isTooLarge ? 'tooLarge' : 'notWorkbook' };
  }
}

/**
 * One far row or cell ("A1000000000") would make the reader build all the empty ones before it, and so would a part
 * that the workbook names many times.
 */
function inspectPart(content: Buffer): WorkbookRefusal | null {
  const xml = content.toString('utf8');
  // Neither entities of its own nor an encoding this check does not read.
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml) || content.includes(0)) return 'notWorkbook';
  if ((xml.match(/<(?:[\w.-]+:)?sheet\s/gu) ?? []).length > WORKBOOK_SHEETS) return 'tooLarge';
  return xml.includes('sheetData') ? inspectPlaces(xml) : null;
}

/** Every `r` of a sheet is a plain row number or cell address within the limits; anything else could be read otherwise. */
function inspectPlaces(xml: string): WorkbookRefusal | null {
  for (const [, , place = ''] of xml.matchAll(/\sr\s*=\s*(["'])(.*?)\1/gsu)) {
    const found = /^([A-Z]{0,3})(\d{1,7})$/u.exec(place);
    if (found === null) return 'notWorkbook';
    if (Number(found[2]) > WORKBOOK_ROWS + 1) return 'tooManyRows';
    if (readColumn(found[1] ?? '') > WORKBOOK_COLUMNS) return 'tooLarge';
  }
  return null;
}

/** "A" is 1, "AA" is 27. */
function readColumn(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function readRow(row: readonly unknown[]): Cell[] {
  return row.map((cell) => {
    const isPlain =
      typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' || cell instanceof Date;
    return isPlain ? cell : null;
  });
}
