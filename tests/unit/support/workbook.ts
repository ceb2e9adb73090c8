// Workbooks as people hand them in: sheets of plain rows, and archives made to harm.

import writeXlsxFile from 'write-excel-file/node';
import { readZip, writeZip, type ZipEntry } from '../../../server/records/boundedZip.ts';

export type PlainCell = string | number | boolean | null;

/** A workbook with these sheets, each a list of rows, the first the headings. */
export function makeWorkbook(sheets: Readonly<Record<string, readonly (readonly PlainCell[])[]>>): Promise<Buffer> {
  return writeXlsxFile(
    Object.entries(sheets).map(([sheet, rows]) => ({
      sheet,
      data: rows.map((row) => row.map((cell) => (cell === null ? null : { value: cell }))),
    })),
  ).toBuffer();
}

/** The same archive with some parts changed; the checksums are right again. */
export function rewrite(file: Buffer, change: (entry: ZipEntry) => ZipEntry): Buffer {
  return writeZip(readZip(file, { maxEntries: 1_000, maxBytes: 64 * 1024 * 1024 }).map(change));
}

export const UNIT_HEADINGS = [
  'Mã đơn vị',
  'Tên đơn vị',
  'Tên gọi tắt',
  'Cấp',
  'Mã đơn vị cấp trên',
  'Thứ tự hiển thị',
  'Khoảng cách (km)',
  'Nguồn khoảng cách',
];
export const SITE_HEADINGS = [
  'Mã điểm cầu',
  'Mã đơn vị',
  'Tên điểm cầu',
  'Tên gọi tắt',
  'Thứ tự hiển thị',
  'Điểm cầu trung tâm',
  'Thiết bị',
  'Đường truyền xuống (kbps)',
  'Đường truyền lên (kbps)',
  'Điện thoại dự phòng',
];
export const ACCOUNT_HEADINGS = ['Tên đăng nhập', 'Họ tên, chức vụ', 'Vai trò', 'Mã điểm cầu', 'Ngừng sử dụng'];
