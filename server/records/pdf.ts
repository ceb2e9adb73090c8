/**
 * The one door to pdfmake: Tinos (metric twin of Times New Roman, OFL) embedded from its package, nothing read from
 * elsewhere. Turns a definition into bytes; never knows what the paper says.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pdfmake, { type PdfContent, type PdfDefinition } from 'pdfmake';
import { mmToPt, PAGE_MM } from './layout.ts';

export type { PdfContent } from 'pdfmake';

const require = createRequire(import.meta.url);
/** Name in pdfmake's virtual file system → file of the package. */
const FACES = {
  regular: require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: require.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  boldItalic: require.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
} as const;

let fontsAreReady = false;

/** What a caller sets; page, font and access are the same for every paper. */
export type PaperDefinition = Pick<PdfDefinition, 'content' | 'header' | 'info' | 'pageOrientation' | 'pageMargins'>;

/** Shape: the bytes of a PDF in A4 with every font embedded. */
export async function renderPdf(paper: PaperDefinition): Promise<Buffer> {
  prepareFonts();
  const { top, bottom, left, right } = PAGE_MM;
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [mmToPt(left), mmToPt(top), mmToPt(right), mmToPt(bottom)],
      defaultStyle: { font: 'Tinos', fontSize: 14 },
      language: 'vi-VN',
      ...paper,
    })
    .getBuffer();
}

/** A horizontal rule in the middle of a column. */
export function pdfRule(lengthMm: number, columnMm: number): PdfContent {
  const line = { type: 'line', x1: 0, y1: 0, x2: mmToPt(lengthMm), y2: 0, lineWidth: 0.75 } as const;
  return { canvas: [line], margin: [mmToPt((columnMm - lengthMm) / 2), 3, 0, 4] };
}

function prepareFonts(): void {
  if (fontsAreReady) return;
  for (const [face, file] of Object.entries(FACES)) pdfmake.virtualfs.writeFileSync(face, readFileSync(file));
  pdfmake.setFonts({ Tinos: { normal: 'regular', bold: 'bold', italics: 'italic', bolditalics: 'boldItalic' } });
  // Without these pdfmake would fetch a picture or read a file that a text names.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  fontsAreReady = true;
}
