// What can be wrong with an organisation workbook, in the words of the person who filled it in. Owns the wording only.

import type { SheetProblem } from '../contract/records.ts';

type Message = SheetProblem['message'];

export const PROBLEMS = {
  notWorkbook: say('Tệp không phải bảng tính .xlsx đọc được.', 'The file is not a readable .xlsx workbook.'),
  fileTooLarge: (megabytes: number) =>
    say(
      `Tệp lớn hơn ${megabytes} MB hoặc giải nén ra quá lớn.`,
      `The file is larger than ${megabytes} MB, or unpacks to too much.`,
    ),
  noSheet: (names: string) =>
    say(`Không có trang tính nào trong các trang: ${names}.`, `None of these sheets is in the workbook: ${names}.`),
  tooManyRows: (rows: number) => say(`Trang tính có hơn ${rows} dòng.`, `The sheet has more than ${rows} rows.`),
  sheetTwice: say('Có hai trang tính cùng tên.', 'Two sheets have the same name.'),
  columnMissing: say('Thiếu cột này.', 'This column is missing.'),
  columnTwice: say('Cột này có hai lần.', 'This column occurs twice.'),
  required: say('Ô này không được để trống.', 'This cell must not be empty.'),
  notNumber: (given: string) => say(`“${given}” không phải là số.`, `"${given}" is not a number.`),
  notChoice: (given: string, words: string) =>
    say(`“${given}” không thuộc các giá trị: ${words}.`, `"${given}" is none of: ${words}.`),
  notCode: (given: string) =>
    say(
      `“${given}” không phải là mã: chỉ dùng chữ không dấu, chữ số và dấu gạch nối.`,
      `"${given}" is not a code: only letters without diacritics, digits and hyphens.`,
    ),
  notUsername: (given: string) =>
    say(
      `“${given}” không dùng được làm tên đăng nhập: chữ không dấu, chữ số, dấu . _ -, dài 2 đến 63 ký tự.`,
      `"${given}" is no user name: letters without diacritics, digits, . _ -, 2 to 63 characters.`,
    ),
  notEmail: (given: string) => say(`“${given}” không phải là địa chỉ thư.`, `"${given}" is not a mail address.`),
  outOfRange: (given: string) =>
    say(`Giá trị “${given}” ngoài giới hạn cho phép.`, `The value "${given}" is outside its limits.`),
  distanceGrade: say(
    'Khoảng cách lớn hơn 0 phải ghi nguồn; không có khoảng cách thì để trống nguồn.',
    'A distance above 0 needs its source; without a distance the source stays empty.',
  ),
  repeated: (given: string, row: number) =>
    say(`“${given}” đã có ở dòng ${row}.`, `"${given}" is already in row ${row}.`),
  unknownUnit: (given: string) =>
    say(`Không có đơn vị mang mã “${given}”.`, `There is no unit with the code "${given}".`),
  unknownSite: (given: string) =>
    say(`Không có điểm cầu mang mã “${given}”.`, `There is no site with the code "${given}".`),
  ring: say('Đơn vị nằm dưới chính nó.', 'The unit stands below itself.'),
  secondHub: (row: number) =>
    say(`Chỉ có một điểm cầu trung tâm, đã ghi ở dòng ${row}.`, `There is one hub only, already in row ${row}.`),
  siteAccountWithoutSite: say(
    'Tài khoản của điểm cầu phải ghi mã điểm cầu.',
    'The account of a site must name its site.',
  ),
} as const;

function say(vi: string, en: string): Message {
  return { vi, en };
}
