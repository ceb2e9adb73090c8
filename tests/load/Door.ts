// One signed-in browser at the service's HTTPS door, for measuring: asks for gzip as browsers do, takes the whole answer, and unpacks it
// only after the clock has stopped.

import { Agent, request } from 'node:https';
import { gunzipSync } from 'node:zlib';

export interface Measured {
  readonly status: number;
  /** From the first byte sent to the last byte received. */
  readonly tookMs: number;
  readonly body: string;
}

/** milliseconds after which an answer is given up */
const PATIENCE_MS = 30_000;
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 128 });

export class Door {
  readonly #url: string;
  readonly #cookie: string;

  constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Measured> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      origin: this.#url,
      'sec-fetch-site': 'same-origin',
      'accept-encoding': 'gzip',
      cookie: this.#cookie,
      ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const call = request(this.#url + path, { method, agent, headers, timeout: PATIENCE_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          const tookMs = performance.now() - startedAt;
          const raw = Buffer.concat(chunks);
          const isPacked = answer.headers['content-encoding'] === 'gzip';
          resolve({ status: answer.statusCode ?? 0, tookMs, body: (isPacked ? gunzipSync(raw) : raw).toString() });
        });
      });
      call.once('timeout', () => call.destroy(new Error(`${method} ${path} was not answered`)));
      call.once('error', reject);
      call.end(text);
    });
  }
}
