// Looks into an Office file (a zip of XML) for macros, embedded programs and content fetched from elsewhere. Reads the archive's own
// list and a few small parts, with limits. Pure and slow: runs in the checking thread only.

import { inflateRawSync } from 'node:zlib';
import type { PaperRefusal } from '../contract/papers.ts';

const MAX_ENTRIES = 20_000;
/** bytes of one part that is read: lists of relations are some kilobytes */
const MAX_PART_BYTES = 8_388_608;
const MAX_PARTS_BYTES = 67_108_864;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

const MACRO = /(?:^|\/)(?:vbaProject[^/]*\.bin|vbaData\.xml|macrosheets\/.+|intlmacrosheets\/.+)$/i;
/** Charts carry a small workbook; anything else inside may be a program. */
const OBJECT =
  /(?:(?:^|\/)(?:activeX|ctrlProps)\/|\/embeddings\/(?!.*\.(?:xlsx|docx|pptx)$)|\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|com|hta|jar|msi|lnk|docm|xlsm|pptm|xlsb|swf)$)/i;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/** null: nothing found. */
export function findOfficeFault(file: Buffer): PaperRefusal | null {
  try {
    const entries = listEntries(file);
    if (entries.some(({ name }) => MACRO.test(name))) return 'macro';
    if (entries.some(({ name }) => OBJECT.test(name))) return 'embeddedObject';
    return findInParts(file, entries);
  } catch {
    // An archive whose own list leads nowhere is not one anybody can vouch for.
    return 'damaged';
  }
}

function findInParts(file: Buffer, entries: readonly Entry[]): PaperRefusal | null {
  let budget = MAX_PARTS_BYTES;
  for (const entry of entries) {
    const isTypes = entry.name.toLowerCase() === '[content_types].xml';
    if (!isTypes && !/\.rels$/i.test(entry.name)) continue;
    const part = readPart(file, entry, Math.min(MAX_PART_BYTES, budget));
    budget -= part.length;
    if (part.includes(0) || /<!(?:DOCTYPE|ENTITY)/i.test(part.toString('latin1'))) return 'damaged';
    const xml = readEntities(part.toString('utf8'));
    if (isTypes && /macroEnabled|vbaProject/i.test(xml)) return 'macro';
    if (!isTypes && listRelations(xml).some(fetchesFromElsewhere)) return 'embeddedObject';
  }
  return null;
}

function listRelations(xml: string): string[] {
  return xml.match(/<(?:\w+:)?Relationship\b[^>]*>/g) ?? [];
}

/** A link people click is theirs to judge; a picture or template that loads by itself is not. */
function fetchesFromElsewhere(relation: string): boolean {
  if (!/TargetMode\s*=\s*["']\s*External/i.test(relation)) return false;
  return !/\bType\s*=\s*["'][^"']*\/hyperlink["']/.test(relation);
}

function readEntities(xml: string): string {
  return xml.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_whole, hex?: string, decimal?: string) => {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

function listEntries(file: Buffer): Entry[] {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new Error('too many entries');
  const entries: Entry[] = [];
  let position = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(position) !== CENTRAL) throw new Error('no entry where the list says');
    const nameBytes = file.readUInt16LE(position + 28);
    entries.push({
      name: file.toString('utf8', position + 46, position + 46 + nameBytes).replaceAll('\\', '/'),
      method: file.readUInt16LE(position + 10),
      packedBytes: file.readUInt32LE(position + 20),
      offset: file.readUInt32LE(position + 42),
    });
    position += 46 + nameBytes + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
  }
  return entries;
}

function findEnd(file: Buffer): number {
  for (let position = file.length - 22; position >= Math.max(0, file.length - 65_557); position -= 1)
    if (file.readUInt32LE(position) === END) return position;
  throw new Error('no list of entries');
}

function readPart(file: Buffer, entry: Entry, maxBytes: number): Buffer {
  if (file.readUInt32LE(entry.offset) !== LOCAL) throw new Error('no part where the list says');
  const start = entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
  const packed = file.subarray(start, start + entry.packedBytes);
  if (entry.method === 0 && packed.length <= maxBytes) return packed;
  if (entry.method !== 8) throw new Error('packed in an unknown way');
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
}
