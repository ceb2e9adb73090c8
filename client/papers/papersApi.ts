// The papers' addresses of the HTTP door, typed from the contract, and the words for what it refuses. No caching here; no schema either.

import { ERRORS, type ErrorAnswer, type ErrorCode } from '../../server/contract/errors.ts';
import type {
  PaperListView,
  PaperOpened,
  PaperOpeningView,
  PaperRefusal,
  PaperView,
} from '../../server/contract/papers.ts';
import { HttpProblem, request } from '../httpClient/httpClient.ts';
import type { Language } from '../words/language.ts';
import { errorText } from '../words/shared.ts';
import type { PapersWords } from './words.ts';

const pathOf = (conferenceId: string) => `/api/conferences/${encodeURIComponent(conferenceId)}/papers`;

export interface UploadFields {
  readonly title: string;
  readonly agendaItemId: string;
  readonly recallAtClose: boolean;
}

/** What an edit sends: only what changed. */
export interface PaperChange {
  readonly title?: string;
  /** null: of the whole conference. */
  readonly agendaItemId?: string | null;
  readonly recallAtClose?: boolean;
}

export const papersApi = {
  list: (conferenceId: string, signal?: AbortSignal) =>
    request<PaperListView>('GET', pathOf(conferenceId), signal === undefined ? {} : { signal }),
  listOpenings: (conferenceId: string, signal?: AbortSignal) =>
    request<readonly PaperOpeningView[]>(
      'GET',
      `${pathOf(conferenceId)}/openings`,
      signal === undefined ? {} : { signal },
    ),
  upload: (conferenceId: string, file: File, fields: UploadFields) =>
    sendForm(pathOf(conferenceId), file, { ...fields, recallAtClose: String(fields.recallAtClose) }),
  uploadVersion: (conferenceId: string, paper: PaperView, file: File) =>
    sendForm(`${pathOf(conferenceId)}/${paper.paperId}/versions`, file, {}, paper.version),
  edit: (conferenceId: string, paper: PaperView, body: PaperChange) =>
    request<PaperView>('PATCH', `${pathOf(conferenceId)}/${paper.paperId}`, { body, version: paper.version }),
  remove: (conferenceId: string, paper: PaperView) =>
    request<PaperListView>('DELETE', `${pathOf(conferenceId)}/${paper.paperId}`, { version: paper.version }),
  reorder: (conferenceId: string, from: readonly string[], to: readonly string[]) =>
    request<PaperListView>('POST', `${pathOf(conferenceId)}/order`, { body: { from, to } }),
  recall: (conferenceId: string, paperId: string | null) =>
    request<PaperListView>('POST', `${pathOf(conferenceId)}/recall`, { body: { paperId } }),
  /** Logged by the server before anything is read. */
  open: (conferenceId: string, paperId: string, number: number, purpose: 'view' | 'download') =>
    request<PaperOpened>('POST', `${pathOf(conferenceId)}/${paperId}/openings`, { body: { number, purpose } }),
};

/** Who uploads has confirmed that the paper is not classified: the form's own check asked. */
async function sendForm(
  path: string,
  file: File,
  fields: Readonly<Record<string, string>>,
  version?: number,
): Promise<PaperView> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, noStateSecret: 'true' })) form.append(name, value);
  form.append('file', file);
  const headers: HeadersInit = version === undefined ? {} : { 'if-match': `"${version}"` };
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, { method: 'POST', body: form, headers, credentials: 'same-origin' });
    answer = await response.json();
  } catch (cause) {
    throw new HttpProblem('unreachable', `no answer from ${path}`, undefined, cause);
  }
  if (response.ok) return answer as PaperView;
  const { code, message, details } = answer as ErrorAnswer;
  throw new HttpProblem(Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'unreachable', message, details);
}

/** Lets the browser save the file under its name. */
export function saveFile(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

/** The refusal's own words where it gives a reason, else those of its code. */
export function paperProblemText(error: unknown, words: PapersWords, language: Language): string {
  if (!(error instanceof HttpProblem)) return words.failed;
  const reason = (error.details as { readonly reason?: PaperRefusal } | undefined)?.reason;
  if (reason !== undefined && Object.hasOwn(words.refusals, reason)) return words.refusals[reason];
  return error.code === 'unreachable' ? words.unreachable : errorText(language, error.code);
}

export function formatBytes(bytes: number, language: Language): string {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  return bytes < 1_000_000 ? `${format.format(Math.ceil(bytes / 1_000))} kB` : `${format.format(bytes / 1_000_000)} MB`;
}
