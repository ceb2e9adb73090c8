// A PDF in the page: one page at a time, large, with page number, zoom and the keys of a keyboard or a remote control.
// Owns the document it opened and closes it. Knows nothing of papers but where to read and what to say.

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { drawPage, isRefused, loadPdf, type PdfDocument, type PdfSource } from './pdf.ts';
import type { PapersWords } from './words.ts';

interface Props {
  /** Where the file is read, or the file. */
  readonly path: PdfSource;
  readonly title: string;
  readonly words: PapersWords;
  readonly onClose: () => void;
}

const ZOOM_STEP = 1.25;
const MIN_ZOOM = 0.5;
const MAX_ZOOM = 4;
/** share of the visible height one press of an arrow scrolls */
const SCROLL_SHARE = 0.35;

export function PdfViewer({ path, title, words, onClose }: Props) {
  const { document, problem } = useDocument(path, words);
  const [number, setNumber] = useState(1);
  const [zoom, setZoom] = useState(1);
  const sheet = useRef<HTMLElement>(null);
  const count = document?.numPages ?? 0;
  const turn = (to: number) => {
    setNumber(Math.min(Math.max(1, to), Math.max(1, count)));
    sheet.current?.scrollTo(0, 0);
  };
  const enlarge = (by: number) => setZoom((now) => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, now * by)));
  const scroll = (direction: number) =>
    sheet.current?.scrollBy(0, direction * (sheet.current.clientHeight * SCROLL_SHARE));
  const acts: Readonly<Record<string, () => void>> = {
    ArrowRight: () => turn(number + 1),
    PageDown: () => turn(number + 1),
    ArrowLeft: () => turn(number - 1),
    PageUp: () => turn(number - 1),
    Home: () => turn(1),
    End: () => turn(count),
    ArrowDown: () => scroll(1),
    ArrowUp: () => scroll(-1),
    '+': () => enlarge(ZOOM_STEP),
    '=': () => enlarge(ZOOM_STEP),
    '-': () => enlarge(1 / ZOOM_STEP),
    '0': () => setZoom(1),
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  useEffect(() => sheet.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything inside
    <div className="pdf-viewer" onKeyDown={onKey}>
      <div className="pdf-bar">
        <strong className="pdf-title">{title}</strong>
        <button type="button" aria-label={words.previousPage} disabled={number <= 1} onClick={() => turn(number - 1)}>
          ◀
        </button>
        <PageNumber key={number} number={number} count={count} words={words} onTurn={turn} />
        <button type="button" aria-label={words.nextPage} disabled={number >= count} onClick={() => turn(number + 1)}>
          ▶
        </button>
        <button type="button" aria-label={words.zoomOut} onClick={() => enlarge(1 / ZOOM_STEP)}>
          −
        </button>
        <button type="button" aria-label={words.zoomIn} onClick={() => enlarge(ZOOM_STEP)}>
          +
        </button>
        <button type="button" onClick={() => setZoom(1)}>
          {words.fit}
        </button>
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page larger than the screen is scrolled by keyboard */}
      <section ref={sheet} className="pdf-sheet" tabIndex={0} aria-label={title} aria-busy={document === null}>
        {problem !== null && (
          <p role="alert" className="pdf-problem">
            {problem}
          </p>
        )}
        {problem === null && document === null && <p role="status">{words.loading}</p>}
        {document !== null && problem === null && <PdfPage document={document} number={number} zoom={zoom} />}
      </section>
    </div>
  );
}

function PageNumber(props: { number: number; count: number; words: PapersWords; onTurn: (to: number) => void }) {
  const { number, count, words, onTurn } = props;
  const [text, setText] = useState(String(number));
  const go = () => (/^\d+$/.test(text) ? onTurn(Number(text)) : setText(String(number)));
  return (
    <label className="pdf-number">
      {words.page}{' '}
      <input
        inputMode="numeric"
        value={text}
        size={3}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={go}
        onKeyDown={(event) => event.key === 'Enter' && go()}
      />{' '}
      {words.ofPages(count)}
    </label>
  );
}

function PdfPage({ document, number, zoom }: { document: PdfDocument; number: number; zoom: number }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let drawing: ReturnType<typeof drawPage> | undefined;
    let isGone = false;
    const draw = async () => {
      const page = await document.getPage(number);
      const place = { box: box.current?.parentElement, canvas: canvas.current, text: text.current };
      if (isGone || !place.box || !place.canvas || !place.text) return;
      const size = page.getViewport({ scale: 1 });
      // A report stands: as wide as the sheet allows, never wider than is comfortable.
      const fit = Math.min(
        (place.box.clientWidth - 32) / size.width,
        Math.max(1, (place.box.clientHeight - 32) / size.height) * 1.6,
      );
      drawing = drawPage(page, { canvas: place.canvas, text: place.text, scale: fit * zoom });
      await drawing.done;
    };
    draw().catch((error: unknown) => {
      // A page that was turned before it was drawn is no failure.
      if (!isGone) console.warn('page not drawn', error);
    });
    return () => {
      isGone = true;
      drawing?.cancel();
    };
  }, [document, number, zoom]);
  return (
    <div ref={box} className="pdf-page">
      <canvas ref={canvas} />
      <div ref={text} className="textLayer" />
    </div>
  );
}

/** Opens the document and closes it with the component. */
function useDocument(path: PdfSource, words: PapersWords): { document: PdfDocument | null; problem: string | null } {
  const [document, setDocument] = useState<PdfDocument | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const said = useRef(words);
  said.current = words;
  useEffect(() => {
    let isGone = false;
    const loading = loadPdf(path);
    loading
      .then((task) => task.promise)
      .then((loaded) => !isGone && setDocument(loaded))
      .catch((error: unknown) => {
        if (!isGone) setProblem(isRefused(error) ? said.current.refusals.recalled : said.current.failed);
      });
    return () => {
      isGone = true;
      // Ends its worker too; one that never began has nothing to end.
      void loading.then((task) => task.destroy()).catch(() => undefined);
    };
  }, [path]);
  return { document, problem };
}
