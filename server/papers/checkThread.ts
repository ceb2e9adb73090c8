// The checking thread: reads one uploaded file, says what it is and what is wrong with it, and ends. A hostile file can waste this
// thread's time and memory only, never the live conferences'.

import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { fileTypeFromBuffer } from 'file-type';
import { PAPER_KINDS, type PaperKind, type PaperRefusal } from '../contract/papers.ts';
import { findOfficeFault } from './checkOffice.ts';
import { findPdfFault } from './checkPdf.ts';

export type Verdict = { readonly kind: PaperKind } | { readonly refusal: PaperRefusal };

async function check(path: string): Promise<Verdict> {
  const file = await readFile(path);
  const type = await fileTypeFromBuffer(file);
  if (type !== undefined && /macroenabled/i.test(type.mime)) return { refusal: 'macro' };
  const kind = PAPER_KINDS.find((candidate) => candidate === type?.ext);
  if (kind === undefined) return { refusal: 'wrongType' };
  const fault = kind === 'pdf' ? findPdfFault(file) : findOfficeFault(file);
  return fault === null ? { kind } : { refusal: fault };
}

parentPort?.postMessage(await check(String(workerData)));
