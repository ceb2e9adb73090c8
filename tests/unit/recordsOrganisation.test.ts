// The organisation's workbook: what is written is read back, what is wrong is told, what would harm is refused.

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OrganisationRows } from '../../server/contract/records.ts';
import { readZip, writeZip, ZipError } from '../../server/records/boundedZip.ts';
import { WORKBOOK_BYTES, WORKBOOK_ROWS } from '../../server/records/openWorkbook.ts';
import { parseOrganisationSheet, writeOrganisationSheet } from '../../server/records/organisationSheet.ts';
import {
  ACCOUNT_HEADINGS,
  makeWorkbook,
  type PlainCell,
  rewrite,
  SITE_HEADINGS,
  UNIT_HEADINGS,
} from './support/workbook.ts';

const good: OrganisationRows = {
  units: [
    {
      code: 'ubnd-tinh',
      name: 'Ủy ban nhân dân tỉnh',
      shortName: 'UBND tỉnh',
      level: 'province',
      parentCode: null,
      order: 1,
      distanceKm: 0,
      distanceGrade: null,
    },
    {
      code: 'huyen-ben-luc',
      name: 'Huyện Bến Lức',
      shortName: 'Bến Lức',
      level: 'district',
      parentCode: 'ubnd-tinh',
      order: 2,
      distanceKm: 15.5,
      distanceGrade: 'estimate',
    },
    {
      code: '794',
      name: 'Thành phố Tân An',
      shortName: 'Tân An',
      level: 'district',
      parentCode: 'ubnd-tinh',
      order: 3,
      distanceKm: null,
      distanceGrade: null,
    },
  ],
  sites: [
    {
      code: 'trung-tam',
      unitCode: 'ubnd-tinh',
      name: 'Điểm cầu trung tâm',
      shortName: 'Trung tâm',
      order: 1,
      isHub: true,
      deviceClass: 'room',
      linkDownKbps: 100_000,
      linkUpKbps: 50_000,
      backupPhone: null,
    },
    {
      code: 'ben-luc',
      unitCode: 'huyen-ben-luc',
      name: '=Điểm cầu "Bến Lức"',
      shortName: 'Bến Lức',
      order: 2,
      isHub: false,
      deviceClass: 'personal',
      linkDownKbps: 10_000,
      linkUpKbps: 8_000,
      backupPhone: '+84 272 000 003',
    },
  ],
  accounts: [
    { username: 'thu.ky', name: 'Trần Thị B', role: 'secretary', siteCode: null, disabled: false },
    { username: 'ben-luc', name: 'Bến Lức', role: 'site', siteCode: 'ben-luc', disabled: true },
  ],
};

const unit = (code: PlainCell, ...rest: PlainCell[]): PlainCell[] =>
  [code, `Đơn vị ${code}`, `ĐV ${code}`, 'Xã, phường', null, 1, null, null].map((cell, index) =>
    index === 0 ? cell : (rest[index - 1] ?? cell),
  );
const site = (code: string, unitCode: string, isHub: string): PlainCell[] => [
  code,
  unitCode,
  `Điểm cầu ${code}`,
  code,
  1,
  isHub,
  'Phòng họp',
  10_000,
  10_000,
  null,
];

/** "sheet!row column: Vietnamese reason" for each problem. */
async function listProblems(sheets: Parameters<typeof makeWorkbook>[0]): Promise<string[]> {
  const { problems } = await parseOrganisationSheet(await makeWorkbook(sheets));
  for (const { message } of problems) expect(message.en.length).toBeGreaterThan(5);
  return problems.map(({ sheet, row, column, message }) => `${sheet}!${row} ${column}: ${message.vi}`);
}

