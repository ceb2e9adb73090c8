// The signature of a webhook call, as the "Standard Webhooks" convention defines it, so that receivers find a library for it.
// Pure but for making a secret.

import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** `whsec_` and 256 random bits in base64. Shown to the receiver once. */
export function createWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * Headers of one call. The signature covers id, timestamp and body: `v1,base64(HMAC-SHA256(secret, id.timestamp.body))`.
 * Receivers refuse an old timestamp and drop an id they have seen. `secret` without the prefix is taken as it is.
 */
export function signWebhook(call: { id: string; secret: string; body: string; at: Date }): Record<string, string> {
  const timestamp = `${Math.floor(call.at.getTime() / 1_000)}`;
  const key = call.secret.startsWith(PREFIX)
    ? Buffer.from(call.secret.slice(PREFIX.length), 'base64')
    : Buffer.from(call.secret, 'utf8');
  const signature = createHmac('sha256', key).update(`${call.id}.${timestamp}.${call.body}`).digest('base64');
  return { 'webhook-id': call.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
