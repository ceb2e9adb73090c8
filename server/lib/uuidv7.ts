// Identifiers that sort by the time they were made: rows made together lie together in their tables and indexes. RFC 9562 §5.7.

import { randomBytes } from 'node:crypto';

/** A new identifier of the moment `now` (milliseconds since 1970), unpredictable in its other 74 bits. */
export function createUuidV7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