describe('writing and reading', () => {
  it('[RE30] reads back what it wrote', async () => {
    const { problems, ...rows } = await parseOrganisationSheet(await writeOrganisationSheet(good));
    expect(problems).toEqual([]);
    expect(rows).toEqual(good);
  });

  it('[RE38] reads mail addresses back, names a bad one, and takes a workbook without the column', async () => {
    const email = (at: number) => ({ email: at === 0 ? 'vanthu@tinh.example' : null });
    const addressed: OrganisationRows = {
      units: good.units?.map((row, at) => ({ ...row, ...email(at) })) ?? null,
      sites: good.sites?.map((row, at) => ({ ...row, ...email(at) })) ?? null,
      accounts: good.accounts?.map((row, at) => ({ ...row, ...email(at) })) ?? null,
    };
    const { problems, ...rows } = await parseOrganisationSheet(await writeOrganisationSheet(addressed));
    expect(problems).toEqual([]);
    expect(rows).toEqual(addressed);
    const bad = { ...addressed, units: addressed.units?.map((row) => ({ ...row, email: 'văn thư' })) ?? null };
    const refused = await parseOrganisationSheet(await writeOrganisationSheet(bad));
    expect(refused.problems[0]).toMatchObject({
      ...{ sheet: 'Đơn vị', row: 2, column: 'Địa chỉ thư' },
      message: { vi: '“văn thư” không phải là địa chỉ thư.' },
    });
    const without = await parseOrganisationSheet(await writeOrganisationSheet(good));
    expect(without.problems).toEqual([]);
    expect(without.units?.some((row) => Object.hasOwn(row, 'email'))).toBe(false);
  });

  it('[RE30] has no place for a password', async () => {
    const file = await writeOrganisationSheet(good);
    const text = readZip(file, { maxEntries: 100, maxBytes: 10_000_000 })
      .map((part) => part.content.toString('utf8'))
      .join('');
    expect(text).toContain('Họ tên, chức vụ');
    expect(text).not.toMatch(/mật khẩu|password/iu);
  });

  it('[RE33] leaves alone what is not in the workbook', async () => {
    const onlySites = await parseOrganisationSheet(
      await writeOrganisationSheet({ units: null, sites: good.sites, accounts: null }),
    );
    expect(onlySites).toEqual({ units: null, sites: good.sites, accounts: null, problems: [] });
    const empty = await parseOrganisationSheet(await makeWorkbook({ 'Tài khoản': [ACCOUNT_HEADINGS] }));
    expect(empty).toEqual({ units: null, sites: null, accounts: [], problems: [] });
  });

  it('[RE32] finds columns by heading, in any order and spelling', async () => {
    const order = [5, 0, 7, 1, 6, 2, 4, 3];
    const rows = [
      UNIT_HEADINGS.map((heading) => ` ${heading.toUpperCase()} `),
      unit('a'),
      unit('b', 'Tên B', 'B', 'sở,ngành', 'a', '7', '12,5', 'ước tính'),
    ];
    const shuffled = rows.map((row) => [...order.map((index) => row[index] ?? null), 'ghi chú riêng']);
    const { units, problems } = await parseOrganisationSheet(await makeWorkbook({ 'ĐƠN VỊ': shuffled }));
    expect(problems).toEqual([]);
    expect(units?.[1]).toEqual({
      code: 'b',
      name: 'Tên B',
      shortName: 'B',
      level: 'department',
      parentCode: 'a',
      order: 7,
      distanceKm: 12.5,
      distanceGrade: 'estimate',
    });
  });

  it('[RE32] reports a missing and a doubled column and does not guess', async () => {
    const headings = [...UNIT_HEADINGS.filter((heading) => heading !== 'Cấp'), 'Mã đơn vị'];
    expect(await listProblems({ 'Đơn vị': [headings, unit('a')] })).toEqual([
      'Đơn vị!1 Mã đơn vị: Cột này có hai lần.',
      'Đơn vị!1 Cấp: Thiếu cột này.',
    ]);
  });
});

