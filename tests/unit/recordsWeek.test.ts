// The week of the leadership: CSV byte by byte, the workbook and the PDF read back.

import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { type WeekEntry, weekCsv, weekPdf, weekXlsx } from '../../server/records/week.ts';
import { readPart, readPdf } from './support/readPapers.ts';
import { CONFERENCE_ID } from './support/records.ts';

function entry(changes: Partial<WeekEntry> = {}): WeekEntry {
  return {
    conferenceId: CONFERENCE_ID,
    status: 'published',
    kind: 'giaoBan',
    title: 'Giao ban trực tuyến tháng 02',
    startsAt: '2026-02-10T00:30:00Z',
    endsAt: '2026-02-10T04:00:00Z',
    mode: 'giaoBan',
    chairName: 'Nguyễn Văn A, Chủ tịch UBND tỉnh',
    siteCount: 9,
    seriesId: null,
    place: 'Phòng họp trực tuyến',
    participants: null,
    ...changes,
  };
}

const week = [
  entry({
    startsAt: '2026-02-14T17:30:00Z',
    endsAt: '2026-02-14T18:30:00Z',
    title: 'Trực "đêm"\r\n30',
    status: 'cancelled',
  }),
  entry(),
  entry({
    startsAt: '2026-02-11T06:30:00Z',
    endsAt: '2026-02-12T02:00:00Z',
    title: 'Ứng phó bão, lũ',
    kind: 'dotXuat',
    status: 'draft',
    participants: 'Các sở; 96 xã, phường',
  }),
];

describe('the week as CSV', () => {
  it('[RE20] is UTF-8 with a byte order mark, quoted, sorted, in local time', () => {
    const bytes = weekCsv(week);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    expect(text.split('\r\n')).toEqual([
      '"Thứ, ngày",Thời gian,Nội dung,Loại cuộc họp,Chủ trì,Địa điểm,Thành phần,Ghi chú',
      '"Thứ Ba, 10/02/2026",07:30–11:00,Giao ban trực tuyến tháng 02,Họp giao ban,"Nguyễn Văn A, Chủ tịch UBND tỉnh",Phòng họp trực tuyến,09 điểm cầu,',
      '"Thứ Tư, 11/02/2026",13:30–09:00 12/02,"Ứng phó bão, lũ",Họp đột xuất,"Nguyễn Văn A, Chủ tịch UBND tỉnh",Phòng họp trực tuyến,"Các sở; 96 xã, phường",Dự thảo',
      '"Chủ nhật, 15/02/2026",00:30–01:30,"Trực ""đêm"" 30",Họp giao ban,"Nguyễn Văn A, Chủ tịch UBND tỉnh",Phòng họp trực tuyến,09 điểm cầu,Hủy họp',
      '',
    ]);
  });

  it.each(['=1+1', '+84272', '-2+3', '@SUM(A1)', '\t=1', '＝1+1', '=HYPERLINK("http://x","y")'])(
    '[RE21] writes %j as text',
    (title) => {
      const line =
        weekCsv([entry({ title })])
          .toString('utf8')
          .split('\r\n')[1] ?? '';
      expect(line).toMatch(/,"?'[=+\-@＝]/u);
      expect(line).not.toMatch(/,"?[=+\-@＝]/u);
    },
  );
});

describe('the week as a workbook', () => {
  it('[RE21][RE22] holds the rows of the CSV and nothing that is computed', async () => {
    const file = await weekXlsx([...week, entry({ title: '=1+1' })]);
    const [sheet] = await readXlsxFile(file);
    expect(sheet?.sheet).toBe('Lịch công tác tuần');
    expect(sheet?.data.map((row) => row[2])).toEqual([
      'Nội dung',
      'Giao ban trực tuyến tháng 02',
      '=1+1',
      'Ứng phó bão, lũ',
      'Trực "đêm" 30',
    ]);
    expect(sheet?.data.map((row) => row[7])).toEqual(['Ghi chú', null, null, 'Dự thảo', 'Hủy họp']);
    expect(readPart(file, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });
});

describe('the week as PDF', { timeout: 20_000 }, () => {
  it('[RE22] prints title, days and rows on A4 landscape', async () => {
    const [page] = await readPdf(await weekPdf('Ủy ban nhân dân tỉnh Tây Ninh', '2026-02-09', week));
    expect([Math.round(page?.width ?? 0), Math.round(page?.height ?? 0)]).toEqual([842, 595]);
    expect(page?.text).toContain('LỊCH CÔNG TÁC TUẦN');
    expect(page?.text).toContain('(Từ ngày 09/02/2026 đến ngày 15/02/2026)');
    const flat = page?.text.replace(/\s/gu, '') ?? '';
    for (const piece of ['Giaobantrựctuyếntháng02', '07:30–11:00', 'Ứngphóbão,lũ(Dựthảo)', '(Hủyhọp)'])
      expect(flat).toContain(piece);
  });

  it('[RE22] repeats the headings on every page and says when the week is empty', async () => {
    const pages = await readPdf(
      await weekPdf(
        'UBND',
        '2026-02-09',
        Array.from({ length: 40 }, () => entry()),
      ),
    );
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page.text).toContain('Nội dung');
    const [empty] = await readPdf(await weekPdf('UBND', '2026-02-09', []));
    expect(empty?.text.replace(/\s/gu, '')).toContain('Khôngcócuộchọptrongtuần');
  });
});
