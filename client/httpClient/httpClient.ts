// The one place that calls fetch: JSON in and out, versions as If-Match, every refusal as one HttpProblem.
// Same origin only; credentials are the session cookie and never travel in an address.

import { ERRORS, type ErrorAnswer, type ErrorCode } from '../../server/contract/errors.ts';

/** `unreachable`: no answer came (line or server down), or not one of ours. */
export type ProblemCode = ErrorCode | 'unreachable';

/** Any refusal or failure of a request. `details` is the answer's code-specific plain data. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly details: unknown;

  constructor(code: ProblemCode, message: string, details?: unknown, cause?: unknown) {
    super(message, { cause });
    this.name = 'HttpProblem';
    this.code = code;
    this.details = details;
  }
}

export interface RequestOptions {
  readonly body?: unknown;
  /** Sent as it is, under its own type, instead of a body. */
  readonly file?: Blob;
  /** Version the edit starts from; sent as If-Match. */
  readonly version?: number;
  readonly signal?: AbortSignal;
}

/** Asks `/api…` and answers its JSON (undefined for 204). Errors: HttpProblem; AbortError when the signal says so. */
export async function request<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const response = await send(method, path, options);
  const text = await readText(response, options.signal);
  const answer = parseJson(text);
  if (!response.ok) throw toProblem(answer, response.status);
  if (text !== '' && answer === undefined) throw new HttpProblem('unreachable', `answer to ${path} is not JSON`);
  return answer as T;
}

/** Asks for a file and answers its bytes. Errors: as `request`. */
export async function requestBytes(
  method: 'GET' | 'POST',
  path: string,
  options: RequestOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send(method, path, options);
  if (!response.ok) throw toProblem(parseJson(await readText(response, options.signal)), response.status);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw asUnreachable(cause, path, options.signal);
  }
}

/** `/api/sites?q=ben+luc`; empty and undefined values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

async function send(method: string, path: string, { body, file, version, signal }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = file.type;
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      signal: signal ?? null,
    });
  } catch (cause) {
    throw asUnreachable(cause, path, signal);
  }
}

async function readText(response: Response, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw asUnreachable(cause, response.url, signal);
  }
}

function asUnreachable(cause: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return cause;
  return new HttpProblem('unreachable', `no answer from ${path}`, undefined, cause);
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's HTML page is no answer of ours; the caller sees `unreachable`.
    return undefined;
  }
}

function toProblem(answer: unknown, status: number): HttpProblem {
  if (isErrorAnswer(answer)) return new HttpProblem(answer.code, answer.message, answer.details);
  return new HttpProblem('unreachable', `status ${status} without an error answer`);
}

function isErrorAnswer(answer: unknown): answer is ErrorAnswer {
  if (typeof answer !== 'object' || answer === null || !('code' in answer) || !('message' in answer)) return false;
  return typeof answer.code === 'string' && Object.hasOwn(ERRORS, answer.code) && typeof answer.message === 'string';
}
