// The one door to pdf.js: loaded when the first paper is opened, with its worker, character maps and fonts from this service only.
// Scripts, forms and WebAssembly of a PDF stay off: the content policy allows no eval, and a paper is only to be read.

import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy, RenderTask, TextLayer } from 'pdfjs-dist';

/** Where the build puts pdf.js' own files, with a slash at the end; see client/vite.config.ts. */
declare const PDFJS_FILES: string;

export type PdfDocument = PDFDocumentProxy;

/** An address, or a file that is already here. */
export type PdfSource = string | Uint8Array<ArrayBuffer>;

/** Starts reading; `destroy()` on the task ends it and its worker. */
export async function loadPdf(source: PdfSource): Promise<PDFDocumentLoadingTask> {
  const [pdfjs, worker] = await Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.min.mjs?url')]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  return pdfjs.getDocument({
    // The worker takes what it is given away from the page: it gets a copy.
    ...(typeof source === 'string' ? { url: source } : { data: source.slice() }),
    withCredentials: true,
    cMapUrl: `${PDFJS_FILES}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PDFJS_FILES}standard_fonts/`,
    wasmUrl: `${PDFJS_FILES}wasm/`,
    useWasm: false,
    enableXfa: false,
    // Large papers come page by page.
    disableAutoFetch: true,
  });
}

/** Whether the failure means that the server would not let it be read (recalled). */
export function isRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 403;
}

/** Draws a page and lays its text over it, to be selected and read aloud. Cancel it before drawing again. */
export function drawPage(
  page: PDFPageProxy,
  place: { readonly canvas: HTMLCanvasElement; readonly text: HTMLElement; readonly scale: number },
): { readonly done: Promise<void>; cancel(): void } {
  const { canvas, text, scale } = place;
  const viewport = page.getViewport({ scale });
  const density = window.devicePixelRatio;
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  canvas.style.width = `${Math.floor(viewport.width)}px`;
  canvas.style.height = `${Math.floor(viewport.height)}px`;
  const drawing: RenderTask = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  let layer: TextLayer | undefined;
  let isCancelled = false;
  const draw = async () => {
    const [pdfjs, content] = await Promise.all([import('pdfjs-dist'), page.getTextContent()]);
    await drawing.promise;
    if (isCancelled) return;
    text.replaceChildren();
    text.style.setProperty('--total-scale-factor', String(scale));
    layer = new pdfjs.TextLayer({ textContentSource: content, container: text, viewport });
    await layer.render();
  };
  return {
    done: draw(),
    cancel() {
      isCancelled = true;
      drawing.cancel();
      layer?.cancel();
    },
  };
}
