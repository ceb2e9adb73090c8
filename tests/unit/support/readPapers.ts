// Reads back what the records room made: the XML of an Office file, the text of a PDF page by page.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readZip } from '../../../server/records/boundedZip.ts';

const GENEROUS = { maxEntries: 1_000, maxBytes: 64 * 1024 * 1024 };

/** One part of an Office file as text. */
export function readPart(file: Buffer, name: string): string {
  const part = readZip(file, GENEROUS).find((entry) => entry.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return part.content.toString('utf8');
}

/** The paragraphs of a piece of WordprocessingML as plain text, empty ones left out. */
export function readParagraphs(xml: string): string[] {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gsu)]
    .map(([paragraph]) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gsu)].map((text) => text[1]).join(''))
    .map((text) =>
      text
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'"),
    )
    .filter((text) => text !== '');
}

export interface PdfPage {
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number; readonly font: string }[];
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** Every page with its pieces of text from top to bottom; `y` is points from the lower edge. */
export async function readPdf(file: Buffer): Promise<PdfPage[]> {
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts/');
  const task = getDocument({ data: new Uint8Array(file), standardFontDataUrl: fonts, verbosity: 0 });
  const document = await task.promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const lines = content.items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [
            {
              text: item.str.normalize('NFC'),
              x: Number(item.transform[4]),
              y: Number(item.transform[5]),
              font: item.fontName,
            },
          ]
        : [],
    );
    const { width, height } = page.getViewport({ scale: 1 });
    pages.push({
      lines,
      text: lines
        .map((line) => line.text)
        .join(' ')
        .replace(/\s+/gu, ' '),
      width,
      height,
    });
  }
  await task.destroy();
  return pages;
}
