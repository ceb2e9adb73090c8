/**
 * One sheet of cells into typed rows: finds the columns by heading, turns cells into fields, and says of every bad row
 * what is wrong and where. Knows no other sheet: references between rows are checked by the caller.
 */
import type { SheetProblem } from '../contract/records.ts';
import { foldVietnamese } from '../domain/text/fold.ts';
import type { Cell, OpenSheet } from './openWorkbook.ts';
import type { Column, SheetShape } from './organisationColumns.ts';
import { oneLine } from './plainText.ts';
import { PROBLEMS } from './sheetProblems.ts';

/** A row that could be read, with its number in the sheet. */
export interface NumberedRow<Row> {
  readonly number: number;
  readonly row: Row;
}

export interface SheetReading<Row> {
  readonly rows: readonly NumberedRow<Row>[];
  readonly problems: readonly SheetProblem[];
  /** Identities named in rows that could not be read: references to them are not a second mistake. */
  readonly unreadKeys: ReadonlySet<string>;
}

type Message = SheetProblem['message'];

/** Shape: `keyField` is the field other rows refer to. Empty rows are skipped; headings may stand in any order. */
export function readSheetRows<Row>(sheet: OpenSheet, shape: SheetShape, keyField: string): SheetReading<Row> {
  const [headings = [], ...lines] = sheet.rows;
  const { positions, problems } = findColumns(headings, shape);
  if (problems.length > 0) return { rows: [], problems, unreadKeys: new Set() };
  const rows: NumberedRow<Row>[] = [];
  const found: SheetProblem[] = [];
  const unreadKeys = new Set<string>();
  lines.forEach((line, index) => {
    if (line.every((cell) => isEmpty(cell))) return;
    const number = index + 2;
    const reading = readLine(line, positions, shape);
    const faults = reading.faults.map(({ column, message }) => at(shape, number, column.heading, message));
    found.push(...faults);
    if (faults.length === 0) rows.push({ number, row: reading.row as Row });
    else unreadKeys.add(String(reading.row[keyField] ?? '').toLowerCase());
  });
  return { rows, problems: found, unreadKeys };
}

/** A problem of one row, in this sheet. */
export function at(shape: SheetShape, row: number, column: string | null, message: Message): SheetProblem {
  return { sheet: shape.name, row, column, message };
}

/** The heading of a field, for problems found after reading. */
export function headingOf(shape: SheetShape, field: string): string | null {
  return shape.columns.find((column) => column.field === field)?.heading ?? null;
}

function findColumns(headings: readonly Cell[], shape: SheetShape) {
  const written = headings.map((cell) => foldHeading(String(cell ?? '')));
  const positions = new Map<Column, number>();
  const problems: SheetProblem[] = [];
  for (const column of shape.columns) {
    const wanted = foldHeading(column.heading);
    const first = written.indexOf(wanted);
    if (first === -1 && column.mayBeMissing === true) continue;
    if (first === -1) problems.push(at(shape, 1, column.heading, PROBLEMS.columnMissing));
    else if (written.lastIndexOf(wanted) !== first) problems.push(at(shape, 1, column.heading, PROBLEMS.columnTwice));
    positions.set(column, first);
  }
  return { positions, problems };
}

/** Headings are compared without diacritics, case and spaces: people retype them. */
function foldHeading(text: string): string {
  return foldVietnamese(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

interface Fault {
  readonly column: Column;
  readonly message: Message;
}

function readLine(line: readonly Cell[], positions: ReadonlyMap<Column, number>, shape: SheetShape) {
  const row: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [column, position] of positions) {
    const given = sayCell(line[position] ?? null);
    const value = readCell(given, column);
    if (value.ok) row[column.field] = value.value;
    else faults.push({ column, message: value.message });
  }
  if (faults.length > 0) return { row, faults };
  const parsed = shape.schema.safeParse(row);
  if (parsed.success) return { row: parsed.data as Record<string, unknown>, faults };
  return { row, faults: explainIssues(parsed.error.issues, row, shape) };
}

function explainIssues(issues: readonly { path: PropertyKey[] }[], row: Record<string, unknown>, shape: SheetShape) {
  const fields = [...new Set(issues.map((issue) => String(issue.path[0])))];
  return fields.flatMap((field): Fault[] => {
    const column = shape.columns.find((candidate) => candidate.field === field);
    if (column === undefined) return [];
    return [{ column, message: explainField(field, String(row[field] ?? '')) }];
  });
}

function explainField(field: string, given: string): Message {
  if (field === 'email') return PROBLEMS.notEmail(given);
  if (field === 'username') return PROBLEMS.notUsername(given);
  if (/code$/iu.test(field)) return PROBLEMS.notCode(given);
  return PROBLEMS.outOfRange(given);
}

function readCell(given: string, column: Column): { ok: true; value: unknown } | { ok: false; message: Message } {
  if (given === '') return column.isRequired ? { ok: false, message: PROBLEMS.required } : { ok: true, value: null };
  if (column.kind === 'number') return readNumber(given);
  if (column.kind === 'choice') return readChoice(given, column.words ?? {});
  return { ok: true, value: given };
}

/** "1.5" and "1,5" are one and a half; a thousands mark is refused rather than guessed. */
function readNumber(given: string): { ok: true; value: number } | { ok: false; message: Message } {
  if (!/^-?\d+(?:[.,]\d{1,2})?$/u.test(given)) return { ok: false, message: PROBLEMS.notNumber(given) };
  return { ok: true, value: Number(given.replace(',', '.')) };
}

function readChoice(given: string, words: NonNullable<Column['words']>) {
  const wanted = foldHeading(given);
  const found = Object.entries(words).find(([word]) => foldHeading(word) === wanted);
  if (found !== undefined) return { ok: true as const, value: found[1] };
  return { ok: false as const, message: PROBLEMS.notChoice(given, Object.keys(words).join(', ')) };
}

function sayCell(cell: Cell): string {
  if (typeof cell === 'boolean') return cell ? 'Có' : 'Không';
  if (cell instanceof Date) return cell.toISOString();
  return cell === null ? '' : oneLine(String(cell));
}

function isEmpty(cell: Cell): boolean {
  return sayCell(cell) === '';
}
