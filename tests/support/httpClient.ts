// A person's HTTP session against the running service: keeps the cookie, sends what a page of the service would send.

import { request } from 'node:https';
import { insecureAgent } from './service.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
}

export class HttpClient {
  readonly #url: string;
  #cookie: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The Cookie header a browser would send, for the live door. */
  get cookie(): string | undefined {
    return this.#cookie;
  }

  static async signIn(url: string, username: string, password: string): Promise<HttpClient> {
    const client = new HttpClient(url);
    const answer = await client.send<unknown>('POST', '/api/auth/sign-in', { username, password });
    if (answer.status !== 200)
      throw new Error(`sign-in of ${username} failed: ${answer.status} ${JSON.stringify(answer.body)}`);
    return client;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, headers);
  }

  /** Sends the answer's JSON or text back, whatever the status. */
  send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const call = request(
        this.#url + path,
        {
          method,
          agent: insecureAgent,
          headers: {
            origin: this.#url,
            'sec-fetch-site': 'same-origin',
            ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            this.#keepCookies(answer.headers['set-cookie']);
            const received = Buffer.concat(chunks).toString();
            const isJson = answer.headers['content-type']?.includes('json') === true;
            resolve({
              status: answer.statusCode ?? 0,
              body: (isJson ? JSON.parse(received) : received) as T,
              etag: answer.headers.etag,
            });
          });
        },
      );
      call.on('error', reject);
      call.end(text);
    });
  }

  #keepCookies(headers: readonly string[] | undefined): void {
    if (headers === undefined || headers.length === 0) return;
    this.#cookie = headers.map((header) => header.split(';')[0]).join('; ');
  }
}
