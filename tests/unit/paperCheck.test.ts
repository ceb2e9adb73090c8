// What the check of uploaded papers sees, on files made byte by byte; and what becomes of their names.

import { expect, it } from 'vitest';
import { findOfficeFault } from '../../server/papers/checkOffice.ts';
import { findPdfFault } from '../../server/papers/checkPdf.ts';
import { cleanFileName } from '../../server/papers/fileNames.ts';
import { makeOffice, makePdf, packObjects } from '../support/paperFiles.ts';

const SCRIPT = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';

it('[PP4] an honest PDF passes, also with links, forms and object streams', () => {
  expect(findPdfFault(makePdf('Bao cao'))).toBeNull();
  expect(
    findPdfFault(makePdf('Bao cao', { extra: ['<< /S /URI /URI (x) >>', packObjects('6 0 << /Type /Annot >>')] })),
  ).toBeNull();
  expect(findPdfFault(makePdf('Xem muc Launch va JavaScript'))).toBeNull();
});

it.each([
  ['a script', makePdf('x', { catalog: '/OpenAction 6 0 R', extra: [SCRIPT] })],
  ['a script with its name written in numbers', makePdf('x', { extra: ['<< /S /J#61va#53cript /JS (x) >>'] })],
  ['a script in an object stream', makePdf('x', { extra: [packObjects(`6 0 ${SCRIPT}`)] })],
  [
    'a script in a stream that only says where objects start',
    makePdf('x', { extra: [packObjects(`6 0 ${SCRIPT}`, '/N 1 /First 4')] }),
  ],
  ['a program to start', makePdf('x', { extra: ['<< /S /Launch /F (calc.exe) >>'] })],
  ['an embedded file', makePdf('x', { catalog: '/Names << /EmbeddedFiles << >> >>' })],
  ['a form with scripts of its own', makePdf('x', { catalog: '/AcroForm << /XFA 6 0 R >>' })],
])('[PP4] a PDF with %s is refused', (_name, file) => {
  expect(findPdfFault(file)).toBe('activePdf');
});

it('[PP4] a PDF that cannot be looked into is refused: encrypted, packed twice, cut off', () => {
  expect(findPdfFault(makePdf('x', { catalog: '/Encrypt 6 0 R' }))).toBe('encrypted');
  const packed = packObjects('6 0 << >>').replace('/Filter /FlateDecode', '/Filter [/ASCIIHexDecode /FlateDecode]');
  expect(findPdfFault(makePdf('x', { extra: [packed] }))).toBe('unreadable');
  const indirect = packObjects('6 0 << >>').replace('/Filter /FlateDecode', '/Filter 9 0 R');
  expect(findPdfFault(makePdf('x', { extra: [indirect] }))).toBe('unreadable');
  const bomb = packObjects('6 0 '.padEnd(80_000_000, ' '));
  expect(findPdfFault(makePdf('x', { extra: [bomb] }))).toBe('unreadable');
  expect(findPdfFault(makePdf('x').subarray(0, 300))).toBe('damaged');
});

it('[PP5] an honest Office file passes, with a chart and with links', () => {
  const rels =
    '<Relationships><Relationship Type="x/hyperlink" Target="http://w3.org" TargetMode="External"/></Relationships>';
  const parts = { 'word/_rels/document.xml.rels': rels, 'word/embeddings/Microsoft_Excel_Sheet1.xlsx': 'x' };
  expect(findOfficeFault(makeOffice('docx', { parts }))).toBeNull();
});

it.each([
  ['macro', makeOffice('docx', { parts: { 'word/vbaProject.bin': 'x' } })],
  ['macro', makeOffice('xlsx', { parts: { 'xl/macrosheets/sheet1.xml': 'x' } })],
  ['macro', makeOffice('pptx', { type: 'application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml' })],
  ['embeddedObject', makeOffice('docx', { parts: { 'word/embeddings/oleObject1.bin': 'x' } })],
  ['embeddedObject', makeOffice('docx', { parts: { 'word/activeX/activeX1.xml': 'x' } })],
  [
    'embeddedObject',
    makeOffice('docx', {
      parts: {
        'word/_rels/settings.xml.rels':
          '<Relationships><Relationship Type="x/attachedTemplate" Target="x" TargetMode="&#69;xternal"/></Relationships>',
      },
    }),
  ],
  ['damaged', makeOffice('docx').subarray(40)],
  ['damaged', makeOffice('docx', { parts: { 'word/_rels/a.rels': '<!DOCTYPE x [<!ENTITY a "b">]><Relationships/>' } })],
] as const)('[PP5] an Office file is refused: %s', (reason, file) => {
  expect(findOfficeFault(file)).toBe(reason);
});

it.each([
  ['Báo cáo tháng 11.pdf', 'Báo cáo tháng 11.pdf'],
  ['Báo cáo.PDF'.normalize('NFD'), 'Báo cáo.pdf'],
  ['..\\..\\Windows\\x.pdf', 'x.pdf'],
  ['/etc/passwd', 'passwd.pdf'],
  ['hoa\u202Efdp.exe', 'hoafdp.pdf'],
  ['a\u0000b\r\nc".pdf', 'abc.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['', 'tai-lieu.pdf'],
  [`${'ă'.repeat(300)}.pdf`, `${'ă'.repeat(116)}.pdf`],
])('[PP3] the name %j is kept as %j', (given, kept) => {
  expect(cleanFileName(given, 'pdf')).toBe(kept);
});
