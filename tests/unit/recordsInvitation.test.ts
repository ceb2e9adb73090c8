// The giấy mời: its text from data, and both layouts read back from the bytes.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { letterheadSchema } from '../../server/contract/records.ts';
import { invitationDocx } from '../../server/records/invitation/docx.ts';
import { buildInvitation, type InvitationModel } from '../../server/records/invitation/model.ts';
import { invitationPdf } from '../../server/records/invitation/pdf.ts';
import { formatOfficialDate, formatOfficialNumber, toLocal } from '../../server/records/officialText.ts';
import { type PdfContent, renderPdf } from '../../server/records/pdf.ts';
import { readParagraphs, readPart, readPdf } from './support/readPapers.ts';
import { conference, details, LETTERHEAD } from './support/records.ts';

const model = buildInvitation(conference(), LETTERHEAD, details());

/** Every line the paper prints, in order, without what lays it out. */
function listLines(paper: InvitationModel): string[] {
  return [
    ...paper.parentAgencyLines,
    ...paper.agencyLines,
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    paper.numberLine,
    ...(paper.urgencyMark === null ? [] : [paper.urgencyMark]),
    paper.dateLine,
    paper.documentName,
    paper.subject,
    paper.opening,
    ...paper.inviteeGroups.flatMap((group) => [`- ${group.heading}`, ...group.lines.map((line) => `+ ${line}`)]),
    paper.occasion,
    ...paper.points.flatMap((point, index) => [
      `${index + 1}. ${point.heading}:${point.text === null ? '' : ` ${point.text}`}`,
      ...point.lines.map((line) => `- ${line}`),
    ]),
    paper.closing,
    'Nơi nhận:',
    ...paper.recipientLines,
    ...paper.signatureLines,
    paper.signerName,
  ];
}

const squeeze = (text: string) => text.replace(/\s+/gu, '');