describe('bad rows', () => {
  it('[RE31] are left out with row, column and reason, and the good ones stay', async () => {
    const file = await makeWorkbook({
      'Đơn vị': [
        UNIT_HEADINGS,
        unit('a'),
        [null, null, null, null, null, null, null, null],
        unit('Mã số', '', 'x', 'Thôn', null, 'hai', '1.234.567', null),
        unit('xa-b', null, null, null, null, -1),
        unit('c', 'C'),
      ],
      'Tài khoản': [
        ACCOUNT_HEADINGS,
        ['Bến Lức', 'X', 'Điểm cầu', 'a', 'Không'],
        ['ok', null, 'Thư ký', null, 'Không'],
      ],
    });
    const { units, accounts, problems } = await parseOrganisationSheet(file);
    expect(units?.map((row) => row.code)).toEqual(['a', 'c']);
    expect(accounts).toEqual([]);
    expect(problems.map(({ sheet, row, column }) => `${sheet}!${row} ${column}`)).toEqual([
      'Đơn vị!4 Tên đơn vị',
      'Đơn vị!4 Cấp',
      'Đơn vị!4 Thứ tự hiển thị',
      'Đơn vị!4 Khoảng cách (km)',
      'Đơn vị!5 Thứ tự hiển thị',
      'Tài khoản!2 Tên đăng nhập',
      'Tài khoản!3 Họ tên, chức vụ',
    ]);
    expect(problems[1]?.message).toEqual({
      vi: '“Thôn” không thuộc các giá trị: Tỉnh, Sở, ngành, Cấp huyện, Xã, phường, Khác.',
      en: '"Thôn" is none of: Tỉnh, Sở, ngành, Cấp huyện, Xã, phường, Khác.',
    });
  });

  it('[RE34] tells a second row of a code, an unknown reference, a ring, a second hub, a distance without source', async () => {
    expect(
      await listProblems({
        'Đơn vị': [
          UNIT_HEADINGS,
          unit('a', null, null, null, 'b'),
          unit('b', null, null, null, 'a'),
          unit('c', null, null, null, 'z'),
          unit('C'),
          unit('d', null, null, null, null, null, 5),
        ],
        'Điểm cầu': [SITE_HEADINGS, site('s1', 'a', 'Có'), site('s2', 'y', 'Có')],
        'Tài khoản': [
          ACCOUNT_HEADINGS,
          ['u1', 'X', 'Điểm cầu', null, 'Không'],
          ['u2', 'X', 'Điểm cầu', 's9', 'Không'],
          ['U2', 'X', 'Thư ký', null, 'Không'],
        ],
      }),
    ).toEqual([
      'Đơn vị!2 Mã đơn vị cấp trên: Đơn vị nằm dưới chính nó.',
      'Đơn vị!3 Mã đơn vị cấp trên: Đơn vị nằm dưới chính nó.',
      'Đơn vị!4 Mã đơn vị cấp trên: Không có đơn vị mang mã “z”.',
      'Đơn vị!5 Mã đơn vị: “c” đã có ở dòng 4.',
      'Đơn vị!6 Nguồn khoảng cách: Khoảng cách lớn hơn 0 phải ghi nguồn; không có khoảng cách thì để trống nguồn.',
      'Điểm cầu!3 Mã đơn vị: Không có đơn vị mang mã “y”.',
      'Điểm cầu!3 Điểm cầu trung tâm: Chỉ có một điểm cầu trung tâm, đã ghi ở dòng 2.',
      'Tài khoản!2 Mã điểm cầu: Tài khoản của điểm cầu phải ghi mã điểm cầu.',
      'Tài khoản!3 Mã điểm cầu: Không có điểm cầu mang mã “s9”.',
      'Tài khoản!4 Tên đăng nhập: “u2” đã có ở dòng 3.',
    ]);
  });

  it('[RE34] does not repeat a mistake in the rows that refer to it', async () => {
    expect(
      await listProblems({
        'Đơn vị': [UNIT_HEADINGS, unit('a', null, null, 'Thôn'), unit('b', null, null, null, 'a')],
        'Điểm cầu': [SITE_HEADINGS, site('s1', 'a', 'Có')],
      }),
    ).toHaveLength(1);
  });
});

