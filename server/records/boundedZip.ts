/**
 * Reading a zip archive that a stranger made: every size is checked against a limit while inflating, so that a small
 * file can never become a large one in memory. Also packs entries again, uncompressed. Knows nothing of spreadsheets.
 */
import { crc32, inflateRawSync } from 'node:zlib';

/** Most entries, and most bytes all entries may have together once inflated. */
export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** Why an archive was refused: it is none, is damaged, or is larger than the limits. */
export class ZipError extends Error {
  readonly reason: 'notZip' | 'damaged' | 'tooLarge';

  constructor(reason: ZipError['reason'], cause?: unknown) {
    super(`zip archive refused: ${reason}`, { cause });
    this.name = 'ZipError';
    this.reason = reason;
  }
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x0800;

/** The files of an archive, directories left out, as its central directory lists them. Errors: ZipError. */
export function readZip(archive: Buffer, limits: ZipLimits): ZipEntry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > limits.maxEntries) throw new ZipError('tooLarge');
  const entries: ZipEntry[] = [];
  let position = archive.readUInt32LE(end + 16);
  let bytesLeft = limits.maxBytes;
  try {
    for (let index = 0; index < count; index += 1) {
      const { next, entry } = readEntry(archive, position, bytesLeft);
      position = next;
      bytesLeft -= entry.content.length;
      if (!entry.name.endsWith('/')) entries.push(entry);
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError(isTooLarge(error) ? 'tooLarge' : 'damaged', error);
  }
  return entries;
}

/** An archive with the entries stored as they are. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name, 'utf8');
    const fields = describeEntry(path, content);
    const local = Buffer.alloc(LOCAL_BYTES);
    local.writeUInt32LE(LOCAL_SIGNATURE, 0);
    fields.copy(local, 4);
    const central = Buffer.alloc(CENTRAL_BYTES);
    central.writeUInt32LE(CENTRAL_SIGNATURE, 0);
    central.writeUInt16LE(20, 4);
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    parts.push(local, path, content);
    directory.push(central, path);
    offset += LOCAL_BYTES + path.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** The 26 bytes that local and central headers share: version to length of extra fields. */
function describeEntry(path: Buffer, content: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8_FLAG, 2);
  fields.writeUInt16LE(STORED, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}

function findEnd(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let position = archive.length - END_BYTES; position >= lowest; position -= 1) {
    if (archive.readUInt32LE(position) === END_SIGNATURE) return position;
  }
  throw new ZipError('notZip');
}

function readEntry(archive: Buffer, position: number, bytesLeft: number): { next: number; entry: ZipEntry } {
  if (archive.readUInt32LE(position) !== CENTRAL_SIGNATURE) throw new ZipError('damaged');
  if ((archive.readUInt16LE(position + 8) & ENCRYPTED_FLAG) !== 0) throw new ZipError('damaged');
  const method = archive.readUInt16LE(position + 10);
  const compressedBytes = archive.readUInt32LE(position + 20);
  const nameBytes = archive.readUInt16LE(position + 28);
  const nameStart = position + CENTRAL_BYTES;
  const name = archive.toString('utf8', nameStart, nameStart + nameBytes);
  const raw = sliceContent(archive, archive.readUInt32LE(position + 42), compressedBytes);
  const content = inflate(raw, method, bytesLeft);
  // The checksum, too, must hold: another reader must not see another file than the one that was checked.
  if (crc32(content) !== archive.readUInt32LE(position + 16)) throw new ZipError('damaged');
  const next = nameStart + nameBytes + archive.readUInt16LE(position + 30) + archive.readUInt16LE(position + 32);
  return { next, entry: { name, content } };
}

function sliceContent(archive: Buffer, local: number, compressedBytes: number): Buffer {
  if (archive.readUInt32LE(local) !== LOCAL_SIGNATURE) throw new ZipError('damaged');
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + compressedBytes > archive.length) throw new ZipError('damaged');
  return archive.subarray(start, start + compressedBytes);
}

function inflate(raw: Buffer, method: number, bytesLeft: number): Buffer {
  if (method === STORED) {
    if (raw.length > bytesLeft) throw new ZipError('tooLarge');
    return raw;
  }
  if (method !== DEFLATED) throw new ZipError('damaged');
  return inflateRawSync(raw, { maxOutputLength: Math.max(1, bytesLeft) });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
