// Files to upload in tests, made byte by byte: PDFs honest and not, Office archives honest and not. Uploads them as a browser would.

import { deflateSync } from 'node:zlib';
import { Document, Packer, Paragraph } from 'docx';
import { writeZip } from './zip.ts';

/** A PDF of one page that says `text`; `catalog` and `extra` put more into its catalogue and among its objects. */
export function makePdf(text: string, options: { catalog?: string; extra?: readonly string[] } = {}): Buffer {
  const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ''} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(options.extra ?? []),
  ];
  let file = '%PDF-1.5\n';
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** An object that packs `text` as a PDF object stream. */
export function packObjects(text: string, dictionary = '/Type /ObjStm /N 1 /First 4'): string {
  const packed = deflateSync(Buffer.from(text, 'latin1')).toString('latin1');
  return `<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
}

const MAIN = {
  docx: ['word/document.xml', 'wordprocessingml.document'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation'],
} as const;

/** The bones of an Office file; `parts` are added, `type` replaces the main part's content type. */
export function makeOffice(
  kind: keyof typeof MAIN,
  options: { parts?: Readonly<Record<string, string>>; type?: string } = {},
): Buffer {
  const [main, name] = MAIN[kind];
  const type = options.type ?? `application/vnd.openxmlformats-officedocument.${name}.main+xml`;
  const types = `<?xml version="1.0"?><Types><Override PartName="/${main}" ContentType="${type}"/></Types>`;
  const parts = {
    '[Content_Types].xml': types,
    '_rels/.rels': '<Relationships/>',
    [main]: '<document/>',
    ...options.parts,
  };
  return writeZip(Object.entries(parts));
}

/** multipart/form-data as browsers write it: names in UTF-8. */
export function makeForm(
  file: { readonly name: string; readonly content: Buffer } | null,
  fields: Readonly<Record<string, string>>,
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== null) form.append('file', new Blob([new Uint8Array(file.content)]), file.name);
  return form;
}

/** A real Word document of one paragraph. */
export function makeReport(text: string): Promise<Buffer> {
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }));
}