describe('files that are refused', () => {
  const reason = async (file: Buffer) => {
    const { problems, units, sites, accounts } = await parseOrganisationSheet(file);
    expect([units, sites, accounts]).toEqual([null, null, null]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ sheet: null, row: null, column: null });
    return problems[0]?.message.vi;
  };
  const notWorkbook = 'Tệp không phải bảng tính .xlsx đọc được.';
  const tooLarge = 'Tệp lớn hơn 2 MB hoặc giải nén ra quá lớn.';
  const tooManyRows = 'Trang tính có hơn 2000 dòng.';

  it('[RE35] what is no workbook at all', async () => {
    const file = await writeOrganisationSheet(good);
    expect(await reason(Buffer.alloc(0))).toBe(notWorkbook);
    expect(await reason(Buffer.from('Mã đơn vị,Tên đơn vị\r\n'))).toBe(notWorkbook);
    expect(await reason(writeZip([{ name: 'a.txt', content: Buffer.from('a') }]))).toBe(notWorkbook);
    for (const length of [10, 100, 1_000, file.length - 30])
      expect(await reason(file.subarray(0, length))).toBe(notWorkbook);
    expect(await reason(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe(notWorkbook);
    expect(await reason(await makeWorkbook({ Sheet1: [['a']] }))).toContain('Đơn vị, Điểm cầu, Tài khoản');
  });

  it('[RE35] a large file, and a small one that inflates to a large one', async () => {
    expect(await reason(Buffer.alloc(WORKBOOK_BYTES + 1))).toBe(tooLarge);
    const bomb = bombOf(30 * 1024 * 1024);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await reason(bomb)).toBe(tooLarge);
    expect(() => readZip(bomb, { maxEntries: 10, maxBytes: 1_000 })).toThrow(ZipError);
    expect(() => readZip(bombOf(10, 300), { maxEntries: 200, maxBytes: 1_000_000 })).toThrow(
      expect.objectContaining({ reason: 'tooLarge' }),
    );
  });

  it('[RE35] an archive whose checksum lies', async () => {
    const file = writeZip([{ name: 'a.xml', content: Buffer.from('<a>one</a>') }]);
    const at = file.indexOf('one');
    file.write('two', at);
    expect(() => readZip(file, { maxEntries: 10, maxBytes: 1_000 })).toThrow(
      expect.objectContaining({ reason: 'damaged' }),
    );
  });

  it('[RE35] XML with entities of its own', async () => {
    const file = await writeOrganisationSheet(good);
    const evil = rewrite(file, (entry) =>
      entry.name === 'xl/workbook.xml'
        ? {
            ...entry,
            content: Buffer.from(
              entry.content.toString('utf8').replace('<workbook', '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook'),
            ),
          }
        : entry,
    );
    expect(await reason(evil)).toBe(notWorkbook);
  });

  it.each([
    ['a far cell', 'r="A1"', 'r="A1000000"', tooManyRows],
    ['a far row', '<row r="1"', '<row r="1000000"', tooManyRows],
    ['a far row in another spelling', '<row r="1"', '<row r="1e6"', notWorkbook],
    ['a far cell behind a reference', 'r="A1"', 'r="&#65;9999999"', notWorkbook],
    ['a far column', 'r="A1"', 'r="XFD1"', tooLarge],
  ])('[RE35] %s', async (_name, from, to, expected) => {
    const file = await writeOrganisationSheet(good);
    let isChanged = false;
    const evil = rewrite(file, (entry) => {
      const text = entry.content.toString('utf8');
      if (!entry.name.includes('sheet1.xml') || !text.includes(from)) return entry;
      isChanged = true;
      return { ...entry, content: Buffer.from(text.replace(from, to)) };
    });
    expect(isChanged).toBe(true);
    expect(await reason(evil)).toBe(expected);
  });

  it('[RE35] more rows than a province has', async () => {
    const rows = Array.from({ length: WORKBOOK_ROWS + 1 }, (_, index) => unit(`u${index}`));
    expect(await reason(await makeWorkbook({ 'Đơn vị': [UNIT_HEADINGS, ...rows] }))).toBe(
      'Trang tính có hơn 2000 dòng.',
    );
    const most = await parseOrganisationSheet(await makeWorkbook({ 'Đơn vị': [UNIT_HEADINGS, ...rows.slice(1)] }));
    expect(most.units).toHaveLength(WORKBOOK_ROWS);
  });
});

/** A zip with `count` deflated entries of `bytes` zeros, each with a true checksum left out: size is judged first. */
function bombOf(bytes: number, count = 1): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 9 });
  const plain = writeZip(Array.from({ length: count }, (_, index) => ({ name: `xl/${index}.xml`, content: packed })));
  // Method 8 in the central headers: the stored bytes are then read as a deflate stream.
  for (
    let at = plain.indexOf('PK\u0001\u0002', 0, 'latin1');
    at !== -1;
    at = plain.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  )
    plain.writeUInt16LE(8, at + 10);
  return plain;
}
