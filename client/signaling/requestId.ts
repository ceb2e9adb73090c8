// Makes the id of a command. Browser-safe also where the page is not a secure context and randomUUID is missing.

import type { RequestId } from '../../server/contract/ids.ts';

/** A fresh lower-case UUID, version 4. */
export function newRequestId(): RequestId {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID() as string as RequestId;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as RequestId;
}