describe('the text of a giấy mời', () => {
  it('[RE1] names nobody and nothing that the data do not name', () => {
    const other = buildInvitation(
      conference({ title: 'Giao ban tháng 9', chair: { ...conference().chair, name: 'Đỗ Thị Z' }, agenda: [] }),
      letterheadSchema.parse({
        ...LETTERHEAD,
        parentAgencyLines: ['Ủy ban nhân dân', 'Tỉnh Long An'],
        agencyLines: ['Văn phòng'],
        placeName: 'Tân An',
        documentSymbol: 'GM-VP',
        invitingOffice: 'Chánh Văn phòng',
        hubAddress: 'Hội trường lớn',
        contact: null,
        technicalContact: null,
        recipients: [],
        archive: 'VT',
        signature: { mandates: [], office: 'Chánh Văn phòng', name: 'Bùi Văn Y' },
      }),
      details({
        hubInvitees: ['Cán bộ X'],
        siteInvitees: [],
        chairTitle: null,
        papers: null,
        assignments: [],
        rehearsalAt: null,
      }),
    );
    const text = listLines(other).join('\n');
    expect(text).not.toMatch(/Tây Ninh|UBND|Nguyễn|Hoàng|0272|Sở Tài chính/iu);
    expect(text).toContain('Tân An, ngày');
    expect(text).toContain('Ông/Bà Đỗ Thị Z.');
    expect(text).toContain('+ Điểm cầu Phường Long An, Điểm cầu Xã Bến Lức;');
    expect(other.signatureLines).toEqual(['CHÁNH VĂN PHÒNG']);
  });

  it('[RE2] writes numbers, dates and times as administrative papers do', () => {
    expect([1, 9, 10, 132].map(formatOfficialNumber)).toEqual(['01', '09', '10', '132']);
    const dates = ['2026-01-05', '2026-02-10', '2026-03-05', '2026-12-31'];
    expect(dates.map((date) => formatOfficialDate(toLocal(date)))).toEqual([
      'ngày 05 tháng 01 năm 2026',
      'ngày 10 tháng 02 năm 2026',
      'ngày 05 tháng 3 năm 2026',
      'ngày 31 tháng 12 năm 2026',
    ]);
    expect(model.numberLine).toBe('Số: 05/GM-UBND');
    expect(model.dateLine).toBe('Tây Ninh, ngày 03 tháng 02 năm 2026');
    const time = (startsAt: string, endsAt: string) =>
      buildInvitation(conference({ startsAt, endsAt }), LETTERHEAD, details()).points[1]?.text?.replaceAll(
        '\u00a0',
        ' ',
      );
    expect(time('2026-02-10T01:00:00Z', '2026-02-10T04:00:00Z')).toBe(
      '08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba); 01 buổi.',
    );
    expect(time('2026-02-10T01:00:00Z', '2026-02-10T10:00:00Z')).toBe(
      '08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba); 01 ngày.',
    );
    // 17:30 UTC on Saturday is half past midnight on Sunday in the province.
    expect(time('2026-03-07T17:30:00Z', '2026-03-07T18:00:00Z')).toBe(
      '00 giờ 30 phút, ngày 08 tháng 3 năm 2026 (Chủ nhật); 01 buổi.',
    );
    expect(time('2026-02-10T01:00:00Z', '2026-02-11T01:00:00Z')).toBe(
      'từ 08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba) đến 08 giờ 00 phút, ngày 11 tháng 02 năm 2026 (thứ Tư).',
    );
  });

  it('[RE3] holds the points in the order of the decree and numbers through what there is', () => {
    expect(model.points.map((point) => point.heading)).toEqual([
      'Chủ trì',
      'Thời gian',
      'Hình thức',
      'Địa điểm',
      'Nội dung',
      'Tài liệu',
      'Phân công',
      'Kiểm tra kỹ thuật',
      'Đầu mối liên hệ',
    ]);
    expect(model.closing.endsWith('./.')).toBe(true);
    expect(model.recipientLines.at(-1)).toBe('- Lưu: VT, TH.');
    const sparse = buildInvitation(
      conference({ agenda: [] }),
      { ...LETTERHEAD, contact: null, technicalContact: null },
      details({ papers: null, assignments: [], rehearsalAt: null }),
    );
    expect(sparse.points.map((point) => point.heading)).toEqual(['Chủ trì', 'Thời gian', 'Hình thức', 'Địa điểm']);
  });

  it('[RE3][AS14] asks for an answer before the contacts when there is a deadline', () => {
    const asking = buildInvitation(conference(), LETTERHEAD, details(), '2026-02-06T09:00:00Z');
    expect(asking.points.map((point) => point.heading).slice(-2)).toEqual(['Xác nhận tham dự', 'Đầu mối liên hệ']);
    expect(asking.points.at(-2)?.text?.replaceAll('\u00a0', ' ')).toBe(
      'đề nghị các đơn vị xác nhận tham dự trước 16 giờ 00 phút, ngày 06 tháng 02 năm 2026 (thứ Sáu).',
    );
  });

  it('[RE4] names whoever holds an office for the time being', () => {
    const signature = {
      mandates: [{ capacity: 'TM', office: 'Ủy ban nhân dân' }],
      office: 'Chủ tịch',
      name: 'X',
    } as const;
    const acting = details({ signature: { ...signature, mandates: [...signature.mandates], isActing: true } });
    expect(buildInvitation(conference(), LETTERHEAD, acting).signatureLines).toEqual([
      'TM. ỦY BAN NHÂN DÂN',
      'Q. CHỦ TỊCH',
    ]);
  });

  it('[RE4] signs under mandate in the order of the offices', () => {
    const sign = (signature: Parameters<typeof details>[0]) =>
      buildInvitation(conference(), LETTERHEAD, details(signature)).signatureLines;
    expect(model.signatureLines).toEqual(['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']);
    expect(
      sign({
        signature: {
          mandates: [
            { capacity: 'TM', office: 'Ủy ban nhân dân' },
            { capacity: 'KT', office: 'Chủ tịch' },
          ],
          office: 'Phó Chủ tịch',
          name: 'X',
          isActing: false,
        },
      }),
    ).toEqual(['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']);
    expect(
      sign({
        signature: {
          mandates: [{ capacity: 'TUQ', office: 'Chủ tịch' }],
          office: 'Giám đốc Sở Nội vụ',
          name: 'X',
          isActing: false,
        },
      }),
    ).toEqual(['TUQ. CHỦ TỊCH', 'GIÁM ĐỐC SỞ NỘI VỤ']);
  });
});

