/**
 * Lịch công tác tuần on paper and in spreadsheets: the same rows as CSV, .xlsx and PDF. Days and hours are the
 * province's. Never chooses what belongs to the week: the caller passes the conferences to print.
 */
import type { DateTime } from 'luxon';
import writeXlsxFile from 'write-excel-file/node';
import type { ConferenceSummary } from '../contract/http.ts';
import { KIND_NAMES } from './kindNames.ts';
import { mmToPt, PAGE_MM } from './layout.ts';
import { formatOfficialNumber, formatWeekday, toLocal } from './officialText.ts';
import { type PdfContent, renderPdf } from './pdf.ts';
import { oneLine } from './plainText.ts';

/** One conference of the week with what the list does not know. */
export interface WeekEntry extends ConferenceSummary {
  /** Where the chair sits; null: not printed. */
  readonly place: string | null;
  /** Thành phần; null: the number of sites. */
  readonly participants: string | null;
}

/** Only what a reader must not overlook; a published conference needs no remark. */
const REMARKS: Readonly<Partial<Record<string, string>>> = {
  draft: 'Dự thảo',
  submitted: 'Chờ duyệt',
  postponed: 'Hoãn họp',
  cancelled: 'Hủy họp',
};

const COLUMNS = [
  { heading: 'Thứ, ngày', width: 22, mm: 27 },
  { heading: 'Thời gian', width: 16, mm: 25 },
  { heading: 'Nội dung', width: 50, mm: 78 },
  { heading: 'Loại cuộc họp', width: 26, mm: 33 },
  { heading: 'Chủ trì', width: 28, mm: 34 },
  { heading: 'Địa điểm', width: 30, mm: 33 },
  { heading: 'Thành phần', width: 30, mm: 27 },
] as const;
const REMARK_COLUMN = { heading: 'Ghi chú', width: 14 } as const;

/** A cell that a spreadsheet would take for a formula: "=1+1", "+84…", "-x", "@x", and the tab and return that hide one. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;
const BYTE_ORDER_MARK = '\uFEFF';

/** CSV (RFC 4180) in UTF-8 with a byte order mark, as Excel expects; cells that look like formulas get an apostrophe. */
export function weekCsv(entries: readonly WeekEntry[]): Buffer {
  const lines = [headings(), ...sort(entries).map(describeEntry)];
  const text = lines.map((cells) => cells.map(quote).join(',')).join('\r\n');
  return Buffer.from(`${BYTE_ORDER_MARK}${text}\r\n`, 'utf8');
}

/** The bytes of an .xlsx with one sheet; every cell is text, so nothing in it is ever computed. */
export async function weekXlsx(entries: readonly WeekEntry[]): Promise<Buffer> {
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const plain = (value: string) =>
    value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top' as const };
  return writeXlsxFile([
    {
      sheet: 'Lịch công tác tuần',
      data: [headings().map(bold), ...sort(entries).map((entry) => describeEntry(entry).map(plain))],
      columns: [...COLUMNS, REMARK_COLUMN].map(({ width }) => ({ width })),
      orientation: 'landscape',
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

/** The bytes of a PDF in A4 landscape for the notice board. Shape: `monday` is a local date of the week's first day. */
export async function weekPdf(agency: string, monday: string, entries: readonly WeekEntry[]): Promise<Buffer> {
  const first = toLocal(monday);
  const last = first.plus({ days: 6 });
  const title = 'LỊCH CÔNG TÁC TUẦN';
  const side = mmToPt(PAGE_MM.right);
  return renderPdf({
    pageOrientation: 'landscape',
    pageMargins: [side, side, side, side],
    info: { title: `${title} ${first.toFormat('dd/MM/yyyy')}`, author: oneLine(agency) },
    header: (page) =>
      page === 1 ? '' : { text: String(page), alignment: 'center', fontSize: 13, margin: [0, mmToPt(10), 0, 0] },
    content: [
      { text: oneLine(agency).toLocaleUpperCase('vi'), bold: true, fontSize: 13 },
      { text: title, bold: true, alignment: 'center', margin: [0, 8, 0, 0] },
      {
        text: `(Từ ngày ${first.toFormat('dd/MM/yyyy')} đến ngày ${last.toFormat('dd/MM/yyyy')})`,
        italics: true,
        alignment: 'center',
        margin: [0, 0, 0, 8],
      },
      weekTable(sort(entries)),
    ],
  });
}

function weekTable(entries: readonly WeekEntry[]): PdfContent {
  const cell = (text: string, bold = false): PdfContent => ({ text, bold, fontSize: 12 });
  const rows = entries.map((entry) => {
    const cells = describeEntry(entry);
    const remark = cells.at(-1) ?? '';
    return cells.slice(0, -1).map((text, column) => cell(column === 2 && remark !== '' ? `${text} (${remark})` : text));
  });
  const none = [{ ...cell('Không có cuộc họp trong tuần.') }, ...COLUMNS.slice(1).map(() => cell(''))];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: COLUMNS.map(({ mm }) => mmToPt(mm) - 8),
      body: [
        COLUMNS.map(({ heading }): PdfContent => ({ ...cell(heading, true), alignment: 'center' })),
        ...(rows.length > 0 ? rows : [none]),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingLeft: () => 4,
      paddingRight: () => 4,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
  };
}

function headings(): string[] {
  return [...COLUMNS, REMARK_COLUMN].map(({ heading }) => heading);
}

function describeEntry(entry: WeekEntry): string[] {
  const [start, end] = [toLocal(entry.startsAt), toLocal(entry.endsAt)];
  return [
    `${capitalise(formatWeekday(start))}, ${start.toFormat('dd/MM/yyyy')}`,
    describeHours(start, end),
    oneLine(entry.title),
    KIND_NAMES[entry.kind],
    oneLine(entry.chairName),
    oneLine(entry.place ?? ''),
    oneLine(entry.participants ?? `${formatOfficialNumber(entry.siteCount)} điểm cầu`),
    REMARKS[entry.status] ?? '',
  ];
}

function describeHours(start: DateTime, end: DateTime): string {
  const until = start.hasSame(end, 'day') ? end.toFormat('HH:mm') : end.toFormat('HH:mm dd/MM');
  return `${start.toFormat('HH:mm')}–${until}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

function sort(entries: readonly WeekEntry[]): WeekEntry[] {
  return entries.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

function quote(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
