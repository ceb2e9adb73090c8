// Reads why the service refused a receiver's address. Pure.

import { WEBHOOK_URL_FAULTS, type WebhookUrlFault } from '../../server/contract/webhooks.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';

/** Undefined: something else went wrong. */
export function findUrlFault(error: unknown): WebhookUrlFault | undefined {
  if (!(error instanceof HttpProblem) || error.code !== 'invalidInput' || !Array.isArray(error.details))
    return undefined;
  const issues: readonly unknown[] = error.details;
  return WEBHOOK_URL_FAULTS.find((fault) => issues.some((issue) => readFault(issue) === fault));
}

/** What can be told before asking: the address itself is no web address. */
export function checkUrl(text: string): WebhookUrlFault | null {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/u.test(url.protocol) ? null : 'notHttp';
}

function readFault(issue: unknown): unknown {
  if (typeof issue !== 'object' || issue === null || !('params' in issue)) return undefined;
  const { params } = issue;
  return typeof params === 'object' && params !== null && 'fault' in params ? params.fault : undefined;
}
