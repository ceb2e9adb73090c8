// Looks for active content in a PDF by the names that make it active: in the whole file as it lies there and in every object stream,
// inflated. Pure and slow: runs in the checking thread only. What it can and cannot see: docs/adr/0057.

import { constants, inflateSync } from 'node:zlib';
import type { PaperRefusal } from '../contract/papers.ts';

/** bytes all object streams of one file may have together; honest files stay below some megabytes */
const MAX_INFLATED_BYTES = 67_108_864;
const END_OF_NAME = '(?![A-Za-z0-9_-])';
const ACTIVE = new RegExp(
  `/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|XFA|SubmitForm|ImportData|GoToE)${END_OF_NAME}`,
);
/** Short enough to come up by chance in compressed bytes: looked for outside streams only. */
const SCRIPT_KEY = new RegExp(`/JS${END_OF_NAME}`);
const ENCRYPTED = new RegExp(`/Encrypt${END_OF_NAME}`);
const STREAM = /(?<!end)stream(?:\r\n|\n|\r)/g;
/** A reader finds objects in any stream that says where the first one is, whatever type it claims. */
const OBJECT_STREAM = new RegExp(`/(?:ObjStm|First)${END_OF_NAME}`);
const FLATE_ONLY = new RegExp(`/Filter\\s*\\[?\\s*/(?:FlateDecode|Fl)${END_OF_NAME}\\s*\\]?\\s*(?:/|>>|$)`);
const PREDICTOR = /\/Predictor\s+(?!1(?!\d))/;

/** null: nothing found. */
export function findPdfFault(file: Buffer): PaperRefusal | null {
  const text = file.toString('latin1');
  if (!text.startsWith('%PDF-') || !text.includes('%%EOF')) return 'damaged';
  const whole = readNames(text);
  if (ENCRYPTED.test(whole)) return 'encrypted';
  if (ACTIVE.test(whole)) return 'activePdf';
  let budget = MAX_INFLATED_BYTES;
  for (const part of splitStreams(text)) {
    const dictionary = readNames(part.before);
    if (SCRIPT_KEY.test(dictionary)) return 'activePdf';
    if (part.data === null || !OBJECT_STREAM.test(dictionaryOf(dictionary))) continue;
    const objects = readObjectStream(dictionaryOf(dictionary), file.subarray(part.data.start, part.data.end), budget);
    if (objects === null) return 'unreadable';
    budget -= objects.length;
    const names = readNames(objects);
    if (ACTIVE.test(names) || SCRIPT_KEY.test(names)) return 'activePdf';
  }
  return null;
}

/** `/J#61vaScript` is `/JavaScript`. */
function readNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

interface Part {
  /** What stands between the stream before and this one. */
  readonly before: string;
  /** Where this one's bytes are; null: after the last. */
  readonly data: { readonly start: number; readonly end: number } | null;
}

function* splitStreams(text: string): Generator<Part> {
  let from = 0;
  STREAM.lastIndex = 0;
  for (let match = STREAM.exec(text); match !== null; match = STREAM.exec(text)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    if (end === -1) break;
    yield { before: text.slice(from, match.index), data: { start, end } };
    from = end + 'endstream'.length;
    STREAM.lastIndex = from;
  }
  yield { before: text.slice(from), data: null };
}

/** The stream's own dictionary: what follows the last object's start. */
function dictionaryOf(before: string): string {
  return before.slice(Math.max(0, before.lastIndexOf(' obj')));
}

/** null: packed in a way this check cannot undo, damaged, or too large. */
function readObjectStream(dictionary: string, data: Buffer, budget: number): string | null {
  if (!/\/Filter(?![A-Za-z])/.test(dictionary)) return data.toString('latin1');
  if (!FLATE_ONLY.test(dictionary) || PREDICTOR.test(dictionary)) return null;
  try {
    return inflateSync(data, {
      maxOutputLength: Math.max(1, budget),
      finishFlush: constants.Z_SYNC_FLUSH,
    }).toString('latin1');
  } catch {
    // Damaged or larger than allowed: either way nobody can say what is inside.
    return null;
  }
}