describe('the .docx', { timeout: 20_000 }, () => {
  it('[RE3][RE5] is the paper line by line, in the page and the lettering of the decree', async () => {
    const file = await invitationDocx(model);
    const xml = readPart(file, 'word/document.xml');
    expect(readParagraphs(xml).map(squeeze).toSorted()).toEqual(listLines(model).map(squeeze).toSorted());
    expect(readParagraphs(xml).slice(6).map(squeeze)).toEqual(listLines(model).slice(6).map(squeeze));
    const section = xml.match(/<w:sectPr>.*<\/w:sectPr>/su)?.[0] ?? '';
    // 1 mm is 56.7 twips: 210 × 297, top and bottom 20, left 30, right 20.
    expect(section).toMatch(/<w:pgSz w:w="11906" w:h="16838"/u);
    expect(section).toMatch(/<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/u);
    expect(section).toContain('<w:titlePg/>');
    const styles = readPart(file, 'word/styles.xml');
    expect(styles).toContain('Times New Roman');
    expect(styles).toContain('<w:sz w:val="28"/>');
    const body = xml.match(/<w:p>(?:(?!<\/w:p>).)*trân trọng kính mời.*?<\/w:p>/su)?.[0] ?? '';
    expect(body).toContain('<w:jc w:val="both"/>');
    expect(body).toContain('w:firstLine="567"');
    expect(xml.match(/<w:pBdr><w:top /gu)).toHaveLength(3);
    expect(xml.match(/<w:tbl>/gu)).toHaveLength(2);
  });

  it('[RE9] keeps every heading with its first line, and numbers the points by a field that shows its number', async () => {
    const xml = readPart(await invitationDocx(model), 'word/document.xml');
    const paragraphs = xml.match(/<w:p>.*?<\/w:p>/gsu) ?? [];
    const find = (text: string) => paragraphs.find((paragraph) => readParagraphs(paragraph)[0] === text) ?? '';
    for (const [index, { heading, text, lines }] of model.points.entries()) {
      const paragraph = find(`${index + 1}. ${heading}:${text === null ? '' : ` ${text}`}`);
      expect(paragraph.includes('<w:keepNext/>'), heading).toBe(lines.length > 0);
      expect(paragraph).toMatch(
        new RegExp(`<w:fldSimple w:instr="SEQ [^"]+"><w:r><w:t[^>]*>${index + 1}</w:t></w:r></w:fldSimple>`, 'u'),
      );
    }
    for (const { heading } of model.inviteeGroups) expect(find(`- ${heading}`)).toContain('<w:keepNext/>');
  });

  it('[RE5] numbers pages in the middle of the top, but not the first', async () => {
    const file = await invitationDocx(model);
    const relations = readPart(file, 'word/_rels/document.xml.rels');
    const headerOf = (type: string) => {
      const id = readPart(file, 'word/document.xml').match(
        new RegExp(`<w:headerReference w:type="${type}" r:id="([^"]+)"`, 'u'),
      )?.[1];
      const target = [...relations.matchAll(/<Relationship [^>]*>/gu)]
        .map(([tag]) => tag)
        .find((tag) => tag.includes(`Id="${id}"`))
        ?.match(/Target="([^"]+)"/u)?.[1];
      return readPart(file, `word/${target}`);
    };
    expect(headerOf('default')).toContain('PAGE');
    expect(headerOf('default')).toContain('<w:jc w:val="center"/>');
    expect(headerOf('first')).not.toContain('PAGE');
  });

  it('[RE7] frames the mark of urgency in red and leaves room for number and date', async () => {
    const urgent = buildInvitation(
      conference(),
      LETTERHEAD,
      details({ urgency: 'hoaToc', number: null, issuedOn: null }),
    );
    expect(urgent.numberLine).toMatch(/^Số: {4,}\/GM-UBND$/u);
    expect(urgent.dateLine).toMatch(/ngày {4,}tháng {4,}năm 2026$/u);
    const xml = readPart(await invitationDocx(urgent), 'word/document.xml');
    const mark = xml.match(/<w:p>(?:(?!<\/w:p>).)*HỎA TỐC.*?<\/w:p>/su)?.[0] ?? '';
    expect(mark.match(/<w:(?:top|bottom|left|right) [^>]*w:color="FF0000"/gu)).toHaveLength(4);
    expect(readPart(await invitationDocx(model), 'word/document.xml')).not.toContain('FF0000');
  });

  it('[RE8] keeps what people typed as text', async () => {
    const typed = 'Họp </w:t><w:br/> & "giao\u0000 ban"\u000b';
    const odd = buildInvitation(conference({ title: typed }), LETTERHEAD, details({ subject: null }));
    expect(odd.subject).toBe('Họp </w:t><w:br/> & "giao ban"');
    const xml = readPart(await invitationDocx(odd), 'word/document.xml');
    expect(xml).not.toContain('<w:br/>');
    expect(readParagraphs(xml)).toContain(odd.subject);
    expect((await readPdf(await invitationPdf(odd)))[0]?.text).toContain('</w:t><w:br/> & "giao ban"');
  });
});

