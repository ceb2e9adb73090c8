// One HTTP call to a receiver: bounded in time, never follows a redirect, reads no more of the answer than it needs.
// Knows no queue; the outcome is data, never a throw.

import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type AddressPolicy, createPolicedLookup, findUrlFault, URL_FAULT_TEXTS } from './addressPolicy.ts';

/** milliseconds a receiver has for the whole call */
export const CALL_TIMEOUT_MS = 10_000;

export type WebhookAnswer =
  | { readonly status: number; readonly error: string | null }
  | { readonly status: null; readonly error: string };

export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `error` null means a 2xx answer. A redirect is an error: whoever moved must tell the office, not the wire. */
export async function postWebhook(
  call: WebhookCall,
  options: { policy: AddressPolicy; signal: AbortSignal; timeoutMs?: number },
): Promise<WebhookAnswer> {
  const fault = findUrlFault(call.url, options.policy);
  if (fault !== undefined) return { status: null, error: URL_FAULT_TEXTS[fault] };
  const timeoutMs = options.timeoutMs ?? CALL_TIMEOUT_MS;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const status = await post(call, options.policy, signal);
    if (status >= 200 && status < 300) return { status, error: null };
    return {
      status,
      error: status >= 300 && status < 400 ? `HTTP ${status}: không đi theo chuyển hướng.` : `HTTP ${status}`,
    };
  } catch (error) {
    if (signal.aborted)
      return {
        status: null,
        error: options.signal.aborted ? 'Dịch vụ đang dừng.' : `Không trả lời trong ${timeoutMs / 1_000} giây.`,
      };
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
}

function post(call: WebhookCall, policy: AddressPolicy, signal: AbortSignal): Promise<number> {
  const url = new URL(call.url);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: createPolicedLookup(policy),
        signal,
        headers: {
          ...call.headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(call.body),
          'user-agent': 'giao-ban-truc-tuyen',
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        // The status is all we want; a body without end must not hold the connection.
        answer.destroy();
      },
    );
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}