// Laying out and reading back eight papers takes seconds on a busy machine.
describe('the PDF', { timeout: 20_000 }, () => {
  it('[RE6] says the same lines as the Word document, over two pages with one number', async () => {
    const file = await invitationPdf(model);
    const pages = await readPdf(file);
    const text = squeeze(pages.map((page) => page.text).join(' '));
    for (const line of listLines(model)) expect(text).toContain(squeeze(line));
    expect(pages).toHaveLength(2);
    expect(pages.map((page) => [Math.round(page.width), Math.round(page.height)])).toEqual([
      [595, 842],
      [595, 842],
    ]);
    const isNumber = (line: { text: string; y: number }) => /^\d+$/u.test(line.text.trim()) && line.y > 790;
    expect(pages[0]?.lines.filter(isNumber)).toEqual([]);
    expect(pages[1]?.lines.filter(isNumber).map((line) => line.text)).toEqual(['2']);
    const raw = file.toString('latin1');
    expect(raw.match(/\/FontFile2/gu)?.length).toBeGreaterThanOrEqual(4);
    expect(raw).toMatch(/\+Tinos-Bold/u);
  });

  it('[RE6] never leaves the signature alone on a page, however long the agenda is', async () => {
    const [first] = conference().agenda;
    if (first === undefined) throw new Error('no agenda');
    for (const length of [4, 8, 9, 10, 11, 12, 30]) {
      const agenda = Array.from({ length }, (_, index) => ({ ...first, title: `Nội dung thứ ${index + 1}` }));
      const pages = await readPdf(
        await invitationPdf(buildInvitation(conference({ agenda }), LETTERHEAD, details({ assignments: [] }))),
      );
      const last = squeeze(pages.at(-1)?.text ?? '');
      expect(last).toContain(squeeze(LETTERHEAD.signature.name));
      expect(last).toContain(squeeze(model.closing));
    }
  });

  it('[RE9] never ends a page with a heading, whatever stands before it', async () => {
    const headings = [...model.points.filter(({ text }) => text === null), ...model.inviteeGroups].map(({ heading }) =>
      squeeze(heading.replace(/:$/u, '')),
    );
    for (let length = 14; length <= 24; length += 1) {
      const hubInvitees = Array.from({ length }, (_, index) => `Thành phần thứ ${index + 1}`);
      const pages = await readPdf(
        await invitationPdf(buildInvitation(conference(), LETTERHEAD, details({ hubInvitees }))),
      );
      for (const { lines } of pages.slice(0, -1)) {
        const last = squeeze(lines.map((line) => line.text).findLast((text) => text.trim() !== '') ?? '');
        expect(
          headings.some((heading) => last.endsWith(`${heading}:`)),
          `${length}: ${last}`,
        ).toBe(false);
      }
    }
  });

  it('[RE6] opens no address and no file, even if a paper asked for a picture', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const picture = (image: string) => [{ image, unbreakable: false } as PdfContent];
    const named = { content: picture('seal'), images: { seal: `http://127.0.0.1:${port}/x.png` } };
    await expect(renderPdf(named)).rejects.toThrow(/denied/u);
    await expect(renderPdf({ content: picture(import.meta.filename) })).rejects.toThrow(/denied/u);
    expect(requests).toBe(0);
    server.close();
  });
});
